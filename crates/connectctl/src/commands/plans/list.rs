//! `plans list`: plans, newest first.

use control_api::{json, v1 as pb};

use crate::{
    args::{Format, ListPlansArgs},
    render::{self, Tone},
    session::Session,
    status::{Exit, Failure},
};

/// The daemon gives no larger page.
const PAGE_MAX: u32 = 500;

pub(super) async fn run(args: ListPlansArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let states = args.state.into_iter();
    let mut request = pb::ListPlansRequest {
        // The same for every page: a page token is good for no other request.
        page_size: args.limit.min(PAGE_MAX).cast_signed(),
        states: states
            .map(|state| pb::saved_plan::State::from(state).into())
            .collect(),
        target: session.target_given.clone().unwrap_or_default(),
        alias: args.alias,
        ..Default::default()
    };
    let limit = args.limit as usize;
    let mut all = pb::ListPlansResponse::default();
    loop {
        let page = session.daemon.list_plans(request.clone()).await?;
        all.plans.extend(page.plans);
        all.next_page_token.clone_from(&page.next_page_token);
        if page.next_page_token.is_empty() || all.plans.len() >= limit {
            break;
        }
        request.page_token = page.next_page_token;
    }
    let has_more = !all.next_page_token.is_empty() || all.plans.len() > limit;
    all.plans.truncate(limit);
    session
        .output
        .answer(&render::plan_list(&all.plans), || json::to_full_value(&all))?;
    if has_more && session.output.format() == Format::Text {
        session.output.tell(
            Tone::Faint,
            "There are more; see them with a larger --limit.",
        );
    }
    Ok(Exit::Done)
}
