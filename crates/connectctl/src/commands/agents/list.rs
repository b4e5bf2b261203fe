//! `agents list`: the agents that imports remember.

use control_api::{json, v1 as pb};

use crate::{
    args::{AgentsListArgs, CrewArgs, FilterArgs, Format},
    render::{self, Tone},
    session::Session,
    status::{Exit, Failure},
};

/// The daemon gives no larger page.
const PAGE_MAX: usize = 500;

pub(super) async fn run(args: AgentsListArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let limit = args.limit as usize;
    let mut all = known(args.crew, args.filter, limit, session).await?;
    let has_more = !all.next_page_token.is_empty() || all.agents.len() > limit;
    all.agents.truncate(limit);
    session
        .output
        .answer(&render::agents(&all.agents), || json::to_full_value(&all))?;
    if has_more && session.output.format() == Format::Text {
        session.output.tell(
            Tone::Faint,
            "There are more; see them with a larger --limit.",
        );
    }
    Ok(Exit::Done)
}

/// Agents, page by page until there are so many.
pub(super) async fn known(
    crew: CrewArgs,
    filter: FilterArgs,
    limit: usize,
    session: &Session<'_>,
) -> Result<pb::ListAgentsResponse, Failure> {
    let mut request = pb::ListAgentsRequest {
        target: session.target().await?,
        alias: crew.instance,
        directory: crew.directory,
        username_prefix: filter.username_prefix,
        email: filter.email,
        routing_profile: filter.routing_profile,
        hierarchy: filter.hierarchy,
        disabled: filter.disabled,
        // The same for every page: a page token is good for no other request.
        page_size: i32::try_from(limit.min(PAGE_MAX)).unwrap_or_default(),
        page_token: String::new(),
    };
    let mut all = pb::ListAgentsResponse::default();
    loop {
        let page = session.daemon.list_agents(request.clone()).await?;
        all.agents.extend(page.agents);
        all.next_page_token.clone_from(&page.next_page_token);
        if page.next_page_token.is_empty() || all.agents.len() >= limit {
            return Ok(all);
        }
        request.page_token = page.next_page_token;
    }
}
