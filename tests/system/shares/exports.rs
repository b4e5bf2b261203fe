//! Exports that AWS starts by itself: whoever verifies the share hears of those that failed.

use std::time::Duration;

use aws_sim::{Action, Rule};
use controld::jobs::{ShareAsk, ShareLink, ShareLinkState, ShareResult};
use serde_json::Value;
use system_tests::{Watchhouse, Watchman};

use super::settings;

const HOUR: Duration = Duration::from_hours(1);
const SCHEDULE: &str = "contact-analytics-people";
const SPEC: &str = "kind: AnalyticsShare\nname: contact-analytics\nconsumer: consumer\n\
    producers: [{ target: local, instances: [uk-contact-center] }]\n\
    data_sets: [users]\nalerts: {}\nverify: { schedule: rate(1 hour) }\n\
    exports: [{ name: people, data_set: users, schedule: rate(1 hour) }]\n";

/// The link of the export, as a verification finds it.
async fn link(daemon: &Watchman) -> ShareLink {
    let ShareResult::Verify(found) = daemon.done(SPEC, ShareAsk::Verify).await else {
        panic!("it verified")
    };
    let broken = found
        .links
        .iter()
        .filter(|it| it.state == ShareLinkState::Broken);
    assert!(
        broken.clone().all(|it| it.subject == "exports/people"),
        "{found:#?}"
    );
    let link = found.links.iter().find(|it| it.subject == "exports/people");
    link.unwrap().clone()
}

fn types(heard: &[Value]) -> Vec<&str> {
    heard
        .iter()
        .map(|event| event["detail-type"].as_str().unwrap())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn one_that_fails_is_told_once_and_again_when_it_is_over() {
    let house = Watchhouse::new(settings()).await;
    let listener = house.listen("eu-west-2", "default").await;
    let daemon = house.watchman().await;
    daemon.ensured(SPEC).await;
    let fresh = link(&daemon).await;
    assert_eq!(
        (fresh.rule.as_str(), fresh.evidence.as_str()),
        ("export", "it was not due yet")
    );
    house.fire(SCHEDULE).await;
    house.pass(HOUR / 2).await;
    let ran = link(&daemon).await;
    assert!(
        ran.state == ShareLinkState::Sound && ran.evidence.ends_with(" succeeded"),
        "{ran:?}"
    );

    house.desk.faults(vec![Rule {
        operation: Some("StartQueryExecution".to_owned()),
        action: Action::Stuck("FAILED: Access Denied when writing output to url".to_owned()),
        ..Rule::default()
    }]);
    let query = house.fire(SCHEDULE).await;
    house.desk.faults(Vec::new());
    house.pass(HOUR).await;
    let heard = listener.heard().await;
    assert_eq!(types(&heard), ["Share Export Failed"]);
    let detail = &heard[0]["detail"];
    assert_eq!(detail["export"], "people");
    let evidence = detail["evidence"].as_str().unwrap();
    assert!(
        evidence.contains(&query) && evidence.contains("Access Denied"),
        "{evidence}"
    );
    assert_eq!(
        detail["cause"],
        "the role may not write to the results bucket"
    );

    house.fire(SCHEDULE).await;
    house.pass(HOUR).await;
    assert_eq!(types(&listener.heard().await), ["Share Export Recovered"]);
    assert_eq!(daemon.status(SPEC).await.alerts, []);
}

#[tokio::test(start_paused = true)]
async fn one_that_was_due_and_did_not_run_is_told() {
    let house = Watchhouse::new(settings()).await;
    let listener = house.listen("eu-west-2", "default").await;
    let daemon = house.watchman().await;
    daemon.ensured(SPEC).await;
    house.fire(SCHEDULE).await;
    house.pass(HOUR + HOUR / 10).await;
    assert_eq!(
        types(&listener.heard().await),
        [] as [&str; 0],
        "the scheduler repeats a call"
    );
    house.pass(HOUR).await;
    assert_eq!(types(&listener.heard().await), ["Share Export Failed"]);
    let missed = link(&daemon).await;
    assert_eq!(missed.rule, "export-missed");
    assert!(
        missed.evidence.starts_with("it was due at 2026-"),
        "{missed:?}"
    );
    house.pass(HOUR).await;
    assert_eq!(types(&listener.heard().await), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_schedule_that_somebody_switched_off_or_removed_is_told_and_ensured() {
    let house = Watchhouse::new(settings()).await;
    let daemon = house.watchman().await;
    daemon.ensured(SPEC).await;
    let schedules = house.somebody("eu-west-2").await.schedules;
    let mut off = schedules.schedule(SCHEDULE).await.unwrap().unwrap().record;
    off.is_enabled = false;
    schedules.update(&off).await.unwrap();
    assert_eq!(link(&daemon).await.rule, "schedule-disabled");
    let steps = daemon.status(SPEC).await.steps;
    assert_eq!(steps, [format!("schedule/{SCHEDULE}/update")]);
    daemon.ensured(SPEC).await;
    assert_eq!(link(&daemon).await.rule, "export");
    schedules.delete(SCHEDULE).await.unwrap();
    assert_eq!(link(&daemon).await.rule, "schedule-missing");
    daemon.ensured(SPEC).await;
    assert_eq!(link(&daemon).await.rule, "export");
}
