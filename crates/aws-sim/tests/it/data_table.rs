//! Data tables and their attributes.

use aws_sdk_connect::types::{
    ContactFlowType, DataTableAttributeValueType, DataTableLockLevel, DataTableStatus,
};
use aws_sim::{Quotas, Settings};
use serde_json::json;

use crate::{
    center::{Center, DUPLICATE, INVALID_PARAMETER, INVALID_REQUEST, NOT_FOUND, Refusal, refused},
    desk::unthrottled,
};

fn create(
    center: &Center,
    name: &str,
) -> aws_sdk_connect::operation::create_data_table::builders::CreateDataTableFluentBuilder {
    let create = center.connect.create_data_table();
    create
        .instance_id(&center.instance)
        .name(name)
        .time_zone("Europe/London")
        .value_lock_level(DataTableLockLevel::None)
        .status(DataTableStatus::Published)
}

#[tokio::test(start_paused = true)]
async fn a_table_is_one_of_its_name_and_every_change_has_a_new_lock() {
    let quotas = Quotas::Custom([("data-tables".to_owned(), 1)].into());
    let center = Center::new(Settings {
        quotas,
        ..unthrottled()
    })
    .await;
    let nowhere = create(&center, "Offices").time_zone("Europe/Atlantis");
    assert_eq!(refused!(nowhere), INVALID_PARAMETER);
    let made = create(&center, "Offices").send().await.unwrap();
    assert_eq!(refused!(create(&center, "Offices")), DUPLICATE);
    let full = Refusal("ServiceQuotaExceededException".into(), 402);
    assert_eq!(refused!(create(&center, "Shops")), full);

    let attribute = |name: &str| {
        let create = center.connect.create_data_table_attribute();
        let create = create
            .instance_id(&center.instance)
            .data_table_id(made.id());
        create
            .name(name)
            .value_type(DataTableAttributeValueType::Text)
    };
    let first = attribute("City").primary(true).send().await.unwrap();
    assert_ne!(first.lock_version(), made.lock_version());
    assert_eq!(refused!(attribute("City")), DUPLICATE);
    attribute("Phone").send().await.unwrap();
    let rename = center.connect.update_data_table_attribute();
    let rename = rename
        .instance_id(&center.instance)
        .data_table_id(made.id());
    let rename = rename.attribute_name("Phone").name("City");
    let rename = rename.value_type(DataTableAttributeValueType::Text);
    assert_eq!(refused!(rename), INVALID_REQUEST);
    let delete = center.connect.delete_data_table_attribute();
    let delete = delete
        .instance_id(&center.instance)
        .data_table_id(made.id());
    let delete = delete.attribute_name("Phone");
    delete.clone().send().await.unwrap();
    assert_eq!(refused!(delete), NOT_FOUND);
}

#[tokio::test(start_paused = true)]
async fn a_flow_looks_up_tables_that_are_there() {
    let center = Center::new(unthrottled()).await;
    let table = create(&center, "Offices").send().await.unwrap();
    let flow = |name: &str, table: &str| {
        let content = json!({
            "Version": "2019-10-30",
            "StartAction": "look",
            "Actions": [
                { "Identifier": "look", "Type": "EvaluateDataTableValues",
                  "Parameters": { "DataTableId": table },
                  "Transitions": { "NextAction": "end", "Errors": [], "Conditions": [] } },
                { "Identifier": "end", "Type": "DisconnectParticipant", "Transitions": {} },
            ],
        });
        let create = center.connect.create_contact_flow();
        let create = create.instance_id(&center.instance).name(name);
        create
            .r#type(ContactFlowType::ContactFlow)
            .content(content.to_string())
    };
    flow("By ARN", table.arn()).send().await.unwrap();
    let broken = Refusal("InvalidContactFlowException".into(), 400);
    assert_eq!(refused!(flow("Lost", "none")), broken);
}
