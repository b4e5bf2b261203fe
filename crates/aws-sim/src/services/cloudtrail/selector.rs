//! Which events a trail is for. They are kept, and nothing is chosen by them.

use serde::Deserialize;
use serde_json::{Value, json};

use super::trail;
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    trail_name: String,
    event_selectors: Option<Vec<Value>>,
    advanced_event_selectors: Option<Vec<Value>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct PutInsights {
    trail_name: String,
    insight_selectors: Vec<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Of {
    trail_name: String,
}

/// A trail has selectors of one form.
pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    if input.event_selectors.is_some() == input.advanced_event_selectors.is_some() {
        return Err(AwsError::new(
            "InvalidEventSelectorsException",
            "Exactly one of EventSelectors and AdvancedEventSelectors must be given.",
        ));
    }
    let trail = trail(ctx, &input.trail_name)?;
    trail.selectors = input.event_selectors.map(|selectors| {
        let filled = selectors.into_iter().map(filled);
        filled.collect()
    });
    trail.advanced = input.advanced_event_selectors;
    Ok(json!({
        "TrailARN": trail.arn,
        "EventSelectors": trail.selectors,
        "AdvancedEventSelectors": trail.advanced,
    }))
}

/// Without a choice a trail is for all management events.
pub(super) fn get(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let trail = trail(ctx, &input.trail_name)?;
    let usual = trail.selectors.is_none() && trail.advanced.is_none();
    let selectors = trail.selectors.clone();
    let selectors = selectors.or_else(|| usual.then(|| vec![filled(json!({}))]));
    Ok(json!({
        "TrailARN": trail.arn,
        "EventSelectors": selectors,
        "AdvancedEventSelectors": trail.advanced,
    }))
}

pub(super) fn put_insights(ctx: &mut Ctx<'_>, input: PutInsights) -> Result<Value, AwsError> {
    let trail = trail(ctx, &input.trail_name)?;
    let selectors = input.insight_selectors;
    trail.insights = (!selectors.is_empty()).then_some(selectors);
    Ok(json!({ "TrailARN": trail.arn, "InsightSelectors": trail.insights }))
}

pub(super) fn get_insights(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let trail = trail(ctx, &input.trail_name)?;
    let selectors = trail.insights.as_ref().ok_or_else(|| {
        AwsError::new(
            "InsightNotEnabledException",
            format!("Trail {} does not have Insights enabled.", trail.arn),
        )
    })?;
    Ok(json!({ "TrailARN": trail.arn, "InsightSelectors": selectors }))
}

fn filled(mut selector: Value) -> Value {
    if let Value::Object(members) = &mut selector {
        members.entry("ReadWriteType").or_insert(json!("All"));
        members
            .entry("IncludeManagementEvents")
            .or_insert(json!(true));
        members.entry("DataResources").or_insert(json!([]));
        members
            .entry("ExcludeManagementEventSources")
            .or_insert(json!([]));
    }
    selector
}
