//! What a job at work did, and what is told of it.

use controld::{
    jobs::{Calls, Happening, JobError, State},
    store::{Lease, Record, StepStatus, Store, StoreError},
};
use reconcile::{Intent, Outcome, Setback, Standing, StepId, Verdict};
use serde_json::json;

use super::StoreExt;
use crate::samples::{at, claim_writing, fresh, id, step, writing};

async fn working(store: &impl Store) -> Lease {
    store.submit(writing(1, &["a"]), fresh(1)).await.unwrap();
    store.claim(claim_writing(0)).await.unwrap().unwrap().lease
}

fn intent(name: &str) -> Intent {
    Intent::first(id(1).0, &step(name))
}

fn failed(verdict: Verdict) -> Outcome {
    Outcome::Failed(Setback::new(verdict, "SCRIPTED", "refused"))
}

async fn statuses(store: &impl Store) -> Vec<(StepId, StepStatus)> {
    let steps = store.steps(id(1)).await.unwrap();
    steps
        .into_iter()
        .map(|record| (record.step, record.status))
        .collect()
}

pub(super) async fn events_are_numbered_without_gaps_and_tell_each_change_once(store: &impl Store) {
    let lease = working(store).await;
    let made = Outcome::Done(json!({"id": "q-1"}));
    let mut drawn = intent("x");
    drawn.drawn = Some(json!("candidate"));
    let records = vec![
        Record::Planned(2),
        Record::Intended(step("x"), intent("x")),
        Record::Intended(step("x"), intent("x")),
        Record::Intended(step("x"), drawn.clone()),
        Record::Concluded(step("x"), made.clone()),
        Record::Concluded(step("x"), made.clone()),
    ];
    let last = store.record(lease, records, at(1)).await.unwrap();
    assert_eq!(last, 5);
    let told = store.told(id(1)).await;
    assert_eq!(
        told,
        [
            "queued",
            "running",
            "planned 2",
            "started queue/x/create 0",
            "done queue/x/create"
        ]
    );
    let steps = store.steps(id(1)).await.unwrap();
    let stored = steps[0].intent.clone().unwrap();
    assert_eq!(
        (stored.token, stored.drawn, stored.standing),
        (drawn.token, drawn.drawn, Standing::Done)
    );
    assert_eq!(steps[0].outcome, Some(made));
    let job = store.job(id(1)).await.unwrap().unwrap();
    assert_eq!((job.progress.total, job.progress.done), (2, 1));
    assert_eq!((job.last_event, job.times.updated), (5, at(1)));
    let some = store.events(id(1), 3, 1).await.unwrap();
    assert_eq!((some.len(), some[0].number, some[0].at), (1, 4, at(1)));
}

pub(super) async fn a_new_plan_counts_anew_and_forgets_nothing(store: &impl Store) {
    let lease = working(store).await;
    let first = vec![
        Record::Planned(4),
        Record::Intended(step("a"), intent("a")),
        Record::Concluded(step("a"), Outcome::Done(json!(1))),
        Record::Intended(step("b"), intent("b")),
        Record::Concluded(step("b"), failed(Verdict::Final)),
        Record::Intended(step("c"), intent("c")),
    ];
    store.record(lease, first, at(1)).await.unwrap();
    store
        .record(lease, vec![Record::Planned(2)], at(2))
        .await
        .unwrap();
    let past = ["a", "b", "c"].map(|name| (step(name), StepStatus::Past));
    assert_eq!(statuses(store).await, past);
    let again = vec![
        Record::Intended(step("c"), intent("c")),
        Record::Intended(step("d"), intent("d")),
        Record::Concluded(step("d"), Outcome::Done(json!(4))),
    ];
    store.record(lease, again, at(3)).await.unwrap();
    let progress = store.job(id(1)).await.unwrap().unwrap().progress;
    assert_eq!((progress.total, progress.done), (2, 1));
    assert_eq!((progress.failed, progress.running), (0, 1));
    let told = store.told(id(1)).await;
    assert_eq!(told.last().unwrap(), "done queue/d/create");
    assert_eq!(
        told.iter()
            .filter(|what| *what == "started queue/c/create 0")
            .count(),
        2,
        "each run tells of its own"
    );
    let steps = store.steps(id(1)).await.unwrap();
    assert_eq!(
        steps[2].intent,
        Some(intent("c")),
        "what may have happened is known"
    );
    assert_eq!(
        steps[1].intent.as_ref().unwrap().standing,
        Standing::Refused
    );
}

pub(super) async fn a_late_write_is_refused_whole(store: &impl Store) {
    let lease = working(store).await;
    let error = JobError::new("TEST", "it broke");
    let ended = Record::Ended {
        state: State::Failed,
        error: Some(error.clone()),
        result: None,
    };
    store.record(lease, vec![ended], at(1)).await.unwrap();
    let before = store.job(id(1)).await.unwrap().unwrap();
    assert_eq!(
        (before.state, before.times.ended),
        (State::Failed, Some(at(1)))
    );
    assert_eq!(before.error, Some(error));
    let late = vec![
        Record::Told(Happening::Note {
            text: "late".into(),
        }),
        Record::Planned(1),
    ];
    assert!(matches!(
        store.record(lease, late, at(2)).await,
        Err(StoreError::Lost)
    ));
    assert_eq!(store.renew(vec![lease], at(99)).await.unwrap(), [lease]);
    assert_eq!(store.job(id(1)).await.unwrap(), Some(before));
    assert_eq!(store.steps(id(1)).await.unwrap(), []);
}

pub(super) async fn what_a_job_calls_adds_up_over_its_runs(store: &impl Store) {
    let calls = |of: &[(&str, u64)]| -> Calls {
        let named = of.iter().map(|(name, count)| ((*name).to_owned(), *count));
        named.collect()
    };
    let lease = working(store).await;
    let first = Record::Called(calls(&[("connect.ListQueues", 2), ("s3.PutObject", 1)]));
    store.record(lease, vec![first], at(1)).await.unwrap();
    let again = store.claim(claim_writing(31)).await.unwrap().unwrap();
    let more = calls(&[("connect.CreateQueue", 1), ("connect.ListQueues", 3)]);
    let more = vec![Record::Called(more), Record::Called(Calls::new())];
    let late = store.record(lease, more.clone(), at(32)).await;
    assert!(matches!(late, Err(StoreError::Lost)), "{late:?}");
    store.record(again.lease, more, at(32)).await.unwrap();
    let told = calls(&[
        ("connect.CreateQueue", 1),
        ("connect.ListQueues", 5),
        ("s3.PutObject", 1),
    ]);
    let job = store.job(id(1)).await.unwrap().unwrap();
    assert_eq!(job.calls, told);
    let listed = store.jobs_all().await;
    assert_eq!(listed[0].calls, Calls::new());
    store.submit(writing(2, &["b"]), fresh(2)).await.unwrap();
    let other = store.job(id(2)).await.unwrap().unwrap();
    assert_eq!(other.calls, Calls::new(), "each job has its own");
}
