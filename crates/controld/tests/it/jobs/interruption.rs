//! Jobs are stopped: by people, by restarts, by whoever has taken over.

use std::{sync::Arc, time::Duration};

use controld::{
    jobs::{Ask, Happening, Job, JobError, State, Worker, WorkerSettings},
    reason,
    store::{Claim, JobStore, Record, Sqlite},
};
use reconcile::{Clock, WallClock};
use uuid::Uuid;

use crate::bench::Bench;

fn is_started(what: &Happening) -> bool {
    matches!(what, Happening::Started { .. })
}

#[tokio::test]
async fn a_running_job_stops_between_two_steps() {
    let bench = Bench::new().await;
    let _worker = bench.worker().await;
    bench.world.hold("x");
    let id = bench.start("x,y", "k").await;
    let waiting = bench.start("z", "k").await;
    bench.happened(id, is_started).await;
    assert_eq!(
        bench.ask(id, Ask::Cancel).await.unwrap().state,
        State::Cancelling
    );
    bench.world.let_go("x");
    assert_eq!(bench.rest(id).await.state, State::Cancelled);
    assert_eq!(
        bench.rest(waiting).await.state,
        State::Succeeded,
        "the lock is free"
    );
    assert_eq!(
        bench.world.turned().into_keys().collect::<Vec<_>>(),
        ["x", "z"]
    );
    bench.ask(id, Ask::Retry).await.unwrap();
    assert_eq!(bench.rest(id).await.state, State::Succeeded);
    assert!(bench.world.turned().values().all(|times| *times == 1));
}

#[tokio::test]
async fn a_wish_to_stop_outlives_the_daemon() {
    let bench = Bench::new().await;
    bench.world.hold("x");
    let worker = bench.worker().await;
    let id = bench.start("x,y", "").await;
    bench.happened(id, is_started).await;
    bench.ask(id, Ask::Cancel).await.unwrap();
    drop(worker);
    bench.world.let_go("x");
    let _worker = bench.worker().await;
    assert_eq!(bench.rest(id).await.state, State::Cancelled);
    assert!(bench.world.turned().is_empty());
}

#[tokio::test]
async fn a_killed_job_goes_on_with_the_next_worker() {
    let bench = Bench::new().await;
    bench.world.hold("y");
    let worker = bench.worker().await;
    let id = bench.start("x,y,z", "k").await;
    let queued = bench.start("w", "k").await;
    let at_y = |what: &Happening| matches!(what, Happening::Started { step, .. } if step.as_str().contains("/y/"));
    bench.happened(id, at_y).await;
    drop(worker);
    bench.world.let_go("y");
    let _worker = bench.worker().await;
    let job = bench.rest(id).await;
    assert_eq!((job.state, job.runs), (State::Succeeded, 2));
    assert_eq!(bench.rest(queued).await.runs, 1);
    assert_eq!(
        bench.world.turned().into_values().collect::<Vec<_>>(),
        [1; 4]
    );
}

#[tokio::test]
async fn a_drained_job_stops_between_two_steps_and_goes_on_later() {
    let bench = Bench::new().await;
    bench.world.hold("x");
    let worker = bench.worker().await;
    let id = bench.start("x,y", "").await;
    bench.happened(id, is_started).await;
    let ((), ()) = tokio::join!(worker.drain(), async { bench.world.let_go("x") });
    let job = bench.jobs.get(id).await.unwrap();
    assert_eq!(
        (job.state, job.progress.done),
        (State::Running, 1),
        "it is not cancelled"
    );
    let _worker = bench.worker().await;
    assert_eq!(bench.rest(id).await.state, State::Succeeded);
    assert_eq!(
        bench.world.turned().into_values().collect::<Vec<_>>(),
        [1, 1]
    );
}

#[tokio::test]
async fn a_defect_fails_its_job_once_and_lets_the_next_one_go_on() {
    let bench = Bench::new().await;
    let _worker = bench.worker().await;
    let id = bench.start("x,defect,y", "k").await;
    let next = bench.start("z", "k").await;
    let job = bench.rest(id).await;
    assert_eq!((job.state, job.runs), (State::Failed, 1));
    assert_eq!(job.error.unwrap().reason, reason::INTERNAL);
    assert_eq!(bench.rest(next).await.state, State::Succeeded);
    let turned: Vec<_> = bench.world.turned().into_keys().collect();
    assert_eq!(turned, ["x", "z"]);
}

#[tokio::test]
async fn a_restart_can_end_jobs_whose_world_is_gone() {
    let bench = Bench::new().await;
    bench.world.hold("x");
    let worker = bench.worker().await;
    let running = bench.start("x", "k").await;
    let queued = bench.start("y", "k").await;
    bench.happened(running, is_started).await;
    drop(worker);
    let doom = |_: &Job| Some(JobError::new(reason::SIMULATOR_RESET, "it is gone"));
    let settings = WorkerSettings::default();
    let _worker = Worker::start(&bench.jobs, settings, doom).await.unwrap();
    for id in [running, queued] {
        let job = bench.rest(id).await;
        assert_eq!(job.state, State::Failed);
        assert_eq!(job.error.unwrap().reason, reason::SIMULATOR_RESET);
    }
    let fresh = bench.start("z", "k").await;
    assert_eq!(bench.rest(fresh).await.state, State::Succeeded);
    assert_eq!(bench.world.turned().into_keys().collect::<Vec<_>>(), ["z"]);
}

#[tokio::test]
async fn who_has_lost_a_job_writes_no_more_about_it() {
    let bench = Bench::new().await;
    bench.world.hold("x");
    let _worker = bench.worker().await;
    let id = bench.start("x,y", "").await;
    bench.happened(id, is_started).await;
    let other = Arc::new(Sqlite::open(&bench.store_path()).await.unwrap());
    let later = WallClock.now() + Duration::from_hours(1);
    let claim = Claim {
        worker: Uuid::from_u128(7),
        reading: false,
        now: later,
        until: later + Duration::from_hours(1),
    };
    let claimed = other
        .claim(claim)
        .await
        .unwrap()
        .expect("the lease is over by then");
    let events = other.job(id).await.unwrap().unwrap().last_event;
    bench.world.let_go("x");
    let ended = Record::Ended {
        state: State::Failed,
        error: None,
        result: None,
    };
    other
        .record(claimed.lease, vec![ended], later)
        .await
        .unwrap();
    let job = bench.rest(id).await;
    assert_eq!(
        (job.state, job.last_event),
        (State::Failed, events + 1),
        "its own last word"
    );
}
