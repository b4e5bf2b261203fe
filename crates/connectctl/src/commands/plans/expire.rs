//! `plans expire`: end a plan now.

use control_api::{json, v1 as pb};

use crate::{
    args::ExpireArgs,
    render::{Page, Tone},
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: ExpireArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let request = pb::ExpirePlanRequest {
        name: args.plan.into_string(),
        request_id: session.request_id(),
        validate_only: args.validate_only,
        reason: args.reason,
    };
    let plan = session.daemon.expire_plan(request).await?;
    let says = if args.validate_only {
        "The daemon would take this.".to_owned()
    } else {
        format!("{} is expired: it cannot be applied any more.", plan.name)
    };
    let page = Page::of(Tone::Good, &says);
    session
        .output
        .answer(&page, || json::to_full_value(&plan))?;
    Ok(Exit::Done)
}
