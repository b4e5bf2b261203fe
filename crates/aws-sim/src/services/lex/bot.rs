//! Bots themselves.

use std::{collections::BTreeMap, time::Duration};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    Bot, DRAFT, alias::Alias, bot, errors, failure, id, listing::Listing, members, status, text,
    version::Version,
};
use crate::{
    context::Ctx,
    error::AwsError,
    time::Time,
    world::{Settling, Tags},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Named {
    bot_id: String,
}

/// How long a bot takes to be there. A choice: the service says seconds.
const CREATION: Duration = Duration::from_secs(2);

/// A new bot has a draft, and the alias that every bot has for tests.
pub(super) fn create(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let id = id(ctx);
    let mut shown = raw.clone();
    let bot = Bot::new(ctx, members(raw));
    add(ctx, id.clone(), bot)?;
    shown["botId"] = json!(id);
    shown["botStatus"] = json!("Creating");
    shown["creationDateTime"] = json!(ctx.now);
    Ok(shown)
}

/// Bots of an account (Amazon Lex V2 developer guide, quotas).
const BOTS_MAX: usize = 100;

/// Puts a bot into the table, unless its name is taken.
pub(super) fn add(ctx: &mut Ctx<'_>, id: String, bot: Bot) -> Result<(), AwsError> {
    let state = ctx.world.lex.at(ctx.account, ctx.region);
    if state.bots.values().any(|other| other.name() == bot.name()) {
        return Err(errors::exists("Bot", bot.name()));
    }
    if state.bots.len() >= BOTS_MAX {
        return Err(errors::full("bots in an account", BOTS_MAX));
    }
    state.bots.insert(id, bot);
    Ok(())
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let now = ctx.now;
    let bot = bot(ctx, &input.bot_id)?;
    let mut shown = bot.shown(&input.bot_id, now);
    shown["lastUpdatedDateTime"] = json!(bot.modified);
    shown["failureReasons"] = json!(failure(&bot.settling, now));
    Ok(shown)
}

/// An update says everything anew.
pub(super) fn update(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let (now, id) = (ctx.now, text(&raw, "botId").to_owned());
    bot(ctx, &id)?;
    let name = text(&raw, "botName");
    let state = ctx.world.lex.at(ctx.account, ctx.region);
    let taken = |(other, bot): (&String, &Bot)| *other != id && bot.name() == name;
    if state.bots.iter().any(taken) {
        return Err(errors::exists("Bot", name));
    }
    let bot = bot(ctx, &id)?;
    bot.settings = settings(members(raw));
    bot.modified = now;
    let mut shown = bot.shown(&id, now);
    shown["lastUpdatedDateTime"] = json!(now);
    Ok(shown)
}

/// A bot goes with all that is in it.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    bot(ctx, &input.bot_id)?;
    let state = ctx.world.lex.at(ctx.account, ctx.region);
    state.bots.remove(&input.bot_id);
    Ok(json!({ "botId": input.bot_id, "botStatus": "Deleting" }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: Listing) -> Result<Value, AwsError> {
    let state = ctx.world.lex.get(ctx.account, ctx.region);
    let bots = state.into_iter().flat_map(|state| &state.bots);
    let rows = bots
        .filter(|(_, bot)| ctx.visible(bot.created))
        .map(|(id, bot)| {
            let latest = match bot.published {
                0 => DRAFT.to_owned(),
                number => number.to_string(),
            };
            let summary = json!({
                "botId": id,
                "botName": bot.name(),
                "description": bot.settings.get("description"),
                "botStatus": bot.status(ctx.now),
                "latestBotVersion": latest,
                "lastUpdatedDateTime": bot.modified,
                "botType": bot.settings["botType"],
            });
            (bot.name().to_owned(), id.clone(), summary)
        });
    let page = input.page(ctx, rows.collect::<Vec<_>>())?;
    Ok(json!({ "botSummaries": page.items, "nextToken": page.next_token }))
}

/// What a bot keeps of a request.
fn settings(mut told: Map<String, Value>) -> Map<String, Value> {
    for elsewhere in ["botId", "botTags", "testBotAliasTags"] {
        told.shift_remove(elsewhere);
    }
    told.entry("botType").or_insert(json!("Bot"));
    told
}

// === impl Bot ===

impl Bot {
    /// A bot as it is told, with nothing in it.
    pub(super) fn new(ctx: &Ctx<'_>, told: Map<String, Value>) -> Self {
        let tags = told
            .get("botTags")
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        let pair =
            |(key, value): (&String, &Value)| Some((key.clone(), value.as_str()?.to_owned()));
        let tags: Tags = tags.filter_map(pair).collect();
        let settling =
            Settling::until(ctx.done_after(CREATION), ctx.stuck(&["Failed", "Inactive"]));
        let test = Alias::test(ctx.now);
        Self {
            settings: settings(told),
            created: ctx.now,
            modified: ctx.now,
            settling,
            importing: Settling::default(),
            versions: BTreeMap::from([(DRAFT.to_owned(), Version::draft(ctx.now))]),
            published: 0,
            aliases: BTreeMap::from([("TSTALIASID".to_owned(), test)]),
            tags,
        }
    }

    pub(super) fn name(&self) -> &str {
        self.settings
            .get("botName")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    fn status(&self, now: Time) -> &str {
        if self.importing.is_over(now) {
            status(&self.settling, now, "Creating", "Available")
        } else {
            "Importing"
        }
    }

    pub(super) fn shown(&self, id: &str, now: Time) -> Value {
        let mut shown = Value::Object(self.settings.clone());
        shown["botId"] = json!(id);
        shown["botStatus"] = json!(self.status(now));
        shown["creationDateTime"] = json!(self.created);
        shown
    }
}
