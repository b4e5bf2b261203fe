//! What the simulated services do.
//!
//! One folder a service, one file a kind of thing. A service is one table of operations; what is
//! not in the table answers 501. `README.md` of the crate says how to add an operation.

#![allow(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    reason = "handlers have one form: they own their input, and may fail"
)]
#![allow(
    clippy::struct_field_names,
    reason = "inputs have the members that AWS named"
)]

pub(crate) mod connect;
pub(crate) mod lex;
pub(crate) mod secretsmanager;
pub(crate) mod sts;

mod operations;

use std::sync::LazyLock;

pub(crate) use self::operations::{Handler, Operations};
use crate::{
    error::AwsError,
    model::{self, Model, Operation, Protocol},
};

/// One service.
pub(crate) struct Service {
    model: &'static Model,
    operations: Operations,
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
        .find(|service| service.model.service == model.service)
        .expect("a service for each model")
}

static SERVICES: LazyLock<[Service; 5]> = LazyLock::new(|| {
    [
        // Connect refuses a value with InvalidParameter where it can; which of the two AWS
        // answers is not documented.
        Service {
            model: known("connect"),
            operations: connect::operations(),
            invalid: &["InvalidParameterException", "InvalidRequestException"],
            throttled: &["ThrottlingException", "TooManyRequestsException"],
        },
        Service {
            model: known("lambda"),
            operations: Operations::default(),
            invalid: &["ValidationException"],
            throttled: &["TooManyRequestsException"],
        },
        Service {
            model: known("lexv2-models"),
            operations: lex::operations(),
            invalid: &["ValidationException"],
            throttled: &["ThrottlingException"],
        },
        Service {
            model: known("secretsmanager"),
            operations: secretsmanager::operations(),
            invalid: &["ValidationException"],
            throttled: &["ThrottlingException"],
        },
        Service {
            model: known("sts"),
            operations: sts::operations(),
            invalid: &["ValidationError"],
            throttled: &["Throttling"],
        },
    ]
    .map(Service::checked)
});

fn known(service: &str) -> &'static Model {
    model::model(service).expect("a model for each service")
}

// === impl Service ===

impl Service {
    /// What carries `operation` out; nothing if it is not simulated.
    pub(crate) fn handler(&self, operation: &Operation) -> Option<&Handler> {
        self.operations.get(operation.name)
    }

    /// The error for input that breaks published constraints.
    pub(crate) fn invalid(&self, operation: &Operation, violations: String) -> AwsError {
        AwsError::new(self.listed(operation, self.invalid), violations)
    }

    /// The error for a call too many.
    pub(crate) fn throttled(&self, operation: &Operation) -> AwsError {
        let code = self.listed(operation, self.throttled);
        let error = AwsError::new(code, "Rate exceeded");
        match self.model.protocol {
            Protocol::RestJson1 => error.with_status(429),
            Protocol::AwsJson10 | Protocol::AwsJson11 | Protocol::AwsQuery => {
                error.with_status(400)
            }
        }
    }

    fn listed(&self, operation: &Operation, codes: &'static [&'static str]) -> &'static str {
        codes
            .iter()
            .find(|code| self.model.lists(operation, code))
            .unwrap_or(&codes[0])
    }

    fn checked(self) -> Self {
        let stray = self
            .operations
            .names()
            .find(|name| self.model.operation(name).is_none());
        assert_eq!(stray, None, "{} has no such operation", self.model.service);
        self
    }
}
