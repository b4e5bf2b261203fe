//! `flow deploy`: a bundle to an instance.

use control_api::v1 as pb;

use crate::{
    args::FlowDeployArgs,
    bundle::{gather, mapping},
    commands::start::start,
    session::Session,
    status::{Exit, Failure},
    upload,
};

pub(super) async fn run(args: FlowDeployArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let files = gather(&args.paths, session)?;
    let request = pb::DeployFlowsRequest {
        target: session.target().await?,
        alias: args.instance,
        bundle: Some(pb::FlowBundle {
            files: upload::files(&session.daemon, &files).await?,
            default_type: args.r#type,
            name: String::new(),
        }),
        mapping: mapping(args.mapping.as_deref(), session)?,
        overwrite: Some(pb::FlowOverwrite {
            everything: args.overwrite_all,
            names: args.overwrite,
        }),
        version: args.version,
        version_alias: args.alias,
        look: args.look,
        only: args.only,
        without: args.without,
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
