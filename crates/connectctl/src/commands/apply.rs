//! `apply`: bring a contact centre to its declared state.

use control_api::v1 as pb;

use super::start::start;
use crate::{
    args::ApplyArgs,
    session::Session,
    spec::SpecFiles,
    status::{Exit, Failure},
    upload,
};

pub(super) async fn run(args: ApplyArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let files = SpecFiles::gather(&args.spec, session).await?;
    let request = pb::ApplyContactCenterRequest {
        target: session.target().await?,
        spec: Some(upload::spec(&session.daemon, &files).await?),
        plan_digest: args.plan.unwrap_or_default(),
        options: Some(args.options.message()),
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, Some(&files), async |validate_only| {
        session
            .daemon
            .apply(pb::ApplyContactCenterRequest {
                validate_only,
                ..request.clone()
            })
            .await
    })
    .await?;
    Ok(ended.exit)
}
