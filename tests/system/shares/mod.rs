//! Analytics shared with another account: made, read, and taken away again.

mod alerts;
mod broken;
mod exports;
mod least;
mod neighbours;
mod regions;
mod rows;
mod schedules;
mod surface;

use std::time::Duration;

use analytics_share::{Error, Removal};
use aws_sim::{Iam, Rate, Settings, Settle};
use connect_resources::service_role::ServiceRoleDraft;
use reconcile::Ended;
use system_tests::{
    lakeside::{CONSUMER, Lakeside, share_of},
    reliability::Likeness,
};

pub(crate) const EIGHT: [&str; 8] = [
    "contact_record",
    "contact_statistic_record",
    "agent_statistic_record",
    "agent_queue_statistic_record",
    "contact_flow_events",
    "contact_evaluation_record",
    "contact_lens_conversational_analytics",
    "users",
];

/// Policies are enforced, and nothing is throttled.
pub(crate) fn settings() -> Settings {
    Settings {
        rate: Rate::None,
        settle: Settle::Fast,
        iam: Iam::Enforce,
        ..Settings::default()
    }
}

/// Key, tags and a second principal, so that every part is there.
pub(crate) const WHOLE: &str = "results: { create_kms_key: true }\n\
    lake_formation: { tags: { classification: confidential } }\n\
    catalog: { link_suffix: _link }\n\
    exports: [{ name: contacts, data_set: contact_record, schedule: 'cron(0 2 * * ? *)' }]\n";

fn listed(lakeside: &Lakeside) -> String {
    let calls = lakeside.desk.calls().into_iter();
    let calls = calls.map(|(name, calls)| format!("{name} {}", calls.calls));
    calls.collect::<Vec<_>>().join("\n")
}

#[tokio::test(start_paused = true)]
async fn from_nothing_to_rows_in_one_job_and_the_second_one_writes_nothing() {
    let lakeside = Lakeside::by_role(settings()).await;
    let share = share_of(&EIGHT, WHOLE);
    let ensured = lakeside.ensured(1, &share).await;
    assert_eq!(ensured.data_sets.len(), 8);
    let sql = "SELECT contact_id, channel FROM contact_record_link ORDER BY 1 LIMIT 3";
    let (answer, rows) = lakeside.asked(&share, sql).await.unwrap();
    assert_eq!(rows.columns, ["contact_id", "channel"]);
    assert_eq!((answer.rows, rows.rows.len()), (3, 3));
    assert!(answer.scanned_bytes > 0);
    assert_eq!(lakeside.steps(&share).await.unwrap(), Vec::<String>::new());
    lakeside.desk.reset_calls();
    let again = lakeside.ensured(2, &share).await;
    assert_eq!(again.changes(), 0);
    let verified = lakeside.verified(3, &share).await;
    assert!(verified.is_sound(), "{verified:#?}");
    assert_eq!(verified.tables.len(), 8);
}

