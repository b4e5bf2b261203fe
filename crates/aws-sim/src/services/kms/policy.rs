//! Key policies: nobody can use a key whom its policy does not let in.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    errors,
    page::Paging,
    state::{open_key, own_key},
};
use crate::{
    context::Ctx,
    error::AwsError,
    place::Account,
    services::iam::{self, Document, Purpose},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    key_id: String,
    policy_name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    key_id: String,
    policy_name: Option<String>,
    policy: String,
    #[serde(default)]
    bypass_policy_lockout_safety_check: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    key_id: String,
    #[serde(flatten)]
    page: Paging,
}

/// The one name that a key policy can have.
const NAME: &str = "default";

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    check_name(input.policy_name.as_ref())?;
    let key = own_key(ctx, &input.key_id)?;
    Ok(json!({ "Policy": key.policy, "PolicyName": NAME }))
}

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    check_name(input.policy_name.as_ref())?;
    let arn = open_key(ctx, &input.key_id)?.arn.clone();
    check(
        ctx,
        &input.policy,
        &arn,
        input.bypass_policy_lockout_safety_check,
    )?;
    open_key(ctx, &input.key_id)?.policy = input.policy;
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    own_key(ctx, &input.key_id)?;
    input
        .page
        .page(ctx, "PolicyNames", vec![(NAME.to_owned(), json!(NAME))])
}

/// The policy of a key for which nobody gives one.
pub(super) fn usual(account: &Account) -> String {
    json!({
        "Version": "2012-10-17",
        "Id": "key-default-1",
        "Statement": [{
            "Sid": "Enable IAM User Permissions",
            "Effect": "Allow",
            "Principal": { "AWS": format!("arn:aws:iam::{account}:root") },
            "Action": "kms:*",
            "Resource": "*",
        }],
    })
    .to_string()
}

/// Refuses a text that is no key policy, and one that would lock the caller out.
pub(super) fn check(ctx: &Ctx<'_>, text: &str, arn: &str, bypass: bool) -> Result<(), AwsError> {
    let malformed = |message: String| AwsError::new("MalformedPolicyDocumentException", message);
    Document::checked(text, Purpose::Resource).map_err(malformed)?;
    if !bypass && !iam::lets_in(text, ctx.caller, "kms:PutKeyPolicy", arn) {
        return Err(malformed(
            "The new key policy will not allow you to update the key policy in the future."
                .to_owned(),
        ));
    }
    Ok(())
}

fn check_name(name: Option<&String>) -> Result<(), AwsError> {
    match name {
        Some(name) if name != NAME => Err(errors::not_found("No such policy exists".to_owned())),
        _ => Ok(()),
    }
}
