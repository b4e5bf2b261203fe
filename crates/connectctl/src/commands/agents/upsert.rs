//! `agents upsert`: make one agent so.

use control_api::v1::{self as pb};

use super::{keeping, sheet};
use crate::{
    args::AgentsUpsertArgs,
    commands::start::start,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: AgentsUpsertArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let agent = sheet::agent(&args.username, &args.fields).map_err(|wrong| {
        Failure::usage(
            wrong.join("\n"),
            "Fields are those of a file of agents; see connectctl agents upsert --help.",
        )
    })?;
    let request = pb::UpsertAgentRequest {
        target: session.target().await?,
        alias: args.crew.instance,
        agent: Some(agent),
        options: Some(pb::AgentImportOptions {
            directory: args.crew.directory,
            make_groups: args.make_groups,
            take_ownership: args.take_ownership,
            ..keeping(&args.secrets)
        }),
        look: args.dry_run,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::UpsertAgentRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.upsert_agent(request).await
    })
    .await?;
    Ok(ended.exit)
}
