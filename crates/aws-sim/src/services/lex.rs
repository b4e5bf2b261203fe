//! Lex V2 (building): bots and aliases by name, as far as those who look them up need them.
//!
//! A bot has no locales and no versions here, and says nothing; it is available at once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Operations;
use crate::{context::Ctx, error::AwsError, paging::PageRequest, time::Time, world::Settles};

/// The bots of one account and Region, by id.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    bots: BTreeMap<String, Bot>,
}

impl Settles for State {}

#[derive(Debug, Serialize)]
struct Bot {
    name: String,
    created: Time,
    /// Names by id.
    aliases: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateBot {
    bot_name: String,
    role_arn: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateAlias {
    bot_id: String,
    bot_alias_name: String,
}

#[derive(Debug, Deserialize)]
struct ListBots {
    #[serde(default)]
    filters: Vec<Filter>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
struct Filter {
    values: Vec<String>,
    operator: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ListAliases {
    bot_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
/// Ids of bots and aliases have so many characters (facts/flow-language.md, 7).
const ID_CHARS: usize = 10;

/// Every simulated operation.
pub(super) fn operations() -> Operations {
    Operations::default()
        .on("CreateBot", create_bot)
        .on("CreateBotAlias", create_alias)
        .on("ListBots", list_bots)
        .on("ListBotAliases", list_aliases)
}

/// A new bot has the alias that every bot has for tests.
fn create_bot(ctx: &mut Ctx<'_>, input: CreateBot) -> Result<Value, AwsError> {
    let (id, now) = (ctx.ids.letters(LETTERS, ID_CHARS), ctx.now);
    let state = ctx.world.lex.at(ctx.account, ctx.region);
    if state.bots.values().any(|bot| bot.name == input.bot_name) {
        return Err(conflict("Bot", &input.bot_name));
    }
    let aliases = BTreeMap::from([("TSTALIASID".to_owned(), "TestBotAlias".to_owned())]);
    let answer = json!({
        "botId": id,
        "botName": input.bot_name,
        "roleArn": input.role_arn,
        "botStatus": "Available",
    });
    state.bots.insert(
        id,
        Bot {
            name: input.bot_name,
            created: now,
            aliases,
        },
    );
    Ok(answer)
}

fn create_alias(ctx: &mut Ctx<'_>, input: CreateAlias) -> Result<Value, AwsError> {
    let id = ctx.ids.letters(LETTERS, ID_CHARS);
    let state = ctx.world.lex.at(ctx.account, ctx.region);
    let bot = state
        .bots
        .get_mut(&input.bot_id)
        .ok_or_else(|| not_found(&input.bot_id))?;
    if bot
        .aliases
        .values()
        .any(|name| *name == input.bot_alias_name)
    {
        return Err(conflict("Bot alias", &input.bot_alias_name));
    }
    bot.aliases.insert(id.clone(), input.bot_alias_name.clone());
    Ok(json!({
        "botId": input.bot_id,
        "botAliasId": id,
        "botAliasName": input.bot_alias_name,
        "botAliasStatus": "Available",
    }))
}

/// The one filter is that of the name.
fn list_bots(ctx: &mut Ctx<'_>, input: ListBots) -> Result<Value, AwsError> {
    let state = ctx.world.lex.get(ctx.account, ctx.region);
    let bots = state.into_iter().flat_map(|state| &state.bots);
    let asked = |bot: &Bot| input.filters.iter().all(|filter| filter.fits(&bot.name));
    let shown = bots.filter(|(_, bot)| ctx.visible(bot.created) && asked(bot));
    let rows = shown.map(|(id, bot)| {
        let summary = json!({ "botId": id, "botName": bot.name, "botStatus": "Available" });
        (id.clone(), summary)
    });
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({ "botSummaries": page.items, "nextToken": page.next_token }))
}

fn list_aliases(ctx: &mut Ctx<'_>, input: ListAliases) -> Result<Value, AwsError> {
    let state = ctx.world.lex.get(ctx.account, ctx.region);
    let bot = state.and_then(|state| state.bots.get(&input.bot_id));
    let bot = bot.ok_or_else(|| not_found(&input.bot_id))?;
    let rows = bot.aliases.iter().map(|(id, name)| {
        let summary =
            json!({ "botAliasId": id, "botAliasName": name, "botAliasStatus": "Available" });
        (id.clone(), summary)
    });
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({
        "botId": input.bot_id,
        "botAliasSummaries": page.items,
        "nextToken": page.next_token,
    }))
}

fn conflict(what: &str, name: &str) -> AwsError {
    AwsError::new(
        "ConflictException",
        format!("{what} {name} exists already."),
    )
}

fn not_found(id: &str) -> AwsError {
    AwsError::new(
        "ResourceNotFoundException",
        format!("There is no bot {id}."),
    )
}

// === impl Filter ===

impl Filter {
    /// `EQ` takes the whole name, `CO` a part of it.
    fn fits(&self, name: &str) -> bool {
        let equals = self.operator == "EQ";
        self.values.iter().any(|value| {
            if equals {
                value == name
            } else {
                name.contains(value)
            }
        })
    }
}
