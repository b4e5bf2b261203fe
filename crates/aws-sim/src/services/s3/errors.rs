//! Errors in the words of S3. Codes that the model does not have come with their status.

use crate::{error::AwsError, place::Region};

/// An error that the model does not have.
pub(super) fn other(status: u16, code: &'static str, message: impl Into<String>) -> AwsError {
    AwsError::new(code, message).with_status(status)
}

pub(super) fn no_bucket(name: &str) -> AwsError {
    let message = "The specified bucket does not exist";
    other(404, "NoSuchBucket", message).with("BucketName", name)
}

pub(super) fn no_key(key: &str) -> AwsError {
    other(404, "NoSuchKey", "The specified key does not exist.").with("Key", key)
}

pub(super) fn no_version(key: &str, id: &str) -> AwsError {
    other(
        404,
        "NoSuchVersion",
        "The specified version does not exist.",
    )
    .with("Key", key)
    .with("VersionId", id)
}

/// The version asked for is a delete marker.
pub(super) fn marker(id: &str) -> AwsError {
    let message = "The specified method is not allowed against this resource.";
    other(405, "MethodNotAllowed", message)
        .with("ResourceType", "DeleteMarker")
        .with_header("x-amz-delete-marker", "true")
        .with_header("x-amz-version-id", id)
        .with_header("allow", "DELETE")
}

pub(super) fn no_upload(id: &str) -> AwsError {
    let message = "The specified upload does not exist. The upload ID may be invalid, or the \
                   upload may have been aborted or completed.";
    other(404, "NoSuchUpload", message).with("UploadId", id)
}

pub(super) fn denied() -> AwsError {
    other(403, "AccessDenied", "Access Denied")
}

/// The policy of the bucket says no.
pub(super) fn denied_explicitly(caller: &str, action: &str, resource: &str) -> AwsError {
    let message = format!(
        "User: {caller} is not authorized to perform: {action} on resource: \"{resource}\" with \
         an explicit deny in a resource-based policy"
    );
    other(403, "AccessDenied", message)
}

/// The bucket is in another Region.
pub(super) fn elsewhere(name: &str, region: &Region) -> AwsError {
    let message = "The bucket you are attempting to access must be addressed using the specified \
                   endpoint. Please send all future requests to this endpoint.";
    other(301, "PermanentRedirect", message)
        .with("Endpoint", format!("{name}.s3.{region}.amazonaws.com"))
        .with("Bucket", name)
        .with_header("x-amz-bucket-region", region.as_str())
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
    let message = "The bucket you tried to delete is not empty";
    other(409, "BucketNotEmpty", message).with("BucketName", name)
}

pub(super) fn invalid_name(name: &str) -> AwsError {
    let message = "The specified bucket is not valid.";
    other(400, "InvalidBucketName", message).with("BucketName", name)
}

pub(super) fn illegal_location(location: &str) -> AwsError {
    let message = format!(
        "The {location} location constraint is incompatible for the region specific endpoint this \
         request was sent to."
    );
    other(400, "IllegalLocationConstraintException", message)
}

pub(super) fn precondition(condition: &'static str) -> AwsError {
    let message = "At least one of the pre-conditions you specified did not hold";
    other(412, "PreconditionFailed", message).with("Condition", condition)
}

pub(super) fn bad_digest(message: impl Into<String>) -> AwsError {
    other(400, "BadDigest", message)
}

pub(super) fn invalid_request(message: impl Into<String>) -> AwsError {
    other(400, "InvalidRequest", message)
}

/// A parameter that cannot be as it is.
pub(super) fn invalid_argument(name: &str, value: &str, message: &str) -> AwsError {
    other(400, "InvalidArgument", message)
        .with("ArgumentName", name)
        .with("ArgumentValue", value)
}

pub(super) fn invalid_tag(message: &'static str) -> AwsError {
    other(400, "InvalidTag", message)
}

pub(super) fn malformed() -> AwsError {
    let message = "The XML you provided was not well-formed or did not validate against our \
                   published schema";
    other(400, "MalformedXML", message)
}

/// A header asks for what the simulator does not do.
pub(super) fn not_implemented(header: &'static str) -> AwsError {
    let message = "A header you provided implies functionality that is not implemented";
    other(501, "NotImplemented", message).with("Header", header)
}
