//! Lists of agents.

use connect_agents::{AgentFilter, Entry, Page};
use connect_model::{Email, GroupPath, Name, Target, TargetName};
use control_api::v1 as pb;
use serde_json::json;
use tonic::Request;

use super::{directory, row::known};
use crate::{
    jobs::Digest,
    refusal::Refusal,
    store::AgentPlace,
    wire::{Pager, field, reader::Reader},
};

/// A list that was asked for.
#[derive(Debug)]
pub struct Listing {
    /// Of which directory.
    pub place: AgentPlace,
    /// Which of them.
    pub filter: AgentFilter,
    /// Only those behind this login.
    pub after: Option<String>,
    /// At most so many.
    pub limit: usize,
    center: String,
    scope: Digest,
}

/// Which agents to list. `find` knows the targets.
pub fn list<'t>(
    request: Request<pb::ListAgentsRequest>,
    pager: &Pager,
    find: impl FnOnce(&TargetName) -> Result<&'t Target, Refusal>,
) -> Result<Listing, Refusal> {
    let body = request.into_inner();
    let scope = scope(&body);
    let mut reader = Reader::new();
    let limit = reader.page_size(body.page_size);
    let last = |token: &str| pager.last(&scope, token);
    let after = reader.optional("page_token", &body.page_token, last);
    let target = reader.required("target", &body.target, field::target_name);
    let alias = reader.required("alias", &body.alias, field::alias);
    let directory = directory(&mut reader, "directory", &body.directory);
    let text = |wrong: connect_model::Malformed| wrong.to_string();
    let email = |it: &str| Email::new(it).map_err(text);
    let email = reader.optional("email", &body.email, email);
    let profile = |it: &str| Name::new(it).map_err(text);
    let routing_profile = reader.optional("routing_profile", &body.routing_profile, profile);
    let path = |it: &str| GroupPath::new(it).map_err(text);
    let hierarchy = reader.optional("hierarchy", &body.hierarchy, path);
    let filter = || {
        Some(AgentFilter {
            login_prefix: Some(body.username_prefix).filter(|prefix| !prefix.is_empty()),
            email: email?,
            routing_profile: routing_profile?,
            hierarchy: hierarchy?,
            is_disabled: body.disabled.then_some(true),
        })
    };
    let filter = filter();
    let read = || Some((target?, alias?, directory?, filter?, after?, limit?));
    let read = read();
    let (target, alias, directory, filter, after, limit) = reader.finish(read)?;
    let target = find(&target)?;
    let center = format!("targets/{}/centers/{alias}", target.name);
    let place = AgentPlace {
        account: target.account.clone(),
        region: target.region.clone(),
        alias,
        directory,
    };
    Ok(Listing {
        place,
        filter,
        after,
        limit: limit as usize,
        center,
        scope,
    })
}

/// A page of the list that was asked for.
pub fn page(found: &Page<Entry>, listing: &Listing, pager: &Pager) -> pb::ListAgentsResponse {
    let token = |login: &String| pager.token(&listing.scope, login);
    let agents = found.items.iter();
    pb::ListAgentsResponse {
        next_page_token: found.next.as_ref().map(token).unwrap_or_default(),
        agents: agents.map(|entry| known(&listing.center, entry)).collect(),
    }
}

fn scope(body: &pb::ListAgentsRequest) -> Digest {
    Digest::of_value(&json!([
        body.target,
        body.alias,
        body.directory,
        body.username_prefix,
        body.email,
        body.routing_profile,
        body.hierarchy,
        body.disabled
    ]))
}
