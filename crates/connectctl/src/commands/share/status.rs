//! `share status`: what `ensure` would do.

use control_api::v1::{self as pb, job};

use super::declared;
use crate::{
    args::ShareStatusArgs,
    commands::start::start,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: ShareStatusArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let share = declared(&args.spec, session).await?;
    let request = pb::GetShareStatusRequest {
        spec: Some(share.spec),
        region: args.region.word(),
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(
        session,
        &args.start,
        Some(&share.files),
        async |validate_only| {
            let request = pb::GetShareStatusRequest {
                validate_only,
                ..request.clone()
            };
            session.daemon.share_status(request).await
        },
    )
    .await?;
    match ended.job.and_then(|job| job.result) {
        Some(job::Result::ShareStatus(status)) if !status.steps.is_empty() => {
            Ok(Exit::SomethingToDo)
        }
        _ => Ok(ended.exit),
    }
}
