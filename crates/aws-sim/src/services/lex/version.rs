//! Versions of a bot: the draft, and copies of it.

use std::{collections::BTreeMap, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{DRAFT, bot, errors, failure, listing::Listing, locale::Locale, status};
use crate::{context::Ctx, error::AwsError, time::Time, world::Settling};

#[derive(Debug, Clone, Serialize)]
pub(super) struct Version {
    pub(super) locales: BTreeMap<String, Locale>,
    description: Option<String>,
    created: Time,
    settling: Settling,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Create {
    bot_id: String,
    description: Option<String>,
    bot_version_locale_specification: BTreeMap<String, Source>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Source {
    source_bot_version: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Named {
    bot_id: String,
    bot_version: String,
    #[serde(default)]
    skip_resource_in_use_check: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct List {
    bot_id: String,
    #[serde(flatten)]
    listing: Listing,
}

/// A choice: the service says seconds.
const CREATION: Duration = Duration::from_secs(3);

/// Versions of a bot (Amazon Lex V2 developer guide, quotas).
const VERSIONS_MAX: usize = 100;

/// A version is made of locales of other versions, mostly of the draft.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let settling = Settling::until(ctx.done_after(CREATION), ctx.stuck(&["Failed"]));
    let missing = errors::missing(ctx, "such locale in the source version");
    let now = ctx.now;
    let bot = bot(ctx, &input.bot_id)?;
    let mut locales = BTreeMap::new();
    for (id, source) in &input.bot_version_locale_specification {
        let source = bot.versions.get(&source.source_bot_version);
        let locale = source.and_then(|version| version.locales.get(id));
        locales.insert(id.clone(), locale.ok_or_else(|| missing.clone())?.clone());
    }
    // The draft is none of them.
    if bot.versions.len() > VERSIONS_MAX {
        return Err(errors::full("versions of a bot", VERSIONS_MAX));
    }
    bot.published += 1;
    let number = bot.published.to_string();
    let version = Version {
        locales,
        description: input.description.clone(),
        created: now,
        settling,
    };
    bot.versions.insert(number.clone(), version);
    Ok(json!({
        "botId": input.bot_id,
        "description": input.description,
        "botVersion": number,
        "botVersionLocaleSpecification": input.bot_version_locale_specification,
        "botStatus": "Versioning",
        "creationDateTime": now,
    }))
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let now = ctx.now;
    let missing = errors::missing(ctx, &format!("version {}", input.bot_version));
    let bot = bot(ctx, &input.bot_id)?;
    let version = bot.versions.get(&input.bot_version).ok_or(missing)?;
    let mut shown = Value::Object(bot.settings.clone());
    if let Value::Object(members) = &mut shown {
        members.shift_remove("errorLogSettings");
    }
    shown["botId"] = json!(input.bot_id);
    shown["botVersion"] = json!(input.bot_version);
    shown["description"] = json!(version.description);
    shown["botStatus"] = json!(version.status(now));
    shown["failureReasons"] = json!(failure(&version.settling, now));
    shown["creationDateTime"] = json!(version.created);
    Ok(shown)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let now = ctx.now;
    let bot = bot(ctx, &input.bot_id)?;
    let name = bot.name().to_owned();
    let versions = bot.versions.iter();
    let rows: Vec<(String, String, Value)> = versions
        .map(|(number, version)| {
            let summary = json!({
                "botName": name,
                "botVersion": number,
                "description": version.description,
                "botStatus": version.status(now),
                "creationDateTime": version.created,
            });
            (number.clone(), number.clone(), summary)
        })
        .collect();
    let page = input.listing.page(ctx, rows)?;
    Ok(json!({
        "botId": input.bot_id,
        "botVersionSummaries": page.items,
        "nextToken": page.next_token,
    }))
}

/// A version that an alias is for stays, and the draft does always.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let missing = errors::missing(ctx, &format!("version {}", input.bot_version));
    let bot = bot(ctx, &input.bot_id)?;
    let number = &input.bot_version;
    let used = bot.aliases.values().any(|alias| alias.is_for(number));
    if number == DRAFT || used && !input.skip_resource_in_use_check {
        return Err(AwsError::new(
            "ConflictException",
            format!("The version {number} is in use."),
        ));
    }
    bot.versions.remove(number).ok_or(missing)?;
    Ok(json!({
        "botId": input.bot_id,
        "botVersion": input.bot_version,
        "botStatus": "Deleting",
    }))
}

// === impl Version ===

impl Version {
    /// An empty draft.
    pub(super) fn draft(now: Time) -> Self {
        Self {
            locales: BTreeMap::new(),
            description: None,
            created: now,
            settling: Settling::until(now, None),
        }
    }

    fn status(&self, now: Time) -> &str {
        status(&self.settling, now, "Versioning", "Available")
    }
}
