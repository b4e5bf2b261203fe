//! Other names of keys.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    errors, managed,
    page::Paging,
    state::{Alias, State, own_key},
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    alias_name: String,
    target_key_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Delete {
    alias_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    key_id: Option<String>,
    #[serde(flatten)]
    page: Paging,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    check_name(&input.alias_name)?;
    let most = ctx.quota("kms-aliases-per-key");
    let id = target(ctx, &input.target_key_id)?;
    let arn = ctx.arn("kms", &input.alias_name);
    let now = ctx.now;
    let state = ctx.world.kms.at(ctx.account, ctx.region);
    if state.aliases.contains_key(&input.alias_name) {
        return Err(AwsError::new(
            "AlreadyExistsException",
            format!("An alias with the name {arn} already exists"),
        ));
    }
    room(state, &id, most)?;
    let alias = Alias {
        key: id,
        created: now,
        updated: now,
    };
    state.aliases.insert(input.alias_name, alias);
    Ok(())
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    let most = ctx.quota("kms-aliases-per-key");
    let arn = ctx.arn("kms", &input.alias_name);
    let id = target(ctx, &input.target_key_id)?;
    let now = ctx.now;
    let state = ctx.world.kms.at(ctx.account, ctx.region);
    let before = state
        .find(&input.alias_name)
        .ok_or_else(|| errors::no_alias(&arn))?;
    let fits = state
        .keys
        .get(&id)
        .is_some_and(|key| (&key.spec, &key.usage) == (&before.spec, &before.usage));
    if !fits {
        return Err(errors::validation(
            "The alias cannot go to a key of another kind or usage.",
        ));
    }
    room(state, &id, most)?;
    if let Some(alias) = state.aliases.get_mut(&input.alias_name) {
        alias.key = id;
        alias.updated = now;
    }
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<(), AwsError> {
    check_name(&input.alias_name)?;
    let arn = ctx.arn("kms", &input.alias_name);
    let state = ctx.world.kms.at(ctx.account, ctx.region);
    let gone = state.aliases.remove(&input.alias_name);
    gone.map(drop).ok_or_else(|| errors::no_alias(&arn))
}

/// Aliases of keys that AWS makes on demand are there before the keys are.
pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let id = match &input.key_id {
        Some(id) => Some(own_key(ctx, id)?.id.clone()),
        None => None,
    };
    let state = ctx.world.kms.get(ctx.account, ctx.region);
    let aliases = state.into_iter().flat_map(|state| &state.aliases);
    let asked = |alias: &Alias| id.as_ref().is_none_or(|id| *id == alias.key);
    let rows = aliases.filter(|(_, alias)| asked(alias) && ctx.visible(alias.created));
    let rows = rows.map(|(name, alias)| {
        let row = json!({
            "AliasName": name,
            "AliasArn": ctx.arn("kms", name),
            "TargetKeyId": alias.key,
            "CreationDate": alias.created,
            "LastUpdatedDate": alias.updated,
        });
        (name.clone(), row)
    });
    let mut rows: Vec<_> = rows.collect();
    if id.is_none() {
        rows.extend(managed::unused(state).map(|name| {
            let row = json!({ "AliasName": name, "AliasArn": ctx.arn("kms", &name) });
            (name, row)
        }));
        rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    }
    input.page.page(ctx, "Aliases", rows)
}

/// The id of the key that an alias is to name. It may be disabled, but has to stay.
fn target(ctx: &mut Ctx<'_>, id: &str) -> Result<String, AwsError> {
    if id.contains("alias/") {
        return Err(errors::validation(
            "Aliases must refer to keys. Not aliases",
        ));
    }
    let key = own_key(ctx, id)?;
    key.live()?;
    Ok(key.id.clone())
}

fn room(state: &State, id: &str, most: u64) -> Result<(), AwsError> {
    let aliases = state.aliases.values().filter(|alias| alias.key == id);
    if aliases.count() as u64 >= most {
        return Err(errors::limit("aliases for a key", most));
    }
    Ok(())
}

fn check_name(name: &str) -> Result<(), AwsError> {
    let Some(rest) = name.strip_prefix("alias/").filter(|rest| !rest.is_empty()) else {
        return Err(AwsError::new(
            "InvalidAliasNameException",
            "Alias must start with the prefix \"alias/\"",
        ));
    };
    if rest.starts_with("aws/") {
        return Err(AwsError::new(
            "InvalidAliasNameException",
            format!("Alias {name} is reserved for AWS."),
        ));
    }
    Ok(())
}
