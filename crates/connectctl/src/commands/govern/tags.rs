//! `govern tags`: resources that lack tags, and tags for them.

use control_api::v1::{self as pb, GovernancePart, job};

use super::{ensure::ensure, held};
use crate::{
    args::TagsArgs,
    commands::start::start,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: TagsArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    if args.apply
        && let Some(spec) = args.subject.given()
    {
        let parts = [GovernancePart::Tags];
        return ensure(&spec, &parts, args.look, &args.start, session).await;
    }
    let held = held(&args.subject, session).await?;
    let request = pb::ReviewTagsRequest {
        target: session.target().await?,
        alias: held.alias,
        spec: held.spec,
        required: args.required,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let files = held.files.as_ref();
    let ended = start(session, &args.start, files, async |validate_only| {
        let request = pb::ReviewTagsRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.review_tags(request).await
    })
    .await?;
    match ended.job.and_then(|job| job.result) {
        Some(job::Result::Tags(found)) if !found.lacking.is_empty() => Ok(Exit::SomethingToDo),
        _ => Ok(ended.exit),
    }
}
