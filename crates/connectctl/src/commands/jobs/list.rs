//! `jobs list`: jobs, newest first.

use control_api::{json, v1 as pb};

use crate::{
    args::ListArgs,
    render,
    session::Session,
    status::{Exit, Failure},
};

/// The daemon gives no larger page.
const PAGE_MAX: usize = 500;

pub(super) async fn run(args: ListArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let mut request = pb::ListJobsRequest {
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
    let mut all = pb::ListJobsResponse::default();
    while all.jobs.len() < args.limit {
        let missing = (args.limit - all.jobs.len()).min(PAGE_MAX);
        request.page_size = i32::try_from(missing).unwrap_or_default();
        let page = session.daemon.list_jobs(request.clone()).await?;
        all.jobs.extend(page.jobs);
        all.next_page_token.clone_from(&page.next_page_token);
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    session
        .output
        .answer(&render::job_list(&all.jobs), || json::to_full_value(&all))?;
    Ok(Exit::Done)
}
