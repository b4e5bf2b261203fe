//! Who may do what with a bucket, as its policy says.
//!
//! The account of the bucket may do everything that the policy does not deny; what its own policies
//! say about its users and roles is asked elsewhere, under `--iam enforce`. Other accounts may do
//! what the policy allows. A call counts as made over TLS, unless a header
//! `x-forwarded-proto: http` says that it was not.

use std::borrow::Cow;

use super::{Bucket, address::Address, configuration::Setting, errors, policy};
use crate::{
    context::Ctx,
    error::AwsError,
    place::Account,
    services::iam::{self, Verdict},
    world::World,
};

/// Refuses what the caller may not do at `address`.
pub(super) fn check(
    ctx: &Ctx<'_>,
    bucket: &Bucket,
    address: &Address,
    action: &str,
) -> Result<(), AwsError> {
    let own = bucket.account == *ctx.account;
    let Some(text) = &bucket.policy else {
        return if own { Ok(()) } else { Err(errors::denied()) };
    };
    let resource = match address.key.as_str() {
        "" => Bucket::arn(&address.bucket),
        key => format!("{}/{key}", Bucket::arn(&address.bucket)),
    };
    let principal = ctx.caller.as_principal();
    match iam::evaluate(text, principal, action, &resource, &facts(ctx)) {
        Verdict::Denied if own && is_way_out(ctx, action) => Ok(()),
        Verdict::Denied if own => Err(errors::denied_explicitly(
            &ctx.caller.arn,
            action,
            &resource,
        )),
        Verdict::Denied => Err(errors::denied()),
        _ if own => Ok(()),
        Verdict::Allowed | Verdict::Delegated if !is_restricted(bucket, text) => Ok(()),
        Verdict::Allowed | Verdict::Delegated | Verdict::Silent => Err(errors::denied()),
    }
}

/// The bucket of an ARN, be it of the bucket or of an object.
fn bucket_of<'w>(world: &'w World, arn: &str) -> Option<&'w Bucket> {
    let path = arn.strip_prefix("arn:aws:s3:::")?;
    world.s3.buckets.get(path.split('/').next()?)
}

/// The account of the bucket of this ARN.
pub(crate) fn owner_of(world: &World, arn: &str) -> Option<Account> {
    bucket_of(world, arn).map(|bucket| bucket.account.clone())
}

/// The policy of the bucket of this ARN.
pub(crate) fn policy_of<'w>(world: &'w World, arn: &str) -> Option<&'w str> {
    bucket_of(world, arn)?.policy.as_deref()
}

/// Nobody locks the root user of the account out of the policy itself.
fn is_way_out(ctx: &Ctx<'_>, action: &str) -> bool {
    let policy = [
        "s3:GetBucketPolicy",
        "s3:PutBucketPolicy",
        "s3:DeleteBucketPolicy",
    ];
    ctx.caller.is_root() && policy.contains(&action)
}

/// What conditions may ask about a call.
fn facts(ctx: &Ctx<'_>) -> iam::Context {
    let seconds = (ctx.now.as_micros() / 1_000_000).to_string();
    iam::Context::default()
        .with("aws:RequestedRegion", ctx.region.as_str())
        .with("aws:PrincipalArn", ctx.caller.principal())
        .with("aws:PrincipalAccount", ctx.account.as_str())
        .with("aws:PrincipalIsAWSService", "false")
        .with("aws:ViaAWSService", "false")
        .with("aws:SecureTransport", &ctx.secure.to_string())
        .with("aws:SourceIp", "127.0.0.1")
        .with("aws:CurrentTime", &seconds)
        .with("aws:EpochTime", &seconds)
}

/// Whether a public policy lets nobody in from outside.
fn is_restricted(bucket: &Bucket, text: &str) -> bool {
    bucket.blocks(Setting::RestrictPublicBuckets) && policy::is_public(text)
}

/// The action that policies name for an operation, after the service authorization reference.
pub(super) fn action(operation: &'static str) -> Cow<'static, str> {
    let name = match operation {
        "HeadBucket" | "ListObjects" | "ListObjectsV2" => "ListBucket",
        "ListObjectVersions" => "ListBucketVersions",
        "ListMultipartUploads" => "ListBucketMultipartUploads",
        "ListParts" => "ListMultipartUploadParts",
        "HeadObject" | "GetObjectAttributes" => "GetObject",
        "CopyObject"
        | "CreateMultipartUpload"
        | "UploadPart"
        | "UploadPartCopy"
        | "CompleteMultipartUpload" => "PutObject",
        "DeleteObjects" => "DeleteObject",
        "GetBucketEncryption" => "GetEncryptionConfiguration",
        "PutBucketEncryption" | "DeleteBucketEncryption" => "PutEncryptionConfiguration",
        "GetBucketLifecycleConfiguration" => "GetLifecycleConfiguration",
        "PutBucketLifecycleConfiguration" | "DeleteBucketLifecycle" => "PutLifecycleConfiguration",
        "GetPublicAccessBlock" => "GetBucketPublicAccessBlock",
        "PutPublicAccessBlock" | "DeletePublicAccessBlock" => "PutBucketPublicAccessBlock",
        "GetBucketNotificationConfiguration" => "GetBucketNotification",
        "PutBucketNotificationConfiguration" => "PutBucketNotification",
        "GetBucketAccelerateConfiguration" => "GetAccelerateConfiguration",
        "PutBucketAccelerateConfiguration" => "PutAccelerateConfiguration",
        "GetBucketReplication" => "GetReplicationConfiguration",
        "PutBucketReplication" | "DeleteBucketReplication" => "PutReplicationConfiguration",
        "GetObjectLockConfiguration" => "GetBucketObjectLockConfiguration",
        "PutObjectLockConfiguration" => "PutBucketObjectLockConfiguration",
        "DeleteBucketCors" => "PutBucketCors",
        "DeleteBucketTagging" => "PutBucketTagging",
        "DeleteBucketOwnershipControls" => "PutBucketOwnershipControls",
        other => other,
    };
    format!("s3:{name}").into()
}
