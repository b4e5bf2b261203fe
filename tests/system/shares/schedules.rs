//! Exports that the daemon starts by itself: each time one job, whoever is there and whoever was not.

use std::time::Duration;

use aws_sim::{Action, Rule, Settings, Settle};
use connect_model::share::ShareName;
use controld::jobs::{Job, ShareAsk, ShareResult, ShareSchedule, State};
use system_tests::Watchhouse;

use super::settings;

const EXPORT: &str = "{ name: contacts, data_set: contact_record, keeper: daemon, schedule: ";
const TEN: Duration = Duration::from_mins(10);

fn spec(exports: &str) -> String {
    format!(
        "kind: AnalyticsShare\nname: contact-analytics\nconsumer: consumer\n\
         producers: [{{ target: local, instances: [uk-contact-center] }}]\n\
         data_sets: [contact_record, users]\nexports: [{exports}]\n"
    )
}

fn every_ten_minutes() -> String {
    spec(&format!("{EXPORT} rate(10 minutes) }}"))
}

fn schedules(result: ShareResult) -> Vec<ShareSchedule> {
    match result {
        ShareResult::Ensure(ensured) => ensured.schedules,
        other => panic!("{other:?}"),
    }
}

fn reasons(runs: &[Job]) -> Vec<&str> {
    runs.iter().map(|job| job.brief.reason.as_str()).collect()
}

#[tokio::test(start_paused = true)]
async fn an_export_runs_by_itself_and_each_run_is_a_job_that_status_tells_of() {
    let house = Watchhouse::new(settings()).await;
    let daemon = house.watchman().await;
    let spec = every_ten_minutes();
    let would = daemon.status(&spec).await;
    assert!(
        would.steps.contains(&"timetable/contacts/set".to_owned()),
        "{:?}",
        would.steps
    );
    let kept = schedules(daemon.ensured(&spec).await);
    assert_eq!(kept.len(), 1);
    assert_eq!(
        (kept[0].word.as_str(), kept[0].job),
        ("exports/contacts", None)
    );
    assert_eq!(daemon.status(&spec).await.steps, [] as [&str; 0]);

    house.pass(3 * TEN + Duration::from_mins(1)).await;
    let runs = daemon.runs().await;
    assert_eq!(runs.len(), 3, "{runs:#?}");
    assert_eq!(house.unloads(), 3);
    for run in &runs {
        assert_eq!(run.state, State::Succeeded, "{run:#?}");
        assert_eq!(run.brief.requested_by, "ada");
        assert_eq!(run.brief.labels["schedule"], "exports/contacts");
        assert!(
            run.brief
                .reason
                .ends_with("by its schedule rate(10 minutes)")
        );
    }
    let told = daemon.status(&spec).await.schedules.remove(0);
    assert_eq!(told.job, Some(runs[2].id));
    assert_eq!((told.state, told.missed), (Some(State::Succeeded), 0));
    assert_eq!(told.next_s.unwrap() - told.last_s.unwrap(), 600);

    // What is declared no more is started no more.
    let on_demand = spec_of_people();
    assert_eq!(schedules(daemon.ensured(&on_demand).await), []);
    house.pass(2 * TEN).await;
    assert_eq!(daemon.runs().await.len(), 3);
}

fn spec_of_people() -> String {
    spec("{ name: people, data_set: users, keeper: daemon }")
}

#[tokio::test(start_paused = true)]
async fn a_removed_share_starts_nothing_any_more() {
    let house = Watchhouse::new(settings()).await;
    let daemon = house.watchman().await;
    let spec = every_ten_minutes();
    daemon.ensured(&spec).await;
    let remove = ShareAsk::Remove {
        confirm: ShareName::new("contact-analytics").unwrap(),
        delete_data: true,
        look: false,
    };
    daemon.done(&spec, remove).await;
    house.pass(3 * TEN).await;
    assert_eq!(daemon.runs().await, []);
    assert_eq!(daemon.status(&spec).await.schedules, []);
}

