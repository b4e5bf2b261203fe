//! Tags that are put on many things at once, and taken off them.
//!
//! Each service is asked by its own operation, so its limits hold. What fails is listed, and the rest
//! is done.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{read::invalid, resource};
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    model, protocol,
    services::{self, s3},
    validate,
    world::Tags,
};

#[derive(Debug, Deserialize)]
pub(super) struct Tag {
    #[serde(rename = "ResourceARNList")]
    arns: Vec<String>,
    #[serde(rename = "Tags")]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
pub(super) struct Untag {
    #[serde(rename = "ResourceARNList")]
    arns: Vec<String>,
    #[serde(rename = "TagKeys")]
    keys: Vec<String>,
}

/// What is to be done to each.
#[derive(Clone, Copy)]
enum Change<'a> {
    Add(&'a Tags),
    Remove(&'a [String]),
}

/// An error with its status.
type Failure = (u16, AwsError);

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Tag) -> Result<Value, AwsError> {
    reserved(input.tags.keys())?;
    all(ctx, &input.arns, Change::Add(&input.tags))
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Untag) -> Result<Value, AwsError> {
    reserved(input.keys.iter())?;
    all(ctx, &input.arns, Change::Remove(&input.keys))
}

fn reserved<'k>(mut keys: impl Iterator<Item = &'k String>) -> Result<(), AwsError> {
    if keys.any(|key| key.to_ascii_lowercase().starts_with("aws:")) {
        return Err(invalid("Tag keys that begin with aws: are reserved."));
    }
    Ok(())
}

fn all(ctx: &mut Ctx<'_>, arns: &[String], change: Change<'_>) -> Result<Value, AwsError> {
    if let Some(text) = arns.iter().find(|text| Arn::parse(text).is_none()) {
        return Err(invalid(&format!("{text} is not a valid ARN.")));
    }
    let mut failed = Map::new();
    for arn in arns {
        if let Err((status, error)) = one(ctx, arn, change) {
            let shown = json!({
                "StatusCode": status,
                "ErrorCode": error.code,
                "ErrorMessage": error.message,
            });
            failed.insert(arn.clone(), shown);
        }
    }
    Ok(json!({ "FailedResourcesMap": failed }))
}

fn one(ctx: &mut Ctx<'_>, arn: &str, change: Change<'_>) -> Result<(), Failure> {
    let refused = |message: String| (400, invalid(&message));
    let parsed = Arn::parse(arn).ok_or_else(|| refused(format!("{arn} is not a valid ARN.")))?;
    if parsed.service == "s3" {
        return bucket(ctx, parsed.resource, change);
    }
    if parsed.region != ctx.region.as_str() || parsed.account != ctx.account.as_str() {
        return Err(refused(format!(
            "{arn} is not in the account and Region of the request."
        )));
    }
    if parsed.service == "sqs" {
        return queue(ctx, parsed.resource, change);
    }
    let Some(taking) = resource::of(&parsed) else {
        return Err(refused(format!(
            "Resources of {} are not supported.",
            parsed.service
        )));
    };
    let (operation, input) = match change {
        Change::Add(tags) => (taking.tag, taking.adding(arn, tags)),
        Change::Remove(keys) => (taking.untag, taking.taking_away(arn, keys)),
    };
    call(ctx, taking.service, operation, input).map(|_| ())
}

/// Queues are named by a URL.
fn queue(ctx: &mut Ctx<'_>, name: &str, change: Change<'_>) -> Result<(), Failure> {
    let url = format!(
        "https://sqs.{}.amazonaws.com/{}/{name}",
        ctx.region, ctx.account
    );
    let (operation, input) = match change {
        Change::Add(tags) => ("TagQueue", json!({ "QueueUrl": url, "Tags": tags })),
        Change::Remove(keys) => ("UntagQueue", json!({ "QueueUrl": url, "TagKeys": keys })),
    };
    call(ctx, "sqs", operation, input).map(|_| ())
}

/// A bucket takes all of its tags anew.
fn bucket(ctx: &mut Ctx<'_>, name: &str, change: Change<'_>) -> Result<(), Failure> {
    let named = json!({ "Bucket": name });
    let mut tags = match call(ctx, "s3", "GetBucketTagging", named.clone()) {
        Ok(_) => s3::tags(ctx.world, name).unwrap_or_default(),
        Err((_, error)) if error.code == "NoSuchTagSet" => Tags::new(),
        Err(failure) => return Err(failure),
    };
    match change {
        Change::Add(added) => {
            tags.extend(
                added
                    .iter()
                    .map(|(key, value)| (key.clone(), value.clone())),
            );
        }
        Change::Remove(keys) => tags.retain(|key, _| !keys.contains(key)),
    }
    if tags.is_empty() {
        return call(ctx, "s3", "DeleteBucketTagging", named).map(|_| ());
    }
    let set = services::tag::shown(&tags);
    let input = json!({ "Bucket": name, "Tagging": { "TagSet": set } });
    call(ctx, "s3", "PutBucketTagging", input).map(|_| ())
}

/// Calls another service in the name of the caller.
fn call(
    ctx: &mut Ctx<'_>,
    service: &'static str,
    operation: &str,
    input: Value,
) -> Result<Value, Failure> {
    let unknown = || (500, AwsError::new("InternalServiceException", operation));
    let model = model::model(service).ok_or_else(unknown)?;
    let operation = model.operation(operation).ok_or_else(unknown)?;
    let serving = services::service(model);
    let handler = serving.handler(operation).ok_or_else(unknown)?;
    let done = match validate::violations(model, operation, &input) {
        Some(violations) => Err(serving.invalid(operation, violations)),
        None => ctx.may(service, operation.name, &input).and_then(|()| {
            super::remember(ctx.world, ctx.caller, service, operation.name, &input);
            handler(&mut ctx.within(model, operation), input)
        }),
    };
    done.map_err(|error| {
        let status = protocol::status(Some(model), Some(operation), &error);
        (status, error)
    })
}
