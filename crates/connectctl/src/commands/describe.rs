//! `describe`: a contact centre as it stands.

use control_api::v1 as pb;

use super::start::start;
use crate::{
    args::DescribeArgs,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: DescribeArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let request = pb::DescribeContactCenterRequest {
        target: session.target().await?,
        alias: args.alias,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::DescribeContactCenterRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.describe(request).await
    })
    .await?;
    Ok(ended.exit)
}
