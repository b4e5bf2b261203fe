//! What the failure of a query means (facts/analytics-share.md, 7).

use super::Link;
use crate::ask::AskError;

/// A failure, by what its text has: the rule, whether it is one of all tables, cause and remedy.
struct Meaning {
    words: &'static [&'static str],
    rule: &'static str,
    is_common: bool,
    cause: &'static str,
    remedy: &'static str,
}

/// The rule of a table whose rows are too old.
pub(super) const STALE: &str = "rows-stale";
/// Cause and remedy where nobody knows.
const UNKNOWN: (&str, &str) = (
    "Athena could not run it",
    "read what Athena says; it may be for AWS to mend",
);

#[rustfmt::skip]
const MEANINGS: &[Meaning] = &[
    Meaning { words: &["Required Select"], rule: "select-missing", is_common: false,
        cause: "the role may not read the table", remedy: "ensure the share" },
    Meaning { words: &["Required Describe"], rule: "describe-missing", is_common: false,
        cause: "the role may not see the table", remedy: "ensure the share" },
    Meaning { words: &["lakeformation:GetDataAccess"], rule: "data-access-missing", is_common: true,
        cause: "the policy of the role does not let it ask Lake Formation for the data", remedy: "ensure the share, which writes the policy" },
    Meaning { words: &["Bytes scanned limit", "exhausted cutoff", "data scanned limit"], rule: "scan-limit", is_common: false,
        cause: "the workgroup lets no query read that much", remedy: "raise workgroup.scan_limit_mb, or keep queries to a window of time" },
    Meaning { words: &["kms:", "KMS"], rule: "key-denied", is_common: true,
        cause: "the role may not use the key of results, or the key lets nobody", remedy: "ensure the share; look at the policy of the key" },
    Meaning { words: &["StorageDescriptor is null"], rule: "target-gone", is_common: false,
        cause: "the table leads to nothing", remedy: "ensure the share" },
    Meaning { words: &["output bucket", "output location", "writing output", "s3:"], rule: "bucket-denied", is_common: true,
        cause: "the role may not write to the results bucket", remedy: "look at the policy of the bucket, and ensure the share" },
    Meaning { words: &["COLUMN_NOT_FOUND", "SYNTAX_ERROR"], rule: "columns-differ", is_common: false,
        cause: "the table has other columns than are documented", remedy: "look at its columns in the catalog, and report this" },
    Meaning { words: &["glue:"], rule: "catalog-denied", is_common: true,
        cause: "the policy of the role does not let it look into the catalogs", remedy: "ensure the share, which writes the policy" },
    Meaning { words: &["athena:"], rule: "workgroup-denied", is_common: true,
        cause: "the policy of the role does not let it use the workgroup", remedy: "ensure the share, which writes the policy" },
];

/// Cause and remedy of the failure of a query, by what Athena says.
pub(super) fn meaning(told: &str) -> (&'static str, &'static str) {
    meant(told).map_or(UNKNOWN, |it| (it.cause, it.remedy))
}

fn meant(told: &str) -> Option<&'static Meaning> {
    let is_meant = |it: &&Meaning| it.words.iter().any(|word| told.contains(word));
    MEANINGS.iter().find(is_meant)
}

/// Whether a link is broken because rows are old, which keeps nothing from being read.
pub(super) fn is_age(link: &Link) -> bool {
    link.rule == STALE
}

/// The link that is broken, and whether every further table would meet the same.
pub(super) fn broken(table: &str, role: &str, error: &AskError) -> (Link, bool) {
    let told = match error {
        AskError::Fault(fault) if fault.operation == "AssumeRole" => {
            let cause = "its trust does not name who asks";
            let remedy = "ensure the share; with query_role.trusts, name who is to take the role";
            let link = Link::broken("role-not-taken", role, fault.to_string(), cause, remedy);
            return (link, true);
        }
        AskError::Fault(fault) => fault.to_string(),
        AskError::Failed { reason, .. } => reason.clone(),
        AskError::Cancelled { .. } | AskError::Torn { .. } | AskError::NotTaken => {
            error.to_string()
        }
    };
    if let Some(meaning) = meant(&told) {
        let subject = if meaning.is_common { role } else { table };
        let link = Link::broken(meaning.rule, subject, told, meaning.cause, meaning.remedy);
        (link, meaning.is_common)
    } else {
        let (cause, remedy) = UNKNOWN;
        (
            Link::broken("query-failed", table, told, cause, remedy),
            false,
        )
    }
}
