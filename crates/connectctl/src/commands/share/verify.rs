//! `share verify`: every link of a share.

use control_api::v1::{self as pb, job};

use super::declared;
use crate::{
    args::ShareVerifyArgs,
    commands::start::start,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: ShareVerifyArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let share = declared(&args.spec, session).await?;
    let request = pb::VerifyShareRequest {
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
            let request = pb::VerifyShareRequest {
                validate_only,
                ..request.clone()
            };
            session.daemon.verify_share(request).await
        },
    )
    .await?;
    match ended.job.and_then(|job| job.result) {
        Some(job::Result::VerifyShare(found)) if is_broken(&found) => Ok(Exit::SomethingToDo),
        _ => Ok(ended.exit),
    }
}

fn is_broken(found: &pb::VerifyShareResult) -> bool {
    let mut links = found.links.iter();
    links.any(|link| link.state() == pb::share_link::State::Broken)
}
