//! An instance replicated by the daemon, and its traffic moved away from a Region that fails: both
//! programs in processes of their own, on the machine's clock.

use control_api::v1 as pb;
use serde_json::json;
use system_tests::{Binaries, DaemonProcess, Household, SimProcess};
use tonic_types::StatusExt as _;
use uuid::Uuid;

const TARGET: &str = "targets/sim";
const CENTER: &str = "instance: { alias: pair, identity_management: SAML }\n";

fn id(n: u128) -> String {
    Uuid::from_u128(n).to_string()
}

async fn rest(daemon: &DaemonProcess, job: pb::Job) -> pb::Job {
    let request = pb::WaitJobRequest {
        name: job.name,
        timeout: Some(prost_types::Duration {
            seconds: 300,
            nanos: 0,
        }),
    };
    let job = daemon.jobs().wait_job(request).await.unwrap().into_inner();
    assert_eq!(job.state(), pb::job::State::Succeeded, "{job:#?}");
    job
}

async fn bring_up(daemon: &DaemonProcess) {
    let spec = pb::SourceFile {
        path: "center.yaml".to_owned(),
        content: Some(pb::source_file::Content::Text(CENTER.to_owned())),
    };
    let request = pb::ApplyContactCenterRequest {
        target: TARGET.to_owned(),
        request_id: id(1),
        spec: Some(pb::Spec {
            specs: vec![spec],
            ..pb::Spec::default()
        }),
        ..pb::ApplyContactCenterRequest::default()
    };
    let job = daemon.centers().apply_contact_center(request).await;
    rest(daemon, job.unwrap().into_inner()).await;
}

fn to(region: &str, request_id: u128) -> pb::ReplicateContactCenterRequest {
    pb::ReplicateContactCenterRequest {
        target: TARGET.to_owned(),
        request_id: id(request_id),
        alias: "pair".to_owned(),
        to: region.to_owned(),
        ..pb::ReplicateContactCenterRequest::default()
    }
}

fn percent(distribution: Option<&pb::Distribution>, region: &str) -> i32 {
    let telephony = distribution.and_then(|it| it.telephony.as_ref());
    telephony.unwrap().percent[region]
}

#[tokio::test]
async fn a_daemon_replicates_and_fails_over_while_the_first_region_answers_nothing() {
    let binaries = Binaries::built();
    let simulator = SimProcess::start(&binaries, &["--settle", "fast"]);
    let household = Household::new(&binaries, &simulator);
    let daemon = household.daemon().await;
    bring_up(&daemon).await;

    let mut regions = daemon.regions();
    let refused = regions.replicate_contact_center(to("us-east-1", 2)).await;
    let details = refused.unwrap_err().get_error_details();
    let violation = &details.bad_request().unwrap().field_violations[0];
    assert_eq!(violation.field, "to");
    assert!(
        violation.description.contains("eu-central-1"),
        "{violation:?}"
    );

    let job = regions
        .replicate_contact_center(to("eu-central-1", 3))
        .await;
    let job = rest(&daemon, job.unwrap().into_inner()).await;
    let Some(pb::job::Result::Replicate(replicated)) = job.result else {
        panic!("it is no replication");
    };
    let replica = replicated.replica.unwrap();
    assert_eq!(replica.alias, "pair-eu-central-1");
    assert_eq!(replica.id, replicated.source.unwrap().id);

    simulator.faults(&json!([{
        "region": "eu-west-2",
        "action": { "error": { "code": "ServiceUnavailableException", "status": 503 } },
    }]));
    let request = pb::ShiftTrafficRequest {
        target: TARGET.to_owned(),
        request_id: id(4),
        instance: "pair".to_owned(),
        from: "eu-west-2".to_owned(),
        reason: "eu-west-2 fails".to_owned(),
        ..pb::ShiftTrafficRequest::default()
    };
    let job = regions.shift_traffic(request).await.unwrap().into_inner();
    assert_eq!(job.locks, ["traffic/111111111111"]);
    let job = rest(&daemon, job).await;
    let Some(pb::job::Result::Shift(shifted)) = job.result else {
        panic!("it is no shift");
    };
    assert_eq!((shifted.via.as_str(), shifted.changes), ("eu-central-1", 1));
    let group = &shifted.groups[0];
    let before = group.before.as_ref().unwrap().distribution.as_ref();
    assert_eq!(percent(before, "eu-west-2"), 100);
    assert_eq!(percent(group.after.as_ref(), "eu-central-1"), 100);

    let request = pb::GetTrafficRequest {
        target: TARGET.to_owned(),
        request_id: id(5),
        instance: replica.arn,
        via: "eu-central-1".to_owned(),
        ..pb::GetTrafficRequest::default()
    };
    let job = regions.get_traffic(request).await.unwrap().into_inner();
    let job = rest(&daemon, job).await;
    let Some(pb::job::Result::Traffic(traffic)) = job.result else {
        panic!("it shows no traffic");
    };
    let group = &traffic.groups[0];
    assert!(group.is_default);
    let sign_in = group.distribution.as_ref().unwrap().sign_in.as_ref();
    assert!(!sign_in.unwrap().enabled["eu-west-2"]);
}
