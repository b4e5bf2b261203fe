//! Sites that may embed the contact control panel.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{errors, reading::List, state};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Origin {
    instance_id: String,
    origin: String,
}

const KIND: &str = "Approved origin";

pub(super) fn associate(ctx: &mut Ctx<'_>, input: Origin) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    if !is_origin(&input.origin) {
        return Err(errors::invalid_parameter(&format!(
            "Origin {} is not a scheme and a host.",
            input.origin
        )));
    }
    if instance.approved_origins.contains_key(&input.origin) {
        return Err(errors::conflict(KIND, &input.origin));
    }
    let limit = ctx.quota("approved-origins");
    if instance.approved_origins.len() as u64 >= limit {
        return Err(errors::quota_exceeded("approved origins", limit));
    }
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance.approved_origins.insert(input.origin, now);
    Ok(())
}

pub(super) fn disassociate(ctx: &mut Ctx<'_>, input: Origin) -> Result<(), AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let gone = instance.approved_origins.remove(&input.origin);
    gone.map(|_| ())
        .ok_or_else(|| errors::not_found(KIND, &input.origin))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let origins = instance.approved_origins.iter();
    let rows = origins
        .filter(|(_, at)| ctx.visible(**at))
        .map(|(origin, _)| (origin.clone(), origin));
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({ "Origins": page.items, "NextToken": page.next_token }))
}

/// What AWS takes for an origin is not documented. Here it is `https://` or `http://`, a host and
/// perhaps a port, without a path.
fn is_origin(text: &str) -> bool {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#', ' ']))
}
