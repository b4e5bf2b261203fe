//! The daemon dies before and after every commit of its store, and nothing is lost or doubled.

use std::{path::Path, sync::atomic::Ordering};

use controld::{
    jobs::{Demand, Job, JobId, State, Worker, WorkerSettings},
    store::{JobQuery, JobStore as _, Sqlite},
};

use super::dying::{Death, DyingStore};
use crate::bench::{Bench, LONG};

/// What is wrong in the end, and how many commits the last life took.
struct Verdict {
    violations: Vec<String>,
    commits: usize,
}

/// The commits of a life without a death: take over, submit, claim, plan, two for each of three
/// steps, end.
const COMMITS: usize = 11;

#[tokio::test]
async fn a_death_at_any_commit_loses_and_doubles_nothing() {
    let verdict = lives(&[], true).await;
    assert_eq!((verdict.violations, verdict.commits), (vec![], COMMITS));
    for death in deaths(COMMITS) {
        let verdict = lives(&[death], true).await;
        assert_eq!(verdict.violations, [""; 0], "{death:?}");
    }
    let beyond = Death {
        commit: COMMITS + 1,
        after: false,
    };
    let died = lives(&[beyond], true).await.commits;
    assert_eq!(died, COMMITS, "there is no further boundary");
}

#[tokio::test]
async fn two_deaths_lose_and_double_nothing() {
    let pairs = deaths(COMMITS).flat_map(|one| deaths(COMMITS).map(move |two| [one, two]));
    // All 484 pairs take half a minute; every 7th by default shares no factor with a round of 22.
    let stride = if std::env::var_os("TRUNKLINE_RELIABILITY").is_some() {
        1
    } else {
        7
    };
    for pair in pairs.step_by(stride) {
        let verdict = lives(&pair, true).await;
        assert_eq!(verdict.violations, [""; 0], "{pair:?}");
    }
}

#[tokio::test]
async fn without_recorded_intents_the_checker_sees_twins() {
    let mut violations = Vec::new();
    for death in deaths(COMMITS) {
        violations.extend(lives(&[death], false).await.violations);
    }
    assert!(
        violations
            .iter()
            .any(|what| what.contains("turned 2 times")),
        "{violations:?}"
    );
}

fn deaths(commits: usize) -> impl Iterator<Item = Death> + Clone {
    (1..=commits).flat_map(|commit| [false, true].map(|after| Death { commit, after }))
}

/// A client that insists on one job, through these deaths and one last life without.
async fn lives(deaths: &[Death], records_intents: bool) -> Verdict {
    crate::rpc::telemetry::install();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let first = DyingStore::open(&path, deaths.first().copied(), records_intents).await;
    let mut bench = Bench::over(first.clone(), folder);
    let demand = bench.demand("x,y,z", "k");
    let mut acknowledged = Vec::new();
    let mut store = first;
    for n in 0.. {
        let ended = live(&bench, &store, &demand, &mut acknowledged).await;
        store.inner.close().await;
        if ended {
            break;
        }
        let next = deaths.get(n + 1).copied();
        store = DyingStore::open(&path, next, records_intents).await;
        bench = bench.restarted(store.clone());
    }
    Verdict {
        violations: violations(&bench, &path, &acknowledged).await,
        commits: store.commits.load(Ordering::SeqCst),
    }
}

/// One life of the daemon; false when it died.
async fn live(
    bench: &Bench,
    store: &DyingStore,
    demand: &Demand,
    acknowledged: &mut Vec<JobId>,
) -> bool {
    let nobody = |_: &Job| None;
    let Ok(_worker) = Worker::start(&bench.jobs, WorkerSettings::default(), nobody).await else {
        return false;
    };
    let Ok(job) = bench.jobs.submit(demand.clone()).await else {
        return false;
    };
    acknowledged.push(job.id);
    tokio::select! {
        biased;
        () = store.death.notified() => false,
        job = bench.jobs.wait(job.id, LONG) => job.is_ok_and(|job| job.state.is_at_rest()),
    }
}

/// Compares what the client was told, what the store holds, and what the world holds.
async fn violations(bench: &Bench, path: &Path, acknowledged: &[JobId]) -> Vec<String> {
    let store = Sqlite::open(path).await.unwrap();
    let mut violations = Vec::new();
    let jobs = store
        .jobs(JobQuery {
            limit: 9,
            ..JobQuery::default()
        })
        .await
        .unwrap();
    if jobs.len() != 1 {
        violations.push(format!("there are {} jobs", jobs.len()));
    }
    for job in &jobs {
        if job.state != State::Succeeded {
            violations.push(format!("the job ended {}", job.state.word()));
        }
        let events = store.events(job.id, 0, 1000).await.unwrap();
        let numbers: Vec<_> = events.iter().map(|event| event.number).collect();
        if numbers != (1..=job.last_event).collect::<Vec<_>>() {
            violations.push(format!("the events are {numbers:?}"));
        }
        if acknowledged.iter().any(|id| *id != job.id) {
            violations.push(format!("the client was told {acknowledged:?}"));
        }
    }
    let turned = bench.world.turned();
    for name in ["x", "y", "z"] {
        let times = turned.get(name).copied().unwrap_or(0);
        if times != 1 {
            violations.push(format!("{name} was turned {times} times"));
        }
    }
    violations
}
