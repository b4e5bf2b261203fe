//! Attributes of an instance: features that are on or off.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{errors, state};
use crate::{context::Ctx, error::AwsError, paging::PageRequest};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Describe {
    instance_id: String,
    attribute_type: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    instance_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    instance_id: String,
    attribute_type: String,
    value: String,
}

/// Attribute types and their values on a new instance. Those of the first five that follow the
/// calls are as others observed them; the rest are off, which is a choice.
const INITIAL: &[(&str, bool)] = &[
    ("AUTO_RESOLVE_BEST_VOICES", true),
    ("CONTACTFLOW_LOGS", false),
    ("CONTACT_LENS", true),
    ("EARLY_MEDIA", true),
    ("MULTI_PARTY_CONFERENCE", false),
    ("AUTO_MUTE_AGENT_ON_HOLD", false),
    ("ENHANCED_CHAT_MONITORING", false),
    ("ENHANCED_CONTACT_MONITORING", false),
    ("HIGH_VOLUME_OUTBOUND", false),
    ("MESSAGE_STREAMING", false),
    ("MULTI_PARTY_CHAT_CONFERENCE", false),
    ("USE_CUSTOM_TTS_VOICES", false),
];

/// Only accounts on a list of AWS's may switch this on.
const ALLOW_LISTED: &str = "USE_CUSTOM_TTS_VOICES";

/// The attributes of a new instance.
pub(super) fn initial(inbound: bool, outbound: bool) -> BTreeMap<String, String> {
    let calls = [("INBOUND_CALLS", inbound), ("OUTBOUND_CALLS", outbound)];
    let all = calls.iter().chain(INITIAL);
    all.map(|(kind, value)| ((*kind).to_owned(), value.to_string()))
        .collect()
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Describe) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let value = instance.attributes.get(&input.attribute_type);
    Ok(json!({ "Attribute": { "AttributeType": input.attribute_type, "Value": value } }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let rows = instance.attributes.iter().map(|(kind, value)| {
        (
            kind.clone(),
            json!({ "AttributeType": kind, "Value": value }),
        )
    });
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({ "Attributes": page.items, "NextToken": page.next_token }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    if !["true", "false"].contains(&input.value.as_str()) {
        return Err(errors::invalid_parameter("Value must be true or false."));
    }
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if input.attribute_type == ALLOW_LISTED {
        return Err(AwsError::new(
            "AccessDeniedException",
            format!("{ALLOW_LISTED} is for allow-listed accounts."),
        ));
    }
    instance
        .attributes
        .insert(input.attribute_type, input.value);
    Ok(())
}
