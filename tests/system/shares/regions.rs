//! One declaration, several Regions: each has steps, a role, schedules and alerts of its own.

use std::time::Duration;

use aws_sim::{Settings, Settle};
use connect_model::{FaultClass, Region, share::ShareName};
use controld::jobs::{Job, ShareAsk, ShareResult, ShareVerified, State};
use serde_json::Value;
use system_tests::{
    Watchhouse,
    lakeside::{CONSUMER, PRODUCER},
};

use super::settings;

const TARGETS: [(&str, &str, &str); 4] = [
    ("london", PRODUCER, "eu-west-2"),
    ("bi-london", CONSUMER, "eu-west-2"),
    ("virginia", PRODUCER, "us-east-1"),
    ("bi-virginia", CONSUMER, "us-east-1"),
];
const HOUR: Duration = Duration::from_hours(1);

const SPEC: &str = "kind: AnalyticsShare\nname: world\ndata_sets: [contact_record]\nregions:\n\
    - { region: eu-west-2, producers: [{ target: london, instances: [uk-contact-center] }], consumer: bi-london }\n\
    - { region: us-east-1, producers: [{ target: virginia, instances: [us-contact-center] }], consumer: bi-virginia }\n\
    verify: { schedule: rate(1 hour) }\nalerts: {}\n\
    exports: [{ name: contacts, data_set: contact_record, keeper: daemon, schedule: rate(2 hours) }]\n";

async fn world() -> Watchhouse {
    world_with(settings()).await
}

async fn world_with(settings: Settings) -> Watchhouse {
    let house = Watchhouse::with(settings, &TARGETS).await;
    house.make_instance("us-east-1", "us-contact-center").await;
    house
}

fn verified(result: ShareResult) -> ShareVerified {
    match result {
        ShareResult::Verify(found) => found,
        other => panic!("{other:?}"),
    }
}

fn region(name: &str) -> Region {
    name.parse().unwrap()
}

fn rules(job: &Job) -> Vec<String> {
    let findings = &job.error.as_ref().expect("it is refused").findings;
    let words = |it: &connect_model::Finding| format!("{} {}", it.rule, it.place.path);
    findings.iter().map(words).collect()
}

#[tokio::test(start_paused = true)]
async fn each_region_is_made_proved_and_removed_with_steps_of_its_own() {
    let house = world().await;
    let daemon = house.watchman().await;
    let would = daemon.status(SPEC).await;
    for region in ["eu-west-2", "us-east-1"] {
        let workgroup = format!("workgroup/world@{region}/create");
        let role = format!("role/world-query-{region}@{region}/create");
        for step in [workgroup, role, format!("timetable/verify@{region}/set")] {
            assert!(would.steps.contains(&step), "{step}: {:#?}", would.steps);
        }
    }
    let ShareResult::Ensure(ensured) = daemon.ensured(SPEC).await else {
        panic!("it was ensured")
    };
    assert_eq!(ensured.changes as usize, ensured.outcomes.len());
    assert_eq!(ensured.schedules.len(), 4);
    assert_eq!(daemon.status(SPEC).await.steps, [] as [&str; 0]);

    let found = verified(daemon.done(SPEC, ShareAsk::Verify).await);
    assert!(found.sound, "{found:#?}");
    let regions: Vec<_> = found
        .tables
        .iter()
        .filter_map(|it| it.region.clone())
        .collect();
    assert_eq!(regions, [region("eu-west-2"), region("us-east-1")]);
    let state = house.desk.state();
    let buckets = state.to_string();
    for region in ["eu-west-2", "us-east-1"] {
        assert!(
            buckets.contains(&format!("world-{CONSUMER}-{region}")),
            "{region}"
        );
    }

    // One of them can be asked for by itself, and an export is of one.
    let job = daemon.end_in("us-east-1", SPEC, ShareAsk::Verify).await;
    assert_eq!(job.brief.target, "bi-virginia");
    assert_eq!(job.state, State::Succeeded);
    let export = || ShareAsk::Export {
        export: ShareName::new("contacts").unwrap(),
    };
    assert!(
        daemon.refused(SPEC, export()).await.contains("1 field"),
        "it says no Region"
    );
    let job = daemon.end_in("us-east-1", SPEC, export()).await;
    assert_eq!(job.state, State::Succeeded, "{:#?}", job.error);

    let remove = ShareAsk::Remove {
        confirm: ShareName::new("world").unwrap(),
        delete_data: true,
        look: false,
    };
    let ShareResult::Remove(removed) = daemon.done(SPEC, remove).await else {
        panic!("it was removed")
    };
    assert_eq!(removed.kept, []);
    let calls = house.somebody("us-east-1").await;
    for region in ["eu-west-2", "us-east-1"] {
        let role = format!("world-query-{region}");
        let gone = calls.roles.describe(&role, "trunkline-share").await;
        assert_eq!(gone.unwrap_err().class, FaultClass::NotFound);
    }
    assert_eq!(daemon.status(SPEC).await.schedules, []);
}

