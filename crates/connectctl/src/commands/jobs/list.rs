//! `jobs list`: jobs, newest first.

use control_api::{json, v1 as pb};

use crate::{
    args::{Format, ListArgs},
    render::{self, Tone},
    session::Session,
    status::{Exit, Failure},
};

/// The daemon gives no larger page.
const PAGE_MAX: u32 = 500;

pub(super) async fn run(args: ListArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let mut request = pb::ListJobsRequest {
        // The same for every page: a page token is good for no other request.
        page_size: args.limit.min(PAGE_MAX).cast_signed(),
        states: args
            .state
            .into_iter()
            .map(|state| pb::job::State::from(state).into())
            .collect(),
        kinds: args
            .kind
            .into_iter()
            .map(|kind| pb::JobKind::from(kind).into())
            .collect(),
        target: session.target_given.clone().unwrap_or_default(),
        subject: args.subject,
        labels: args.label.into_iter().collect(),
        ..Default::default()
    };
    let limit = args.limit as usize;
    let mut all = pb::ListJobsResponse::default();
    loop {
        let page = session.daemon.list_jobs(request.clone()).await?;
        all.jobs.extend(page.jobs);
        all.next_page_token.clone_from(&page.next_page_token);
        if page.next_page_token.is_empty() || all.jobs.len() >= limit {
            break;
        }
        request.page_token = page.next_page_token;
    }
    let has_more = !all.next_page_token.is_empty() || all.jobs.len() > limit;
    all.jobs.truncate(limit);
    session
        .output
        .answer(&render::job_list(&all.jobs), || json::to_full_value(&all))?;
    if has_more && session.output.format() == Format::Text {
        session.output.tell(
            Tone::Faint,
            "There are more; see them with a larger --limit.",
        );
    }
    Ok(Exit::Done)
}
