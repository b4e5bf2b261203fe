//! An instance with a flow, a number and nobody in it, and its agents out of a directory file.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use control_api::v1::{self as pb, import_agents_request::File};

use super::{Caller, Say, sample};

const TARGET: &str = "targets/local";
const DESK: &str = "agents-desk";

/// Brings the instance up and imports its agents twice.
pub(super) async fn staff(caller: &mut Caller, say: Say<'_>) -> anyhow::Result<()> {
    say("\nApplying examples/agents, an instance with a flow, a number and nobody in it:")?;
    caller.apply(apply(), say).await?;
    say("\nImporting examples/agents/agents.csv:")?;
    let first = import("aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa");
    let first = caller.import(first, say).await?;
    for row in &first.rows {
        let (line, username, secret) = (row.line, &row.username, &row.secret);
        say(&format!(
            "  line {line}: {username}, first password in {secret}"
        ))?;
    }
    say("\nImporting the same again:")?;
    let second = import("bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb");
    let second = caller.import(second, say).await?;
    say("\nWho there is by now:")?;
    let known = caller.list_agents(list()).await?;
    for known in &known {
        let agent = known.agent.as_ref().context("an agent has a login")?;
        say(&format!(
            "  {:8} {:12} {}",
            agent.username, agent.hierarchy, agent.email
        ))?;
    }
    let (first, second) = (tally(&first), tally(&second));
    say(&format!(
        "\nThe first import made {} users, the second {}; {} were as they should be.",
        first.created, second.created, second.unchanged
    ))?;
    if first.created == 0 || second.unchanged != first.created || first.failed > 0 {
        bail!("the first import must make every agent, and the second nobody");
    }
    Ok(())
}

fn apply() -> pb::ApplyContactCenterRequest {
    pb::ApplyContactCenterRequest {
        target: TARGET.to_owned(),
        request_id: "cccccccc-cccc-4ccc-8ccc-cccccccccccc".to_owned(),
        spec: Some(sample::desk()),
        ..pb::ApplyContactCenterRequest::default()
    }
}

/// `mapping.yaml` of the sample says as much.
fn import(request_id: &str) -> pb::ImportAgentsRequest {
    let mapping = pb::AgentMapping {
        columns: BTreeMap::from([("Team".to_owned(), "hierarchy".to_owned())]),
        ..pb::AgentMapping::default()
    };
    pb::ImportAgentsRequest {
        target: TARGET.to_owned(),
        alias: DESK.to_owned(),
        file: Some(File::Source(sample::agents())),
        options: Some(pb::AgentImportOptions {
            mapping: Some(mapping),
            ..pb::AgentImportOptions::default()
        }),
        request_id: request_id.to_owned(),
        ..pb::ImportAgentsRequest::default()
    }
}

fn list() -> pb::ListAgentsRequest {
    pb::ListAgentsRequest {
        target: TARGET.to_owned(),
        alias: DESK.to_owned(),
        ..pb::ListAgentsRequest::default()
    }
}

fn tally(result: &pb::AgentsResult) -> pb::AgentTally {
    result.tally.clone().unwrap_or_default()
}
