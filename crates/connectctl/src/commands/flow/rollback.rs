//! `flow rollback`: what was there before a deploy or a release.

use control_api::v1 as pb;

use crate::{
    args::FlowRollbackArgs,
    commands::start::start,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: FlowRollbackArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    if let Some(release) = args.release {
        let request = pb::RollBackReleaseRequest {
            release: release.into_string(),
            overwrite: Some(pb::FlowOverwrite {
                everything: args.overwrite_all,
                names: args.overwrite,
            }),
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
        return Ok(ended.exit);
    }
    let request = pb::RollBackFlowsRequest {
        target: session.target().await?,
        alias: args.instance,
        before: args.before,
        overwrite: Some(pb::FlowOverwrite {
            everything: args.overwrite_all,
            names: args.overwrite,
        }),
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
