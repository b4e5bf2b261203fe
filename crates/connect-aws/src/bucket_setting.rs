//! Settings of buckets in the types of the SDK.

use aws_sdk_s3::{error::BuildError, types};
use connect_model::Tags;
use connect_resources::bucket::Expiry;

/// The lifecycle rule of ours.
const EXPIRY: &str = "trunkline-expiry";
/// After how many days the parts of an upload go that was never ended: a recording does not take that
/// long, and nobody sees its parts in a list.
const UPLOAD_DAYS: i32 = 7;

/// Encryption with this key, and few calls of it.
pub(crate) fn encryption(kms_key: &str) -> types::ServerSideEncryptionConfiguration {
    let default = types::ServerSideEncryptionByDefault::builder()
        .sse_algorithm(types::ServerSideEncryption::AwsKms)
        .kms_master_key_id(kms_key);
    let rule = types::ServerSideEncryptionRule::builder()
        .apply_server_side_encryption_by_default(whole(default.build()))
        .bucket_key_enabled(true);
    let rules = types::ServerSideEncryptionConfiguration::builder().rules(rule.build());
    whole(rules.build())
}

/// The key by which a bucket encrypts, if it is one of KMS.
pub(crate) fn kms_key(set: types::ServerSideEncryptionConfiguration) -> Option<String> {
    let rule = set.rules.into_iter().next()?;
    rule.apply_server_side_encryption_by_default?
        .kms_master_key_id
}

/// All four switches alike.
pub(crate) fn public_access(is_blocked: bool) -> types::PublicAccessBlockConfiguration {
    types::PublicAccessBlockConfiguration::builder()
        .block_public_acls(is_blocked)
        .ignore_public_acls(is_blocked)
        .block_public_policy(is_blocked)
        .restrict_public_buckets(is_blocked)
        .build()
}

/// Whether all four switches are on.
pub(crate) fn is_blocked(set: &types::PublicAccessBlockConfiguration) -> bool {
    let switches = [
        set.block_public_acls,
        set.ignore_public_acls,
        set.block_public_policy,
        set.restrict_public_buckets,
    ];
    switches.iter().all(|switch| *switch == Some(true))
}

/// Versions are kept, or no longer.
pub(crate) fn versioning(is_kept: bool) -> types::VersioningConfiguration {
    let status = if is_kept {
        types::BucketVersioningStatus::Enabled
    } else {
        types::BucketVersioningStatus::Suspended
    };
    types::VersioningConfiguration::builder()
        .status(status)
        .build()
}

/// When objects go, by the rule of ours.
pub(crate) fn expiry(rules: &[types::LifecycleRule]) -> Option<Expiry> {
    let is_on = |rule: &&types::LifecycleRule| {
        is_ours(rule) && rule.status == types::ExpirationStatus::Enabled
    };
    let rule = rules.iter().find(is_on)?;
    let filter = rule.filter.as_ref();
    Some(Expiry {
        days: rule.expiration.as_ref()?.days?.try_into().ok()?,
        prefix: filter.and_then(|it| it.prefix.clone()).unwrap_or_default(),
    })
}

/// The rules with that of ours, which lets objects go after so many days.
pub(crate) fn expiring(
    mut rules: Vec<types::LifecycleRule>,
    days: u32,
    prefix: &str,
) -> types::BucketLifecycleConfiguration {
    rules.retain(|rule| !is_ours(rule));
    rules.push(rule(days.try_into().unwrap_or(i32::MAX), prefix));
    let rules = types::BucketLifecycleConfiguration::builder().set_rules(Some(rules));
    whole(rules.build())
}

/// What is overwritten or deleted is kept no longer than the rest.
fn rule(days: i32, prefix: &str) -> types::LifecycleRule {
    let expiration = types::LifecycleExpiration::builder().days(days);
    let old_versions = types::NoncurrentVersionExpiration::builder().noncurrent_days(days);
    let uploads =
        types::AbortIncompleteMultipartUpload::builder().days_after_initiation(UPLOAD_DAYS);
    let rule = types::LifecycleRule::builder()
        .id(EXPIRY)
        .status(types::ExpirationStatus::Enabled)
        .filter(types::LifecycleRuleFilter::builder().prefix(prefix).build())
        .expiration(expiration.build())
        .noncurrent_version_expiration(old_versions.build())
        .abort_incomplete_multipart_upload(uploads.build());
    whole(rule.build())
}

fn is_ours(rule: &types::LifecycleRule) -> bool {
    rule.id.as_deref() == Some(EXPIRY)
}

/// Everything on a page of versions; `None` if there is nothing.
pub(crate) fn deletion(
    versions: Option<Vec<types::ObjectVersion>>,
    markers: Option<Vec<types::DeleteMarkerEntry>>,
) -> Option<types::Delete> {
    let versions = versions.into_iter().flatten();
    let versions = versions.map(|version| (version.key, version.version_id));
    let markers = markers.into_iter().flatten();
    let markers = markers.map(|marker| (marker.key, marker.version_id));
    let object = |(key, version): (Option<String>, Option<String>)| {
        let object = types::ObjectIdentifier::builder().key(key?);
        Some(whole(object.set_version_id(version).build()))
    };
    let objects: Vec<_> = versions.chain(markers).filter_map(object).collect();
    let deletion = |objects| {
        let deletion = types::Delete::builder().quiet(true);
        whole(deletion.set_objects(Some(objects)).build())
    };
    Some(objects).filter(|it| !it.is_empty()).map(deletion)
}

/// Tags as S3 gives them. Those that AWS itself set nobody else can, so they are left out.
pub(crate) fn tags(given: Option<Vec<types::Tag>>) -> Tags {
    let mut tags = Tags::new();
    for tag in given.into_iter().flatten() {
        let _ = tags.insert(tag.key, tag.value);
    }
    tags
}

/// Tags as S3 takes them.
pub(crate) fn tag_set(tags: &Tags) -> Vec<types::Tag> {
    let tag =
        |(key, value): (&str, &str)| whole(types::Tag::builder().key(key).value(value).build());
    tags.iter().map(tag).collect()
}

/// All the tags of a bucket.
pub(crate) fn tagging(tags: &Tags) -> types::Tagging {
    let tagging = types::Tagging::builder().set_tag_set(Some(tag_set(tags)));
    whole(tagging.build())
}

fn whole<T>(built: Result<T, BuildError>) -> T {
    built.expect("every required member was set")
}
