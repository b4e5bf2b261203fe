//! Who a statement of a resource's policy is about.

use serde_json::Value;

use crate::arn::Arn;

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Principal<'a> {
    /// A user, a root user or a session, and the ARN of the role behind the session.
    Aws {
        account: &'a str,
        arn: &'a str,
        role: Option<&'a str>,
    },
    /// A service of AWS, as `connect.amazonaws.com`.
    Service(&'a str),
    /// The ARN of an identity provider.
    Federated(&'a str),
}

/// The principals that a statement names.
#[derive(Debug, Default)]
pub(super) struct Principals {
    aws: Vec<String>,
    services: Vec<String>,
    federated: Vec<String>,
}

/// How a statement names a principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Not,
    /// Through its account, whose own policies have the last word.
    Account,
    Itself,
}

// === impl Principals ===

impl Principals {
    /// What `"*"` or `{"AWS": …, "Service": …, "Federated": …}` names.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let everyone = Self {
            aws: vec!["*".to_owned()],
            ..Self::default()
        };
        let kinds = match value {
            Value::String(text) => return (text == "*").then_some(everyone),
            Value::Object(kinds) if !kinds.is_empty() => kinds,
            _ => return None,
        };
        let mut principals = Self::default();
        for (kind, names) in kinds {
            let names = super::document::texts(names)?;
            match kind.as_str() {
                "AWS" => principals.aws.extend(names),
                "Service" => principals.services.extend(names),
                "Federated" => principals.federated.extend(names),
                // Users of other clouds of S3; nobody here has such an id.
                "CanonicalUser" => {}
                _ => return None,
            }
        }
        Some(principals)
    }

    /// The ARNs and accounts of AWS that are named.
    pub(super) fn aws(&self) -> &[String] {
        &self.aws
    }

    pub(super) fn name(&self, principal: Principal<'_>) -> Named {
        let named = |names: &[String], name: &str| {
            if names.iter().any(|own| own == name || own == "*") {
                Named::Itself
            } else {
                Named::Not
            }
        };
        match principal {
            Principal::Service(name) if self.aws.iter().any(|own| own == "*") => {
                named(&["*".to_owned()], name)
            }
            Principal::Service(name) => named(&self.services, name),
            Principal::Federated(arn) => named(&self.federated, arn),
            Principal::Aws { account, arn, role } => self.name_aws(account, arn, role),
        }
    }

    fn name_aws(&self, account: &str, arn: &str, role: Option<&str>) -> Named {
        let root = format!("arn:aws:iam::{account}:root");
        let itself =
            |own: &String| own == "*" || (*own == arn && *own != root) || role == Some(own);
        let through = |own: &String| *own == account || *own == root;
        if self.aws.iter().any(itself) {
            Named::Itself
        } else if self.aws.iter().any(through) {
            Named::Account
        } else {
            Named::Not
        }
    }
}

/// Whether `text` can be a principal of AWS: everyone, an account, or an ARN of a principal.
pub(super) fn is_aws(text: &str) -> bool {
    let digits = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    let arn = Arn::parse(text).is_some_and(|arn| {
        let kinds = ["role/", "user/", "assumed-role/", "federated-user/"];
        matches!(arn.service, "iam" | "sts")
            && arn.owner().is_some()
            && (arn.resource == "root" || kinds.iter().any(|kind| arn.resource.starts_with(kind)))
            && !arn.resource.contains(['*', '?'])
    });
    text == "*" || digits || arn
}
