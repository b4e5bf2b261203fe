//! What people ask of jobs.

use controld::{
    jobs::{Ask, Forbidden, Happening, Job, JobId, Resolution, State},
    reason,
    store::{Claimed, Petition, Petitioned, Record, Store, Submitted},
};
use reconcile::{Intent, Outcome, Setback, Verdict};

use super::StoreExt;
use crate::samples::{at, claim_writing, fresh, id, request, step, writing};

fn ask(job: JobId, ask: Ask) -> Petition {
    Petition {
        job,
        ask,
        by: "someone".into(),
        reason: "because".into(),
        at: at(50),
    }
}

async fn done(store: &impl Store, n: u128, petition: Petition) -> Job {
    match store
        .petition(petition, request("Ask", n, "ask"))
        .await
        .unwrap()
    {
        Petitioned::Done(job) => *job,
        other => panic!("{other:?}"),
    }
}

async fn end(store: &impl Store, claimed: &Claimed, state: State) {
    let ended = Record::Ended {
        state,
        error: None,
        result: None,
    };
    store
        .record(claimed.lease, vec![ended], at(2))
        .await
        .unwrap();
}

pub(super) async fn a_queued_job_is_cancelled_at_once_and_a_running_one_is_asked(
    store: &impl Store,
) {
    for n in 1..=2 {
        store.submit(writing(n, &["a"]), fresh(n)).await.unwrap();
    }
    let running = store.claim(claim_writing(1)).await.unwrap().unwrap();
    let asked = done(store, 1, ask(id(1), Ask::Cancel)).await;
    assert_eq!(asked.state, State::Cancelling);
    let queued = done(store, 2, ask(id(2), Ask::Cancel)).await;
    assert_eq!(
        (queued.state, queued.times.ended),
        (State::Cancelled, Some(at(50)))
    );
    assert_eq!(queued.error.unwrap().reason, reason::CANCELLED);
    assert_eq!(
        store.told(id(2)).await,
        ["queued", "blocked by 1", "asked cancel", "cancelled"]
    );
    let again = store
        .petition(ask(id(1), Ask::Cancel), request("Ask", 1, "ask"))
        .await
        .unwrap();
    assert!(matches!(again, Petitioned::Known(job) if job.state == State::Cancelling));
    end(store, &running, State::Cancelled).await;
    assert_eq!(
        store.told(id(1)).await,
        [
            "queued",
            "running",
            "asked cancel",
            "cancelling",
            "cancelled"
        ]
    );
    let rested = done(store, 3, ask(id(1), Ask::Cancel)).await;
    assert_eq!(
        (rested.state, rested.last_event),
        (State::Cancelled, 5),
        "nothing to tell"
    );
}

pub(super) async fn a_retry_goes_behind_all_others(store: &impl Store) {
    for n in 1..=2 {
        store.submit(writing(n, &["a"]), fresh(n)).await.unwrap();
    }
    let first = store.claim(claim_writing(1)).await.unwrap().unwrap();
    let busy = store
        .petition(ask(id(1), Ask::Retry), request("Ask", 1, "ask"))
        .await
        .unwrap();
    assert!(matches!(
        busy,
        Petitioned::Forbidden(Forbidden::ByState(State::Running))
    ));
    end(store, &first, State::Failed).await;
    let retried = done(store, 2, ask(id(1), Ask::Retry)).await;
    assert_eq!(
        (retried.state, retried.times.ended, retried.error),
        (State::Queued, None, None)
    );
    assert_eq!(retried.blocked_by[0].job, id(2));
    let next = store.claim(claim_writing(3)).await.unwrap().unwrap();
    assert_eq!(next.job.id, id(2));
    end(store, &next, State::Succeeded).await;
    let again = store.claim(claim_writing(4)).await.unwrap().unwrap();
    assert_eq!((again.job.id, again.job.runs), (id(1), 2));
    assert!(again.lease.fence > first.lease.fence);
}

