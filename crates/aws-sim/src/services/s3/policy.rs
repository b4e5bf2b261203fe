//! Policies of buckets: who may do what with them, from other accounts too.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Bucket,
    address::{Address, Named, open, open_mut},
    configuration::Setting,
    errors,
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    #[serde(flatten)]
    at: Address,
    policy: String,
}

/// Condition keys that bind a statement to somebody, so that it is not for the public.
const BINDING: [&str; 14] = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
];

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.at)?;
    let policy = bucket.policy.as_ref().ok_or_else(|| missing(&input.at))?;
    Ok(json!({ "Policy": policy }))
}

pub(super) fn status(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.at)?;
    let policy = bucket.policy.as_deref().ok_or_else(|| missing(&input.at))?;
    Ok(json!({ "PolicyStatus": { "IsPublic": is_public(policy) } }))
}

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    let bucket = open(ctx, &input.at)?;
    check(&input.at.bucket, &input.policy)?;
    if bucket.blocks(Setting::BlockPublicPolicy) && is_public(&input.policy) {
        return Err(errors::other(
            403,
            "AccessDenied",
            format!(
                "User: {} is not authorized to perform: s3:PutBucketPolicy on resource: \"{}\" \
                 because public policies are prevented by the BlockPublicPolicy setting in S3 \
                 Block Public Access.",
                ctx.caller.arn,
                Bucket::arn(&input.at.bucket),
            ),
        ));
    }
    open_mut(ctx, &input.at)?.policy = Some(input.policy);
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    open_mut(ctx, &input.at)?.policy = None;
    Ok(())
}

fn missing(at: &Address) -> AwsError {
    let message = "The bucket policy does not exist";
    errors::other(404, "NoSuchBucketPolicy", message).with("BucketName", &at.bucket)
}

/// Refuses what is no policy of this bucket.
fn check(bucket: &str, policy: &str) -> Result<(), AwsError> {
    let document = serde_json::from_str::<Value>(policy).ok();
    let document = document
        .filter(Value::is_object)
        .ok_or_else(|| malformed("Policies must be valid JSON and the first byte must be '{'"))?;
    let statements = many(&document["Statement"]);
    if statements.is_empty() {
        return Err(malformed("Missing required field Statement"));
    }
    for statement in statements {
        check_statement(bucket, statement)?;
    }
    Ok(())
}

fn check_statement(bucket: &str, statement: &Value) -> Result<(), AwsError> {
    let has = |name: &str| !statement[name].is_null();
    if !matches!(statement["Effect"].as_str(), Some("Allow" | "Deny")) {
        return Err(malformed("Missing required field Effect"));
    }
    if !has("Principal") && !has("NotPrincipal") {
        return Err(malformed("Missing required field Principal"));
    }
    if !has("Action") && !has("NotAction") {
        return Err(malformed("Missing required field Action"));
    }
    if !has("Resource") && !has("NotResource") {
        return Err(malformed("Missing required field Resource"));
    }
    let known = |action: &&str| *action == "*" || action.to_ascii_lowercase().starts_with("s3:");
    if !texts(&statement["Action"]).iter().all(known) {
        return Err(malformed("Policy has invalid action"));
    }
    let own = Bucket::arn(bucket);
    let inside = |resource: &&str| match resource.strip_prefix(&own) {
        Some(rest) => rest.is_empty() || rest.starts_with(['/', '*']),
        None => resource
            .strip_prefix("arn:aws:s3:::")
            .and_then(|rest| rest.split('/').next())
            .is_some_and(|bucket| bucket.contains('*')),
    };
    if !texts(&statement["Resource"]).iter().all(inside) {
        return Err(malformed("Policy has invalid resource"));
    }
    Ok(())
}

fn malformed(message: &str) -> AwsError {
    errors::other(400, "MalformedPolicy", message)
}

/// Whether a policy lets anybody in, whoever it is.
pub(crate) fn is_public(policy: &str) -> bool {
    let document = serde_json::from_str::<Value>(policy).unwrap_or_default();
    let public = |statement: &&Value| {
        let principal = &statement["Principal"];
        let anybody = *principal == "*" || texts(&principal["AWS"]).contains(&"*");
        let anybody = anybody || !statement["NotPrincipal"].is_null();
        statement["Effect"] == "Allow" && anybody && !is_bound(&statement["Condition"])
    };
    many(&document["Statement"]).iter().any(public)
}

/// Whether a condition asks for fixed values of a key that tells who it is.
fn is_bound(condition: &Value) -> bool {
    let tests = condition.as_object().into_iter().flatten();
    let positive = tests.filter(|(operator, _)| !operator.contains("Not"));
    let keys = positive.filter_map(|(_, keys)| keys.as_object()).flatten();
    keys.into_iter().any(|(key, values)| {
        let fixed =
            |value: &&str| !value.contains('*') && !value.contains("${") && *value != "0.0.0.0/0";
        BINDING.contains(&key.to_ascii_lowercase().as_str()) && texts(values).iter().all(fixed)
    })
}

/// One value, or a list of them.
fn many(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(values) => values.iter().collect(),
        value => vec![value],
    }
}

fn texts(value: &Value) -> Vec<&str> {
    many(value).into_iter().filter_map(Value::as_str).collect()
}

// === impl Bucket ===

impl Bucket {
    /// The ARN of the bucket called `name`.
    pub(super) fn arn(name: &str) -> String {
        format!("arn:aws:s3:::{name}")
    }
}
