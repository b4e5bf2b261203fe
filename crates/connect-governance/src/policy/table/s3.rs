//! S3, where actions are seldom called as the operation.

use super::{
    Entry, Right, Service, everywhere, right,
    target::{BUCKET, OBJECT},
};

const fn bucket(action: &'static [&'static str]) -> Right {
    right(action, &[BUCKET])
}

const fn object(actions: &'static [&'static str]) -> Right {
    right(actions, &[OBJECT])
}

const fn entry(operations: &'static [&'static str], rights: &'static [Right]) -> Entry {
    super::entry(operations, rights)
}

#[rustfmt::skip] // One line for what is called alike.
const ENTRIES: &[Entry] = &[
    entry(&["AbortMultipartUpload"], &[object(&["s3:AbortMultipartUpload"])]),
    entry(&["CompleteMultipartUpload", "CreateMultipartUpload", "PutObject", "UploadPart"], &[object(&["s3:PutObject"])]),
    entry(&["CopyObject", "UploadPartCopy"], &[object(&["s3:GetObject", "s3:PutObject"])]),
    entry(&["CreateBucket"], &[bucket(&["s3:CreateBucket", "s3:TagResource"])]),
    entry(&["DeleteBucket"], &[bucket(&["s3:DeleteBucket"])]),
    entry(&["DeleteBucketEncryption", "PutBucketEncryption"], &[bucket(&["s3:PutEncryptionConfiguration"])]),
    entry(&["DeleteBucketLifecycle", "PutBucketLifecycleConfiguration"], &[bucket(&["s3:PutLifecycleConfiguration"])]),
    entry(&["DeleteBucketOwnershipControls", "PutBucketOwnershipControls"], &[bucket(&["s3:PutBucketOwnershipControls"])]),
    entry(&["DeleteBucketPolicy"], &[bucket(&["s3:DeleteBucketPolicy"])]),
    entry(&["DeleteBucketTagging", "PutBucketTagging"], &[bucket(&["s3:PutBucketTagging"])]),
    entry(&["DeleteObject"], &[object(&["s3:DeleteObject"])]),
    // Versions go with the same call.
    entry(&["DeleteObjects"], &[object(&["s3:DeleteObject", "s3:DeleteObjectVersion"])]),
    entry(&["DeletePublicAccessBlock", "PutPublicAccessBlock"], &[bucket(&["s3:PutBucketPublicAccessBlock"])]),
    entry(&["GetBucketAcl"], &[bucket(&["s3:GetBucketAcl"])]),
    entry(&["GetBucketEncryption"], &[bucket(&["s3:GetEncryptionConfiguration"])]),
    entry(&["GetBucketLifecycleConfiguration"], &[bucket(&["s3:GetLifecycleConfiguration"])]),
    entry(&["GetBucketLocation"], &[bucket(&["s3:GetBucketLocation"])]),
    entry(&["GetBucketLogging"], &[bucket(&["s3:GetBucketLogging"])]),
    entry(&["GetBucketNotificationConfiguration"], &[bucket(&["s3:GetBucketNotification"])]),
    entry(&["GetBucketOwnershipControls"], &[bucket(&["s3:GetBucketOwnershipControls"])]),
    entry(&["GetBucketPolicy"], &[bucket(&["s3:GetBucketPolicy"])]),
    entry(&["GetBucketPolicyStatus"], &[bucket(&["s3:GetBucketPolicyStatus"])]),
    entry(&["GetBucketReplication"], &[bucket(&["s3:GetReplicationConfiguration"])]),
    entry(&["GetBucketTagging"], &[bucket(&["s3:GetBucketTagging"])]),
    entry(&["GetBucketVersioning"], &[bucket(&["s3:GetBucketVersioning"])]),
    entry(&["GetObject", "HeadObject"], &[object(&["s3:GetObject"])]),
    entry(&["GetObjectLockConfiguration"], &[bucket(&["s3:GetBucketObjectLockConfiguration"])]),
    entry(&["GetPublicAccessBlock"], &[bucket(&["s3:GetBucketPublicAccessBlock"])]),
    entry(&["HeadBucket", "ListObjects", "ListObjectsV2"], &[bucket(&["s3:ListBucket"])]),
    entry(&["ListBuckets"], &[everywhere(&["s3:ListAllMyBuckets"])]),
    entry(&["ListMultipartUploads"], &[bucket(&["s3:ListBucketMultipartUploads"])]),
    entry(&["ListObjectVersions"], &[bucket(&["s3:ListBucketVersions"])]),
    entry(&["ListParts"], &[object(&["s3:ListMultipartUploadParts"])]),
    entry(&["PutBucketAcl"], &[bucket(&["s3:PutBucketAcl"])]),
    entry(&["PutBucketLogging"], &[bucket(&["s3:PutBucketLogging"])]),
    entry(&["PutBucketNotificationConfiguration"], &[bucket(&["s3:PutBucketNotification"])]),
    entry(&["PutBucketPolicy"], &[bucket(&["s3:PutBucketPolicy"])]),
    entry(&["PutBucketVersioning"], &[bucket(&["s3:PutBucketVersioning"])]),
];

pub(super) const SERVICES: &[Service] = &[Service {
    names: &["s3"],
    prefix: "s3",
    entries: &[ENTRIES],
    free: &[],
}];
