//! Services beside Amazon Connect: a program may be built without them.

use std::collections::BTreeSet;

use connect_model::{Fault, FaultClass};

use crate::Trouble;

/// A service beside Amazon Connect that something here calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// AWS `CloudTrail`.
    CloudTrail,
    /// AWS IAM.
    Iam,
    /// AWS Lambda.
    Lambda,
    /// Amazon Lex V2.
    Lex,
    /// Amazon `CloudWatch` Logs.
    Logs,
    /// Amazon S3.
    S3,
    /// AWS Secrets Manager.
    SecretsManager,
}

/// A port is asked for that the program has no implementation of. Final: no repeat brings it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this program is built without {}", names(.services))]
pub struct NotBuiltIn {
    services: BTreeSet<Service>,
}

// === impl Service ===

impl Service {
    /// What AWS calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::CloudTrail => "AWS CloudTrail",
            Self::Iam => "AWS IAM",
            Self::Lambda => "AWS Lambda",
            Self::Lex => "Amazon Lex",
            Self::Logs => "Amazon CloudWatch Logs",
            Self::S3 => "Amazon S3",
            Self::SecretsManager => "AWS Secrets Manager",
        }
    }

    /// The cargo feature of `connect-aws` that brings it.
    pub fn feature(self) -> &'static str {
        match self {
            Self::CloudTrail => "cloudtrail",
            Self::Iam => "iam",
            Self::Lambda => "lambda",
            Self::Lex => "lexv2",
            Self::Logs => "logs",
            Self::S3 => "s3",
            Self::SecretsManager => "secretsmanager",
        }
    }
}

// === impl NotBuiltIn ===

impl NotBuiltIn {
    /// The code of the fault that it becomes.
    pub const CODE: &'static str = "ServiceNotBuiltIn";

    /// One that takes all of these services.
    pub fn of(services: impl IntoIterator<Item = Service>) -> Self {
        Self {
            services: services.into_iter().collect(),
        }
    }

    /// The services that are asked for.
    pub fn services(&self) -> impl Iterator<Item = Service> {
        self.services.iter().copied()
    }

    /// What to do about it.
    pub fn remedy(&self) -> String {
        let features: Vec<_> = self
            .services()
            .map(|service| format!("`{}`", service.feature()))
            .collect();
        let noun = if features.len() == 1 {
            "feature"
        } else {
            "features"
        };
        format!("enable the {noun} {} of connect-aws", features.join(", "))
    }
}

fn names(services: &BTreeSet<Service>) -> String {
    let names: Vec<_> = services.iter().map(|service| service.name()).collect();
    names.join(", ")
}

impl From<NotBuiltIn> for Fault {
    fn from(lack: NotBuiltIn) -> Self {
        let features: Vec<_> = lack.services().map(Service::feature).collect();
        Self {
            class: FaultClass::Other,
            service: features.join(", "),
            operation: "nothing was called".into(),
            code: NotBuiltIn::CODE.into(),
            message: format!("{lack}; {}", lack.remedy()),
            request_id: None,
            problems: Vec::new(),
        }
    }
}

impl From<NotBuiltIn> for Trouble {
    fn from(lack: NotBuiltIn) -> Self {
        Fault::from(lack).into()
    }
}

#[cfg(test)]
mod tests {
    use reconcile::{Setback, Verdict};

    use super::*;

    #[test]
    fn a_service_that_is_not_built_in_is_a_final_fault_that_names_its_feature() {
        let lack = NotBuiltIn::of([Service::S3, Service::Lex, Service::S3]);
        assert_eq!(
            Fault::from(lack.clone()).to_string(),
            "nothing was called: ServiceNotBuiltIn: this program is built without Amazon Lex, \
             Amazon S3; enable the features `lexv2`, `s3` of connect-aws"
        );
        let setback = Setback::from(Trouble::from(lack));
        assert_eq!(setback.verdict, Verdict::Final);
        let one = NotBuiltIn::of([Service::Iam]);
        assert_eq!(one.remedy(), "enable the feature `iam` of connect-aws");
    }
}
