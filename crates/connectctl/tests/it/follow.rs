use std::time::Duration;

use control_api::v1::{
    self as pb,
    job::State,
    job_event::{Event, StepsPlanned},
};
use expect_test::expect;
use tokio::time::timeout;
use tonic::Status;
use tonic_types::{ErrorDetails, StatusExt as _};

use crate::{
    desk::Desk,
    fake::Told,
    samples::{UID, applied, done, event, job, state},
};

const APPLY: &str = "connectctl apply -f center.yaml";

fn running() -> pb::Job {
    job(pb::JobKind::ApplyContactCenter, State::Running)
}

fn planned(number: i64) -> pb::JobEvent {
    event(number, Event::StepsPlanned(StepsPlanned { steps: 4 }))
}

/// A desk whose job tells this, stream by stream, and then is done.
fn following(watches: impl IntoIterator<Item = Vec<Told>>) -> Desk {
    Desk::with_spec().daemon(|script| {
        script.started = [Ok(running())].into();
        script.watches = watches.into_iter().collect();
        script.jobs = [Ok(applied(4))].into();
    })
}

fn told(events: impl IntoIterator<Item = pb::JobEvent>) -> Vec<Told> {
    events.into_iter().map(Told::Event).collect()
}

/// The numbers after which the daemon was asked to tell.
fn taken_up_after(desk: &Desk) -> Vec<i64> {
    let after = |asked: serde_json::Value| {
        asked
            .get("after")
            .map_or(0, |after| after.as_str().unwrap().parse().unwrap())
    };
    desk.asked("Watch").into_iter().map(after).collect()
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_breaks_is_taken_up_after_the_last_event() {
    let desk = following([
        [
            told([planned(1), done(2, "a")]),
            vec![Told::Cut { refused: 0 }],
        ]
        .concat(),
        [
            told([done(3, "b")]),
            vec![Told::Error(Status::unavailable("draining"))],
        ]
        .concat(),
        // A daemon that tells an event twice does not make it happen twice.
        told([
            done(3, "b"),
            done(4, "c"),
            done(5, "d"),
            state(6, State::Succeeded),
        ]),
    ]);
    let said = desk.types(APPLY).await;
    expect![[r#"
        02:30:01Z      0/4  planned    4 steps
        02:30:02Z      1/4  done       a
        lost sight of jobs/00000000-0000-4000-8000-000000000001: Connection reset; looking again in 0.5 s
        02:30:03Z      2/4  done       b
        lost sight of jobs/00000000-0000-4000-8000-000000000001: draining [UNAVAILABLE]; looking again in 0.5 s
        02:30:04Z      3/4  done       c
        02:30:05Z      4/4  done       d
        02:30:06Z      4/4  succeeded
    "#]].assert_eq(&said.stderr);
    assert_eq!((said.exit, taken_up_after(&desk)), (0, vec![0, 2, 3]));
}

#[tokio::test(start_paused = true)]
async fn a_daemon_that_restarts_is_waited_for() {
    let desk = following([
        [told([planned(1)]), vec![Told::Cut { refused: 6 }]].concat(),
        told([done(2, "a")]),
    ]);
    let said = desk.types(APPLY).await;
    assert_eq!(said.exit, 0, "{}", said.stderr);
    assert_eq!(
        said.stderr.matches("Connection refused").count(),
        6,
        "{}",
        said.stderr
    );
    assert_eq!(taken_up_after(&desk), [0, 1]);
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_ends_before_the_job_does_is_taken_up_again() {
    let desk = following([told([planned(1)]), told([done(2, "a")])])
        .daemon(|script| script.jobs = [Ok(running()), Ok(applied(4))].into());
    let said = desk.types(APPLY).await;
    assert_eq!((said.exit, taken_up_after(&desk)), (0, vec![0, 1]));
    assert!(
        said.stderr.contains("the daemon ended the stream"),
        "{}",
        said.stderr
    );
}

#[tokio::test(start_paused = true)]
async fn a_job_that_cannot_be_seen_for_long_goes_on_alone() {
    let desk = following([told([planned(1)])]);
    let away = Told::Error(Status::unavailable("away"));
    desk.daemon
        .script()
        .watches
        .extend(std::iter::repeat_n(vec![away], 40));
    desk.daemon.script().jobs = [Ok(running())].into();
    let said = desk.types(APPLY).await;
    expect![[r#"
        error: lost sight of jobs/00000000-0000-4000-8000-000000000001: away [UNAVAILABLE]
        It goes on without you.
          watch it:   connectctl jobs watch 00000000-0000-4000-8000-000000000001
          cancel it:  connectctl jobs cancel 00000000-0000-4000-8000-000000000001
    "#]]
    .assert_eq(said.stderr.split("in 10 s\n").last().unwrap());
    assert_eq!(said.exit, 1);
    assert!((100..200).contains(&said.took.as_secs()), "{:?}", said.took);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_to_tell_is_final() {
    let desk = following([vec![Told::Error(Status::permission_denied("not yours"))]]);
    let said = desk.types(APPLY).await;
    assert_eq!((said.exit, taken_up_after(&desk).len()), (1, 1));
    assert!(
        said.stderr.contains("error: not yours [PERMISSION_DENIED]"),
        "{}",
        said.stderr
    );
}

#[tokio::test(start_paused = true)]
async fn ctrl_c_leaves_the_job_running_and_says_how_to_find_it() {
    let desk = following([[told([planned(1)]), vec![Told::Nothing]].concat()]);
    desk.is_interrupted_after(Duration::from_secs(5));
    let said = desk.types(APPLY).await;
    expect![[r#"
        02:30:01Z      0/4  planned    4 steps
        jobs/00000000-0000-4000-8000-000000000001 goes on.
          watch it:   connectctl jobs watch 00000000-0000-4000-8000-000000000001
          cancel it:  connectctl jobs cancel 00000000-0000-4000-8000-000000000001
        --- stdout
        --- exit 130
    "#]]
    .assert_eq(&said.all());
    assert!(desk.asked("Cancel").is_empty(), "the job is not cancelled");
}

#[tokio::test(start_paused = true)]
async fn ctrl_c_before_the_answer_says_how_to_find_out() {
    let mut details = ErrorDetails::new();
    details.set_retry_info(Some(Duration::from_secs(30)));
    let busy = Status::with_error_details(tonic::Code::ResourceExhausted, "busy", details);
    let desk = Desk::with_spec().daemon(|script| script.started = [Err(busy)].into());
    desk.is_interrupted_after(Duration::from_secs(5));
    let said = desk.types(APPLY).await;
    expect![[r#"
        busy [RESOURCE_EXHAUSTED]; asking again in 30 s
        It is not known whether the job was started. The same command with
          --request-id 00000000-0000-0000-0000-000000007e57
        follows it if it was, and starts it if it was not.
        --- stdout
        --- exit 130
    "#]]
    .assert_eq(&said.all());
}

#[tokio::test(start_paused = true)]
async fn a_repeated_request_follows_the_job_that_exists() {
    let desk = following([told([state(1, State::Succeeded)])])
        .daemon(|script| script.started = [Ok(applied(4))].into());
    let id = "11111111-1111-4111-8111-111111111111";
    let said = desk.types(&format!("{APPLY} --request-id {id}")).await;
    assert_eq!(desk.asked("Apply")[0]["requestId"], id);
    assert_eq!(
        said.stdout.lines().next(),
        Some("As declared after 4 changes in 1 min 4 s.")
    );
}

#[tokio::test(start_paused = true)]
async fn a_watched_job_is_an_object_on_each_line() {
    let desk = following([told([planned(8), done(9, "a")])]);
    let line = format!("connectctl jobs watch {UID} --after 7 --output json");
    let said = timeout(Duration::from_secs(1), desk.types(&line))
        .await
        .unwrap();
    expect![[r#"
        --- stdout
        {"number":"8","time":"2026-11-22T02:30:08Z","stepsPlanned":{"steps":4}}
        {"number":"9","time":"2026-11-22T02:30:09Z","stepDone":{"step":"a"}}
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    assert_eq!(taken_up_after(&desk), [7]);
}
