//! Codes from the days when a JSON service spoke the query protocol.
//!
//! SQS still says the old code in a header, and clients look for it there first (its trait
//! `awsQueryCompatible`). Codes that are not in the table are the same in both.

use http::HeaderValue;

use crate::model::Model;

const SQS: &[(&str, &str)] = &[
    (
        "BatchEntryIdsNotDistinct",
        "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
    ),
    (
        "BatchRequestTooLong",
        "AWS.SimpleQueueService.BatchRequestTooLong",
    ),
    (
        "EmptyBatchRequest",
        "AWS.SimpleQueueService.EmptyBatchRequest",
    ),
    (
        "InvalidBatchEntryId",
        "AWS.SimpleQueueService.InvalidBatchEntryId",
    ),
    (
        "MessageNotInflight",
        "AWS.SimpleQueueService.MessageNotInflight",
    ),
    (
        "PurgeQueueInProgress",
        "AWS.SimpleQueueService.PurgeQueueInProgress",
    ),
    (
        "QueueDeletedRecently",
        "AWS.SimpleQueueService.QueueDeletedRecently",
    ),
    (
        "QueueDoesNotExist",
        "AWS.SimpleQueueService.NonExistentQueue",
    ),
    ("QueueNameExists", "QueueAlreadyExists"),
    (
        "TooManyEntriesInBatchRequest",
        "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
    ),
    (
        "UnsupportedOperation",
        "AWS.SimpleQueueService.UnsupportedOperation",
    ),
];

/// The header `x-amzn-query-error` for `code`, if the service has it.
pub(super) fn header(model: &Model, code: &str) -> Option<HeaderValue> {
    if model.service != "sqs" {
        return None;
    }
    let old = SQS.iter().find(|(new, _)| *new == code);
    let old = old.map_or(code, |(_, old)| old);
    HeaderValue::from_str(&format!("{old};Sender")).ok()
}
