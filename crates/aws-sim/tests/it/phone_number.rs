//! Phone numbers: offers, claims, moves, releases and the flows of numbers.

use std::time::Duration;

use aws_sdk_connect::types::{
    ListFlowAssociationResourceType, OutboundCallerConfig, PhoneNumberCountryCode as Country,
    PhoneNumberStatus, PhoneNumberType, PhoneNumberWorkflowStatus as Status,
};
use aws_sim::{Quotas, Settings};

use crate::{
    center::{Center, IN_USE, INVALID_PARAMETER, NOT_FOUND, refused},
    desk::{CONSUMER, PRODUCER, unthrottled},
};

/// How long a claim, a move and a release take at most.
const SETTLED: Duration = Duration::from_secs(5);
const COOL_DOWN: Duration = Duration::from_hours(180 * 24);

/// A UUID that differs by `n`.
fn token(n: u32) -> String {
    format!("00000000-0000-4000-8000-{n:012}")
}

fn quotas(entries: &[(&str, u64)]) -> Settings {
    let entries = entries.iter().map(|(name, n)| ((*name).to_owned(), *n));
    Settings {
        quotas: Quotas::Custom(entries.collect()),
        ..unthrottled()
    }
}

// === impl Center ===

impl Center {
    fn target(&self) -> String {
        format!(
            "arn:aws:connect:eu-west-2:{PRODUCER}:instance/{}",
            self.instance
        )
    }

    /// Numbers of London that are on offer.
    async fn offered(&self) -> Vec<String> {
        let asked = self.connect.search_available_phone_numbers();
        let asked = asked.target_arn(self.target()).phone_number_prefix("+4420");
        let asked = asked.phone_number_country_code(Country::Gb);
        let answer = asked.phone_number_type(PhoneNumberType::Did).send().await;
        let answer = answer.expect("numbers are searched");
        let numbers = answer.available_numbers_list.unwrap_or_default();
        numbers
            .into_iter()
            .filter_map(|number| number.phone_number)
            .collect()
    }

    /// The id of a number whose claim has been asked for.
    async fn claim(&self, number: &str) -> String {
        let claim = self.connect.claim_phone_number().phone_number(number);
        let claimed = claim.target_arn(self.target()).send().await;
        let claimed = claimed.expect("the number is free");
        claimed.phone_number_id.expect("a number has an id")
    }

    /// The id of a number that is claimed.
    async fn number(&self) -> String {
        let id = self.claim(&self.offered().await[0]).await;
        tokio::time::sleep(SETTLED).await;
        id
    }

    async fn status(&self, id: &str) -> PhoneNumberStatus {
        let asked = self.connect.describe_phone_number().phone_number_id(id);
        let described = asked.send().await.expect("the number is there");
        let number = described.claimed_phone_number_summary.expect("a summary");
        number.phone_number_status.expect("a status")
    }

    async fn release(&self, id: &str) {
        let release = self.connect.release_phone_number().phone_number_id(id);
        release.send().await.expect("the number can go");
        tokio::time::sleep(SETTLED).await;
    }
}

#[tokio::test(start_paused = true)]
async fn the_offer_stays_until_somebody_claims() {
    let center = Center::new(unthrottled()).await;
    let first = center.offered().await;
    assert_eq!(first.len(), 10);
    assert!(
        first
            .iter()
            .all(|n| n.starts_with("+4420") && n.len() == 13),
        "{first:?}"
    );
    assert_eq!(center.offered().await, first);

    let search = || {
        let asked = center.connect.search_available_phone_numbers();
        let asked = asked
            .instance_id(&center.instance)
            .phone_number_prefix("+4420");
        let asked = asked.phone_number_country_code(Country::Gb);
        asked.phone_number_type(PhoneNumberType::Did)
    };
    let page = search().max_results(4).send().await.unwrap();
    let next = search()
        .set_next_token(page.next_token)
        .send()
        .await
        .unwrap();
    assert_eq!(
        next.available_numbers_list()[0].phone_number(),
        Some(&*first[4])
    );
    let tollfree = search().phone_number_type(PhoneNumberType::TollFree);
    let none = tollfree.send().await.unwrap();
    assert!(none.available_numbers_list().is_empty());
    let shared = search().phone_number_type(PhoneNumberType::Shared);
    let none = shared.send().await.unwrap();
    assert!(none.available_numbers_list().is_empty());
    assert_eq!(
        refused!(search().phone_number_prefix("4420")),
        INVALID_PARAMETER
    );
    assert_eq!(refused!(search().set_instance_id(None)), INVALID_PARAMETER);

    center.claim(&first[0]).await;
    assert_eq!(center.offered().await[..9], first[1..]);
}

