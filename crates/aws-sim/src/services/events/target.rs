//! Whom a rule calls.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{errors, page, rule};
use crate::{arn::Arn, context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    rule: String,
    event_bus_name: Option<String>,
    targets: Vec<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    rule: String,
    event_bus_name: Option<String>,
    next_token: Option<String>,
    limit: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    rule: String,
    event_bus_name: Option<String>,
    ids: Vec<String>,
}

/// A rule has at most so many targets (service quotas).
const MOST: usize = 5;

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    let rule = rule(ctx, input.event_bus_name.as_deref(), &input.rule)?;
    let text =
        |target: &Value, member: &str| target[member].as_str().unwrap_or_default().to_owned();
    if let Some(target) = input
        .targets
        .iter()
        .find(|target| Arn::parse(&text(target, "Arn")).is_none())
    {
        return Err(errors::invalid(format!(
            "Parameter {} is not valid. Reason: Provided Arn is not in correct format.",
            text(target, "Arn")
        )));
    }
    let mut targets = rule.targets.clone();
    targets.extend(
        input
            .targets
            .into_iter()
            .map(|target| (text(&target, "Id"), target)),
    );
    if targets.len() > MOST {
        return Err(AwsError::new(
            "LimitExceededException",
            "The requested resource exceeds the maximum number allowed.",
        ));
    }
    rule.targets = targets;
    Ok(json!({ "FailedEntryCount": 0, "FailedEntries": [] }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let targets = rule(ctx, input.event_bus_name.as_deref(), &input.rule)?
        .targets
        .clone();
    let page = page(ctx, input.limit, input.next_token, targets)?;
    Ok(json!({ "Targets": page.items, "NextToken": page.next_token }))
}

/// To remove a target that is not there is no error.
pub(super) fn remove(ctx: &mut Ctx<'_>, input: Remove) -> Result<Value, AwsError> {
    let rule = rule(ctx, input.event_bus_name.as_deref(), &input.rule)?;
    rule.targets.retain(|id, _| !input.ids.contains(id));
    Ok(json!({ "FailedEntryCount": 0, "FailedEntries": [] }))
}
