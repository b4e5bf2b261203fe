//! What calls of Connect need in other services, where Connect acts with the caller's rights.

use super::super::{
    Limit, Right, everywhere, right,
    target::{BUCKET, DELIVERY, FORMER_KEY, KEY, LINKED_ROLE, OBJECT, STREAM},
};

/// Connect writes what it may do into the instance's role as the caller.
pub(super) const EXTEND_ROLE: Right = right(
    &["iam:AttachRolePolicy", "iam:PutRolePolicy"],
    &[LINKED_ROLE],
);
pub(super) const LINK_ROLE: Right = right(&["iam:CreateServiceLinkedRole"], &[LINKED_ROLE])
    .under(&[Limit::LinkedTo("connect.amazonaws.com")]);

pub(super) const LOOK_UP_DIRECTORY: Right = everywhere(&["ds:DescribeDirectories"]);
pub(super) const CREATE_DIRECTORY: Right = everywhere(&[
    "ds:AuthorizeApplication",
    "ds:CheckAlias",
    "ds:CreateAlias",
    "ds:CreateDirectory",
    "ds:CreateIdentityPoolDirectory",
    "ds:DeleteDirectory",
    "ds:DescribeDirectories",
    "ds:UnauthorizeApplication",
]);
pub(super) const DELETE_DIRECTORY: Right = everywhere(&[
    "ds:DeleteDirectory",
    "ds:DescribeDirectories",
    "ds:UnauthorizeApplication",
]);

pub(super) const LOOK_AT_BUCKET: Right =
    right(&["s3:GetBucketAcl", "s3:GetBucketLocation"], &[BUCKET]);
pub(super) const LOOK_AT_STREAM: Right = right(&["kinesis:DescribeStream"], &[STREAM]);
pub(super) const LOOK_AT_DELIVERY: Right = right(&["firehose:DescribeDeliveryStream"], &[DELIVERY]);

/// The instance's role gets the key by a grant that Connect makes as the caller.
pub(super) const GRANT_KEY: Right =
    right(&["kms:CreateGrant"], &[KEY]).under(&[Limit::ViaConnect, Limit::ForService]);
pub(super) const LOOK_AT_KEY: Right =
    right(&["kms:DescribeKey"], &[KEY]).under(&[Limit::ViaConnect]);
pub(super) const RETIRE_GRANT: Right =
    right(&["kms:RetireGrant"], &[FORMER_KEY]).under(&[Limit::ViaConnect]);

pub(super) const READ_RECORDING: Right = right(&["s3:GetObject", "s3:GetObjectAcl"], &[OBJECT]);
/// A recording in a bucket with a key.
pub(super) const READ_ENCRYPTED: Right = right(&["kms:Decrypt"], &[KEY]);
