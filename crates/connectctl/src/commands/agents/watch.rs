//! `agents watch`: files that arrived, and what became of them.

use std::{collections::BTreeMap, time::Duration};

use control_api::{
    json,
    v1::{self as pb, agent_arrival::State},
};
use tokio::time::sleep;

use crate::{
    args::{AgentsWatchArgs, Format},
    render::{self, Tone},
    session::Session,
    status::{Exit, Failure},
};

/// The daemon gives no larger page.
const PAGE_MAX: usize = 500;
/// How long between two looks.
const ROUND: Duration = Duration::from_secs(2);

pub(super) async fn run(args: AgentsWatchArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let all = arrivals(&args, session).await?;
    if !args.follow {
        let page = render::arrivals(&all.arrivals);
        session.output.answer(&page, || json::to_full_value(&all))?;
        let has_more = !all.next_page_token.is_empty();
        if has_more && session.output.format() == Format::Text {
            let text = "There are more; see them with a larger --limit.";
            session.output.tell(Tone::Faint, text);
        }
        return Ok(Exit::Done);
    }
    let mut shown = BTreeMap::new();
    let mut found = all;
    loop {
        // The latest come first, and are read last.
        for arrival in found.arrivals.iter().rev() {
            let key = (
                arrival.watch.clone(),
                arrival.uri.clone(),
                arrival.version_id.clone(),
                arrival.etag.clone(),
            );
            let news = (arrival.state, arrival.end_time);
            if shown.insert(key, news) != Some(news) {
                tell(arrival, session)?;
            }
        }
        sleep(ROUND).await;
        found = arrivals(&args, session).await?;
    }
}

fn tell(arrival: &pb::AgentArrival, session: &Session<'_>) -> Result<(), Failure> {
    match session.output.format() {
        Format::Text => session.output.page(&render::arrival(arrival)),
        Format::Json => session.output.json_line(&json::to_full_value(arrival)),
    }
}

/// What arrived, page by page until there is as much as was asked for.
async fn arrivals(
    args: &AgentsWatchArgs,
    session: &Session<'_>,
) -> Result<pb::ListArrivalsResponse, Failure> {
    let limit = args.limit as usize;
    let mut request = pb::ListArrivalsRequest {
        watch: args.watch.clone(),
        states: args
            .state
            .iter()
            .map(|it| State::from(*it).into())
            .collect(),
        // The same for every page: a page token is good for no other request.
        page_size: i32::try_from(limit.min(PAGE_MAX)).unwrap_or_default(),
        page_token: String::new(),
    };
    let mut all = pb::ListArrivalsResponse::default();
    loop {
        let page = session.daemon.list_arrivals(request.clone()).await?;
        all.arrivals.extend(page.arrivals);
        all.next_page_token.clone_from(&page.next_page_token);
        if page.next_page_token.is_empty() || all.arrivals.len() >= limit {
            all.arrivals.truncate(limit);
            return Ok(all);
        }
        request.page_token = page.next_page_token;
    }
}
