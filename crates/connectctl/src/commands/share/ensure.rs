//! `share ensure`: make a share so.

use control_api::v1::{self as pb};

use super::declared;
use crate::{
    args::ShareEnsureArgs,
    commands::start::start,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: ShareEnsureArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let share = declared(&args.spec, session).await?;
    let request = pb::EnsureShareRequest {
        spec: Some(share.spec),
        region: args.region.word(),
        look: args.look,
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
            let request = pb::EnsureShareRequest {
                validate_only,
                ..request.clone()
            };
            session.daemon.ensure_share(request).await
        },
    )
    .await?;
    Ok(ended.exit)
}
