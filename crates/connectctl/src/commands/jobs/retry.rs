//! `jobs retry`: start a job again.

use control_api::v1 as pb;

use crate::{
    args::FollowArgs,
    commands::start::go_on,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: FollowArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let request = pb::RetryJobRequest {
        name: args.job.into_string(),
        request_id: session.request_id(),
        validate_only: false,
        reason: args.reason,
    };
    let job = session.daemon.retry(request).await?;
    Ok(go_on(session, &job, job.last_event, args.detach)
        .await?
        .exit)
}
