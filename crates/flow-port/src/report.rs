//! What became of the work.

use flow_language::{RefValue, Reference, SoftReference, bundle::ItemName};
use reconcile::{RunReport, StepId, StepReport};
use serde::Serialize;

use crate::wanted::Wanted;

/// What became of a deploy.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The references of each flow and module.
    pub told: Vec<Told>,
    /// What became of each step.
    pub run: RunReport,
    /// The document of what was there before; none if nothing was to be done.
    pub before: Option<String>,
}

/// What became of the references of one flow or module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    /// The flow or module, such as `flow CONTACT_FLOW/Main`.
    pub thing: String,
    /// References that have another form on the other side: names for ids, or ids for names.
    pub rewritten: Vec<Reference>,
    /// Ids and ARNs that have no name: they mean the same thing wherever the flow goes.
    pub unresolved: Vec<Reference>,
    /// References that the contact brings: a rewrite cannot reach them.
    pub dynamic: Vec<Reference>,
    /// Plain data that looks like a reference and stays as it is.
    pub soft: Vec<SoftReference>,
}

// === impl Report ===

impl Report {
    /// How many steps changed something in AWS.
    pub fn changes(&self) -> usize {
        changes(&self.run)
    }
}

/// How many steps of a run changed something in AWS: not those that keep what was there, or wait for a
/// replica.
pub(crate) fn changes(run: &RunReport) -> usize {
    let changes = |(id, report): &&(StepId, StepReport)| {
        let only_looks = ["bundle", "replica"].contains(&id.kind());
        !only_looks && matches!(report, StepReport::Done(_))
    };
    run.steps.iter().filter(changes).count()
}

// === impl Told ===

impl Told {
    /// The references of everything that is wanted.
    pub(crate) fn all(wanted: &Wanted<'_>) -> Vec<Self> {
        let items = wanted.items.iter();
        items
            .map(|(name, item)| Self::of_document(name, &item.document))
            .collect()
    }

    /// The references of a document with names.
    pub(crate) fn of_document(name: &ItemName, document: &flow_language::Document) -> Self {
        let mut told = Self {
            thing: name.to_string(),
            soft: document.soft_references(),
            ..Self::default()
        };
        for reference in document.references() {
            match reference.value {
                RefValue::Named(_) => told.rewritten.push(reference),
                RefValue::Dynamic(_) => told.dynamic.push(reference),
                RefValue::Static(_) | RefValue::Foreign(_) | RefValue::Malformed { .. } => {
                    told.unresolved.push(reference);
                }
                RefValue::Empty => {}
            }
        }
        told
    }
}
