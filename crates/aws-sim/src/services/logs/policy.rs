//! Who else may write to the logs of an account.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{errors, millis};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, time::Time};

#[derive(Debug, Serialize)]
pub(super) struct Policy {
    document: String,
    updated: Time,
    revision: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Put {
    policy_name: String,
    policy_document: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Describe {
    limit: Option<usize>,
    next_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Delete {
    policy_name: String,
}

/// An account has at most so many in a Region (API reference, `PutResourcePolicy`).
const MOST: usize = 10;

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    if serde_json::from_str::<Value>(&input.policy_document).is_err() {
        return Err(errors::invalid("Unable to process the policy document."));
    }
    let policy = Policy {
        document: input.policy_document,
        updated: ctx.now,
        revision: ctx.ids.uuid(),
    };
    let policies = &mut ctx.world.logs.at(ctx.account, ctx.region).policies;
    if policies.len() >= MOST && !policies.contains_key(&input.policy_name) {
        return Err(errors::limit());
    }
    let answer = json!({
        "resourcePolicy": summary(&input.policy_name, &policy),
        "revisionId": policy.revision,
    });
    policies.insert(input.policy_name, policy);
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Describe) -> Result<Value, AwsError> {
    let state = ctx.world.logs.get(ctx.account, ctx.region);
    let policies = state.into_iter().flat_map(|state| &state.policies);
    let rows = policies.map(|(name, policy)| (name.clone(), summary(name, policy)));
    let request = PageRequest {
        max_results: input.limit,
        next_token: input.next_token,
    };
    let page = ctx.page(&request, rows)?;
    Ok(json!({ "resourcePolicies": page.items, "nextToken": page.next_token }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<(), AwsError> {
    let policies = &mut ctx.world.logs.at(ctx.account, ctx.region).policies;
    let gone = policies.remove(&input.policy_name);
    gone.map(drop)
        .ok_or_else(|| errors::not_found("The specified resource policy does not exist."))
}

fn summary(name: &str, policy: &Policy) -> Value {
    json!({
        "policyName": name,
        "policyDocument": policy.document,
        "lastUpdatedTime": millis(policy.updated),
        "policyScope": "ACCOUNT",
        "revisionId": policy.revision,
    })
}
