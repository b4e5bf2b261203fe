//! `flow deploy`: a bundle to an instance.

use control_api::v1 as pb;

use crate::{
    args::FlowDeployArgs,
    bundle::{mapping, sent},
    commands::start::start,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: FlowDeployArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let bundle = sent(&args.paths, args.r#type, session).await?;
    let request = pb::DeployFlowsRequest {
        target: session.target().await?,
        alias: args.instance,
        bundle: Some(bundle),
        mapping: mapping(args.mapping.as_deref(), session)?,
        overwrite: Some(args.overwrite.into_pb()),
        version: args.version,
        version_alias: args.alias,
        look: args.look,
        only: args.selection.only,
        without: args.selection.without,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::DeployFlowsRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.deploy_flows(request).await
    })
    .await?;
    Ok(ended.exit)
}
