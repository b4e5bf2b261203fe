//! Chains with one link broken: each is told by its cause, and by no other.

use std::{collections::BTreeSet, time::Duration};

use analytics_share::{
    LinkState, SOURCE_DATABASE, Verified,
    port::{Calls, Grant, LinkDraft, Permission, Resource, Target, WorkgroupRecord},
};
use connect_model::{AccountId, InstanceId, share::AnalyticsShare};
use connect_resources::bucket::Setting;
use system_tests::lakeside::{CONSUMER, Lakeside, share_of};

use super::settings;

const SETS: [&str; 2] = ["users", "contact_record"];
const DATABASE: &str = "contact_analytics";
const ROLE: &str = "contact-analytics-query";
const POLICY: &str = "trunkline-share";

fn share() -> AnalyticsShare {
    share_of(&SETS, "results: { create_kms_key: true }\n")
}

/// A whole chain.
async fn chain() -> Lakeside {
    let lakeside = Lakeside::by_role(settings()).await;
    lakeside.ensured(1, &share()).await;
    lakeside
}

/// What is broken, by its rule and what it is about.
fn broken(verified: &Verified) -> Vec<String> {
    let broken = verified.broken();
    broken
        .map(|link| format!("{} {}", link.rule, link.subject))
        .collect()
}

async fn assert_broken(lakeside: &Lakeside, share: &AnalyticsShare, wanted: &[&str]) {
    let verified = lakeside.verified(9, share).await;
    assert_eq!(broken(&verified), wanted, "{verified:#?}");
    assert!(!verified.is_sound());
    for link in verified.broken() {
        assert!(link.cause.is_some() && link.remedy.is_some(), "{link:?}");
    }
}

async fn instance(calls: &Calls) -> InstanceId {
    let listed = calls.instances.list().await.unwrap();
    InstanceId::new(&listed[0].known.id)
}

fn consumer() -> AccountId {
    CONSUMER.parse().unwrap()
}

fn link(name: &str) -> Resource {
    Resource::Table {
        catalog: None,
        database: DATABASE.into(),
        name: name.into(),
    }
}

fn right(principal: &str, resource: Resource, permissions: &[Permission]) -> Grant {
    Grant {
        principal: principal.into(),
        resource,
        permissions: permissions.iter().copied().collect::<BTreeSet<_>>(),
    }
}

fn reader() -> String {
    format!("arn:aws:iam::{CONSUMER}:role/{ROLE}")
}

/// The catalog that a link leads to.
async fn catalog(calls: &Calls) -> String {
    let table = calls.catalog.table(None, DATABASE, "users").await.unwrap();
    table.unwrap().target.unwrap().catalog
}

