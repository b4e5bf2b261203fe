//! `agents remove`: remove one agent, or disable it.

use control_api::v1::{self as pb, agent_leavers::Action};

use crate::{
    args::AgentsRemoveArgs,
    commands::start::start,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: AgentsRemoveArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let is_named = !args.routing_profile.is_empty() || !args.security_profile.is_empty();
    let action = if is_named {
        Action::Disable
    } else {
        Action::Delete
    };
    let request = pb::RemoveAgentRequest {
        target: session.target().await?,
        alias: args.crew.instance,
        username: args.username,
        directory: args.crew.directory,
        leavers: Some(pb::AgentLeavers {
            action: action.into(),
            routing_profile: args.routing_profile,
            security_profile: args.security_profile,
        }),
        look: args.dry_run,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::RemoveAgentRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.remove_agent(request).await
    })
    .await?;
    Ok(ended.exit)
}
