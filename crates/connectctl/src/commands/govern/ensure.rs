//! `govern ensure`, `govern keys` and `govern budget`: what governance declares made so.

use control_api::v1::{self as pb, GovernancePart};

use crate::{
    args::{GovernEnsureArgs, SpecArgs, StartArgs},
    commands::start::start,
    session::Session,
    spec::SpecFiles,
    status::{Exit, Failure},
    upload,
};

/// Makes these parts so; all of them where none is named.
pub(super) async fn run(
    args: GovernEnsureArgs,
    parts: &[GovernancePart],
    session: &Session<'_>,
) -> Result<Exit, Failure> {
    ensure(&args.spec, parts, args.look, &args.start, session).await
}

/// The same for who has not said it in these words.
pub(super) async fn ensure(
    spec: &SpecArgs,
    parts: &[GovernancePart],
    look: bool,
    how: &StartArgs,
    session: &Session<'_>,
) -> Result<Exit, Failure> {
    let (files, _) = SpecFiles::gather_governance(spec, session).await?;
    let request = pb::EnsureGovernanceRequest {
        target: session.target().await?,
        spec: Some(upload::spec(&session.daemon, &files).await?),
        parts: parts.iter().map(|part| (*part).into()).collect(),
        look,
        request_id: session.request_id(),
        reason: how.reason.clone(),
        labels: how.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, how, Some(&files), async |validate_only| {
        let request = pb::EnsureGovernanceRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.ensure_governance(request).await
    })
    .await?;
    Ok(ended.exit)
}
