//! Errors in the words of RAM.

use crate::error::AwsError;

pub(super) fn unknown(arn: &str) -> AwsError {
    AwsError::new(
        "UnknownResourceException",
        format!("ResourceShare {arn} could not be found."),
    )
}

pub(super) fn malformed(arn: &str) -> AwsError {
    AwsError::new(
        "MalformedArnException",
        format!("The specified resource ARN {arn} is not valid. Verify the ARN and try again."),
    )
}

pub(super) fn invalid(message: &str) -> AwsError {
    AwsError::new("InvalidParameterException", message)
}

pub(super) fn not_permitted(message: &str) -> AwsError {
    AwsError::new("OperationNotPermittedException", message)
}

pub(super) fn no_invitation(arn: &str) -> AwsError {
    AwsError::new(
        "ResourceShareInvitationArnNotFoundException",
        format!("ResourceShareInvitation {arn} could not be found."),
    )
}
