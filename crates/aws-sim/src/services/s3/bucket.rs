//! Buckets.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Bucket, errors, open};
use crate::{context::Ctx, error::AwsError, place::Region};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    bucket: String,
    #[serde(default)]
    create_bucket_configuration: Configuration,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Configuration {
    location_constraint: Option<String>,
}

/// What names a bucket and no more.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    bucket: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct List {}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let name = input.bucket;
    if !is_valid(&name) {
        return Err(errors::invalid_name(&name));
    }
    let asked = input.create_bucket_configuration.location_constraint;
    let location = asked.as_deref().unwrap_or(Region::DEFAULT);
    // Only the endpoint of us-east-1 makes buckets elsewhere.
    if location != ctx.region.as_str() && ctx.region.as_str() != Region::DEFAULT {
        let named = asked.as_deref().unwrap_or("unspecified");
        return Err(errors::illegal_location(named));
    }
    if let Some(there) = ctx.world.s3.buckets.get(&name) {
        // us-east-1 alone takes it as done when the bucket is the caller's already.
        return match there.account == *ctx.account {
            true if ctx.region.as_str() == Region::DEFAULT => Ok(created(&name)),
            true => Err(errors::owned_by_you(&name)),
            false => Err(errors::taken(&name)),
        };
    }
    let answer = created(&name);
    let bucket = Bucket {
        account: ctx.account.clone(),
        region: Region::new(location),
        created: ctx.now,
        objects: BTreeMap::new(),
    };
    ctx.world.s3.buckets.insert(name, bucket);
    Ok(answer)
}

pub(super) fn head(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.bucket)?;
    Ok(json!({ "BucketRegion": bucket.region }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, _: List) -> Result<Value, AwsError> {
    let buckets = ctx.world.s3.buckets.iter();
    let own = buckets.filter(|(_, bucket)| bucket.account == *ctx.account);
    let rows: Vec<Value> = own
        .map(|(name, bucket)| {
            json!({
                "Name": name,
                "CreationDate": bucket.created,
                "BucketRegion": bucket.region,
            })
        })
        .collect();
    Ok(json!({ "Buckets": rows, "Owner": { "ID": ctx.account } }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let bucket = open(ctx, &input.bucket)?;
    if !bucket.objects.is_empty() {
        return Err(errors::not_empty(&input.bucket));
    }
    ctx.world.s3.buckets.remove(&input.bucket);
    Ok(())
}

fn created(name: &str) -> Value {
    json!({ "Location": format!("/{name}") })
}

/// 3 to 63 small letters, digits, dots and hyphens, with a letter or digit at both ends.
fn is_valid(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = name.as_bytes();
    (3..=63).contains(&bytes.len())
        && bytes
            .iter()
            .all(|byte| plain(*byte) || b".-".contains(byte))
        && [bytes.first(), bytes.last()]
            .into_iter()
            .flatten()
            .all(|end| plain(*end))
}