#[tokio::test(start_paused = true)]
async fn a_claim_settles_and_is_made_once() {
    let center = Center::new(unthrottled()).await;
    let offered = center.offered().await;
    let claim = |number: &str| {
        let claim = center.connect.claim_phone_number().phone_number(number);
        let claim = claim.target_arn(center.target()).client_token(token(1));
        claim
            .phone_number_description("Main line")
            .tags("team", "a")
    };
    let id = claim(&offered[0])
        .send()
        .await
        .unwrap()
        .phone_number_id
        .unwrap();
    let again = claim(&offered[0]).send().await.unwrap();
    assert_eq!(again.phone_number_id.as_deref(), Some(&*id));
    let (code, status) = crate::desk::refusal(claim(&offered[1]).send().await);
    assert_eq!((&*code, status), ("IdempotencyException", 409));
    let odd = claim(&offered[1]).client_token("my token");
    assert_eq!(refused!(odd), INVALID_PARAMETER);

    assert_eq!(center.status(&id).await.status(), Some(&Status::InProgress));
    let early = center.connect.associate_phone_number_contact_flow();
    let early = early.phone_number_id(&id).instance_id(&center.instance);
    let early = early.contact_flow_id(center.flow("Sample AB test").await);
    assert_eq!(refused!(early), INVALID_PARAMETER);
    tokio::time::sleep(SETTLED).await;
    assert_eq!(center.status(&id).await.status(), Some(&Status::Claimed));

    let taken = claim(&offered[0]).client_token(token(2)).send().await;
    let message = taken.unwrap_err().into_service_error().to_string();
    let expected = format!("Phone number not available: {}", offered[0]);
    assert!(message.contains(&expected), "{message}");
    let invented = claim("+442").client_token(token(3));
    assert_eq!(refused!(invented), INVALID_PARAMETER);

    let listed = center
        .connect
        .list_phone_numbers_v2()
        .target_arn(center.target());
    let listed = listed.send().await.unwrap();
    let [number] = listed.list_phone_numbers_summary_list() else {
        panic!("{listed:?}");
    };
    assert_eq!(number.phone_number(), Some(&*offered[0]));
    assert_eq!(number.phone_number_description(), Some("Main line"));
    assert_eq!(number.instance_id(), Some(&*center.instance));
    let tags = center.connect.list_tags_for_resource();
    let tags = tags.resource_arn(number.phone_number_arn().unwrap());
    assert_eq!(tags.send().await.unwrap().tags.unwrap()["team"], "a");
    let older = center
        .connect
        .list_phone_numbers()
        .instance_id(&center.instance);
    let older = older.send().await.unwrap();
    assert_eq!(older.phone_number_summary_list()[0].id(), Some(&*id));
}

#[tokio::test(start_paused = true)]
async fn a_full_quota_fails_the_claim_and_keeps_the_number_for_a_day() {
    let settings = quotas(&[
        ("phone-numbers", 1),
        ("phone-churn-percent-180-days", 1_000),
    ]);
    let center = Center::new(settings).await;
    let offered = center.offered().await;
    let first = center.claim(&offered[0]).await;
    let second = center.claim(&offered[1]).await;
    assert_eq!(
        center.status(&second).await.status(),
        Some(&Status::InProgress)
    );
    tokio::time::sleep(SETTLED).await;
    let failed = center.status(&second).await;
    assert_eq!(failed.status(), Some(&Status::Failed));
    let message = failed.message().unwrap();
    assert!(message.contains("quota of 1 phone numbers"), "{message}");
    let listed = center.connect.list_phone_numbers_v2().send().await.unwrap();
    assert_eq!(listed.list_phone_numbers_summary_list().len(), 1);

    center.release(&first).await;
    assert_eq!(center.claim(&offered[1]).await, second);
    let third = center.claim(&offered[2]).await;
    tokio::time::sleep(SETTLED).await;
    assert_eq!(
        center.status(&second).await.status(),
        Some(&Status::Claimed)
    );
    assert_eq!(center.status(&third).await.status(), Some(&Status::Failed));
    assert!(!center.offered().await.contains(&offered[2]));
    tokio::time::sleep(Duration::from_hours(24)).await;
    assert!(center.offered().await.contains(&offered[2]));
    let gone = center
        .connect
        .describe_phone_number()
        .phone_number_id(&third);
    assert_eq!(refused!(gone), NOT_FOUND);
}

#[tokio::test(start_paused = true)]
async fn too_much_coming_and_going_blocks_claims() {
    let center = Center::new(quotas(&[("phone-numbers", 1)])).await;
    let kept = center.number().await;
    center.release(&kept).await;
    let blocked = center.number().await;
    let failed = center.status(&blocked).await;
    assert_eq!(failed.status(), Some(&Status::Failed));
    let message = failed.message().unwrap();
    assert!(message.contains("within 180 days"), "{message}");
    tokio::time::sleep(COOL_DOWN).await;
    let free = center.number().await;
    assert_eq!(center.status(&free).await.status(), Some(&Status::Claimed));
}

