//! What methods about flows refuse.

use std::collections::BTreeMap;

use control_api::v1 as pb;
use tonic::Status;

use super::{failed, file};
use crate::rpc::{Rig, review};

/// Requests about releases of flows, the methods sorted.
pub(super) async fn bad_releases(rig: &Rig) -> Vec<(String, Status)> {
    let mut flows = rig.flows();
    let stop = |alias: &str, region: &str| pb::FlowStop {
        target: "targets/local".into(),
        alias: alias.into(),
        replicated_to: region.into(),
        ..Default::default()
    };
    let request = pb::ReleaseFlowsRequest {
        bundle: Some(pb::FlowBundle {
            name: "bundles/7".into(),
            ..Default::default()
        }),
        stops: vec![stop("uk", "Frankfurt"), stop("d-x", ""), stop("uk", "")],
        ..Default::default()
    };
    let released = flows.release_flows(request).await;
    let request = pb::ReleaseFlowsRequest {
        bundle: Some(pb::FlowBundle {
            name: format!("bundles/sha256:{}", "0".repeat(64)),
            default_type: "CONTACT_FLOW".into(),
            ..Default::default()
        }),
        ..Default::default()
    };
    let released_nowhere = flows.release_flows(request).await;
    let request = pb::RollBackReleaseRequest {
        release: "jobs/7".into(),
        ..Default::default()
    };
    let returned = flows.roll_back_release(request).await;
    let cases = [
        ("FlowService.ReleaseFlows", failed(released)),
        ("FlowService.ReleaseFlows", failed(released_nowhere)),
        ("FlowService.RollBackRelease", failed(returned)),
    ];
    let named = |(method, status)| (format!("trunkline.v1.{method}"), status);
    cases.map(named).into()
}

/// Requests about flows, the methods sorted.
pub(super) async fn bad_flows(rig: &Rig) -> Vec<(String, Status)> {
    let mut flows = rig.flows();
    let map = pb::NameMap {
        entries: BTreeMap::from([("Sales".to_owned(), "Sales UK".to_owned())]),
    };
    let mapping = pb::FlowMapping {
        names: BTreeMap::from([("quue".to_owned(), map)]),
        ..Default::default()
    };
    let request = pb::DeployFlowsRequest {
        alias: "d-x".into(),
        mapping: Some(mapping.clone()),
        ..Default::default()
    };
    let nothing = flows.deploy_flows(request).await;
    let bundle = pb::FlowBundle {
        files: vec![file("", None)],
        default_type: "contactFlow".into(),
        name: String::new(),
    };
    let request = pb::DeployFlowsRequest {
        alias: "uk".into(),
        bundle: Some(bundle),
        ..Default::default()
    };
    let wrong = flows.deploy_flows(request).await;
    let request = pb::ExportFlowsRequest {
        mapping: Some(mapping),
        ..Default::default()
    };
    let exported = flows.export_flows(request).await;
    let request = pb::ReadContactLogRequest {
        alias: "uk".into(),
        contact: "c-1\" }".into(),
        until_time: Some(prost_types::Timestamp {
            seconds: -1,
            nanos: 0,
        }),
        lookback: Some(prost_types::Duration {
            seconds: 1,
            nanos: 0,
        }),
        ..Default::default()
    };
    let logged = flows.read_contact_log(request).await;
    let request = pb::RollBackFlowsRequest {
        before: "documents/7".into(),
        ..Default::default()
    };
    let rolled_back = flows.roll_back_flows(request).await;
    let moved = [
        ("FlowService.DeployFlows", failed(nothing)),
        ("FlowService.DeployFlows", failed(wrong)),
        ("FlowService.ExportFlows", failed(exported)),
        ("FlowService.ReadContactLog", failed(logged)),
        ("FlowService.RollBackFlows", failed(rolled_back)),
    ];
    let judged = review::refused(rig).await;
    let mut cases: Vec<_> = moved.into_iter().chain(judged).collect();
    cases.sort_by_key(|(method, _)| *method);
    let named = |(method, status)| (format!("trunkline.v1.{method}"), status);
    cases.into_iter().map(named).collect()
}
