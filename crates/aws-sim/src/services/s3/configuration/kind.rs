//! The kinds of configuration, and in what they differ.

use serde_json::{Value, json};

use super::{encryption, lifecycle, lock, notification, public_access, tagging, versioning};
use crate::{context::Ctx, error::AwsError, services::s3::address::Address};

/// One kind of configuration.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) get: &'static str,
    pub(super) put: &'static str,
    /// Nothing, where it can only be overwritten.
    pub(super) delete: Option<&'static str>,
    /// The member of the request that holds it.
    pub(super) member: &'static str,
    pub(super) answer: Answer,
    pub(super) absent: Absent,
    /// Refuses a document, or makes it what is kept.
    pub(super) check: Check,
}

/// How an answer shows a document.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// Under the name of the member.
    Whole,
    /// Its members, as those of the answer.
    Open,
}

/// What a bucket answers that has no document of the kind.
#[derive(Clone, Copy)]
pub(super) enum Absent {
    /// Code and message, under 404.
    Refused(&'static str, &'static str),
    /// The members of the answer.
    Default(fn() -> Value),
}

type Check = fn(&mut Ctx<'_>, &Address, Value) -> Result<Value, AwsError>;

pub(in crate::services::s3) const ENCRYPTION: &str = "encryption";
pub(in crate::services::s3) const NOTIFICATION: &str = "notification";
pub(in crate::services::s3) const OBJECT_LOCK: &str = "object-lock";
pub(in crate::services::s3) const OWNERSHIP: &str = "ownership";
pub(in crate::services::s3) const PUBLIC_ACCESS: &str = "public-access-block";
pub(in crate::services::s3) const TAGGING: &str = "tagging";

/// A kind whose operations are `Get`, `Put` and `Delete` with a noun.
macro_rules! kind {
    ($name:expr, $noun:literal, $member:literal) => {
        Kind {
            name: $name,
            get: concat!("Get", $noun),
            put: concat!("Put", $noun),
            delete: Some(concat!("Delete", $noun)),
            member: $member,
            answer: Answer::Open,
            absent: Absent::Default(empty),
            check: taken,
        }
    };
}

#[rustfmt::skip] // A table.
pub(super) static KINDS: [Kind; 13] = [
    kind!("accelerate", "BucketAccelerateConfiguration", "AccelerateConfiguration").fixed(),
    kind!("cors", "BucketCors", "CORSConfiguration")
        .or_refused("NoSuchCORSConfiguration", "The CORS configuration does not exist"),
    kind!(ENCRYPTION, "BucketEncryption", "ServerSideEncryptionConfiguration").whole()
        .checked(encryption::check).or_default(encryption::default),
    kind!("lifecycle", "BucketLifecycleConfiguration", "LifecycleConfiguration")
        .deleted_by("DeleteBucketLifecycle").checked(lifecycle::check)
        .or_refused("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
    kind!("logging", "BucketLogging", "BucketLoggingStatus").fixed(),
    kind!(NOTIFICATION, "BucketNotificationConfiguration", "NotificationConfiguration").fixed()
        .checked(notification::check),
    kind!(OBJECT_LOCK, "ObjectLockConfiguration", "ObjectLockConfiguration").whole().fixed()
        .checked(lock::check)
        .or_refused("ObjectLockConfigurationNotFoundError",
            "Object Lock configuration does not exist for this bucket"),
    kind!(OWNERSHIP, "BucketOwnershipControls", "OwnershipControls").whole()
        .or_refused("OwnershipControlsNotFoundError", "The bucket ownership controls were not found"),
    kind!(PUBLIC_ACCESS, "PublicAccessBlock", "PublicAccessBlockConfiguration").whole()
        .checked(public_access::check)
        .or_refused("NoSuchPublicAccessBlockConfiguration",
            "The public access block configuration was not found"),
    kind!("replication", "BucketReplication", "ReplicationConfiguration").whole()
        .checked(versioning::replicated)
        .or_refused("ReplicationConfigurationNotFoundError",
            "The replication configuration was not found"),
    kind!("request-payment", "BucketRequestPayment", "RequestPaymentConfiguration").fixed()
        .or_default(owner_pays),
    kind!(TAGGING, "BucketTagging", "Tagging").checked(tagging::check)
        .or_refused("NoSuchTagSet", "The TagSet does not exist"),
    kind!("website", "BucketWebsite", "WebsiteConfiguration")
        .or_refused("NoSuchWebsiteConfiguration",
            "The specified bucket does not have a website configuration"),
];

/// Takes a document as it is.
fn taken(_: &mut Ctx<'_>, _: &Address, document: Value) -> Result<Value, AwsError> {
    Ok(document)
}

fn empty() -> Value {
    json!({})
}

fn owner_pays() -> Value {
    json!({ "Payer": "BucketOwner" })
}

// === impl Kind ===

impl Kind {
    /// The kind that the operation of this call is about.
    pub(super) fn called_by(ctx: &Ctx<'_>) -> &'static Self {
        let called = ctx.operation.name;
        KINDS
            .iter()
            .find(|kind| called == kind.get || called == kind.put || kind.delete == Some(called))
            .expect("the table of operations is made of the kinds")
    }

    const fn whole(mut self) -> Self {
        self.answer = Answer::Whole;
        self
    }

    const fn fixed(mut self) -> Self {
        self.delete = None;
        self
    }

    const fn deleted_by(mut self, operation: &'static str) -> Self {
        self.delete = Some(operation);
        self
    }

    const fn or_refused(mut self, code: &'static str, message: &'static str) -> Self {
        self.absent = Absent::Refused(code, message);
        self
    }

    const fn or_default(mut self, default: fn() -> Value) -> Self {
        self.absent = Absent::Default(default);
        self
    }

    const fn checked(mut self, check: Check) -> Self {
        self.check = check;
        self
    }
}
