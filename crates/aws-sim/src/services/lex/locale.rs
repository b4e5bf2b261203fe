//! The languages of a bot, and their builds.

use std::{collections::BTreeMap, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    DRAFT, archive::LocaleFiles, bot, errors, failure, id, listing::Listing, members, part::Part,
    status, text, version,
};
use crate::{context::Ctx, error::AwsError, time::Time, world::Settling};

#[derive(Debug, Clone, Serialize)]
pub(super) struct Locale {
    settings: Map<String, Value>,
    created: Time,
    modified: Time,
    creation: Settling,
    build: Option<Settling>,
    submitted: Option<Time>,
    /// Intents with their slots, by id.
    pub(super) intents: BTreeMap<String, Part>,
    pub(super) slot_types: BTreeMap<String, Part>,
}

#[derive(Debug, Deserialize)]
struct List {
    #[serde(flatten)]
    listing: Listing,
}

/// How long a locale takes to be there, and to be built. Choices: the service says no time.
const CREATION: Duration = Duration::from_secs(2);
const BUILD: Duration = Duration::from_secs(10);
/// The intent that every locale has, for what no other understands.
const FALLBACK: &str = "FALLBCKINT";

#[rustfmt::skip] // One line a language.
const NAMES: &[(&str, &str)] = &[
    ("de_DE", "German (Germany)"),
    ("en_AU", "English (Australia)"),
    ("en_GB", "English (UK)"),
    ("en_US", "English (US)"),
    ("es_ES", "Spanish (Spain)"),
    ("es_US", "Spanish (US)"),
    ("fr_CA", "French (Canada)"),
    ("fr_FR", "French (France)"),
    ("it_IT", "Italian (Italy)"),
    ("ja_JP", "Japanese (Japan)"),
    ("pt_BR", "Portuguese (Brazil)"),
];

/// Locales are made in the draft only.
pub(super) fn create(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    if text(&raw, "botVersion") != DRAFT {
        return Err(AwsError::new(
            "ValidationException",
            "Only the DRAFT version can be changed.",
        ));
    }
    let locale = Locale::new(ctx, members(raw.clone()));
    let id = text(&raw, "localeId").to_owned();
    let version = version(ctx, &raw)?;
    if version.locales.contains_key(&id) {
        return Err(errors::exists("Bot locale", &id));
    }
    version.locales.insert(id.clone(), locale);
    let mut shown = raw;
    shown["localeName"] = json!(name(&id));
    shown["botLocaleStatus"] = json!("Creating");
    shown["creationDateTime"] = json!(ctx.now);
    Ok(shown)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let now = ctx.now;
    let locale = locale(ctx, &raw)?;
    let mut shown = locale.shown(&raw, now);
    shown["lastUpdatedDateTime"] = json!(locale.modified);
    shown["lastBuildSubmittedDateTime"] = json!(locale.submitted);
    shown["intentsCount"] = json!(locale.intents.len());
    shown["slotTypesCount"] = json!(locale.slot_types.len());
    let settling = locale.build.as_ref().unwrap_or(&locale.creation);
    shown["failureReasons"] = json!(failure(settling, now));
    Ok(shown)
}

/// An update says everything anew. What was built is built no more.
pub(super) fn update(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let now = ctx.now;
    let locale = locale(ctx, &raw)?;
    locale.settings = settings(members(raw.clone()));
    locale.changed(now);
    let mut shown = locale.shown(&raw, now);
    shown["lastUpdatedDateTime"] = json!(now);
    Ok(shown)
}

