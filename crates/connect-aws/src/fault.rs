//! What went wrong in a call, in the words of the model.
//!
//! The class is found by the error code first, because HTTP 429 alone is ambiguous: it means a rate
//! as well as a full quota, and a quota that is full is final. What came without a code is classed by
//! its status, and what came without an answer by whether the request can have arrived.

use std::{error::Error, fmt};

use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::{
    orchestrator::HttpResponse,
    result::{ConnectorError, SdkError},
};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::request_id::RequestId;
use connect_model::{Fault, FaultClass, Secret};
use serde_json::Value;

use crate::call::Operation;

/// Error codes with what they mean (facts/connect-api.md, 1.1 and 3).
static CODES: &[(FaultClass, &[&str])] = &[
    (
        FaultClass::QuotaFull,
        &[
            "LimitExceededException",
            "ServiceQuotaExceededException",
            "LimitExceeded",
            "TooManyBuckets",
            "CodeStorageExceededException",
            // Glue and Lake Formation.
            "ResourceNumberLimitExceededException",
            // Budgets.
            "CreationLimitExceededException",
        ],
    ),
    (
        FaultClass::Throttled,
        &[
            "ThrottlingException",
            "TooManyRequestsException",
            "Throttling",
            "ThrottledException",
            "RequestThrottled",
            "RequestThrottledException",
            "RequestLimitExceeded",
            "SlowDown",
            // DynamoDB.
            "ProvisionedThroughputExceededException",
            // SQS: more messages are in flight than a queue lets be, or the key of the queue is asked too often.
            "OverLimit",
            "KmsThrottled",
        ],
    ),
    (
        FaultClass::Duplicate,
        &[
            "DuplicateResourceException",
            "ResourceExistsException",
            "ResourceAlreadyExistsException",
            "EntityAlreadyExists",
            "BucketAlreadyOwnedByYou",
            // Glue, Lake Formation and KMS.
            "AlreadyExistsException",
            // Budgets.
            "DuplicateRecordException",
        ],
    ),
    (
        FaultClass::NotFound,
        &[
            "ResourceNotFoundException",
            // Glue and Lake Formation.
            "EntityNotFoundException",
            // RAM: of a share that the account has not accepted, too.
            "UnknownResourceException",
            "ResourceShareInvitationArnNotFoundException",
            // KMS.
            "NotFoundException",
            // CloudTrail documents it with HTTP 400.
            "TrailNotFoundException",
            // SQS: by its own name, and as it said before it spoke JSON.
            "QueueDoesNotExist",
            "AWS.SimpleQueueService.NonExistentQueue",
        ],
    ),
    (FaultClass::InUse, &["ResourceInUseException"]),
    (
        FaultClass::Conflict,
        &[
            "ResourceConflictException",
            "IdempotencyException",
            "ConditionalOperationFailedException",
            "ContactFlowNotPublishedException",
            // RAM, of an invitation that cannot be answered any more.
            "ResourceShareInvitationAlreadyAcceptedException",
            "ResourceShareInvitationAlreadyRejectedException",
            "ResourceShareInvitationExpiredException",
            // KMS, of a key that waits for its deletion or is disabled.
            "KMSInvalidStateException",
            "DisabledException",
            // EventBridge Scheduler.
            "ConflictException",
            // S3 and DynamoDB, of a condition that does not hold.
            "PreconditionFailed",
            "ConditionalCheckFailedException",
        ],
    ),
    (
        FaultClass::NotReady,
        &[
            "ResourceNotReadyException",
            // Lake Formation, of grants at the same time.
            "ConcurrentModificationException",
            "EntityTemporarilyUnmodifiable",
            "OperationAborted",
            "OperationAbortedException",
            // S3, of writes under a condition at the same time.
            "ConditionalRequestConflict",
        ],
    ),
    (
        FaultClass::Unavailable,
        &[
            "InternalServiceException",
            // Glue and Lake Formation document it with HTTP 400, and not whether it had an effect.
            "OperationTimeoutException",
        ],
    ),
    (
        FaultClass::Denied,
        &[
            "AccessDeniedException",
            "AccessDenied",
            "UnauthorizedOperation",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "ExpiredToken",
            "ExpiredTokenException",
            "RegionDisabledException",
        ],
    ),
    (
        FaultClass::Invalid,
        &[
            // Athena has no other code for what is not there: its adapter reads the message.
            "InvalidRequestException",
            // Glue and Lake Formation.
            "InvalidInputException",
            "InvalidParameterException",
            "InvalidParameterValueException",
            "InvalidContactFlowException",
            "InvalidContactFlowModuleException",
            "PropertyValidationException",
            "ValidationException",
        ],
    ),
];

