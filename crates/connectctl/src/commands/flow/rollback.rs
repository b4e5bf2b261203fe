//! `flow rollback`: what was there before a deploy or a release.

use control_api::v1 as pb;

use crate::{
    args::{FlowRollbackArgs, JobName},
    commands::start::start,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: FlowRollbackArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    match args.release.clone() {
        Some(release) => of_release(release, args, session).await,
        None => of_deploy(args, session).await,
    }
}

async fn of_release(
    release: JobName,
    args: FlowRollbackArgs,
    session: &Session<'_>,
) -> Result<Exit, Failure> {
    let request = pb::RollBackReleaseRequest {
        release: release.into_string(),
        overwrite: Some(args.overwrite.into_pb()),
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::RollBackReleaseRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.roll_back_release(request).await
    })
    .await?;
    Ok(ended.exit)
}

async fn of_deploy(args: FlowRollbackArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let request = pb::RollBackFlowsRequest {
        target: session.target().await?,
        alias: args.instance,
        before: args.before,
        overwrite: Some(args.overwrite.into_pb()),
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::RollBackFlowsRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.roll_back_flows(request).await
    })
    .await?;
    Ok(ended.exit)
}
