//! S3, where actions are seldom called as the operation.

use super::{Asking, Need};

/// Operations whose action has another name.
const ACTIONS: &[(&str, &str)] = &[
    ("CompleteMultipartUpload", "PutObject"),
    ("CreateMultipartUpload", "PutObject"),
    ("DeleteBucketCors", "PutBucketCORS"),
    ("DeleteBucketEncryption", "PutEncryptionConfiguration"),
    ("DeleteBucketLifecycle", "PutLifecycleConfiguration"),
    (
        "DeleteBucketOwnershipControls",
        "PutBucketOwnershipControls",
    ),
    ("DeleteBucketReplication", "PutReplicationConfiguration"),
    ("DeleteBucketTagging", "PutBucketTagging"),
    ("DeleteObjects", "DeleteObject"),
    ("DeletePublicAccessBlock", "PutBucketPublicAccessBlock"),
    (
        "GetBucketAccelerateConfiguration",
        "GetAccelerateConfiguration",
    ),
    ("GetBucketCors", "GetBucketCORS"),
    ("GetBucketEncryption", "GetEncryptionConfiguration"),
    (
        "GetBucketLifecycleConfiguration",
        "GetLifecycleConfiguration",
    ),
    (
        "GetBucketNotificationConfiguration",
        "GetBucketNotification",
    ),
    ("GetBucketReplication", "GetReplicationConfiguration"),
    (
        "GetObjectLockConfiguration",
        "GetBucketObjectLockConfiguration",
    ),
    ("GetPublicAccessBlock", "GetBucketPublicAccessBlock"),
    ("HeadBucket", "ListBucket"),
    ("HeadObject", "GetObject"),
    ("ListBuckets", "ListAllMyBuckets"),
    ("ListMultipartUploads", "ListBucketMultipartUploads"),
    ("ListObjectVersions", "ListBucketVersions"),
    ("ListObjects", "ListBucket"),
    ("ListObjectsV2", "ListBucket"),
    ("ListParts", "ListMultipartUploadParts"),
    (
        "PutBucketAccelerateConfiguration",
        "PutAccelerateConfiguration",
    ),
    ("PutBucketCors", "PutBucketCORS"),
    ("PutBucketEncryption", "PutEncryptionConfiguration"),
    ("PutBucketLifecycle", "PutLifecycleConfiguration"),
    (
        "PutBucketLifecycleConfiguration",
        "PutLifecycleConfiguration",
    ),
    (
        "PutBucketNotificationConfiguration",
        "PutBucketNotification",
    ),
    ("PutBucketReplication", "PutReplicationConfiguration"),
    (
        "PutObjectLockConfiguration",
        "PutBucketObjectLockConfiguration",
    ),
    ("PutPublicAccessBlock", "PutBucketPublicAccessBlock"),
    ("UploadPart", "PutObject"),
    ("UploadPartCopy", "PutObject"),
];

/// Actions on a version have a name of their own.
const VERSIONED: &[(&str, &str)] = &[
    ("DeleteObject", "DeleteObjectVersion"),
    ("GetObject", "GetObjectVersion"),
    ("GetObjectAcl", "GetObjectVersionAcl"),
    ("GetObjectTagging", "GetObjectVersionTagging"),
    ("PutObjectTagging", "PutObjectVersionTagging"),
];

pub(super) fn needs(asking: &Asking<'_>) -> Vec<Need> {
    let action = renamed(ACTIONS, asking.operation);
    let action = match asking.text("VersionId") {
        Some(_) => renamed(VERSIONED, action),
        None => action,
    };
    if asking.operation == "CopyObject" {
        return copy(asking);
    }
    let action = format!("s3:{action}");
    let keys = asking.input.pointer("/Delete/Objects");
    let keys = keys.and_then(|keys| keys.as_array()).into_iter().flatten();
    let keys: Vec<_> = keys
        .filter_map(|object| object.get("Key")?.as_str())
        .map(|key| object(asking, Some(key)))
        .collect();
    if keys.is_empty() {
        let object = object(asking, asking.text("Key"));
        let mut needs = vec![Need::new(action, object.clone())];
        // Who may delete under a condition on the tag could find the tag out.
        if asking.operation == "DeleteObject" && asking.text("IfMatch").is_some_and(|it| it != "*")
        {
            needs.push(Need::new("s3:GetObject", object));
        }
        needs
    } else {
        super::on(&action, keys)
    }
}

/// The source is read, the target is written.
fn copy(asking: &Asking<'_>) -> Vec<Need> {
    let source = asking.text("CopySource").unwrap_or_default();
    let source = source.trim_start_matches('/');
    let (source, read) = match source.split_once('?') {
        Some((source, _version)) => (source, "s3:GetObjectVersion"),
        None => (source, "s3:GetObject"),
    };
    vec![
        Need::new(read, format!("arn:aws:s3:::{source}")),
        Need::new("s3:PutObject", object(asking, asking.text("Key"))),
    ]
}

/// The object, or else the bucket, or else all.
fn object(asking: &Asking<'_>, key: Option<&str>) -> String {
    match (asking.text("Bucket"), key) {
        (Some(bucket), Some(key)) => format!("arn:aws:s3:::{bucket}/{key}"),
        (Some(bucket), None) => format!("arn:aws:s3:::{bucket}"),
        (None, _) => "*".to_owned(),
    }
}

fn renamed<'n>(table: &[(&str, &'n str)], name: &'n str) -> &'n str {
    let row = table.iter().find(|(operation, _)| *operation == name);
    row.map_or(name, |(_, action)| action)
}
