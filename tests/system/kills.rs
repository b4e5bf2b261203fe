//! The daemon as a process that is killed in the middle of an apply, over a simulator in a process
//! of its own, and started again on what it left.

use std::collections::{BTreeMap, BTreeSet};

use control_api::v1 as pb;
use futures::future::join_all;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use system_tests::{Binaries, DaemonProcess, Household, SimProcess, census, recordings};
use tonic_types::StatusExt as _;
use uuid::Uuid;

const CENTER: &str = include_str!("specs/updates.yaml");
/// How many lives end by SIGKILL.
const KILLS: u64 = 50;
/// The last calls of a job may leave before the test has seen how many there were.
const CALLS_UNSEEN: u64 = 5;

fn apply(request_id: u128) -> pb::ApplyContactCenterRequest {
    let file = |(path, bytes)| pb::SourceFile {
        path,
        content: Some(pb::source_file::Content::Data(bytes)),
    };
    let spec = ("center.yaml".to_owned(), CENTER.as_bytes().to_vec());
    pb::ApplyContactCenterRequest {
        target: "targets/sim".to_owned(),
        request_id: Uuid::from_u128(request_id).to_string(),
        spec: Some(pb::Spec {
            specs: vec![file(spec)],
            files: recordings().map(file).into(),
            ..pb::Spec::default()
        }),
        ..pb::ApplyContactCenterRequest::default()
    }
}

/// Asks for an apply; the name of its job.
async fn submit(daemon: &DaemonProcess, request_id: u128) -> String {
    let request = apply(request_id);
    let job = daemon.centers().apply_contact_center(request).await;
    job.unwrap().into_inner().name
}

/// The changes of an apply that succeeded.
fn changes(job: &pb::Job) -> i32 {
    assert_eq!(job.state(), pb::job::State::Succeeded, "{job:#?}");
    match &job.result {
        Some(pb::job::Result::Apply(applied)) => applied.changes,
        other => panic!("{other:?} is no result of an apply"),
    }
}

/// What an apply that nobody kills takes and leaves.
struct Straight {
    calls: u64,
    left: BTreeMap<String, usize>,
}

async fn straight(binaries: &Binaries, simulator: &SimProcess) -> Straight {
    let household = Household::new(binaries, simulator);
    let daemon = household.daemon().await;
    let job = submit(&daemon, 1).await;
    assert!(changes(&daemon.rest(&job).await) > 20);
    Straight {
        calls: simulator.calls(),
        left: census(&simulator.state()),
    }
}

#[tokio::test]
async fn a_daemon_that_is_killed_at_any_moment_goes_on_where_it_was() {
    let binaries = Binaries::built();
    let simulator = SimProcess::start(&binaries, &["--rate", "none", "--settle", "fast"]);
    let straight = straight(&binaries, &simulator).await;
    let mut unfinished = 0;
    for seed in 0..KILLS {
        simulator.reset();
        let household = Household::new(&binaries, &simulator);
        let moment = StdRng::seed_from_u64(seed).random_range(1..straight.calls - CALLS_UNSEEN);
        let daemon = household.daemon().await;
        let name = submit(&daemon, 1).await;
        while simulator.calls() < moment {
            tokio::task::yield_now().await;
        }
        daemon.kill();
        unfinished += u64::from(simulator.calls() < straight.calls);

        let daemon = household.daemon().await;
        assert_eq!(
            submit(&daemon, 1).await,
            name,
            "the same request is the same job"
        );
        changes(&daemon.rest(&name).await);
        assert_eq!(
            census(&simulator.state()),
            straight.left,
            "killed at call {moment}"
        );
        let again = submit(&daemon, 2).await;
        assert_eq!(
            changes(&daemon.rest(&again).await),
            0,
            "killed at call {moment}"
        );
    }
    assert_eq!(
        unfinished, KILLS,
        "every kill came in the middle of the work"
    );
}

#[tokio::test]
async fn one_request_is_one_job_however_often_it_is_sent() {
    let binaries = Binaries::built();
    let simulator = SimProcess::start(&binaries, &["--rate", "none", "--settle", "fast"]);
    let household = Household::new(&binaries, &simulator);
    let daemon = household.daemon().await;
    let names: BTreeSet<_> = join_all((0..64).map(|_| submit(&daemon, 1)))
        .await
        .into_iter()
        .collect();
    assert_eq!(names.len(), 1, "{names:?}");
    changes(&daemon.rest(names.first().unwrap()).await);
    let listed = daemon
        .jobs()
        .list_jobs(pb::ListJobsRequest::default())
        .await;
    assert_eq!(listed.unwrap().into_inner().jobs.len(), 1);
    let other = pb::ApplyContactCenterRequest {
        reason: "another body".to_owned(),
        ..apply(1)
    };
    let refused = daemon
        .centers()
        .apply_contact_center(other)
        .await
        .unwrap_err();
    let reason = refused.get_error_details();
    assert_eq!(reason.error_info().unwrap().reason, "REQUEST_ID_REUSED");
}
