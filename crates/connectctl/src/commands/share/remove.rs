//! `share remove`: remove a share.

use control_api::v1::{self as pb};

use super::declared;
use crate::{
    args::ShareRemoveArgs,
    commands::start::start,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: ShareRemoveArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let share = declared(&args.spec, session).await?;
    let confirm = confirmed(&args, share.name.as_str())?;
    let request = pb::RemoveShareRequest {
        spec: Some(share.spec),
        region: args.region.word(),
        confirm,
        delete_data: args.delete_data,
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
            let request = pb::RemoveShareRequest {
                validate_only,
                ..request.clone()
            };
            session.daemon.remove_share(request).await
        },
    )
    .await?;
    Ok(ended.exit)
}

/// Looking alone needs no word.
fn confirmed(args: &ShareRemoveArgs, share: &str) -> Result<String, Failure> {
    match &args.confirm {
        None if args.look => Ok(share.to_owned()),
        None => Err(Failure::usage(
            "a removal must be confirmed",
            &format!(
                "Look first: add --look. Then, when that is what you want: add --confirm {share}."
            ),
        )),
        Some(confirm) if confirm != share => Err(Failure::usage(
            format!("--confirm {confirm} confirms another share than {share}"),
            "Nothing was removed.",
        )),
        Some(confirm) => Ok(confirm.clone()),
    }
}
