//! Rotation of secrets, as far as it goes without running code: the function is kept and not called,
//! so a rotation changes no value. The dates are those of a rotation that succeeds at once.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{any, errors, live};
use crate::{context::Ctx, error::AwsError, services::scheduler::Expression, time::Time};

/// How a secret is rotated.
#[derive(Debug, Default, Serialize)]
pub(super) struct Rotation {
    enabled: bool,
    function: Option<String>,
    rules: Option<Value>,
    last: Option<Time>,
    next: Option<Time>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Rotate {
    secret_id: String,
    client_request_token: Option<String>,
    #[serde(rename = "RotationLambdaARN")]
    function: Option<String>,
    rotation_rules: Option<Value>,
    rotate_immediately: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    secret_id: String,
}

pub(super) fn rotate(ctx: &mut Ctx<'_>, input: Rotate) -> Result<Value, AwsError> {
    let secret = live(ctx, &input.secret_id)?;
    if input.function.is_none() && secret.rotation.function.is_none() {
        return Err(AwsError::new(
            "InvalidRequestException",
            "No Lambda rotation function ARN is associated with this secret.",
        ));
    }
    let now = ctx.now;
    let rules = input.rotation_rules;
    let next = rules.as_ref().map(|rules| due(rules, now)).transpose()?;
    let version = input.client_request_token.unwrap_or_else(|| ctx.ids.uuid());
    let secret = any(ctx, &input.secret_id)?;
    let rotation = &mut secret.rotation;
    rotation.enabled = true;
    rotation.function = input.function.or_else(|| rotation.function.take());
    if rules.is_some() {
        (rotation.rules, rotation.next) = (rules, next);
    }
    if input.rotate_immediately.unwrap_or(true) {
        rotation.last = Some(now);
    }
    Ok(json!({ "ARN": secret.arn, "Name": secret.name, "VersionId": version }))
}

/// The function and the rules stay, for whoever turns the rotation on again.
pub(super) fn cancel(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let secret = live(ctx, &input.secret_id)?;
    secret.rotation.enabled = false;
    secret.rotation.next = None;
    Ok(json!({ "ARN": secret.arn, "Name": secret.name }))
}

/// When the next rotation is, by the days or the expression of the rules: one of the two.
fn due(rules: &Value, now: Time) -> Result<Time, AwsError> {
    let days = rules["AutomaticallyAfterDays"].as_u64();
    match (days, rules["ScheduleExpression"].as_str()) {
        (Some(days), None) => Ok(now + Duration::from_hours(24 * days)),
        (None, Some(text)) => Expression::parse(text)
            .and_then(|expression| expression.next(now, now))
            .ok_or_else(|| errors::invalid("Invalid ScheduleExpression.")),
        _ => Err(errors::invalid(
            "You must specify either AutomaticallyAfterDays or ScheduleExpression.",
        )),
    }
}

// === impl Rotation ===

impl Rotation {
    /// What a description says of it; nothing of a secret that was never rotated.
    pub(super) fn shown(&self) -> Vec<(&'static str, Value)> {
        if self.function.is_none() {
            return Vec::new();
        }
        vec![
            ("RotationEnabled", json!(self.enabled)),
            ("RotationLambdaARN", json!(self.function)),
            ("RotationRules", json!(self.rules)),
            ("LastRotatedDate", json!(self.last)),
            ("NextRotationDate", json!(self.next)),
        ]
    }
}
