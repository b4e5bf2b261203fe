//! Public keys with which flows encrypt what customers enter.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{errors, reading::List, state};
use crate::{context::Ctx, error::AwsError, time::Time};

/// One key.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SecurityKey {
    id: String,
    key: String,
    created: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Associate {
    instance_id: String,
    key: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Disassociate {
    instance_id: String,
    association_id: String,
}

const KIND: &str = "Security key";

/// Two keys are the most, so that one can take the place of another. That the text is a key is not
/// checked.
pub(super) fn associate(ctx: &mut Ctx<'_>, input: Associate) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let keys = &instance.security_keys;
    if let Some(known) = keys.iter().find(|known| known.key == input.key) {
        return Err(errors::conflict(KIND, &known.id));
    }
    let limit = ctx.quota("security-keys");
    if keys.len() as u64 >= limit {
        return Err(errors::quota_exceeded("security keys", limit));
    }
    let key = SecurityKey {
        id: ctx.ids.uuid(),
        key: input.key,
        created: ctx.now,
    };
    let answer = json!({ "AssociationId": key.id });
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance.security_keys.push(key);
    Ok(answer)
}

pub(super) fn disassociate(ctx: &mut Ctx<'_>, input: Disassociate) -> Result<(), AwsError> {
    let keys = &mut state::open_mut(ctx, &input.instance_id)?.security_keys;
    let at = keys.iter().position(|key| key.id == input.association_id);
    let at = at.ok_or_else(|| errors::not_found(KIND, &input.association_id))?;
    keys.remove(at);
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let mut keys: Vec<_> = instance.security_keys.iter().collect();
    keys.retain(|key| ctx.visible(key.created));
    keys.sort_by(|one, other| one.id.cmp(&other.id));
    let rows = keys.into_iter().map(|key| {
        let shown = json!({
            "AssociationId": key.id,
            "Key": key.key,
            "CreationTime": key.created,
        });
        (key.id.clone(), shown)
    });
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({ "SecurityKeys": page.items, "NextToken": page.next_token }))
}
