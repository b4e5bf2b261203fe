//! Who else may do what with a secret, from other accounts too: its resource policy.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{live, readable};
use crate::{
    context::Ctx,
    error::AwsError,
    services::{
        iam::{Document, Purpose},
        s3,
    },
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    secret_id: String,
    resource_policy: String,
    #[serde(default)]
    block_public_policy: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    secret_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Validate {
    secret_id: Option<String>,
    resource_policy: String,
}

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    let secret = live(ctx, &input.secret_id)?;
    check(&input.resource_policy)?;
    if input.block_public_policy && s3::is_public(&input.resource_policy) {
        return Err(AwsError::new(
            "PublicPolicyException",
            "You can't attach a resource policy that allows broad access to the secret.",
        ));
    }
    secret.policy = Some(input.resource_policy);
    Ok(json!({ "ARN": secret.arn, "Name": secret.name }))
}

/// A secret without a policy is described without one.
pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let secret = readable(ctx, &input.secret_id)?;
    Ok(json!({
        "ARN": secret.arn,
        "Name": secret.name,
        "ResourcePolicy": secret.policy,
    }))
}

/// To delete a policy that is not there is no error.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let secret = live(ctx, &input.secret_id)?;
    secret.policy = None;
    Ok(json!({ "ARN": secret.arn, "Name": secret.name }))
}

/// What is wrong with a policy, without attaching it.
pub(super) fn validate(ctx: &mut Ctx<'_>, input: Validate) -> Result<Value, AwsError> {
    if let Some(id) = &input.secret_id {
        live(ctx, id)?;
    }
    check(&input.resource_policy)?;
    let error = s3::is_public(&input.resource_policy).then(|| {
        json!({
            "CheckName": "ZELKOVA_PUBLIC_POLICY_CHECK",
            "ErrorMessage": "The policy allows broad access to the secret.",
        })
    });
    Ok(json!({
        "PolicyValidationPassed": error.is_none(),
        "ValidationErrors": error.into_iter().collect::<Vec<Value>>(),
    }))
}

fn check(text: &str) -> Result<(), AwsError> {
    let malformed = |message: String| AwsError::new("MalformedPolicyDocumentException", message);
    Document::checked(text, Purpose::Resource).map_err(malformed)?;
    Ok(())
}