#[tokio::test(start_paused = true)]
async fn of_times_that_nobody_was_there_for_the_latest_runs_and_says_how_many_were_missed() {
    let house = Watchhouse::new(settings()).await;
    let daemon = house.watchman().await;
    let spec = every_ten_minutes();
    daemon.ensured(&spec).await;
    drop(daemon);
    house.pass(5 * TEN + Duration::from_mins(2)).await;
    let daemon = house.watchman().await;
    house.pass(Duration::from_mins(2)).await;
    let runs = daemon.runs().await;
    assert_eq!(runs.len(), 1, "{runs:#?}");
    assert!(
        runs[0]
            .brief
            .reason
            .ends_with("; 4 times before it were missed"),
        "{:?}",
        reasons(&runs)
    );
    assert_eq!(daemon.status(&spec).await.schedules[0].missed, 4);
    house.pass(TEN).await;
    assert_eq!(daemon.runs().await.len(), 2, "then it goes on as before");
}

#[tokio::test(start_paused = true)]
async fn a_daemon_that_dies_in_the_middle_of_a_run_goes_on_with_the_same_job_and_query() {
    let slow = Settings {
        settle: Settle::Real,
        ..settings()
    };
    let house = Watchhouse::new(slow).await;
    let daemon = house.watchman().await;
    let spec = every_ten_minutes();
    daemon.ensured(&spec).await;
    while house.calls("athena.StartQueryExecution") == 0 {
        house.pass(Duration::from_millis(100)).await;
    }
    let running = daemon.runs().await;
    assert_eq!((running.len(), running[0].state), (1, State::Running));
    drop(daemon);
    house.pass(Duration::from_mins(1)).await;
    let daemon = house.watchman().await;
    let job = daemon.rest(running[0].id.0).await;
    assert_eq!((job.state, job.runs), (State::Succeeded, 2));
    assert_eq!(daemon.runs().await.len(), 1);
    assert_eq!(house.unloads(), 1);
}

#[tokio::test(start_paused = true)]
async fn while_a_run_is_going_the_next_is_left_out_and_that_is_told() {
    let house = Watchhouse::new(settings()).await;
    let daemon = house.watchman().await;
    let spec = every_ten_minutes();
    daemon.ensured(&spec).await;
    house.desk.faults(vec![Rule {
        operation: Some("StartQueryExecution".to_owned()),
        action: Action::Stuck("RUNNING".to_owned()),
        ..Rule::default()
    }]);
    house.pass(3 * TEN + TEN / 2).await;
    let runs = daemon.runs().await;
    assert_eq!((runs.len(), runs[0].state), (1, State::Running));
    let told = daemon.status(&spec).await.schedules.remove(0);
    assert_eq!(told.job, Some(runs[0].id));
    let left_out = told.left_out.unwrap();
    assert!(left_out.contains("still"), "{left_out}");

    house.desk.faults(Vec::new());
    let calls = house.somebody("eu-west-2").await;
    let going = calls.queries.past("contact-analytics", None).await.unwrap();
    calls.queries.stop(&going.queries[0].id).await.unwrap();
    house.pass(TEN).await;
    let runs = daemon.runs().await;
    let states: Vec<_> = runs.iter().map(|job| job.state).collect();
    assert_eq!(states, [State::Failed, State::Succeeded], "{runs:#?}");
    assert_eq!(daemon.status(&spec).await.schedules[0].left_out, None);
}

#[tokio::test(start_paused = true)]
async fn two_daemons_on_one_store_make_one_job_of_a_time() {
    let house = Watchhouse::new(settings()).await;
    let daemon = house.watchman().await;
    daemon.ensured(&every_ten_minutes()).await;
    let _other = house.watchman().await;
    let _third = house.watchman().await;
    house.pass(3 * TEN + Duration::from_mins(1)).await;
    assert_eq!(daemon.runs().await.len(), 3);
    assert_eq!(house.unloads(), 3);
}

#[tokio::test(start_paused = true)]
async fn two_daemons_with_a_store_each_ask_athena_once() {
    let house = Watchhouse::new(settings()).await;
    let (one, other) = (house.watchman().await, house.stranger().await);
    // The world begins at 14:13.
    let spec = spec(&format!("{EXPORT} 'cron(0/30 * * * ? *)' }}"));
    one.ensured(&spec).await;
    other.ensured(&spec).await;
    house.pass(Duration::from_mins(25)).await;
    let (mine, theirs) = (one.runs().await, other.runs().await);
    assert_eq!((mine.len(), theirs.len()), (1, 1));
    assert_eq!(mine[0].id, theirs[0].id);
    assert_eq!(one.rest(mine[0].id.0).await.state, State::Succeeded);
    assert_eq!(other.rest(theirs[0].id.0).await.state, State::Succeeded);
    assert_eq!(house.unloads(), 1);
}