#[tokio::test(start_paused = true)]
async fn an_alert_says_its_region_and_the_other_one_stays_as_it_was() {
    let house = world().await;
    let (london, virginia) = (
        house.listen("eu-west-2", "default").await,
        house.listen("us-east-1", "default").await,
    );
    let daemon = house.watchman().await;
    daemon.ensured(SPEC).await;
    let calls = house.somebody("us-east-1").await;
    calls.workgroups.delete("world").await.unwrap();
    house.pass(HOUR + HOUR / 10).await;
    let runs = daemon.runs().await;
    assert_eq!(runs.len(), 2, "a verification in each Region");
    assert_eq!(london.heard().await, [] as [Value; 0]);
    let heard = virginia.heard().await;
    assert_eq!(heard.len(), 1, "{heard:#?}");
    let detail = &heard[0]["detail"];
    assert_eq!(
        (&detail["region"], &detail["link"]["rule"]),
        (&"us-east-1".into(), &"workgroup-missing".into())
    );
    let alerts = daemon.status_of(SPEC, "us-east-1").await.alerts;
    assert_eq!(alerts.len(), 1);
    assert_eq!(alerts[0].region, Some(region("us-east-1")));

    // A look at both of them sees the same.
    let found = verified(daemon.done(SPEC, ShareAsk::Verify).await);
    let broken = found
        .links
        .iter()
        .find(|it| it.rule == "workgroup-missing")
        .unwrap();
    assert_eq!(broken.region, Some(region("us-east-1")));
    assert_eq!(virginia.heard().await, [] as [Value; 0]);
    daemon.ensured(SPEC).await;
    daemon.done(SPEC, ShareAsk::Verify).await;
    house.pass(HOUR / 10).await;
    assert_eq!(virginia.heard().await.len(), 1, "it is over");
}

#[tokio::test(start_paused = true)]
async fn a_target_of_another_region_is_refused_with_the_reason() {
    let house = world().await;
    let daemon = house.watchman().await;
    let crossed = SPEC.replace("consumer: bi-virginia", "consumer: bi-london");
    let job = daemon
        .check(&crossed, ShareAsk::Ensure { look: false })
        .await;
    assert_eq!(
        rules(&job),
        ["region-mismatch regions[1].consumer"],
        "{job:#?}"
    );
    let nowhere = SPEC.replace("target: virginia", "target: paris");
    let job = daemon.check(&nowhere, ShareAsk::Verify).await;
    assert_eq!(
        rules(&job),
        ["unknown-target regions[1].producers[0].target"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_daemon_that_dies_between_two_regions_goes_on_in_the_second() {
    let slow = Settings {
        settle: Settle::Real,
        latency: Duration::from_millis(100),
        ..settings()
    };
    let house = world_with(slow).await;
    let daemon = house.watchman().await;
    let job = daemon.start(SPEC, ShareAsk::Ensure { look: false }).await;
    while !daemon.told(job.id).await.contains("@us-east-1/") {
        house.pass(Duration::from_millis(50)).await;
    }
    let state = daemon.jobs.get(job.id).await.unwrap().state;
    assert_eq!(state, State::Running, "it is in the second Region");
    drop(daemon);
    let daemon = house.watchman().await;
    let job = daemon.rest(job.id.0).await;
    assert_eq!(
        (job.state, job.runs),
        (State::Succeeded, 2),
        "{:#?}",
        job.error
    );
    assert_eq!(daemon.status(SPEC).await.steps, [] as [&str; 0]);
    assert!(verified(daemon.done(SPEC, ShareAsk::Verify).await).sound);
}
