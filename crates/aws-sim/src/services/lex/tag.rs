//! Tags of bots and aliases.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{State, errors};
use crate::{arn::Arn, context::Ctx, error::AwsError, world::Tags};

#[derive(Debug, Deserialize)]
pub(super) struct Add {
    #[serde(rename = "resourceARN")]
    arn: String,
    tags: Tags,
}

#[derive(Debug, Deserialize)]
pub(super) struct Remove {
    #[serde(rename = "resourceARN")]
    arn: String,
    #[serde(rename = "tagKeys")]
    keys: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Of {
    #[serde(rename = "resourceARN")]
    arn: String,
}

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    tags(ctx, &input.arn)?.extend(input.tags);
    Ok(())
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    tags(ctx, &input.arn)?.retain(|key, _| !input.keys.contains(key));
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    Ok(json!({ "tags": tags(ctx, &input.arn)? }))
}

/// `bot/ID` or `bot-alias/BOT/ID`
fn tags<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Tags, AwsError> {
    let missing = errors::missing(ctx, &format!("resource {arn}"));
    let resource = Arn::parse(arn).map_or("", |arn| arn.resource);
    let mut parts = resource.split('/');
    let (kind, bot, alias) = (parts.next(), parts.next(), parts.next());
    let state = ctx.world.lex.at(ctx.account, ctx.region);
    let bot = bot.and_then(|id| state.bots.get_mut(id));
    let tags = match (kind, bot, alias) {
        (Some("bot"), Some(bot), None) => Some(&mut bot.tags),
        (Some("bot-alias"), Some(bot), Some(id)) => {
            bot.aliases.get_mut(id).map(|alias| &mut alias.tags)
        }
        _ => None,
    };
    tags.ok_or(missing)
}

// === impl State ===

impl State {
    /// The tags of what has this resource part in its ARN.
    pub(crate) fn tags(&self, resource: &str) -> Option<&Tags> {
        let mut parts = resource.split('/');
        let (kind, bot) = (parts.next()?, self.bots.get(parts.next()?)?);
        match (kind, parts.next()) {
            ("bot", None) => Some(&bot.tags),
            ("bot-alias", Some(id)) => bot.aliases.get(id).map(|alias| &alias.tags),
            _ => None,
        }
    }
}