/// Puts an error of the SDK into the words of the model.
pub(crate) fn classify<E>(operation: Operation, error: &SdkError<E, HttpResponse>) -> Fault
where
    E: ProvideErrorMetadata + Error + 'static,
{
    let request_id = error.request_id().map(ToOwned::to_owned);
    let response = error.raw_response();
    let mut fault = match error {
        // A body that cannot be parsed comes as an error of the service, whatever its status.
        SdkError::ServiceError(_) | SdkError::ResponseError(_)
            if response.is_some_and(|response| response.status().is_success()) =>
        {
            unreadable(operation, &chain(error))
        }
        SdkError::ServiceError(context) => {
            let meta = context.err().meta();
            answered(operation, context.raw(), meta.code(), meta.message())
        }
        SdkError::ResponseError(context) => answered(operation, context.raw(), None, None),
        SdkError::TimeoutError(_) => lost(operation, "Timeout", error),
        SdkError::DispatchFailure(failure) => {
            undispatched(operation, failure.as_connector_error(), error)
        }
        _ => fault(
            operation,
            FaultClass::Invalid,
            "RequestNotBuilt",
            chain(error),
        ),
    };
    fault.request_id = request_id;
    fault
}

/// An answer arrived, but it does not say what was asked for.
pub(crate) fn unreadable(operation: Operation, message: &str) -> Fault {
    fault(
        operation,
        FaultClass::Unavailable,
        "AnswerUnreadable",
        message.to_owned(),
    )
}

/// A fault of our own making.
pub(crate) fn fault(
    operation: Operation,
    class: FaultClass,
    code: &str,
    message: impl Into<String>,
) -> Fault {
    Fault {
        class,
        service: operation.service.to_owned(),
        operation: operation.name.to_owned(),
        code: code.to_owned(),
        message: message.into(),
        request_id: None,
        problems: Vec::new(),
    }
}

/// A part of a request, unless its builder lacks something.
pub(crate) fn built<T>(
    operation: Operation,
    part: Result<T, impl fmt::Display>,
) -> Result<T, Fault> {
    let lacking = |error: &dyn fmt::Display| {
        fault(
            operation,
            FaultClass::Invalid,
            "RequestNotBuilt",
            error.to_string(),
        )
    };
    part.map_err(|error| lacking(&error))
}

/// What a service tells within a success, such as the failure of one of a batch. There is no status to go
/// by, and a code that nobody knows must not pass for bad input: that would be taken for "never granted".
pub(crate) fn told(operation: Operation, code: &str, message: &str) -> Fault {
    let class = by_code(code).unwrap_or(FaultClass::Other);
    fault(operation, class, code, message)
}

/// Takes a secret that was sent out of what came back.
pub(crate) fn without(secret: &Secret, mut fault: Fault) -> Fault {
    let hide = |text: &mut String| *text = text.replace(secret.expose(), "***");
    hide(&mut fault.message);
    fault.problems.iter_mut().for_each(hide);
    fault
}

