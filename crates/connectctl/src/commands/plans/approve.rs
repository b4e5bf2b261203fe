//! `plans approve`: say yes to a plan.

use control_api::{json, v1 as pb};

use crate::{
    args::ApproveArgs,
    render::{self, Page, Tone},
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: ApproveArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let request = pb::ApprovePlanRequest {
        name: args.plan.into_string(),
        request_id: session.request_id(),
        validate_only: args.validate_only,
        reason: args.reason,
        change_reference: args.change,
    };
    let plan = session.daemon.approve_plan(request).await?;
    let page = if args.validate_only {
        Page::of(Tone::Good, "The daemon would take this.")
    } else {
        let mut page = Page::of(Tone::Good, &format!("{} is approved.", plan.name));
        page.line(render::how_to_apply(&plan));
        page
    };
    session
        .output
        .answer(&page, || json::to_full_value(&plan))?;
    Ok(Exit::Done)
}