/// Changes the policy of the query role.
async fn permit(calls: &Calls, change: impl FnOnce(String) -> String) {
    let role = calls.roles.describe(ROLE, POLICY).await.unwrap();
    let changed = change(role.permissions.unwrap());
    calls.roles.permit(ROLE, POLICY, &changed).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_whole_chain_is_sound_and_tells_how_new_its_rows_are() {
    let lakeside = chain().await;
    let verified = lakeside.verified(9, &share()).await;
    assert!(verified.is_sound(), "{verified:#?}");
    let newest = verified
        .tables
        .iter()
        .find(|it| it.data_set == "contact_record");
    assert!(
        newest
            .unwrap()
            .newest
            .as_ref()
            .unwrap()
            .starts_with("2026-09-"),
        "{verified:#?}"
    );
}

#[tokio::test(start_paused = true)]
async fn an_invitation_that_waits_and_one_that_has_run_out() {
    let lakeside = chain().await;
    let calls = lakeside.producer_calls().await;
    let instance = instance(&calls).await;
    let (sets, port) = (SETS.map(str::to_owned), &calls.data_sets);
    port.disassociate_all(&instance, &sets, &consumer())
        .await
        .unwrap();
    port.associate_all(&instance, &sets, &consumer())
        .await
        .unwrap();
    let wanted = ["invitation-pending share of uk-contact-center"];
    assert_broken(&lakeside, &share(), &wanted).await;
    lakeside.desk.clock.sleep(Duration::from_hours(13)).await;
    let wanted = ["invitation-expired share of uk-contact-center"];
    assert_broken(&lakeside, &share(), &wanted).await;
}

#[tokio::test(start_paused = true)]
async fn data_sets_that_went_to_another_account() {
    let lakeside = chain().await;
    let calls = lakeside.producer_calls().await;
    let instance = instance(&calls).await;
    let other = "333333333333".parse().unwrap();
    let users = ["users".to_owned()];
    calls
        .data_sets
        .associate_all(&instance, &users, &other)
        .await
        .unwrap();
    calls
        .data_sets
        .disassociate_all(&instance, &users, &consumer())
        .await
        .unwrap();
    let wanted = ["associated-elsewhere users of uk-contact-center"];
    assert_broken(&lakeside, &share(), &wanted).await;
}

#[tokio::test(start_paused = true)]
async fn a_data_set_that_was_taken_back() {
    let lakeside = chain().await;
    let calls = lakeside.producer_calls().await;
    let instance = instance(&calls).await;
    let users = ["users".to_owned()];
    calls
        .data_sets
        .disassociate_all(&instance, &users, &consumer())
        .await
        .unwrap();
    assert_broken(
        &lakeside,
        &share(),
        &["not-associated users of uk-contact-center"],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_data_set_that_is_none() {
    let lakeside = chain().await;
    let share = share_of(
        &["users", "contacts"],
        "results: { create_kms_key: true }\n",
    );
    assert_broken(
        &lakeside,
        &share,
        &["data-set-unknown contacts of uk-contact-center"],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_link_that_leads_to_nothing() {
    let lakeside = chain().await;
    let calls = lakeside.consumer_calls().await;
    let catalog = catalog(&calls).await;
    calls.catalog.delete_link(DATABASE, "users").await.unwrap();
    let draft = LinkDraft {
        database: DATABASE.into(),
        name: "users".into(),
        parameters: [].into(),
        target: Target {
            catalog,
            database: SOURCE_DATABASE.into(),
            table: Some("agents".into()),
        },
    };
    calls.catalog.create_link(&draft).await.unwrap();
    assert_broken(&lakeside, &share(), &["link-leads-elsewhere users"]).await;
}

#[tokio::test(start_paused = true)]
async fn a_link_that_is_gone() {
    let lakeside = chain().await;
    let calls = lakeside.consumer_calls().await;
    calls.catalog.delete_link(DATABASE, "users").await.unwrap();
    assert_broken(&lakeside, &share(), &["link-missing users"]).await;
}

#[tokio::test(start_paused = true)]
async fn a_link_that_outlived_its_share() {
    let lakeside = Lakeside::by_role(settings()).await;
    let more = share_of(
        &["users", "contact_record", "agent_event"],
        "results: { create_kms_key: true }\n",
    );
    lakeside.ensured(1, &more).await;
    let calls = lakeside.producer_calls().await;
    let instance = instance(&calls).await;
    let event = ["agent_event".to_owned()];
    calls
        .data_sets
        .disassociate_all(&instance, &event, &consumer())
        .await
        .unwrap();
    assert_broken(&lakeside, &share(), &["orphaned-link contact_analytics"]).await;
}

#[tokio::test(start_paused = true)]
async fn no_describe_on_a_link() {
    let lakeside = chain().await;
    let calls = lakeside.consumer_calls().await;
    let grant = right(&reader(), link("users"), &[Permission::Describe]);
    assert!(calls.permissions.revoke(&[grant]).await.unwrap().is_empty());
    assert_broken(&lakeside, &share(), &["describe-missing users"]).await;
}

#[tokio::test(start_paused = true)]
async fn no_select_on_a_target() {
    let lakeside = chain().await;
    let calls = lakeside.consumer_calls().await;
    let target = Resource::Table {
        catalog: Some(catalog(&calls).await),
        database: SOURCE_DATABASE.into(),
        name: "users".into(),
    };
    let grant = right(&reader(), target, &[Permission::Select]);
    assert!(calls.permissions.revoke(&[grant]).await.unwrap().is_empty());
    assert_broken(&lakeside, &share(), &["select-missing users"]).await;
}

#[tokio::test(start_paused = true)]
async fn nobody_administers_the_lake() {
    let lakeside = chain().await;
    let calls = lakeside.consumer_calls().await;
    let role = format!("arn:aws:iam::{CONSUMER}:role/trunkline");
    calls
        .permissions
        .set_administrator(&role, false)
        .await
        .unwrap();
    let wanted = format!("administrator-missing {role}");
    assert_broken(&lakeside, &share(), &[&wanted]).await;
}

#[tokio::test(start_paused = true)]
async fn whoever_iam_lets_in() {
    let lakeside = chain().await;
    let calls = lakeside.consumer_calls().await;
    let grant = right("IAM_ALLOWED_PRINCIPALS", link("users"), &[Permission::All]);
    assert!(calls.permissions.grant(&[grant]).await.unwrap().is_empty());
    assert_broken(
        &lakeside,
        &share(),
        &["open-to-everybody contact_analytics"],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_bucket_that_lets_nobody_write() {
    let lakeside = chain().await;
    let calls = lakeside.consumer_calls().await;
    let bucket = "contact-analytics-222222222222-eu-west-2";
    let policy = calls.buckets.policy(bucket).await.unwrap().unwrap();
    let mut policy: serde_json::Value = serde_json::from_str(&policy).unwrap();
    let refusal = serde_json::json!({
        "Effect": "Deny",
        "Principal": { "AWS": reader() },
        "Action": "s3:PutObject",
        "Resource": format!("arn:aws:s3:::{bucket}/*"),
    });
    policy["Statement"].as_array_mut().unwrap().push(refusal);
    let policy = policy.to_string();
    calls
        .buckets
        .set(bucket, Setting::Policy(Some(&policy)))
        .await
        .unwrap();
    assert_broken(
        &lakeside,
        &share(),
        &["bucket-denied contact-analytics-query"],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_key_that_the_role_may_not_use() {
    let lakeside = chain().await;
    let calls = lakeside.consumer_calls().await;
    permit(&calls, |policy| {
        policy.replace("kms:GenerateDataKey", "kms:DescribeKey")
    })
    .await;
    assert_broken(&lakeside, &share(), &["key-denied contact-analytics-query"]).await;
}

#[tokio::test(start_paused = true)]
async fn a_key_that_is_going() {
    let lakeside = chain().await;
    let calls = lakeside.consumer_calls().await;
    let key = calls
        .keys
        .key("alias/contact-analytics-results")
        .await
        .unwrap()
        .unwrap();
    calls.keys.delete("alias/none", &key.arn, 7).await.unwrap();
    assert_broken(
        &lakeside,
        &share(),
        &["key-disabled alias/contact-analytics-results"],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_role_that_may_not_ask_for_the_data() {
    let lakeside = chain().await;
    let calls = lakeside.consumer_calls().await;
    permit(&calls, |policy| {
        policy.replace(
            "lakeformation:GetDataAccess",
            "lakeformation:ListPermissions",
        )
    })
    .await;
    assert_broken(
        &lakeside,
        &share(),
        &["data-access-missing contact-analytics-query"],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_role_that_trusts_somebody_else() {
    let lakeside = chain().await;
    let calls = lakeside.consumer_calls().await;
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::333333333333:root"},"Action":"sts:AssumeRole"}]}"#;
    calls.roles.trust(ROLE, trust).await.unwrap();
    assert_broken(
        &lakeside,
        &share(),
        &["role-not-taken contact-analytics-query"],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_workgroup_that_lets_no_query_read_enough() {
    let mut settings = settings();
    settings.lake.contacts_per_day = 100_000;
    let lakeside = Lakeside::by_role(settings).await;
    let share = share_of(&["contact_record"], "workgroup: { scan_limit_mb: 10 }\n");
    lakeside.ensured(1, &share).await;
    assert_broken(&lakeside, &share, &["scan-limit contact_record"]).await;
}

#[tokio::test(start_paused = true)]
async fn a_workgroup_that_is_gone_or_lax() {
    let lakeside = chain().await;
    let calls = lakeside.consumer_calls().await;
    let there = calls
        .workgroups
        .workgroup("contact-analytics")
        .await
        .unwrap()
        .unwrap();
    let lax = WorkgroupRecord {
        enforced: false,
        ..there
    };
    calls.workgroups.update(&lax).await.unwrap();
    assert_broken(&lakeside, &share(), &["workgroup-lax contact-analytics"]).await;
    calls.workgroups.delete("contact-analytics").await.unwrap();
    assert_broken(
        &lakeside,
        &share(),
        &["workgroup-missing contact-analytics"],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_consumer_in_another_region() {
    let lakeside = chain().await.reading_in("us-east-1");
    let verified = lakeside.verified(9, &share()).await;
    assert_eq!(verified.broken().next().unwrap().rule, "region-mismatch");
    let unjudged = verified
        .links
        .iter()
        .filter(|link| link.state == LinkState::Broken);
    let rules: Vec<_> = unjudged.map(|link| link.rule.as_str()).collect();
    assert_eq!(rules, ["region-mismatch"], "{verified:#?}");
}

#[tokio::test(start_paused = true)]
async fn a_role_that_is_gone() {
    let lakeside = chain().await;
    let calls = lakeside.consumer_calls().await;
    calls.roles.delete(ROLE, POLICY).await.unwrap();
    assert_broken(
        &lakeside,
        &share(),
        &["role-missing contact-analytics-query"],
    )
    .await;
}