pub(super) async fn decisions_are_taken_step_by_step(store: &impl Store) {
    store.submit(writing(1, &[]), fresh(1)).await.unwrap();
    let claimed = store.claim(claim_writing(1)).await.unwrap().unwrap();
    let trouble = Outcome::Failed(Setback::new(Verdict::Attention, "TWINS", "two of them"));
    let mut records = Vec::new();
    for name in ["x", "y", "z"] {
        records.push(Record::Intended(
            step(name),
            Intent::first(id(1).0, &step(name)),
        ));
        records.push(Record::Concluded(step(name), trouble.clone()));
    }
    store.record(claimed.lease, records, at(2)).await.unwrap();
    end(store, &claimed, State::NeedsAttention).await;
    let resolve = |name: &str, resolution| Ask::Resolve {
        step: step(name),
        resolution,
    };
    let unknown = ask(id(1), resolve("w", Resolution::Skip));
    let refused = store
        .petition(unknown, request("Ask", 9, "ask"))
        .await
        .unwrap();
    assert!(matches!(
        refused,
        Petitioned::Forbidden(Forbidden::StepNotOpen)
    ));
    let decisions = [
        ("x", Resolution::Adopt),
        ("y", Resolution::Skip),
        ("z", Resolution::Retry),
    ];
    for (n, (name, resolution)) in (1..).zip(decisions) {
        let job = done(store, n, ask(id(1), resolve(name, resolution))).await;
        let expected = if n == 3 {
            State::Queued
        } else {
            State::NeedsAttention
        };
        assert_eq!(job.state, expected);
    }
    let claimed = store.claim(claim_writing(3)).await.unwrap().unwrap();
    let resolutions = async || -> Vec<_> {
        let steps = store.steps(id(1)).await.unwrap();
        steps.into_iter().map(|record| record.resolution).collect()
    };
    assert_eq!(
        resolutions().await,
        decisions.map(|(_, resolution)| Some(resolution))
    );
    let again = |name| Record::Intended(step(name), Intent::first(id(1).0, &step(name)));
    store
        .record(
            claimed.lease,
            vec![again("x"), again("y"), again("z")],
            at(4),
        )
        .await
        .unwrap();
    assert_eq!(resolutions().await, [None, Some(Resolution::Skip), None]);
    end(store, &claimed, State::NeedsAttention).await;
    let given_up = done(store, 7, ask(id(1), Ask::Abandon)).await;
    assert_eq!(given_up.state, State::Failed);
    assert_eq!(given_up.error.unwrap().reason, reason::ABANDONED);
}

pub(super) async fn a_refused_request_leaves_its_name_free(store: &impl Store) {
    let nobody = store
        .petition(ask(id(5), Ask::Retry), request("Ask", 1, "ask"))
        .await
        .unwrap();
    assert!(matches!(nobody, Petitioned::Missing));
    let Submitted::Fresh(job) = store.submit(writing(5, &[]), fresh(5)).await.unwrap() else {
        panic!("it is new");
    };
    let early = store
        .petition(ask(id(5), Ask::Retry), request("Ask", 1, "ask"))
        .await
        .unwrap();
    assert!(matches!(
        early,
        Petitioned::Forbidden(Forbidden::ByState(State::Queued))
    ));
    assert_eq!(
        store.job(id(5)).await.unwrap(),
        Some(*job),
        "nothing changed"
    );
    let claimed = store.claim(claim_writing(1)).await.unwrap().unwrap();
    end(store, &claimed, State::Failed).await;
    assert_eq!(
        done(store, 1, ask(id(5), Ask::Retry)).await.state,
        State::Queued
    );
    let other = store
        .petition(ask(id(5), Ask::Cancel), request("Ask", 1, "other"))
        .await
        .unwrap();
    assert!(matches!(other, Petitioned::Reused(job) if job == id(5)));
    let events = store.events(id(5), 0, 99).await.unwrap();
    let asked = events.iter().find_map(|event| match &event.what {
        Happening::Asked { by, reason, .. } => Some((by.as_str(), reason.as_str())),
        _ => None,
    });
    assert_eq!(asked, Some(("someone", "because")));
}
