//! Resource policies of the catalog. They are kept and shown, and open nothing.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{errors, reading};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, time::Time};

#[derive(Debug, Clone, Serialize)]
pub(super) struct Policy {
    text: String,
    hash: String,
    created: Time,
    updated: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    resource_arn: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    policy_in_json: String,
    resource_arn: Option<String>,
    policy_hash_condition: Option<String>,
    policy_exists_condition: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Delete {
    resource_arn: Option<String>,
    policy_hash_condition: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct List {
    #[serde(flatten)]
    page: PageRequest,
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let policy = there(ctx, input.resource_arn.as_deref());
    Ok(shown(
        &policy.ok_or_else(|| errors::not_found("Policy not found"))?,
    ))
}

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    if serde_json::from_str::<Value>(&input.policy_in_json).is_err() {
        return Err(errors::invalid("The policy is not valid JSON."));
    }
    let before = there(ctx, input.resource_arn.as_deref());
    let exists = input.policy_exists_condition.as_deref();
    let broken = match &before {
        Some(_) => exists == Some("NOT_EXIST"),
        None => exists == Some("MUST_EXIST"),
    };
    if broken || !holds(before.as_ref(), input.policy_hash_condition.as_deref()) {
        return Err(condition_failed());
    }
    let digest = Sha256::digest(&input.policy_in_json);
    let policy = Policy {
        hash: hex(&digest),
        text: input.policy_in_json,
        created: before.map_or(ctx.now, |policy| policy.created),
        updated: ctx.now,
    };
    let answer = json!({ "PolicyHash": policy.hash });
    let state = ctx.world.glue.at(ctx.account, ctx.region);
    state
        .policies
        .insert(input.resource_arn.unwrap_or_default(), policy);
    Ok(answer)
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<(), AwsError> {
    let policy = there(ctx, input.resource_arn.as_deref());
    let policy = policy.ok_or_else(|| errors::not_found("Policy not found"))?;
    if !holds(Some(&policy), input.policy_hash_condition.as_deref()) {
        return Err(condition_failed());
    }
    let state = ctx.world.glue.at(ctx.account, ctx.region);
    state
        .policies
        .remove(&input.resource_arn.unwrap_or_default());
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let state = ctx.world.glue.get(ctx.account, ctx.region);
    let policies = state.into_iter().flat_map(|state| &state.policies);
    let rows = policies.map(|(arn, policy)| (arn.clone(), shown(policy)));
    let page = reading::page(ctx, &input.page, rows)?;
    Ok(json!({ "GetResourcePoliciesResponseList": page.items, "NextToken": page.next_token }))
}

fn there(ctx: &Ctx<'_>, arn: Option<&str>) -> Option<Policy> {
    let state = ctx.world.glue.get(ctx.account, ctx.region)?;
    state.policies.get(arn.unwrap_or_default()).cloned()
}

/// Whether the policy is the one that the caller has seen.
fn holds(policy: Option<&Policy>, hash: Option<&str>) -> bool {
    hash.is_none_or(|hash| policy.is_some_and(|policy| policy.hash == hash))
}

/// Bytes as hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

fn condition_failed() -> AwsError {
    AwsError::new(
        "ConditionCheckFailureException",
        "The policy is another one.",
    )
}

fn shown(policy: &Policy) -> Value {
    json!({
        "PolicyInJson": policy.text,
        "PolicyHash": policy.hash,
        "CreateTime": policy.created,
        "UpdateTime": policy.updated,
    })
}
