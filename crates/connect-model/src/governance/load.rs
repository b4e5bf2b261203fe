//! From the files of governance to its declaration, or to everything that is wrong with them.

use serde_json::Value as Json;

use super::{Governance, GovernanceDocument, rules};
use crate::{
    Finding, Log,
    decode::{Decode, Reader},
    spec::{Sources, may_be, read, schema_of},
    tree::{self, Path},
};

/// Reads and checks governance. All findings come at once, sorted by file, line and column.
pub fn load_governance(sources: &Sources) -> Result<Governance, Vec<Finding>> {
    let mut log = Log::new(&sources.specs);
    let Some(mut root) = read(sources, &mut log) else {
        return Err(log.into_findings());
    };
    if !may_be("Governance", &root, &mut log) {
        return Err(log.into_findings());
    }
    tree::resolve(&mut root, &sources.variables, &mut log);
    let mut reader = Reader::new(log, &sources.files);
    let document = GovernanceDocument::decode(&root, &Path::Top, &mut reader);
    let mut log = reader.log;
    let Some(document) = document else {
        return Err(log.into_findings());
    };
    rules::check(&root, &document, &mut log);
    match document.into_governance() {
        Some(governance) if log.findings().is_empty() => Ok(governance),
        _ => Err(log.into_findings()),
    }
}

/// The JSON Schema (2020-12) of governance, from the same tables as its reading.
pub fn governance_schema() -> Json {
    schema_of::<GovernanceDocument>("Governance")
}

// === impl GovernanceDocument ===

impl GovernanceDocument {
    /// What was declared. Where a part of it is lost, a finding was made before.
    fn into_governance(self) -> Option<Governance> {
        Some(Governance {
            instance: self.instance.0?,
            assess: self.assess,
            exceptions: self.exceptions,
            keys: self.keys,
            storage: self.storage,
            tags: self.tags,
            allocation: self.allocation.into_iter().collect(),
            budgets: self.budgets,
        })
    }
}
