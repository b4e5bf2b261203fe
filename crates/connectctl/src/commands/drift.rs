//! `drift`: what differs from what is declared.

use control_api::v1::{self as pb, job};

use super::start::start;
use crate::{
    args::DriftArgs,
    session::Session,
    spec::SpecFiles,
    status::{Exit, Failure},
    upload,
};

pub(super) async fn run(args: DriftArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let files = SpecFiles::gather(&args.spec, session).await?;
    let request = pb::DetectDriftRequest {
        target: session.target().await?,
        spec: Some(upload::spec(&session.daemon, &files).await?),
        depth: pb::PlanDepth::from(args.depth).into(),
        undeclared: args.undeclared,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, Some(&files), async |validate_only| {
        let request = pb::DetectDriftRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.drift(request).await
    })
    .await?;
    match ended.job.and_then(|job| job.result) {
        Some(job::Result::Drift(drift)) if !drift.deviations.is_empty() => Ok(Exit::SomethingToDo),
        _ => Ok(ended.exit),
    }
}
