//! `share export`: write a data set to files.

use control_api::v1::{self as pb};

use super::declared;
use crate::{
    args::ShareExportArgs,
    commands::start::start,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: ShareExportArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let share = declared(&args.spec, session).await?;
    let request = pb::RunShareExportRequest {
        spec: Some(share.spec),
        region: args.region.word(),
        export: args.name.clone(),
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
            let request = pb::RunShareExportRequest {
                validate_only,
                ..request.clone()
            };
            session.daemon.run_share_export(request).await
        },
    )
    .await?;
    Ok(ended.exit)
}
