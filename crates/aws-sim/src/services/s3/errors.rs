//! Errors in the words of S3. Codes that the model does not have come with their status.

use crate::error::AwsError;

pub(super) fn no_bucket(name: &str) -> AwsError {
    AwsError::new("NoSuchBucket", "The specified bucket does not exist").with("BucketName", name)
}

pub(super) fn no_key(key: &str) -> AwsError {
    AwsError::new("NoSuchKey", "The specified key does not exist.").with("Key", key)
}

pub(super) fn denied() -> AwsError {
    AwsError::new("AccessDenied", "Access Denied").with_status(403)
}

pub(super) fn owned_by_you(name: &str) -> AwsError {
    AwsError::new(
        "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket succeeded and you already own it.",
    )
    .with("BucketName", name)
}

pub(super) fn taken(name: &str) -> AwsError {
    AwsError::new(
        "BucketAlreadyExists",
        "The requested bucket name is not available. The bucket namespace is shared by all users \
         of the system. Please select a different name and try again.",
    )
    .with("BucketName", name)
}

pub(super) fn not_empty(name: &str) -> AwsError {
    AwsError::new(
        "BucketNotEmpty",
        "The bucket you tried to delete is not empty",
    )
    .with_status(409)
    .with("BucketName", name)
}

pub(super) fn invalid_name(name: &str) -> AwsError {
    AwsError::new("InvalidBucketName", "The specified bucket is not valid.")
        .with_status(400)
        .with("BucketName", name)
}

pub(super) fn illegal_location(location: &str) -> AwsError {
    let message = format!(
        "The {location} location constraint is incompatible for the region specific endpoint this \
         request was sent to."
    );
    AwsError::new("IllegalLocationConstraintException", message).with_status(400)
}
