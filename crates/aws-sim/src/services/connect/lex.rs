//! Lex bots that flows may use: V1 by name and Region, V2 by the ARN of an alias.
//!
//! Two families of calls see the same bots. Whether a bot exists is not asked.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors, reading,
    state::{self, Instance},
};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, place::Account};

/// A bot, as on the wire.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct V1 {
    name: String,
    lex_region: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct V2 {
    alias_arn: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Bot {
    instance_id: String,
    lex_bot: Option<V1>,
    lex_v2_bot: Option<V2>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Older {
    instance_id: String,
    lex_bot: V1,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct OlderKey {
    instance_id: String,
    bot_name: String,
    lex_region: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    instance_id: String,
    lex_version: String,
    #[serde(flatten)]
    page: PageRequest,
}

const KIND: &str = "Lex bot";

pub(super) fn associate(ctx: &mut Ctx<'_>, input: Bot) -> Result<(), AwsError> {
    let key = key(&input)?;
    add(ctx, &input.instance_id, key)
}

pub(super) fn associate_v1(ctx: &mut Ctx<'_>, input: Older) -> Result<(), AwsError> {
    add(ctx, &input.instance_id, input.lex_bot.key())
}

pub(super) fn disassociate(ctx: &mut Ctx<'_>, input: Bot) -> Result<(), AwsError> {
    let key = key(&input)?;
    remove(ctx, &input.instance_id, &key)
}

pub(super) fn disassociate_v1(ctx: &mut Ctx<'_>, input: OlderKey) -> Result<(), AwsError> {
    let bot = V1 {
        name: input.bot_name,
        lex_region: input.lex_region,
    };
    remove(ctx, &input.instance_id, &bot.key())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let v1 = input.lex_version == "V1";
    let show = move |key: &str| match V1::read(key) {
        Some(bot) => json!({ "LexBot": bot }),
        None => json!({ "LexV2Bot": { "AliasArn": key } }),
    };
    let instance = state::open(ctx, &input.instance_id)?;
    page(ctx, instance, &input.page, v1, show)
}

pub(super) fn list_v1(ctx: &mut Ctx<'_>, input: reading::List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    page(ctx, instance, &input.page, true, |key| json!(V1::read(key)))
}

fn page(
    ctx: &Ctx<'_>,
    instance: &Instance,
    request: &PageRequest,
    v1: bool,
    show: impl Fn(&str) -> Value,
) -> Result<Value, AwsError> {
    let bots = instance.bots.iter().filter(|(_, at)| ctx.visible(**at));
    let of_version = bots.filter(|(key, _)| V1::read(key).is_some() == v1);
    let page = ctx.page(request, of_version.map(|(key, _)| (key.clone(), show(key))))?;
    Ok(json!({ "LexBots": page.items, "NextToken": page.next_token }))
}

fn add(ctx: &mut Ctx<'_>, instance_id: &str, key: String) -> Result<(), AwsError> {
    let instance = state::open(ctx, instance_id)?;
    if instance.bots.contains_key(&key) {
        return Err(errors::conflict(KIND, &key));
    }
    let v1 = V1::read(&key).is_some();
    let quota = if v1 { "lex-v1-bots" } else { "lex-v2-aliases" };
    let alike = instance
        .bots
        .keys()
        .filter(|key| V1::read(key).is_some() == v1);
    let limit = ctx.quota(quota);
    if alike.count() as u64 >= limit {
        return Err(errors::quota_exceeded("Lex bots", limit));
    }
    let now = ctx.now;
    state::open_mut(ctx, instance_id)?.bots.insert(key, now);
    Ok(())
}

fn remove(ctx: &mut Ctx<'_>, instance_id: &str, key: &str) -> Result<(), AwsError> {
    let gone = state::open_mut(ctx, instance_id)?.bots.remove(key);
    gone.map(|_| ()).ok_or_else(|| errors::not_found(KIND, key))
}

/// Exactly one of the two is given.
fn key(input: &Bot) -> Result<String, AwsError> {
    match (&input.lex_bot, &input.lex_v2_bot) {
        (Some(bot), None) => Ok(bot.key()),
        (None, Some(bot)) if is_alias(&bot.alias_arn) => Ok(bot.alias_arn.clone()),
        (None, Some(bot)) => Err(errors::invalid_request(&format!(
            "{} is not the ARN of a bot alias.",
            bot.alias_arn
        ))),
        _ => Err(errors::invalid_request(
            "One of LexBot and LexV2Bot is needed.",
        )),
    }
}

/// Whether the V1 bot is associated.
pub(super) fn has_v1(instance: &Instance, name: &str, region: &str) -> bool {
    let bot = V1 {
        name: name.to_owned(),
        lex_region: region.to_owned(),
    };
    instance.bots.contains_key(&bot.key())
}

/// Whether the text is the ARN of an alias of a V2 bot, of any account and Region.
fn is_alias(arn: &str) -> bool {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let ["arn", "aws", "lex", _, account, resource] = parts[..] else {
        return false;
    };
    let ids: Vec<&str> = resource.split('/').collect();
    Account::new(account).is_some()
        && matches!(ids[..], ["bot-alias", bot, alias] if !bot.is_empty() && !alias.is_empty())
}

// === impl V1 ===

impl V1 {
    /// V1 bots have no ARN; this stands in the same table as those of V2.
    fn key(&self) -> String {
        format!("v1:{}:{}", self.lex_region, self.name)
    }

    fn read(key: &str) -> Option<Self> {
        let (region, name) = key.strip_prefix("v1:")?.split_once(':')?;
        Some(Self {
            name: name.to_owned(),
            lex_region: region.to_owned(),
        })
    }
}
