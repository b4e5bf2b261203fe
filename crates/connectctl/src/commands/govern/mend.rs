//! `govern mend`: what can be mended without deciding anything.

use control_api::v1::{self as pb};

use super::held;
use crate::{
    args::MendArgs,
    commands::start::start,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: MendArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let held = held(&args.subject, session).await?;
    let request = pb::MendFindingsRequest {
        target: session.target().await?,
        alias: held.alias,
        spec: held.spec,
        rules: args.rules,
        look: args.look,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let files = held.files.as_ref();
    let ended = start(session, &args.start, files, async |validate_only| {
        let request = pb::MendFindingsRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.mend_findings(request).await
    })
    .await?;
    Ok(ended.exit)
}
