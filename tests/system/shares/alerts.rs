//! What is not as it should be about a share is told once, and once more when it is over.

use std::time::Duration;

use analytics_share::port::{Grant, Permission, Resource};
use controld::jobs::{AlertKind, ShareAsk, ShareResult, State};
use serde_json::{Value, json};
use system_tests::{Watchhouse, lakeside::CONSUMER};

use super::settings;

const HOUR: Duration = Duration::from_hours(1);

fn spec(more: &str) -> String {
    format!(
        "kind: AnalyticsShare\nname: contact-analytics\nconsumer: consumer\n\
         producers: [{{ target: local, instances: [uk-contact-center] }}]\n\
         data_sets: [contact_record, users]\n{more}"
    )
}

/// What was heard, in short words.
fn words(heard: &[Value]) -> Vec<String> {
    let word = |event: &Value| {
        let detail = &event["detail"];
        let thing = [
            &detail["link"]["rule"],
            &detail["export"],
            &detail["data_set"],
        ];
        let thing = thing.into_iter().find_map(Value::as_str).unwrap_or("share");
        format!("{}: {thing}", event["detail-type"].as_str().unwrap())
    };
    heard.iter().map(word).collect()
}

/// Takes the right to read a table away, or gives it back.
async fn let_read(house: &Watchhouse, allow: bool) {
    let calls = house.somebody("eu-west-2").await;
    let grant = Grant {
        principal: format!("arn:aws:iam::{CONSUMER}:role/contact-analytics-query"),
        resource: Resource::Table {
            catalog: None,
            database: "contact_analytics".into(),
            name: "users".into(),
        },
        permissions: [Permission::Describe].into(),
    };
    let failed = if allow {
        calls.permissions.grant(&[grant]).await
    } else {
        calls.permissions.revoke(&[grant]).await
    };
    assert!(failed.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_broken_link_is_told_once_while_it_stays_so_and_again_when_it_is_mended() {
    let house = Watchhouse::new(settings()).await;
    let listener = house.listen("eu-west-2", "ops").await;
    let daemon = house.watchman().await;
    let spec = spec("verify: { schedule: rate(1 hour) }\nalerts: { event_bus: ops }\n");
    daemon.ensured(&spec).await;
    house.pass(HOUR + HOUR / 10).await;
    assert_eq!(daemon.runs().await.len(), 1);
    assert_eq!(words(&listener.heard().await), [] as [&str; 0]);

    let_read(&house, false).await;
    house.pass(HOUR).await;
    let heard = listener.heard().await;
    assert_eq!(words(&heard), ["Share Link Broken: describe-missing"]);
    let runs = daemon.runs().await;
    let mut detail = heard[0]["detail"].clone();
    assert_eq!(heard[0]["source"], "trunkline.analytics-share");
    assert!(detail["id"].take().as_str().unwrap().len() == 36);
    assert!(detail["since"].take() == detail["at"].take());
    let wanted = json!({
        "id": null, "since": null, "at": null, "share": "contact-analytics", "target": "consumer",
        "account": CONSUMER, "region": "eu-west-2", "alert": "link-broken", "state": "raised",
        "link": { "rule": "describe-missing", "subject": "users" },
        "evidence": format!("arn:aws:iam::{CONSUMER}:role/contact-analytics-query has no DESCRIBE on it"),
        "cause": "the table is not in any list that it sees, without a word",
        "remedy": "ensure the share", "job": format!("jobs/{}", runs[1].id),
    });
    assert_eq!(detail, wanted);

    // It stays so, through a restart of the daemon.
    house.pass(HOUR).await;
    drop(daemon);
    let daemon = house.watchman().await;
    house.pass(HOUR).await;
    assert_eq!(daemon.runs().await.len(), 4);
    assert_eq!(words(&listener.heard().await), [] as [&str; 0]);
    let standing = daemon.status(&spec).await.alerts;
    assert_eq!(standing.len(), 1);
    assert_eq!(
        (standing[0].kind, standing[0].is_pending),
        (AlertKind::LinkBroken, false)
    );

    let_read(&house, true).await;
    house.pass(HOUR).await;
    assert_eq!(
        words(&listener.heard().await),
        ["Share Link Recovered: describe-missing"]
    );
    assert_eq!(daemon.status(&spec).await.alerts, []);
}

#[tokio::test(start_paused = true)]
async fn rows_that_are_too_old_are_told_in_the_night_and_fresh_ones_in_the_morning() {
    let house = Watchhouse::new(settings()).await;
    let listener = house.listen("eu-west-2", "default").await;
    let daemon = house.watchman().await;
    // The simulated contact centre is open from eight to eight.
    let spec = spec(
        "verify: { schedule: cron(30 * * * ? *) }\nalerts: {}\nfreshness: { max_age_hours: 4 }\n",
    );
    daemon.ensured(&spec).await;
    house.pass(8 * HOUR).await;
    assert_eq!(
        words(&listener.heard().await),
        [] as [&str; 0],
        "it is half past ten"
    );
    house.pass(4 * HOUR).await;
    let heard = listener.heard().await;
    assert_eq!(words(&heard), ["Share Data Stale: contact_record"]);
    let detail = &heard[0]["detail"];
    assert_eq!(detail["max_age_hours"], 4);
    assert!(detail["age_minutes"].as_u64().unwrap() > 240, "{detail}");
    assert!(
        detail["newest"].as_str().unwrap().starts_with("2026-09-21"),
        "{detail}"
    );
    house.pass(8 * HOUR).await;
    assert_eq!(
        words(&listener.heard().await),
        ["Share Data Fresh: contact_record"]
    );
    // Of users nobody knows when they get old.
    assert_eq!(daemon.status(&spec).await.alerts, []);
}

#[tokio::test(start_paused = true)]
async fn a_data_set_has_an_age_of_its_own_and_one_without_a_time_is_refused_one() {
    let house = Watchhouse::new(settings()).await;
    let daemon = house.watchman().await;
    let own = "freshness: { max_age_hours: 48, data_sets: [{ data_set: contact_record, max_age_hours: 1 }] }\n";
    daemon.ensured(&spec(own)).await;
    house.pass(10 * HOUR).await;
    let found = daemon.done(&spec(own), ShareAsk::Verify).await;
    let ShareResult::Verify(found) = found else {
        panic!("it verified")
    };
    let stale = found.links.iter().find(|it| it.rule == "rows-stale");
    let evidence = &stale.expect("a link is stale").evidence;
    assert!(
        evidence.ends_with(" min ago; it may be 1 h old"),
        "{evidence}"
    );
    assert!(!found.sound);
    let none = "freshness: { data_sets: [{ data_set: users, max_age_hours: 1 }] }\n\
        alerts: { event_bus: nowhere }\n";
    let job = daemon
        .end(&spec(none), ShareAsk::Ensure { look: true })
        .await;
    let findings = job.error.unwrap().findings;
    let rules: Vec<_> = findings.iter().map(|it| it.rule.as_str()).collect();
    assert_eq!(rules, ["unknown-event-bus", "no-age"], "{findings:#?}");
}

#[tokio::test(start_paused = true)]
async fn an_export_that_fails_is_told_once_and_again_when_it_is_over() {
    let house = Watchhouse::new(settings()).await;
    let listener = house.listen("eu-west-2", "default").await;
    let daemon = house.watchman().await;
    let spec = spec(
        "alerts: {}\nexports: [{ name: people, data_set: users, keeper: daemon, schedule: rate(1 hour) }]\n",
    );
    daemon.ensured(&spec).await;
    house.pass(HOUR + HOUR / 10).await;
    let_read(&house, false).await;
    house.pass(2 * HOUR).await;
    let runs = daemon.runs().await;
    let states: Vec<_> = runs.iter().map(|job| job.state).collect();
    assert_eq!(states, [State::Succeeded, State::Failed, State::Failed]);
    let heard = listener.heard().await;
    assert_eq!(words(&heard), ["Share Export Failed: people"]);
    let detail = &heard[0]["detail"];
    assert_eq!(detail["job"], format!("jobs/{}", runs[1].id));
    assert!(!detail["cause"].as_str().unwrap().is_empty());
    let told = daemon.status(&spec).await.schedules.remove(0);
    assert_eq!(told.state, Some(State::Failed));
    assert!(told.error.is_some());
    let_read(&house, true).await;
    house.pass(HOUR).await;
    assert_eq!(
        words(&listener.heard().await),
        ["Share Export Recovered: people"]
    );
}

#[tokio::test(start_paused = true)]
async fn the_query_role_may_send_no_events() {
    let house = Watchhouse::new(settings()).await;
    let daemon = house.watchman().await;
    let spec = spec("verify: { schedule: rate(1 hour) }\nalerts: {}\n");
    daemon.ensured(&spec).await;
    let calls = house.somebody("eu-west-2").await;
    let role = calls
        .roles
        .describe("contact-analytics-query", "trunkline-share")
        .await;
    let policy = role.unwrap().permissions.unwrap();
    assert!(!policy.contains("events:"), "{policy}");
}
