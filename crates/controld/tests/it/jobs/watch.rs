//! What is told of a job, to whoever asks and from any number.

use std::time::Duration;

use controld::jobs::{Event, State};
use futures::{StreamExt, TryStreamExt, future::join_all};
use reconcile::Verdict;

use crate::bench::{Bench, LONG};

fn numbers(events: &[Event]) -> Vec<i64> {
    events.iter().map(|event| event.number).collect()
}

#[tokio::test]
async fn a_watch_resumes_from_any_number_without_loss_or_double() {
    let bench = Bench::new().await;
    bench
        .world
        .script("y", &[Verdict::Again, Verdict::Throttled]);
    let id = bench.start("x,y,z", "k").await;
    let live = join_all((0..6).map(|after| bench.told(id, after)));
    let (live, job) = tokio::join!(live, async {
        let _worker = bench.worker().await;
        bench.rest(id).await
    });
    let whole = bench.told(id, 0).await;
    assert_eq!(numbers(&whole), (1..=job.last_event).collect::<Vec<_>>());
    assert_eq!(whole.len(), 12);
    for (after, seen) in live.iter().enumerate() {
        assert_eq!(seen, &whole[after..], "live after {after}");
    }
    for after in 0..=job.last_event {
        let rest = bench.told(id, after).await;
        assert_eq!(rest, whole[usize::try_from(after).unwrap()..]);
    }
}

#[tokio::test]
async fn a_watcher_sees_each_event_as_it_happens() {
    let bench = Bench::new().await;
    let _worker = bench.worker().await;
    bench.world.hold("x");
    let id = bench.start("x", "").await;
    let mut watch = Box::pin(bench.jobs.watch(id, 0).await.unwrap());
    for _ in 0..4 {
        tokio::time::timeout(LONG, watch.try_next())
            .await
            .unwrap()
            .unwrap()
            .unwrap();
    }
    let is_quiet = futures::poll!(watch.next()).is_pending();
    assert!(is_quiet, "nothing is told before it happens");
    bench.world.let_go("x");
    let rest: Vec<_> = tokio::time::timeout(LONG, watch.try_collect())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(numbers(&rest), [5, 6]);
}

#[tokio::test]
async fn a_wait_ends_with_the_job_or_with_its_time() {
    let bench = Bench::new().await;
    let _worker = bench.worker().await;
    bench.world.hold("x");
    let id = bench.start("x", "").await;
    let early = bench.jobs.wait(id, Duration::from_millis(1)).await.unwrap();
    assert!(!early.state.is_at_rest());
    let (job, ()) = tokio::join!(bench.jobs.wait(id, LONG), async { bench.world.let_go("x") });
    assert_eq!(job.unwrap().state, State::Succeeded);
}
