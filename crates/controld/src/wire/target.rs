//! Targets as callers see them.

use connect_model::{Target, TargetName};
use control_api::v1 as pb;
use serde_json::json;
use tonic::Request;

use super::{Pager, reader::Reader};
use crate::{jobs::Digest, refusal::Refusal};

/// A list that was asked for.
#[derive(Debug)]
pub struct Listing {
    after: Option<String>,
    size: usize,
    labels: std::collections::BTreeMap<String, String>,
    scope: Digest,
}

/// Which targets to list.
pub fn list(request: Request<pb::ListTargetsRequest>, pager: &Pager) -> Result<Listing, Refusal> {
    let body = request.into_inner();
    let scope = Digest::of_value(&json!(["targets", body.labels]));
    let mut reader = Reader::new();
    let size = reader.page_size(body.page_size);
    let last = |token: &str| pager.last(&scope, token);
    let after = reader.optional("page_token", &body.page_token, last);
    let labels = reader.labels(body.labels);
    let listing = || {
        Some(Listing {
            after: after?,
            size: size? as usize,
            labels: labels?,
            scope,
        })
    };
    let listing = listing();
    reader.finish(listing)
}

/// A page of the list that was asked for.
pub fn page<'t>(
    targets: impl Iterator<Item = &'t Target>,
    is_simulated: impl Fn(&TargetName) -> bool,
    listing: &Listing,
    pager: &Pager,
) -> pb::ListTargetsResponse {
    let has_labels = |target: &&Target| {
        let mut wanted = listing.labels.iter();
        wanted.all(|(key, value)| target.labels.get(key) == Some(value))
    };
    let is_next = |target: &&Target| {
        let after = listing.after.as_deref();
        after.is_none_or(|after| target.name.as_str() > after)
    };
    let mut rest = targets.filter(is_next).filter(has_labels).peekable();
    let page: Vec<_> = rest.by_ref().take(listing.size).collect();
    let more = rest.peek().is_some();
    let token = |last: &&Target| pager.token(&listing.scope, last.name.as_str());
    pb::ListTargetsResponse {
        next_page_token: page.last().filter(|_| more).map(token).unwrap_or_default(),
        targets: page
            .into_iter()
            .map(|target| to_pb(target, is_simulated(&target.name)))
            .collect(),
    }
}

fn to_pb(target: &Target, simulated: bool) -> pb::Target {
    let arn = target.role_arn.as_ref().map(ToString::to_string);
    pb::Target {
        name: format!("targets/{}", target.name),
        account: target.account.to_string(),
        region: target.region.to_string(),
        labels: target.labels.clone(),
        role_arn: arn.unwrap_or_default(),
        endpoint: target.endpoint.clone().unwrap_or_default(),
        simulated,
    }
}
