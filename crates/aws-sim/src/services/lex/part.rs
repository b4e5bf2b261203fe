//! What a locale is made of: intents, their slots, and types of slots. They are kept as they are
//! told, and one set of handlers is for all three; the operation says which.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{errors, id, listing::Listing, locale::locale, members, text};
use crate::{context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Clone, Serialize)]
pub(super) struct Part {
    settings: Map<String, Value>,
    created: Time,
    modified: Time,
    /// Slots of an intent, by id.
    slots: BTreeMap<String, Part>,
}

/// One of the three kinds.
#[derive(Debug, Clone, Copy)]
struct Kind {
    what: &'static str,
    id: &'static str,
    name: &'static str,
    summaries: &'static str,
    /// The members of a summary besides id, name and time.
    summary: &'static [&'static str],
}

#[derive(Debug, Deserialize)]
struct List {
    #[serde(flatten)]
    listing: Listing,
}

const INTENT: Kind = Kind {
    what: "Intent",
    id: "intentId",
    name: "intentName",
    summaries: "intentSummaries",
    summary: &[
        "description",
        "inputContexts",
        "intentDisplayName",
        "outputContexts",
        "parentIntentSignature",
    ],
};
const SLOT: Kind = Kind {
    what: "Slot",
    id: "slotId",
    name: "slotName",
    summaries: "slotSummaries",
    summary: &["description", "slotTypeId"],
};
const SLOT_TYPE: Kind = Kind {
    what: "Slot type",
    id: "slotTypeId",
    name: "slotTypeName",
    summaries: "slotTypeSummaries",
    summary: &["description", "parentSlotTypeSignature"],
};
/// Where a part is, as requests and answers name it.
const PLACE: &[&str] = &["botId", "botVersion", "localeId"];

pub(super) fn create(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let (now, id, kind) = (ctx.now, id(ctx), kind(ctx));
    let name = text(&raw, kind.name);
    let parts = parts(ctx, &raw)?;
    if parts.values().any(|part| part.name(kind) == name) {
        return Err(errors::exists(kind.what, name));
    }
    parts.insert(id.clone(), Part::new(members(raw.clone()), now));
    locale(ctx, &raw)?.changed(now);
    let mut shown = raw;
    shown[kind.id] = json!(id);
    shown["creationDateTime"] = json!(now);
    Ok(shown)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let kind = kind(ctx);
    let part = part(ctx, &raw)?;
    let mut shown = part.shown(kind, &raw);
    if kind.what == INTENT.what && shown.get("slotPriorities").is_none() {
        shown["slotPriorities"] = json!([]);
    }
    Ok(shown)
}

/// An update says everything anew.
pub(super) fn update(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let (now, kind) = (ctx.now, kind(ctx));
    let part = part(ctx, &raw)?;
    part.settings = Part::new(members(raw.clone()), now).settings;
    part.modified = now;
    let shown = part.shown(kind, &raw);
    locale(ctx, &raw)?.changed(now);
    Ok(shown)
}

pub(super) fn delete(ctx: &mut Ctx<'_>, raw: Value) -> Result<(), AwsError> {
    let (now, kind) = (ctx.now, kind(ctx));
    part(ctx, &raw)?;
    parts(ctx, &raw)?.remove(text(&raw, kind.id));
    locale(ctx, &raw)?.changed(now);
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let kind = kind(ctx);
    let List { listing } = serde_json::from_value(raw.clone())
        .map_err(|error| AwsError::new("ValidationException", error.to_string()))?;
    let parts = parts(ctx, &raw)?.iter();
    let rows: Vec<(String, String, Value)> = parts
        .map(|(id, part)| {
            (
                part.name(kind).to_owned(),
                id.clone(),
                part.summary(kind, id),
            )
        })
        .collect();
    let page = listing.page(ctx, rows)?;
    let mut shown = json!({ "nextToken": page.next_token });
    shown[kind.summaries] = json!(page.items);
    for member in place(kind) {
        shown[member] = raw[member].clone();
    }
    Ok(shown)
}

/// The kind that the operation is about.
fn kind(ctx: &Ctx<'_>) -> Kind {
    let operation = ctx.operation.name.trim_end_matches('s');
    match () {
        () if operation.ends_with("SlotType") => SLOT_TYPE,
        () if operation.ends_with("Slot") => SLOT,
        () => INTENT,
    }
}

fn place(kind: Kind) -> impl Iterator<Item = &'static str> {
    let intent = (kind.what == SLOT.what).then_some(INTENT.id);
    PLACE.iter().copied().chain(intent)
}

/// All parts of the kind that a request is about.
fn parts<'w>(
    ctx: &'w mut Ctx<'_>,
    raw: &Value,
) -> Result<&'w mut BTreeMap<String, Part>, AwsError> {
    let kind = kind(ctx);
    let intent = text(raw, INTENT.id);
    let missing = errors::missing(ctx, &format!("intent {intent}"));
    let locale = locale(ctx, raw)?;
    if kind.what == SLOT_TYPE.what {
        return Ok(&mut locale.slot_types);
    }
    if kind.what == INTENT.what {
        return Ok(&mut locale.intents);
    }
    let intent = locale.intents.get_mut(intent).ok_or(missing)?;
    Ok(&mut intent.slots)
}

/// The part that a request names.
fn part<'w>(ctx: &'w mut Ctx<'_>, raw: &Value) -> Result<&'w mut Part, AwsError> {
    let kind = kind(ctx);
    let id = text(raw, kind.id);
    let missing = errors::missing(ctx, &format!("{} {id}", kind.what.to_lowercase()));
    parts(ctx, raw)?.get_mut(id).ok_or(missing)
}

// === impl Part ===

impl Part {
    /// A part as it is told.
    pub(super) fn new(mut told: Map<String, Value>, now: Time) -> Self {
        let elsewhere = PLACE.iter().chain(&[INTENT.id, SLOT.id]);
        for member in elsewhere {
            told.shift_remove(*member);
        }
        // The type of a slot is told; that of a type itself is its id.
        if told.contains_key(SLOT_TYPE.name) {
            told.shift_remove(SLOT_TYPE.id);
        }
        Self {
            settings: told,
            created: now,
            modified: now,
            slots: BTreeMap::new(),
        }
    }

    fn name(&self, kind: Kind) -> &str {
        self.settings
            .get(kind.name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    fn shown(&self, kind: Kind, raw: &Value) -> Value {
        let mut shown = Value::Object(self.settings.clone());
        for member in place(kind).chain([kind.id]) {
            shown[member] = raw[member].clone();
        }
        shown["creationDateTime"] = json!(self.created);
        shown["lastUpdatedDateTime"] = json!(self.modified);
        shown
    }

    fn summary(&self, kind: Kind, id: &str) -> Value {
        let mut summary = json!({ "lastUpdatedDateTime": self.modified });
        summary[kind.id] = json!(id);
        for member in kind.summary.iter().chain(&[kind.name]) {
            summary[*member] = json!(self.settings.get(*member));
        }
        if let Some(elicitation) = self.settings.get("valueElicitationSetting") {
            summary["slotConstraint"] = elicitation["slotConstraint"].clone();
        }
        summary
    }
}
