use std::time::Duration;

use control_api::v1::{self as pb, JobKind, job::State};
use expect_test::expect;
use serde_json::json;

use crate::{
    desk::Desk,
    fake::Told,
    samples::{self, JOB, OTHER, UID, applied, half_applied, job, state},
};

fn showing(job: pb::Job) -> Desk {
    Desk::new().daemon(|script| {
        script.started = [Ok(job.clone())].into();
        script.jobs = [Ok(job)].into();
    })
}

#[tokio::test(start_paused = true)]
async fn jobs_are_listed_in_columns() {
    let mut waiting = job(JobKind::PlanContactCenter, State::Queued);
    waiting.subject.clear();
    let pages = [
        pb::ListJobsResponse {
            jobs: vec![waiting],
            next_page_token: "more".into(),
        },
        pb::ListJobsResponse {
            jobs: vec![half_applied(State::Failed, "X")],
            ..Default::default()
        },
    ];
    let desk = Desk::new().daemon(|script| script.pages = pages.into());
    let line = "connectctl jobs list --state queued --state failed --kind apply --label a=b \
                --target local --limit 600";
    expect![[r#"
        --- stdout
          job                                   kind   state   steps  subject                asked
          00000000-0000-4000-8000-000000000001  plan   queued         local                  2026-11-22 02:30:00Z
          00000000-0000-4000-8000-000000000001  apply  failed  1/4    local/centers/uk-prod  2026-11-22 02:30:00Z
        --- exit 0
    "#]].assert_eq(&desk.types(line).await.all());
    let picked = json!({
        "pageSize": 500,
        "states": ["STATE_QUEUED", "STATE_FAILED"],
        "kinds": ["JOB_KIND_APPLY_CONTACT_CENTER"],
        "target": "targets/local",
        "labels": { "a": "b" },
    });
    let mut second = picked.clone();
    second["pageToken"] = json!("more");
    assert_eq!(desk.asked("List"), [picked, second]);
    assert_eq!(
        desk.types("connectctl jobs list").await.stdout,
        "No jobs.\n"
    );
}

#[tokio::test(start_paused = true)]
async fn a_list_is_no_longer_than_asked_for_and_says_when_there_is_more() {
    let page = |next: &str| pb::ListJobsResponse {
        jobs: vec![applied(0); 2],
        next_page_token: next.into(),
    };
    let line = "connectctl jobs list --limit 3 --output json";
    for last in ["more", ""] {
        let desk = Desk::new().daemon(|script| script.pages = [page("next"), page(last)].into());
        let said = desk.types(line).await;
        let value: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
        assert_eq!(value["jobs"].as_array().unwrap().len(), 3);
        let sizes: Vec<_> = desk
            .asked("List")
            .iter()
            .map(|asked| asked["pageSize"].clone())
            .collect();
        assert_eq!(sizes, [3, 3], "a page token is good for one request only");
        let desk = Desk::new().daemon(|script| script.pages = [page("next"), page(last)].into());
        let said = desk.types("connectctl jobs list --limit 3").await;
        assert!(said.stderr.contains("There are more"), "{last:?}");
    }
    let desk = Desk::new().daemon(|script| script.pages = [page("")].into());
    assert_eq!(
        desk.types("connectctl jobs list --limit 2").await.stderr,
        ""
    );
}

#[tokio::test(start_paused = true)]
async fn a_job_shows_who_asked_where_it_stands_and_what_it_waits_for() {
    let mut job = half_applied(State::Running, "");
    job.error = None;
    job.result = None;
    job.reason = "release 42".into();
    job.runs = 2;
    job.labels = [("release".to_owned(), "42".to_owned())].into();
    job.blocked_by = vec![pb::Blocker {
        lock: "connect/1".into(),
        job: OTHER.into(),
    }];
    let said = showing(job)
        .types(&format!("connectctl jobs get {JOB}"))
        .await;
    expect![[r#"
        --- stdout
        jobs/00000000-0000-4000-8000-000000000001
          does     apply
          to       targets/local/centers/uk-prod
          state    running, 1 of 4 steps done, 1 failed
          asked    2026-11-22 02:30:00Z by ada: release 42
          started  2026-11-22 02:30:01Z
          runs     2
          labels   release=42
          request  00000000-0000-0000-0000-000000007e57
          behind   jobs/00000000-0000-4000-8000-000000000002 (connect/1)
        --- exit 0
    "#]]
    .assert_eq(&said.all());
}

#[tokio::test(start_paused = true)]
async fn waiting_ends_with_the_job_or_with_the_time() {
    let line = format!("connectctl jobs wait {UID} --timeout 3m");
    let running = job(JobKind::ApplyContactCenter, State::Running);
    let desk = showing(running.clone())
        .daemon(|script| script.jobs = [Ok(running.clone()), Ok(applied(1))].into());
    let said = desk.types(&line).await;
    assert_eq!(
        (said.exit, desk.asked("Wait").len()),
        (0, 2),
        "{}",
        said.stderr
    );
    assert!(
        said.stdout.contains("As declared after 1 change"),
        "{}",
        said.stdout
    );

    let failed = half_applied(State::Failed, "STEPS_FAILED");
    assert_eq!(showing(failed).types(&line).await.exit, 1);

    let said = showing(running).types(&line).await;
    expect![[r#"
        jobs/00000000-0000-4000-8000-000000000001 has not ended yet
        jobs/00000000-0000-4000-8000-000000000001 goes on.
          watch it:   connectctl jobs watch 00000000-0000-4000-8000-000000000001
          cancel it:  connectctl jobs cancel 00000000-0000-4000-8000-000000000001
        --- stdout
        --- exit 1
    "#]]
    .assert_eq(&said.all());
    assert_eq!(said.took, Duration::from_mins(3));
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_job_says_when_it_stops() {
    for (state, says) in [
        (State::Cancelled, "is cancelled"),
        (State::Cancelling, "stops after the steps it is at"),
        (State::Succeeded, "was at rest already"),
    ] {
        let desk = showing(job(JobKind::ApplyContactCenter, state));
        let said = desk
            .types(&format!("connectctl jobs cancel {UID} --reason enough"))
            .await;
        assert_eq!(said.exit, 0);
        assert!(said.stdout.contains(says), "{}", said.stdout);
        let asked = &desk.asked("Cancel")[0];
        assert_eq!(
            (&asked["name"], &asked["reason"]),
            (&json!(JOB), &json!("enough"))
        );
        assert_eq!(asked["requestId"], "00000000-0000-0000-0000-000000007e57");
    }
}

#[tokio::test(start_paused = true)]
async fn a_retried_job_is_followed_from_where_it_stands() {
    let mut again = job(JobKind::ApplyContactCenter, State::Queued);
    again.last_event = 41;
    again.progress = Some(pb::Progress {
        steps_total: 9,
        steps_done: 4,
        ..Default::default()
    });
    let desk = showing(again).daemon(|script| {
        script.watches = [vec![Told::Event(state(42, State::Running))]].into();
        script.jobs = [Ok(applied(5))].into();
    });
    let said = desk.types(&format!("connectctl jobs retry {UID}")).await;
    assert_eq!(desk.asked("Watch")[0]["after"], "41");
    assert_eq!(
        (said.exit, said.stderr.as_str()),
        (0, "02:30:42Z      4/9  running\n")
    );
}

#[tokio::test(start_paused = true)]
async fn a_resolved_job_goes_on_when_no_step_is_left_to_decide() {
    let running = job(JobKind::ApplyContactCenter, State::Running);
    let desk = showing(running).daemon(|script| {
        script.watches = [Vec::new()].into();
        script.jobs = [Ok(applied(5))].into();
    });
    let said = desk
        .types(&format!(
            "connectctl jobs resolve {UID} adopt --step queue/Sales"
        ))
        .await;
    assert_eq!((said.exit, desk.asked("Watch").len()), (0, 1));
    let asked = &desk.asked("Resolve")[0];
    assert_eq!(asked["resolution"], "RESOLUTION_ADOPT");
    assert_eq!(asked["step"], "queue/Sales");

    let desk = showing(half_applied(State::Failed, "ABANDONED"));
    let said = desk
        .types(&format!("connectctl jobs resolve {UID} abandon"))
        .await;
    assert_eq!(
        (said.exit, desk.asked("Watch").len()),
        (0, 0),
        "{}",
        said.stderr
    );
    assert!(said.stdout.contains("[ABANDONED]"), "{}", said.stdout);
}

#[tokio::test(start_paused = true)]
async fn a_watched_job_ends_with_its_outcome_and_status() {
    let failed = half_applied(State::Failed, "STEPS_FAILED");
    let desk = showing(failed).daemon(|script| {
        script.watches = [samples::one_of_each()[..5]
            .iter()
            .cloned()
            .map(Told::Event)
            .collect()]
        .into();
    });
    let said = desk.types(&format!("connectctl jobs watch {UID}")).await;
    assert_eq!((said.exit, said.stderr.as_str()), (1, ""));
    assert_eq!(said.stdout.matches("Z  ").count(), 5, "{}", said.stdout);
    assert!(
        said.stdout
            .contains("failed: 1 of 4 steps was given up [STEPS_FAILED]")
    );
}