#[tokio::test(start_paused = true)]
async fn few_calls_are_made_and_fewer_where_nothing_changes() {
    for (data_sets, more, most, most_again) in [
        (EIGHT.to_vec(), WHOLE, 47, 15),
        (
            EIGHT.to_vec(),
            "catalog: { whole_database: true }\nresults: { create_kms_key: true }\n",
            45,
            15,
        ),
    ] {
        let lakeside = Lakeside::by_role(settings()).await;
        let share = share_of(&data_sets, more);
        lakeside.desk.reset_calls();
        lakeside.ensured(1, &share).await;
        let first = lakeside.calls();
        assert!(first <= most, "{first} calls:\n{}", listed(&lakeside));
        lakeside.desk.reset_calls();
        lakeside.ensured(2, &share).await;
        let second = lakeside.calls();
        assert!(
            second <= most_again,
            "{second} calls:\n{}",
            listed(&lakeside)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_removal_leaves_what_was_there_before_and_nothing_else() {
    let lakeside = Lakeside::by_role(settings()).await;
    let share = share_of(&EIGHT, WHOLE);
    // Every account has this one, from the first look at it.
    let calls = lakeside.consumer_calls().await;
    calls.workgroups.workgroup("primary").await.unwrap();
    calls.permissions.settings().await.unwrap();
    let before = Likeness::of(&lakeside.desk.state());
    lakeside.ensured(1, &share).await;
    let removed = lakeside
        .removed(2, &share, Removal { delete_data: true })
        .await;
    assert_eq!(removed.kept, []);
    // What AWS keeps of a deleted key and of queries that were run is all that is left.
    let after = Likeness::of(&lakeside.desk.state());
    let mut difference = before.difference(&after);
    let is_kept = |path: &String| {
        [".kms.", ".sts.sessions."]
            .iter()
            .any(|kept| path.starts_with(kept))
    };
    difference.orphans.retain(|path| !is_kept(path));
    assert!(difference.is_empty(), "{difference:#?}");
    let again = lakeside.removal(&share, Removal::default()).await;
    assert!(again.plan.is_empty(), "{again:#?}");
}

#[tokio::test(start_paused = true)]
async fn a_tag_of_the_share_that_others_use_by_now_stays() {
    let lakeside = Lakeside::by_role(settings()).await;
    let share = share_of(
        &["users"],
        "lake_formation: { tags: { classification: confidential } }\n",
    );
    lakeside.ensured(1, &share).await;
    let calls = lakeside.consumer_calls().await;
    let theirs = analytics_share::port::DatabaseDraft {
        name: "theirs".into(),
        description: String::new(),
        parameters: [].into(),
        target: None,
    };
    calls.catalog.create_database(&theirs).await.unwrap();
    let tags = [("classification".to_owned(), "confidential".to_owned())].into();
    calls.permissions.tag("theirs", &tags).await.unwrap();
    let whole = Removal { delete_data: true };
    lakeside.removed(2, &share, whole).await;
    assert_eq!(calls.permissions.tags("theirs").await.unwrap(), tags);
}

#[tokio::test(start_paused = true)]
async fn results_and_exports_stay_with_their_key_unless_they_are_to_go() {
    let lakeside = Lakeside::by_role(settings()).await;
    let share = share_of(&["users"], "results: { create_kms_key: true }\n");
    lakeside.ensured(1, &share).await;
    lakeside
        .asked(&share, "SELECT count(*) AS n FROM users")
        .await
        .unwrap();
    let removed = lakeside.removed(2, &share, Removal::default()).await;
    let kept: Vec<_> = removed.kept.iter().map(|kept| kept.what.as_str()).collect();
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert!(kept[0].starts_with("bucket contact-analytics-"), "{kept:?}");
    assert!(kept[1].starts_with("key arn:aws:kms:"), "{kept:?}");
    let removed = lakeside
        .removed(3, &share, Removal { delete_data: true })
        .await;
    assert_eq!(removed.kept, []);
}

#[tokio::test(start_paused = true)]
async fn an_invitation_that_has_run_out_is_healed_with_all_that_was_in_its_share() {
    let lakeside = Lakeside::by_role(settings()).await;
    let share = share_of(&["users", "contact_record"], "");
    let calls = lakeside.producer_calls().await;
    let instance = calls.instances.list().await.unwrap().remove(0);
    let instance = connect_model::InstanceId::new(&instance.known.id);
    let with = "222222222222".parse().unwrap();
    calls
        .data_sets
        .associate(&instance, "users", &with)
        .await
        .unwrap();
    lakeside.desk.clock.sleep(Duration::from_hours(13)).await;
    let steps = lakeside.steps(&share).await.unwrap();
    assert!(
        steps.contains(&"association/local.uk-contact-center/renew".to_owned()),
        "{steps:?}"
    );
    lakeside.ensured(1, &share).await;
    let (answer, _) = lakeside
        .asked(&share, "SELECT user_id FROM users")
        .await
        .unwrap();
    assert!(answer.rows > 0);
}

#[tokio::test(start_paused = true)]
async fn data_sets_that_are_added_later_reach_the_share_that_is_there() {
    let lakeside = Lakeside::by_role(settings()).await;
    lakeside.ensured(1, &share_of(&["users"], "")).await;
    let more = share_of(&["users", "contact_record"], "");
    let ensured = lakeside.ensured(2, &more).await;
    let steps: Vec<_> = ensured
        .run
        .steps
        .iter()
        .map(|(id, _)| id.as_str())
        .collect();
    assert!(steps.contains(&"link/contact_record/create"), "{steps:?}");
    let (answer, _) = lakeside
        .asked(&more, "SELECT contact_id FROM contact_record LIMIT 1")
        .await
        .unwrap();
    assert_eq!(answer.rows, 1);
}

#[tokio::test(start_paused = true)]
async fn everything_that_stands_in_the_way_is_said_before_the_first_write() {
    let lakeside = Lakeside::by_role(settings()).await.reading_in("us-east-1");
    let share = share_of(&["users", "contacts"], "");
    lakeside.desk.reset_calls();
    let Err(Error::Findings(findings)) = lakeside.steps(&share).await else {
        panic!("it is found");
    };
    let rules: Vec<_> = findings
        .iter()
        .map(|finding| finding.rule.as_str())
        .collect();
    assert_eq!(
        rules,
        ["share-across-regions", "unknown-data-set"],
        "{findings:#?}"
    );
    assert!(findings[1].message.contains("contacts"), "{findings:#?}");
}

#[tokio::test(start_paused = true)]
async fn what_somebody_else_made_under_these_names_stays_theirs() {
    let lakeside = Lakeside::by_role(settings()).await;
    let share = share_of(&["users"], "");
    let calls = lakeside.consumer_calls().await;
    let tags = connect_model::Tags::new();
    calls
        .buckets
        .create("contact-analytics-222222222222-eu-west-2", &tags)
        .await
        .unwrap();
    lakeside.ensured(1, &share).await;
    let removed = lakeside
        .removed(2, &share, Removal { delete_data: true })
        .await;
    assert_eq!(removed.run.ended, Ended::Done);
    let kept: Vec<_> = removed
        .kept
        .iter()
        .map(|kept| format!("{}: {}", kept.what, kept.why))
        .collect();
    assert_eq!(
        kept,
        ["bucket contact-analytics-222222222222-eu-west-2: it is not of this share"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_key_stays_with_the_bucket_of_somebody_else_that_it_encrypts() {
    let lakeside = Lakeside::by_role(settings()).await;
    let calls = lakeside.consumer_calls().await;
    let tags = connect_model::Tags::new();
    calls.buckets.create("theirs", &tags).await.unwrap();
    let whole = Removal { delete_data: true };
    for (job, create) in [(1, true), (3, false)] {
        let results =
            format!("results: {{ create: {create}, bucket: theirs, create_kms_key: true }}\n");
        let share = share_of(&["users"], &results);
        lakeside.ensured(job, &share).await;
        let removed = lakeside.removed(job + 1, &share, whole).await;
        let kept: Vec<_> = removed.kept.iter().map(|kept| kept.why.as_str()).collect();
        assert!(
            kept.contains(&"what stays in the bucket is encrypted by it"),
            "{kept:?}"
        );
        let key = calls.keys.key(&share.key_alias()).await.unwrap();
        assert_eq!(key.unwrap().state, "Enabled");
    }
}

/// Terraform's role lets a function read beside the scheduler; a share that reads by the same role must
/// not take that away.
#[tokio::test(start_paused = true)]
async fn whom_the_role_of_somebody_else_trusts_it_goes_on_to_trust() {
    let lakeside = Lakeside::by_role(settings()).await;
    let share = share_of(&["users"], "");
    let calls = lakeside.consumer_calls().await;
    let statement = |sid: &str, principal: &str| {
        format!(
            r#"{{"Sid":"{sid}","Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"}}"#
        )
    };
    let services = r#"{"Service":["lambda.amazonaws.com","scheduler.amazonaws.com"]}"#;
    let people = format!(r#"{{"AWS":["{CONSUMER}","arn:aws:iam::{CONSUMER}:role/trunkline"]}}"#);
    let (functions, account) = (
        statement("Functions", services),
        statement("People", &people),
    );
    let document = |statements: &[&str]| {
        let all = statements.join(",");
        format!(r#"{{"Version":"2012-10-17","Statement":[{all}]}}"#)
    };
    let draft = ServiceRoleDraft {
        name: share.role(),
        path: "/".into(),
        description: String::new(),
        trust: document(&[&functions]),
        tags: connect_model::Tags::new(),
    };
    calls.roles.create(&draft).await.unwrap();
    let trusting = async || {
        let role = calls.roles.describe(&draft.name, "trunkline-share").await;
        serde_json::from_str::<serde_json::Value>(&role.unwrap().trust).unwrap()["Statement"].take()
    };
    lakeside.ensured(1, &share).await;
    let both = trusting().await;
    assert_eq!(both[0]["Sid"], "Functions");
    assert_eq!(
        both[1]["Principal"]["AWS"],
        format!("arn:aws:iam::{CONSUMER}:root")
    );
    assert_eq!(both.as_array().unwrap().len(), 2, "{both}");
    assert_eq!(lakeside.steps(&share).await.unwrap(), Vec::<String>::new());
    // What gives all that the share needs is left as it is.
    let enough = document(&[&functions, &account]);
    calls.roles.trust(&draft.name, &enough).await.unwrap();
    let scheduled = share_of(
        &["users"],
        "exports: [{ name: users, data_set: users, schedule: 'rate(1 day)' }]\n",
    );
    let steps = lakeside.steps(&scheduled).await.unwrap();
    assert_eq!(steps, ["schedule/contact-analytics-users/create"]);
}