#[tokio::test(start_paused = true)]
async fn a_released_number_cools_down_in_every_account() {
    let center = Center::new(unthrottled()).await;
    let number = center.offered().await.remove(0);
    let id = center.claim(&number).await;
    let release = || center.connect.release_phone_number().phone_number_id(&id);
    assert_eq!(refused!(release()), IN_USE);
    tokio::time::sleep(SETTLED).await;

    let queue = center.queue("Sales").await;
    let present = async |caller: OutboundCallerConfig| {
        let update = center.connect.update_queue_outbound_caller_config();
        let update = update.instance_id(&center.instance).queue_id(&queue);
        update.outbound_caller_config(caller).send().await.unwrap();
    };
    let shown = OutboundCallerConfig::builder().outbound_caller_id_number_id(&id);
    present(shown.build()).await;
    assert_eq!(refused!(release()), IN_USE);
    let hidden = OutboundCallerConfig::builder().outbound_caller_id_name("Sales");
    present(hidden.build()).await;

    release().send().await.unwrap();
    release().send().await.unwrap();
    assert_eq!(center.status(&id).await.status(), Some(&Status::InProgress));
    tokio::time::sleep(SETTLED).await;
    assert_eq!(refused!(release()), NOT_FOUND);

    let consumer = center.desk.connect(CONSUMER);
    let other = center.desk.instance(CONSUMER, "us-center").await;
    let claim = || consumer.claim_phone_number().phone_number(&number);
    assert_eq!(refused!(claim().instance_id(&other)), INVALID_PARAMETER);
    assert!(!center.offered().await.contains(&number));
    tokio::time::sleep(COOL_DOWN).await;
    claim().instance_id(&other).send().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_number_has_a_flow_and_loses_it_when_it_moves() {
    let center = Center::new(unthrottled()).await;
    let other = center.desk.instance(PRODUCER, "us-center").await;
    let (id, flow) = (center.number().await, center.flow("Sample AB test").await);
    let attach = |flow: &str| {
        let attach = center.connect.associate_phone_number_contact_flow();
        let attach = attach.phone_number_id(&id).instance_id(&center.instance);
        attach.contact_flow_id(flow)
    };
    let whisper = center.flow("Default agent whisper").await;
    assert_eq!(refused!(attach(&whisper)), INVALID_PARAMETER);
    assert_eq!(refused!(attach(&flow).instance_id(&other)), NOT_FOUND);
    attach(&flow).send().await.unwrap();

    let links = async |instance: &str| {
        let asked = center
            .connect
            .list_flow_associations()
            .instance_id(instance);
        let asked = asked.resource_type(ListFlowAssociationResourceType::VoicePhoneNumber);
        let listed = asked.send().await.unwrap().flow_association_summary_list;
        listed.unwrap()
    };
    let listed = links(&center.instance).await;
    let number_arn = format!("arn:aws:connect:eu-west-2:{PRODUCER}:phone-number/{id}");
    let flow_arn = format!("{}/contact-flow/{flow}", center.target());
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].resource_id(), Some(&*number_arn));
    assert_eq!(listed[0].flow_id(), Some(&*flow_arn));
    let batch = center
        .connect
        .batch_get_flow_association()
        .instance_id(&center.instance);
    let batch = batch
        .resource_ids(&id)
        .resource_ids("none")
        .send()
        .await
        .unwrap();
    assert_eq!(batch.flow_association_summary_list(), listed);
    let delete = center
        .connect
        .delete_contact_flow()
        .instance_id(&center.instance);
    assert_eq!(refused!(delete.contact_flow_id(&flow)), IN_USE);

    let target = format!("arn:aws:connect:eu-west-2:{PRODUCER}:instance/{other}");
    let update = || center.connect.update_phone_number().phone_number_id(&id);
    update().target_arn(target).send().await.unwrap();
    assert_eq!(refused!(update().instance_id(&center.instance)), IN_USE);
    assert_eq!(center.status(&id).await.status(), Some(&Status::InProgress));
    tokio::time::sleep(SETTLED).await;
    assert_eq!(center.status(&id).await.status(), Some(&Status::Claimed));
    assert!(links(&center.instance).await.is_empty() && links(&other).await.is_empty());

    let rename = center
        .connect
        .update_phone_number_metadata()
        .phone_number_id(&id);
    rename
        .phone_number_description("Moved")
        .send()
        .await
        .unwrap();
    let listed = center.connect.list_phone_numbers_v2().instance_id(&other);
    let listed = listed.send().await.unwrap();
    let number = &listed.list_phone_numbers_summary_list()[0];
    assert_eq!(number.phone_number_description(), Some("Moved"));
}

#[tokio::test(start_paused = true)]
async fn a_deleted_instance_gives_its_numbers_back() {
    let center = Center::new(unthrottled()).await;
    let number = center.offered().await.remove(0);
    let id = center.claim(&number).await;
    tokio::time::sleep(SETTLED).await;
    let delete = center
        .connect
        .delete_instance()
        .instance_id(&center.instance);
    delete.send().await.unwrap();
    assert_eq!(center.status(&id).await.status(), Some(&Status::Claimed));
    tokio::time::sleep(Duration::from_mins(1)).await;
    let gone = center.connect.describe_phone_number().phone_number_id(&id);
    assert_eq!(refused!(gone), NOT_FOUND);
    let next = Center {
        instance: center.desk.instance(PRODUCER, "next-center").await,
        ..center
    };
    assert!(!next.offered().await.contains(&number));
}
