//! Jobs come in, run, and come to rest.

use std::collections::BTreeSet;

use connect_model::TargetName;
use controld::{
    jobs::{Ask, Digest, JobResult, Order, Resolution, State},
    reason,
    refusal::Refusal,
};
use futures::future::join_all;
use reconcile::Verdict;

use crate::{bench::Bench, switches::step_id};

#[tokio::test]
async fn a_job_turns_its_switches_and_tells_of_it() {
    let bench = Bench::new().await;
    let _worker = bench.worker().await;
    let id = bench.start("x,y", "k").await;
    let job = bench.rest(id).await;
    assert_eq!(
        (job.state, job.runs, &job.error),
        (State::Succeeded, 1, &None)
    );
    assert_eq!((job.progress.total, job.progress.done), (2, 2));
    let Some(JobResult::Apply(applied)) = job.result else {
        panic!("it applied");
    };
    assert_eq!(applied.changes, 2);
    assert_eq!(bench.told(id, 0).await.len(), 8);
    assert_eq!(
        bench.world.turned().into_values().collect::<Vec<_>>(),
        [1, 1]
    );
    let listed = bench
        .jobs
        .list(controld::store::JobQuery {
            limit: 9,
            ..Default::default()
        })
        .await
        .unwrap();
    assert_eq!(
        (listed.len(), &listed[0].result),
        (1, &None),
        "lists leave results out"
    );
}

#[tokio::test]
async fn many_equal_requests_make_one_job_and_another_is_refused() {
    let bench = Bench::new().await;
    let _worker = bench.worker().await;
    let demand = bench.demand("x", "");
    let jobs = join_all((0..64).map(|_| bench.jobs.submit(demand.clone()))).await;
    let names: BTreeSet<_> = jobs.into_iter().map(|job| job.unwrap().id).collect();
    assert_eq!(names.len(), 1);
    let id = *names.first().unwrap();
    bench.rest(id).await;
    assert_eq!(
        bench.jobs.submit(demand.clone()).await.unwrap().state,
        State::Succeeded
    );
    let mut other = demand.clone();
    other.reason = "another".into();
    let refused = bench.jobs.submit(other).await.unwrap_err();
    assert!(
        matches!(refused, Refusal::RequestIdReused { owner, .. } if owner == format!("jobs/{id}"))
    );
    let mut uploaded = demand;
    uploaded.contents.clear();
    let known = bench.jobs.submit(uploaded).await.unwrap();
    assert_eq!(known.id, id, "how the files came makes no difference");
    assert_eq!(bench.world.turned()["x"], 1);
}

#[tokio::test]
async fn checking_alone_stores_nothing_and_finds_everything() {
    let bench = Bench::new().await;
    let mut demand = bench.demand("x", "k");
    demand.validate_only = true;
    let job = bench.jobs.submit(demand.clone()).await.unwrap();
    assert!(job.id.0.is_nil());
    assert_eq!((job.state, job.brief.locks.len()), (State::Queued, 1));
    let content = b"broken spec".to_vec();
    let digest = Digest::of(&content);
    let Order::ApplyCenter { spec, .. } = &mut demand.order else {
        panic!("it applies");
    };
    spec.specs[0].content = digest;
    demand.contents = [(digest, content)].into();
    let job = bench.jobs.submit(demand.clone()).await.unwrap();
    let error = job.error.unwrap();
    assert_eq!(
        (job.state, error.reason.as_str()),
        (State::Failed, reason::SPEC_INVALID)
    );
    assert_eq!(error.findings.len(), 11);
    demand.validate_only = false;
    let refused = bench.jobs.submit(demand.clone()).await.unwrap_err();
    assert!(matches!(refused, Refusal::Spec(findings) if findings.len() == 11));
    demand.contents.clear();
    let refused = bench.jobs.submit(demand.clone()).await.unwrap_err();
    assert!(
        matches!(
            refused,
            Refusal::NotFound {
                kind: "document",
                ..
            }
        ),
        "nothing was kept"
    );
    demand.target = TargetName::new("nowhere").unwrap();
    let refused = bench.jobs.submit(demand).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotFound { .. }));
    let none = bench
        .jobs
        .list(controld::store::JobQuery {
            limit: 9,
            ..Default::default()
        })
        .await;
    assert_eq!(none.unwrap(), []);
}

#[tokio::test]
async fn a_failed_job_is_retried_and_turns_nothing_twice() {
    let bench = Bench::new().await;
    let _worker = bench.worker().await;
    bench.world.script("y", &[Verdict::Final]);
    let id = bench.start("x,y,z", "").await;
    let job = bench.rest(id).await;
    let error = job.error.unwrap();
    assert_eq!((job.state, error.steps.len()), (State::Failed, 1));
    assert_eq!((job.progress.done, job.progress.failed), (2, 1));
    assert!(job.result.is_some(), "as much as there is");
    bench.ask(id, Ask::Retry).await.unwrap();
    let job = bench.rest(id).await;
    assert_eq!(
        (job.state, job.runs, job.error),
        (State::Succeeded, 2, None)
    );
    assert_eq!(
        bench.world.turned().into_values().collect::<Vec<_>>(),
        [1, 1, 1]
    );
    let refused = bench.ask(id, Ask::Retry).await.unwrap_err();
    assert!(matches!(refused, Refusal::Forbidden { .. }));
}

#[tokio::test]
async fn a_person_decides_about_steps_that_cannot_be_told_apart() {
    let bench = Bench::new().await;
    let _worker = bench.worker().await;
    for name in ["x", "y", "z"] {
        bench.world.script(name, &[Verdict::Attention]);
    }
    let id = bench.start("w,x,y,z", "k").await;
    let job = bench.rest(id).await;
    assert_eq!((job.state, job.progress.failed), (State::NeedsAttention, 3));
    let beside = bench.start("v", "k").await;
    assert_eq!(
        bench.rest(beside).await.state,
        State::Succeeded,
        "it holds no lock"
    );
    let resolutions = [
        ("x", Resolution::Adopt),
        ("y", Resolution::Retry),
        ("z", Resolution::Skip),
    ];
    for (name, resolution) in resolutions {
        let step = step_id(name);
        bench
            .ask(id, Ask::Resolve { step, resolution })
            .await
            .unwrap();
    }
    let job = bench.rest(id).await;
    assert_eq!(
        (job.state, job.progress.total),
        (State::Succeeded, 3),
        "z is left out"
    );
    assert_eq!(
        bench.world.turned().keys().collect::<Vec<_>>(),
        ["v", "w", "x", "y"]
    );
    let steps = bench.told(id, 0).await;
    let started_y = |event: &controld::jobs::Event| {
        matches!(&event.what, controld::jobs::Happening::Started { step, generation }
            if *step == step_id("y") && *generation == 1)
    };
    assert!(steps.iter().any(started_y), "a retry has another token");
}
