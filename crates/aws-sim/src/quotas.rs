//! Documented limits on how many things there may be.

use crate::settings::Quotas;

/// Name and default of each quota. Connect's are those of a new account (Amazon Connect service
/// quotas, administrator guide), counted per instance unless the name says otherwise; that of views is
/// made up, because none is documented. Those of IAM and KMS are counted per account (IAM and STS
/// quotas, user guide; resource quotas of KMS, developer guide).
const DOCUMENTED: &[(&str, u64)] = &[
    ("agent-statuses", 50),
    ("approved-origins", 100),
    ("data-tables", 100),
    ("email-addresses", 100),
    ("evaluation-forms", 50),
    ("fields-per-task-template", 50),
    ("flow-modules", 200),
    ("flows", 100),
    ("hierarchy-groups", 500),
    ("hierarchy-levels", 5),
    ("hours-of-operation", 100),
    ("hours-overrides", 50),
    ("hours-parents", 3),
    ("iam-access-keys-per-user", 2),
    ("iam-groups", 300),
    ("iam-groups-per-user", 10),
    ("iam-instance-profiles", 1_000),
    ("iam-oidc-providers", 100),
    ("iam-policies", 1_500),
    ("iam-policies-per-holder", 10),
    ("iam-policy-characters", 6_144),
    ("iam-roles", 1_000),
    ("iam-saml-providers", 100),
    ("iam-trust-policy-characters", 2_048),
    ("iam-users", 5_000),
    ("instance-churn-30-days", 100),
    ("instances-per-region", 2),
    ("kms-aliases-per-key", 50),
    ("kms-grants-per-key", 50_000),
    ("kms-keys", 100_000),
    ("lambda-functions", 50),
    ("lex-v1-bots", 70),
    ("lex-v2-aliases", 100),
    ("phone-churn-percent-180-days", 200),
    ("phone-numbers", 5),
    ("predefined-attributes", 150),
    ("proficiencies-per-user", 10),
    ("prompts", 500),
    ("queues", 100),
    ("queues-per-routing-profile", 50),
    ("quick-connects", 100),
    ("quick-connects-per-queue", 700),
    ("replicas", 5),
    ("routing-profiles", 500),
    ("rules-per-event-source", 500),
    ("security-keys", 2),
    ("security-profiles", 100),
    ("storage-configs-per-type", 1),
    ("task-templates", 50),
    ("traffic-distribution-groups", 8),
    ("users", 500),
    ("versions-per-evaluation-form", 50),
    ("views", 500),
    ("vocabularies", 20),
];

/// The names of all quotas.
pub fn quota_names() -> impl Iterator<Item = &'static str> {
    DOCUMENTED.iter().map(|(name, _)| *name)
}

// === impl Quotas ===

impl Quotas {
    /// The largest number of the things that `name` counts.
    pub(crate) fn of(&self, name: &str) -> u64 {
        let documented = || {
            let found = DOCUMENTED.iter().find(|(known, _)| *known == name);
            found.expect("handlers ask for quotas of the table").1
        };
        match self {
            Self::Documented => documented(),
            Self::None => u64::MAX,
            Self::Custom(custom) => custom.get(name).copied().unwrap_or_else(documented),
        }
    }
}