pub(super) fn build(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let (now, settling) = (
        ctx.now,
        Settling::until(ctx.done_after(BUILD), ctx.stuck(&["Failed"])),
    );
    if !bot(ctx, text(&raw, "botId"))?.importing.is_over(now) {
        let message = "The bot is being imported. Try again later.";
        return Err(AwsError::new("ConflictException", message));
    }
    let locale = locale(ctx, &raw)?;
    locale.build = Some(settling);
    locale.submitted = Some(now);
    Ok(json!({
        "botId": raw["botId"],
        "botVersion": raw["botVersion"],
        "localeId": raw["localeId"],
        "botLocaleStatus": "Building",
        "lastBuildSubmittedDateTime": now,
    }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    locale(ctx, &raw)?;
    version(ctx, &raw)?.locales.remove(text(&raw, "localeId"));
    Ok(json!({
        "botId": raw["botId"],
        "botVersion": raw["botVersion"],
        "localeId": raw["localeId"],
        "botLocaleStatus": "Deleting",
    }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let now = ctx.now;
    let List { listing } = serde_json::from_value(raw.clone())
        .map_err(|error| AwsError::new("ValidationException", error.to_string()))?;
    let locales = version(ctx, &raw)?.locales.iter();
    let rows: Vec<(String, String, Value)> = locales
        .map(|(id, locale)| {
            let summary = json!({
                "localeId": id,
                "localeName": name(id),
                "description": locale.settings.get("description"),
                "botLocaleStatus": locale.status(now),
                "lastUpdatedDateTime": locale.modified,
                "lastBuildSubmittedDateTime": locale.submitted,
            });
            (name(id).to_owned(), id.clone(), summary)
        })
        .collect();
    let page = listing.page(ctx, rows)?;
    Ok(json!({
        "botId": raw["botId"],
        "botVersion": raw["botVersion"],
        "botLocaleSummaries": page.items,
        "nextToken": page.next_token,
    }))
}

/// The locale that a request names.
pub(super) fn locale<'w>(ctx: &'w mut Ctx<'_>, raw: &Value) -> Result<&'w mut Locale, AwsError> {
    let id = text(raw, "localeId");
    let missing = errors::missing(ctx, &format!("bot locale {id}"));
    version(ctx, raw)?.locales.get_mut(id).ok_or(missing)
}

fn name(id: &str) -> &str {
    let known = NAMES.iter().find(|(known, _)| *known == id);
    known.map_or(id, |(_, name)| name)
}

fn settings(mut told: Map<String, Value>) -> Map<String, Value> {
    for elsewhere in ["botId", "botVersion", "localeId"] {
        told.shift_remove(elsewhere);
    }
    told
}

// === impl Locale ===

impl Locale {
    /// A locale that understands nothing.
    pub(super) fn new(ctx: &Ctx<'_>, told: Map<String, Value>) -> Self {
        let fallback = json!({
            "intentName": "FallbackIntent",
            "description": "Default intent when no other intent matches",
            "parentIntentSignature": "AMAZON.FallbackIntent",
        });
        let fallback = Part::new(members(fallback), ctx.now);
        Self {
            settings: settings(told),
            created: ctx.now,
            modified: ctx.now,
            creation: Settling::until(ctx.done_after(CREATION), ctx.stuck(&["Failed"])),
            build: None,
            submitted: None,
            intents: BTreeMap::from([(FALLBACK.to_owned(), fallback)]),
            slot_types: BTreeMap::new(),
        }
    }

    /// A locale out of an archive.
    pub(super) fn imported(ctx: &mut Ctx<'_>, files: LocaleFiles) -> Self {
        let mut locale = Self::new(ctx, files.settings);
        for intent in files.intents {
            // Every locale has that one.
            if intent.get("intentName") != Some(&json!("FallbackIntent")) {
                locale.intents.insert(id(ctx), Part::new(intent, ctx.now));
            }
        }
        for slot_type in files.slot_types {
            locale
                .slot_types
                .insert(id(ctx), Part::new(slot_type, ctx.now));
        }
        locale
    }

    /// Something in it has changed, and is not built yet.
    pub(super) fn changed(&mut self, now: Time) {
        self.modified = now;
        self.build = None;
    }

    fn status(&self, now: Time) -> &str {
        match &self.build {
            Some(build) => status(build, now, "Building", "Built"),
            None => status(&self.creation, now, "Creating", "NotBuilt"),
        }
    }

    fn shown(&self, raw: &Value, now: Time) -> Value {
        let mut shown = Value::Object(self.settings.clone());
        for member in ["botId", "botVersion", "localeId"] {
            shown[member] = raw[member].clone();
        }
        shown["localeName"] = json!(name(text(raw, "localeId")));
        shown["botLocaleStatus"] = json!(self.status(now));
        shown["creationDateTime"] = json!(self.created);
        shown
    }
}