/// The service answered with an error.
fn answered(
    operation: Operation,
    response: &HttpResponse,
    code: Option<&str>,
    message: Option<&str>,
) -> Fault {
    let status = response.status().as_u16();
    let class = code.and_then(by_code).unwrap_or_else(|| by_status(status));
    let code = code.map_or_else(|| format!("Http{status}"), ToOwned::to_owned);
    let mut fault = fault(operation, class, &code, message.unwrap_or_default());
    fault.problems = problems(response.body().bytes().unwrap_or_default());
    fault
}

fn by_code(code: &str) -> Option<FaultClass> {
    CODES
        .iter()
        .find(|(_, codes)| codes.contains(&code))
        .map(|(class, _)| *class)
}

fn by_status(status: u16) -> FaultClass {
    match status {
        401 | 403 => FaultClass::Denied,
        402 => FaultClass::QuotaFull,
        404 => FaultClass::NotFound,
        408 => FaultClass::Unavailable,
        409 | 412 => FaultClass::Conflict,
        429 => FaultClass::Throttled,
        // Not implemented: it had no effect, and never will.
        501 => FaultClass::Other,
        400..=499 => FaultClass::Invalid,
        500..=599 => FaultClass::Unavailable,
        _ => FaultClass::Other,
    }
}

/// What a validator of flows listed: `problems` for flows, `Problems` for modules.
fn problems(body: &[u8]) -> Vec<String> {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let listed = body.get("problems").or_else(|| body.get("Problems"));
    let message = |problem: &Value| Some(problem.get("message")?.as_str()?.to_owned());
    let listed = listed.and_then(Value::as_array).into_iter().flatten();
    listed.filter_map(message).collect()
}

/// No answer arrived.
fn undispatched(
    operation: Operation,
    cause: Option<&ConnectorError>,
    error: &(dyn Error + 'static),
) -> Fault {
    if let Some(fault) = find::<Fault>(error) {
        return of_credentials(fault);
    }
    if let Some(cause) = find::<CredentialsError>(error) {
        return without_credentials(operation, cause);
    }
    if is_unconnected(error) {
        return fault(operation, FaultClass::NotSent, "NotConnected", chain(error));
    }
    match cause {
        Some(cause) if cause.is_timeout() => lost(operation, "Timeout", error),
        Some(cause) if cause.is_user() => fault(
            operation,
            FaultClass::Invalid,
            "RequestNotBuilt",
            chain(error),
        ),
        _ => lost(operation, "ConnectionLost", error),
    }
}

/// It may or may not have arrived.
fn lost(operation: Operation, code: &str, error: &(dyn Error + 'static)) -> Fault {
    fault(operation, FaultClass::Unavailable, code, chain(error))
}

/// The call that gets the credentials failed. It is no matter whether that one arrived: the one that
/// needed them did not.
fn of_credentials(fault: &Fault) -> Fault {
    let mut fault = fault.clone();
    if fault.class == FaultClass::Unavailable {
        fault.class = FaultClass::NotSent;
    }
    fault
}

fn without_credentials(operation: Operation, cause: &CredentialsError) -> Fault {
    let class = match cause {
        CredentialsError::CredentialsNotLoaded(_) | CredentialsError::InvalidConfiguration(_) => {
            FaultClass::Denied
        }
        _ => FaultClass::NotSent,
    };
    fault(operation, class, "NoCredentials", chain(cause))
}

/// Whether there was never a connection that the request could have gone over.
fn is_unconnected(error: &(dyn Error + 'static)) -> bool {
    find(error).is_some_and(hyper_util::client::legacy::Error::is_connect)
}

fn find<'e, T: Error + 'static>(error: &'e (dyn Error + 'static)) -> Option<&'e T> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&cause| cause.source())
}

/// The error and its causes in one line. A fault outlives the process, so it cannot keep them.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut texts: Vec<String> = causes(error).map(ToString::to_string).collect();
    texts.dedup();
    texts.join(": ")
}
