//! What the simulated services do.
//!
//! One folder a service, one file a kind of thing. A service is one table of operations; what is
//! not in the table answers 501. The table of services has one line each, and their codes. `README.md` of the crate says how to add an operation.

#![allow(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    reason = "handlers have one form: they own their input, and may fail"
)]
#![allow(
    clippy::struct_field_names,
    reason = "inputs have the members that AWS named"
)]

pub(crate) mod athena;
pub(crate) mod budgets;
pub(crate) mod ce;
pub(crate) mod cloudtrail;
pub(crate) mod connect;
pub(crate) mod dynamodb;
pub(crate) mod events;
pub(crate) mod firehose;
pub(crate) mod glue;
pub(crate) mod iam;
pub(crate) mod kinesis;
pub(crate) mod kms;
pub(crate) mod lakeformation;
pub(crate) mod lambda;
pub(crate) mod lex;
pub(crate) mod logs;
pub(crate) mod ram;
pub(crate) mod s3;
pub(crate) mod scheduler;
pub(crate) mod secretsmanager;
pub(crate) mod service_quotas;
pub(crate) mod sns;
pub(crate) mod sqs;
pub(crate) mod sts;
pub(crate) mod tagging;

mod letter;
mod operations;
mod tag;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

pub(crate) use self::{
    letter::{Letter, Stand, send, stand},
    operations::{Handler, Operations},
};
use crate::{
    error::AwsError,
    model::{self, Model, Operation, Protocol},
};

/// One service.
pub(crate) struct Service {
    name: &'static str,
    table: fn() -> Operations,
    /// The table, made when the service is first called.
    operations: OnceLock<Operations>,
    /// Codes for input that breaks a published constraint. The first that the operation lists
    /// is answered, or the first.
    invalid: &'static [&'static str],
    /// Codes for a throttled call, chosen likewise.
    throttled: &'static [&'static str],
}

/// The service of `model`.
pub(crate) fn service(model: &Model) -> &'static Service {
    SERVICES
        .iter()
        .find(|service| service.name == model.service)
        .expect("a service for each model")
}

/// The operations that are simulated, by service.
pub(crate) fn simulated() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let services = SERVICES.iter();
    services
        .map(|service| (service.name, service.operations().names().collect()))
        .collect()
}

const VALIDATION: &[&str] = &["ValidationException"];
const PARAMETER: &[&str] = &["InvalidParameterException"];
const INPUT: &[&str] = &["InvalidInputException", "ValidationException"];
const THROTTLING: &[&str] = &["ThrottlingException", "ThrottledException"];
// Connect refuses a value with InvalidParameter where it can; which of the two AWS answers is not
// documented.
const CONNECT: &[&str] = &["InvalidParameterException", "InvalidRequestException"];
const CONNECT_BUSY: &[&str] = &["ThrottlingException", "TooManyRequestsException"];
const TRAIL: &[&str] = &["ValidationException", "InvalidParameterException"];
const QUOTA: &[&str] = &["IllegalArgumentException"];
const STREAM_BUSY: &[&str] = &["LimitExceededException", "ThrottlingException"];
const TOO_MANY: &[&str] = &["TooManyRequestsException", "ThrottlingException"];

#[rustfmt::skip] // One line a service, so that a change to one touches no other.
static SERVICES: [Service; 25] = [
    Service::new("athena", athena::operations, &["InvalidRequestException"], THROTTLING),
    Service::new("budgets", budgets::operations, PARAMETER, THROTTLING),
    Service::new("ce", ce::operations, VALIDATION, &["LimitExceededException"]),
    Service::new("cloudtrail", cloudtrail::operations, TRAIL, THROTTLING),
    Service::new("connect", connect::operations, CONNECT, CONNECT_BUSY),
    Service::new("dynamodb", dynamodb::operations, VALIDATION, THROTTLING),
    Service::new("events", events::operations, VALIDATION, THROTTLING),
    Service::new("firehose", firehose::operations, VALIDATION, STREAM_BUSY),
    Service::new("glue", glue::operations, INPUT, THROTTLING),
    Service::new("iam", iam::operations, &["ValidationError"], &["Throttling"]),
    Service::new("kinesis", kinesis::operations, VALIDATION, STREAM_BUSY),
    Service::new("kms", kms::operations, VALIDATION, THROTTLING),
    Service::new("lakeformation", lakeformation::operations, INPUT, THROTTLING),
    Service::new("lambda", lambda::operations, VALIDATION, TOO_MANY),
    Service::new("lexv2-models", lex::operations, VALIDATION, THROTTLING),
    Service::new("logs", logs::operations, PARAMETER, THROTTLING),
    Service::new("ram", ram::operations, PARAMETER, THROTTLING),
    Service::new("resourcegroupstaggingapi", tagging::operations, PARAMETER, &["ThrottledException"]),
    Service::new("s3", s3::operations, &["InvalidArgument"], &["SlowDown"]),
    Service::new("scheduler", scheduler::operations, VALIDATION, THROTTLING),
    Service::new("secretsmanager", secretsmanager::operations, VALIDATION, THROTTLING),
    Service::new("service-quotas", service_quotas::operations, QUOTA, TOO_MANY),
    Service::new("sns", sns::operations, &["InvalidParameter"], &["Throttled"]),
    Service::new("sqs", sqs::operations, &["InvalidParameterValue"], &["RequestThrottled"]),
    Service::new("sts", sts::operations, &["ValidationError"], &["Throttling"]),
];

// === impl Service ===

impl Service {
    const fn new(
        name: &'static str,
        table: fn() -> Operations,
        invalid: &'static [&'static str],
        throttled: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            table,
            operations: OnceLock::new(),
            invalid,
            throttled,
        }
    }

    /// What carries `operation` out; nothing if it is not simulated.
    pub(crate) fn handler(&self, operation: &Operation) -> Option<&Handler> {
        self.operations().get(operation.name)
    }

    /// The error for input that breaks published constraints.
    pub(crate) fn invalid(&self, operation: &Operation, violations: String) -> AwsError {
        AwsError::new(self.listed(operation, self.invalid), violations)
    }

    /// The error for a call too many.
    pub(crate) fn throttled(&self, operation: &Operation) -> AwsError {
        let code = self.listed(operation, self.throttled);
        let error = AwsError::new(code, "Rate exceeded");
        match self.model().protocol {
            Protocol::RestJson1 => error.with_status(429),
            Protocol::RestXml => error.with_status(503),
            Protocol::AwsJson10 | Protocol::AwsJson11 | Protocol::AwsQuery => {
                error.with_status(400)
            }
        }
    }

    fn operations(&self) -> &Operations {
        self.operations
            .get_or_init(|| checked(self.model(), (self.table)()))
    }

    fn model(&self) -> &'static Model {
        model::model(self.name).expect("a model for each service")
    }

    fn listed(&self, operation: &Operation, codes: &'static [&'static str]) -> &'static str {
        codes
            .iter()
            .find(|code| self.model().lists(operation, code))
            .unwrap_or(&codes[0])
    }
}

fn checked(model: &Model, operations: Operations) -> Operations {
    let stray = operations
        .names()
        .find(|name| model.operation(name).is_none());
    assert_eq!(stray, None, "{} has no such operation", model.service);
    operations
}
