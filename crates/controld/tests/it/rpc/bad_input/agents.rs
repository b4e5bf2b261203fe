//! What methods about agents refuse.

use std::collections::BTreeMap;

use control_api::v1::{self as pb, agent_leavers::Action, import_agents_request::File};
use tonic::Status;

use super::{bad_labels, failed, file};
use crate::rpc::Rig;

/// Requests about agents, the methods sorted.
pub(super) async fn bad_agents(rig: &Rig) -> Vec<(String, Status)> {
    let mut agents = rig.agents();
    let nothing = agents
        .import_agents(pb::ImportAgentsRequest::default())
        .await;
    let wrong = agents.import_agents(bad_import()).await;
    let path = pb::ImportAgentsRequest {
        file: Some(File::Path(String::new())),
        ..Default::default()
    };
    let unnamed = agents.import_agents(path).await;
    let request = pb::ListAgentsRequest {
        target: "local".into(),
        alias: "no alias".into(),
        directory: "No Directory".into(),
        email: "nobody".into(),
        routing_profile: " x".into(),
        hierarchy: "A//B".into(),
        page_size: -1,
        page_token: "made up".into(),
        ..Default::default()
    };
    let listed = agents.list_agents(request).await;
    let request = pb::ListArrivalsRequest {
        states: vec![0, 99],
        page_size: -1,
        page_token: "made up".into(),
        ..Default::default()
    };
    let arrived = agents.list_arrivals(request).await;
    let removed = agents.remove_agent(pb::RemoveAgentRequest::default()).await;
    let request = pb::RemoveAgentRequest {
        username: "n o".into(),
        leavers: Some(pb::AgentLeavers {
            action: Action::Keep.into(),
            ..Default::default()
        }),
        ..Default::default()
    };
    let kept = agents.remove_agent(request).await;
    let upserted = agents.upsert_agent(pb::UpsertAgentRequest::default()).await;
    let request = pb::UpsertAgentRequest {
        agent: Some(pb::Agent::default()),
        options: Some(pb::AgentImportOptions {
            mapping: Some(pb::AgentMapping::default()),
            leavers: Some(pb::AgentLeavers::default()),
            leavers_percent_max: 5,
            ..Default::default()
        }),
        ..Default::default()
    };
    let of_files = agents.upsert_agent(request).await;
    let cases = [
        ("ImportAgents", failed(nothing)),
        ("ImportAgents", failed(wrong)),
        ("ImportAgents", failed(unnamed)),
        ("ListAgents", failed(listed)),
        ("ListArrivals", failed(arrived)),
        ("RemoveAgent", failed(removed)),
        ("RemoveAgent", failed(kept)),
        ("UpsertAgent", failed(upserted)),
        ("UpsertAgent", failed(of_files)),
    ];
    let named = |(method, status)| (format!("trunkline.v1.AgentService.{method}"), status);
    cases.into_iter().map(named).collect()
}

fn bad_import() -> pb::ImportAgentsRequest {
    let pair = |key: &str, value: &str| BTreeMap::from([(key.to_owned(), value.to_owned())]);
    let mapping = pb::AgentMapping {
        format: 99,
        delimiter: ";;".into(),
        columns: pair("Login", "user_name"),
        defaults: pair("security profile", "Agent"),
        list_separator: "ab".into(),
        ..Default::default()
    };
    let leavers = pb::AgentLeavers {
        action: Action::Disable.into(),
        ..Default::default()
    };
    pb::ImportAgentsRequest {
        target: "local".into(),
        alias: "no alias".into(),
        file: Some(File::Source(file("", None))),
        options: Some(pb::AgentImportOptions {
            mapping: Some(mapping),
            directory: "No Directory".into(),
            leavers: Some(leavers),
            leavers_percent_max: 101,
            secret_tags: pair("aws:owner", "x"),
            ..Default::default()
        }),
        request_id: "7".into(),
        reason: "x".repeat(1025),
        labels: bad_labels(),
        ..Default::default()
    }
}
