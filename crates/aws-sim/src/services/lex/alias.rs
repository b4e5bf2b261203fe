//! Aliases: names under which versions are called.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{DRAFT, bot, errors, id, listing::Listing, members, status, text};
use crate::{
    context::Ctx,
    error::AwsError,
    time::Time,
    world::{Settling, Tags},
};

#[derive(Debug, Serialize)]
pub(super) struct Alias {
    settings: Map<String, Value>,
    pub(super) tags: Tags,
    created: Time,
    modified: Time,
    settling: Settling,
}

/// A choice, as for versions. An alias can be associated before.
const CREATION: Duration = Duration::from_secs(1);

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Named {
    bot_id: String,
    bot_alias_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct List {
    bot_id: String,
    #[serde(flatten)]
    listing: Listing,
}

pub(super) fn create(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let (now, id) = (ctx.now, id(ctx));
    let settling = Settling::until(ctx.done_after(CREATION), ctx.stuck(&["Failed"]));
    check(ctx, &raw, None)?;
    let mut shown = raw.clone();
    let bot = bot(ctx, text(&raw, "botId"))?;
    let alias = Alias::new(members(raw), now, settling);
    shown["botAliasId"] = json!(id);
    shown["botAliasStatus"] = json!(alias.status(now));
    bot.aliases.insert(id, alias);
    shown["creationDateTime"] = json!(now);
    Ok(shown)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let now = ctx.now;
    let alias = alias(ctx, &input.bot_id, &input.bot_alias_id)?;
    let mut shown = alias.shown(&input.bot_id, &input.bot_alias_id, now);
    let event = json!({
        "botVersion": alias.settings.get("botVersion"),
        "startDate": alias.created,
    });
    shown["botAliasHistoryEvents"] = json!([event]);
    Ok(shown)
}

/// An update says everything anew.
pub(super) fn update(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let (bot_id, id) = (
        text(&raw, "botId").to_owned(),
        text(&raw, "botAliasId").to_owned(),
    );
    check(ctx, &raw, Some(&id))?;
    let now = ctx.now;
    let alias = alias(ctx, &bot_id, &id)?;
    alias.settings = Alias::new(members(raw), now, Settling::until(now, None)).settings;
    alias.modified = now;
    Ok(alias.shown(&bot_id, &id, now))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    alias(ctx, &input.bot_id, &input.bot_alias_id)?;
    bot(ctx, &input.bot_id)?.aliases.remove(&input.bot_alias_id);
    Ok(json!({
        "botId": input.bot_id,
        "botAliasId": input.bot_alias_id,
        "botAliasStatus": "Deleting",
    }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let now = ctx.now;
    let bot = bot(ctx, &input.bot_id)?;
    let aliases = bot.aliases.iter();
    let rows: Vec<(String, String, Value)> = aliases
        .map(|(id, alias)| {
            let summary = json!({
                "botAliasId": id,
                "botAliasName": alias.name(),
                "description": alias.settings.get("description"),
                "botVersion": alias.settings.get("botVersion"),
                "botAliasStatus": alias.status(now),
                "creationDateTime": alias.created,
                "lastUpdatedDateTime": alias.modified,
            });
            (alias.name().to_owned(), id.clone(), summary)
        })
        .collect();
    let page = input.listing.page(ctx, rows)?;
    Ok(json!({
        "botId": input.bot_id,
        "botAliasSummaries": page.items,
        "nextToken": page.next_token,
    }))
}

/// Refuses a name that another alias has, and a version that is not there.
fn check(ctx: &mut Ctx<'_>, raw: &Value, own: Option<&str>) -> Result<(), AwsError> {
    let name = text(raw, "botAliasName");
    let number = raw.get("botVersion").and_then(Value::as_str);
    let missing = errors::missing(ctx, "such version");
    let bot = bot(ctx, text(raw, "botId"))?;
    let mut others = bot
        .aliases
        .iter()
        .filter(|(id, _)| Some(id.as_str()) != own);
    if others.any(|(_, alias)| alias.name() == name) {
        return Err(errors::exists("Bot alias", name));
    }
    if number.is_some_and(|number| !bot.versions.contains_key(number)) {
        return Err(missing);
    }
    Ok(())
}

fn alias<'w>(ctx: &'w mut Ctx<'_>, bot_id: &str, id: &str) -> Result<&'w mut Alias, AwsError> {
    let missing = errors::missing(ctx, &format!("bot alias {id}"));
    bot(ctx, bot_id)?.aliases.get_mut(id).ok_or(missing)
}

// === impl Alias ===

impl Alias {
    fn new(mut told: Map<String, Value>, now: Time, settling: Settling) -> Self {
        let tags = told.shift_remove("tags");
        let tags = tags.and_then(|tags| serde_json::from_value(tags).ok());
        for elsewhere in ["botId", "botAliasId"] {
            told.shift_remove(elsewhere);
        }
        Self {
            settings: told,
            tags: tags.unwrap_or_default(),
            created: now,
            modified: now,
            settling,
        }
    }

    /// The alias that every bot has for tests of its draft.
    pub(super) fn test(now: Time) -> Self {
        let told = json!({ "botAliasName": "TestBotAlias", "botVersion": DRAFT });
        Self::new(members(told), now, Settling::until(now, None))
    }

    pub(super) fn is_for(&self, version: &str) -> bool {
        self.settings
            .get("botVersion")
            .is_some_and(|given| given == version)
    }

    fn name(&self) -> &str {
        self.settings
            .get("botAliasName")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    fn status(&self, now: Time) -> &str {
        status(&self.settling, now, "Creating", "Available")
    }

    fn shown(&self, bot_id: &str, id: &str, now: Time) -> Value {
        let mut shown = Value::Object(self.settings.clone());
        shown["botId"] = json!(bot_id);
        shown["botAliasId"] = json!(id);
        shown["botAliasStatus"] = json!(self.status(now));
        shown["creationDateTime"] = json!(self.created);
        shown["lastUpdatedDateTime"] = json!(self.modified);
        shown
    }
}
