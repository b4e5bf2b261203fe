//! From the files of a share to its declaration, or to everything that is wrong with them.

use serde_json::{Value as Json, json};

use super::{AnalyticsShare, RegionSpec, ShareDocument, rules};
use crate::{
    Finding, Log,
    decode::{Decode, Reader},
    spec::{Sources, may_be, read, schema_of},
    tree::{self, Path},
};

/// Reads and checks a share: one for each Region that it is declared in, at least one, in their order. All
/// findings come at once, sorted by file, line and column.
pub fn load_shares(sources: &Sources) -> Result<Vec<AnalyticsShare>, Vec<Finding>> {
    let mut log = Log::new(&sources.specs);
    let Some(mut root) = read(sources, &mut log) else {
        return Err(log.into_findings());
    };
    if !may_be("AnalyticsShare", &root, &mut log) {
        return Err(log.into_findings());
    }
    tree::resolve(&mut root, &sources.variables, &mut log);
    let mut reader = Reader::new(log, &sources.files);
    let document = ShareDocument::decode(&root, &Path::Top, &mut reader);
    let mut log = reader.log;
    let Some(document) = document else {
        return Err(log.into_findings());
    };
    rules::check(&root, &document, &mut log);
    match document.into_shares() {
        Some(shares) if log.findings().is_empty() => Ok(shares),
        _ => Err(log.into_findings()),
    }
}

/// The JSON Schema (2020-12) of a share, from the same tables as its reading.
pub fn share_schema() -> Json {
    let mut schema = schema_of::<ShareDocument>("AnalyticsShare");
    schema["oneOf"] = json!([
        { "required": ["producers", "consumer"], "not": { "required": ["regions"] } },
        { "required": ["regions"] },
    ]);
    schema
}

// === impl ShareDocument ===

impl ShareDocument {
    /// The shares that were declared. Where a part of them is lost, a finding was made before.
    fn into_shares(self) -> Option<Vec<AnalyticsShare>> {
        let sides = if let (Some(producers), Some(consumer)) = (self.producers, self.consumer) {
            vec![(None, producers, consumer)]
        } else {
            let regions = self.regions.into_iter();
            let side = |it: RegionSpec| (Some(it.region), it.producers, it.consumer);
            regions.map(side).collect()
        };
        let (name, data_sets) = (self.name.0?, self.data_sets.0?);
        let share = |(region, producers, consumer)| AnalyticsShare {
            name: name.clone(),
            region,
            producers,
            consumer,
            data_sets: data_sets.clone(),
            catalog: self.catalog.clone(),
            lake_formation: self.lake_formation.clone(),
            principals: self.principals.clone(),
            query_role: self.query_role.clone(),
            workgroup: self.workgroup.clone(),
            results: self.results.clone(),
            exports: self.exports.clone(),
            verify: self.verify.clone(),
            freshness: self.freshness.clone(),
            alerts: self.alerts.clone(),
            tags: self.tags.clone(),
        };
        let shares: Vec<_> = sides.into_iter().map(share).collect();
        (!shares.is_empty()).then_some(shares)
    }
}
