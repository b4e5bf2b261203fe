//! From the files of a share to its declaration, or to everything that is wrong with them.

use serde_json::Value as Json;

use super::{AnalyticsShare, ShareDocument, rules};
use crate::{
    Finding, Log,
    decode::{Decode, Reader},
    spec::{Sources, read, schema_of},
    tree::{self, Path},
};

/// Reads and checks a share. All findings come at once, sorted by file, line and column.
pub fn load_share(sources: &Sources) -> Result<AnalyticsShare, Vec<Finding>> {
    let mut log = Log::new(&sources.specs);
    let Some(mut root) = read(sources, &mut log) else {
        return Err(log.into_findings());
    };
    tree::resolve(&mut root, &sources.variables, &mut log);
    let mut reader = Reader::new(log, &sources.files);
    let document = ShareDocument::decode(&root, &Path::Top, &mut reader);
    let mut log = reader.log;
    let Some(document) = document else {
        return Err(log.into_findings());
    };
    rules::check(&root, &document, &mut log);
    match document.into_share() {
        Some(share) if log.findings().is_empty() => Ok(share),
        _ => Err(log.into_findings()),
    }
}

/// The JSON Schema (2020-12) of a share, from the same tables as its reading.
pub fn share_schema() -> Json {
    schema_of::<ShareDocument>("AnalyticsShare")
}

// === impl ShareDocument ===

impl ShareDocument {
    /// The share that was declared. Where a part of it is lost, a finding was made before.
    fn into_share(self) -> Option<AnalyticsShare> {
        Some(AnalyticsShare {
            name: self.name.0?,
            producers: self.producers,
            consumer: self.consumer.0?,
            data_sets: self.data_sets.0?,
            catalog: self.catalog,
            lake_formation: self.lake_formation,
            principals: self.principals,
            query_role: self.query_role,
            workgroup: self.workgroup,
            results: self.results,
            exports: self.exports,
            verify: self.verify,
            freshness: self.freshness,
            alerts: self.alerts,
            tags: self.tags,
        })
    }
}
