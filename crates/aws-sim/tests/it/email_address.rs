//! E-mail addresses, by themselves and of queues.

use aws_sdk_connect::types::{AliasConfiguration, EmailAddressConfig, OutboundEmailConfig};
use aws_sim::{Quotas, Settings};

use crate::{
    center::{Center, DUPLICATE, INVALID_PARAMETER, INVALID_REQUEST, NOT_FOUND, Refusal, refused},
    desk::unthrottled,
};

fn conflict() -> Refusal {
    Refusal("ResourceConflictException".into(), 409)
}

fn create(
    center: &Center,
    address: &str,
) -> aws_sdk_connect::operation::create_email_address::builders::CreateEmailAddressFluentBuilder {
    let create = center.connect.create_email_address();
    create.instance_id(&center.instance).email_address(address)
}

async fn address(center: &Center, address: &str) -> String {
    let created = create(center, address).send().await.expect("an answer");
    created.email_address_id.expect("the answer has it")
}

fn to(address: &str) -> AliasConfiguration {
    let alias = AliasConfiguration::builder().email_address_id(address);
    alias.build().expect("an answer")
}

#[tokio::test(start_paused = true)]
async fn an_address_is_one_of_its_kind_and_stays_while_it_is_an_alias() {
    let quotas = Quotas::Custom([("email-addresses".to_owned(), 2)].into());
    let center = Center::new(Settings {
        quotas,
        ..unthrottled()
    })
    .await;
    assert_eq!(refused!(create(&center, "nobody")), INVALID_PARAMETER);
    let (sales, offers) = (
        address(&center, "sales@example.com").await,
        address(&center, "offers@example.com").await,
    );
    assert_eq!(refused!(create(&center, "sales@example.com")), DUPLICATE);
    let full = Refusal("ServiceQuotaExceededException".into(), 402);
    assert_eq!(refused!(create(&center, "third@example.com")), full);

    let associate = |address: &str, alias: &str| {
        let associate = center.connect.associate_email_address_alias();
        let associate = associate.instance_id(&center.instance);
        associate
            .email_address_id(address)
            .alias_configuration(to(alias))
    };
    associate(&sales, &offers).send().await.unwrap();
    assert_eq!(refused!(associate(&sales, &offers)), conflict());
    assert_eq!(refused!(associate(&offers, &sales)), INVALID_REQUEST);
    let delete = center.connect.delete_email_address();
    let delete = delete
        .instance_id(&center.instance)
        .email_address_id(&offers);
    assert_eq!(refused!(delete.clone()), conflict());
    let apart = center.connect.disassociate_email_address_alias();
    let apart = apart.instance_id(&center.instance).email_address_id(&sales);
    let apart = apart.alias_configuration(to(&offers));
    apart.clone().send().await.unwrap();
    assert_eq!(refused!(apart), NOT_FOUND);
    delete.send().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_queue_has_addresses_and_says_which_it_writes_from() {
    let center = Center::new(unthrottled()).await;
    let (queue, sales) = (
        center.queue("Sales").await,
        address(&center, "sales@example.com").await,
    );
    let config = EmailAddressConfig::builder().email_address_id(&sales);
    let associate = center.connect.associate_queue_email_addresses();
    let associate = associate.instance_id(&center.instance).queue_id(&queue);
    let associate = associate.email_addresses_config(config.build().unwrap());
    associate.send().await.unwrap();
    let outbound = |address: &str| {
        let config = OutboundEmailConfig::builder().outbound_email_address_id(address);
        let update = center.connect.update_queue_outbound_email_config();
        let update = update.instance_id(&center.instance).queue_id(&queue);
        update.outbound_email_config(config.build())
    };
    assert_eq!(refused!(outbound("nobody")), NOT_FOUND);
    let listed = async || {
        let list = center.connect.list_queue_email_addresses();
        let list = list.instance_id(&center.instance).queue_id(&queue);
        let listed = list.send().await.unwrap();
        let listed = listed.email_address_metadata_list().iter();
        let row = |of: &aws_sdk_connect::types::EmailAddressSummary| {
            (of.id().unwrap().to_owned(), of.is_default_outbound_email())
        };
        listed.map(row).collect::<Vec<_>>()
    };
    assert_eq!(listed().await, [(sales.clone(), false)]);
    outbound(&sales).send().await.unwrap();
    assert_eq!(listed().await, [(sales.clone(), true)]);
    let delete = center.connect.delete_email_address();
    let delete = delete
        .instance_id(&center.instance)
        .email_address_id(&sales);
    assert_eq!(refused!(delete), conflict());
}
