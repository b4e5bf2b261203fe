//! What became of the work.

use flow_language::{RefValue, Reference, SoftReference, bundle::ItemName};
use reconcile::{RunReport, StepReport};
use serde::Serialize;

use crate::wanted::WantedItem;

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
        let step = crate::plan::remembering_step();
        let done = self
            .run
            .steps
            .iter()
            .filter(|(id, report)| *id != step && matches!(report, StepReport::Done(_)));
        done.count()
    }
}

// === impl Told ===

impl Told {
    pub(crate) fn of(name: &ItemName, item: &WantedItem<'_>) -> Self {
        Self::of_document(name, &item.document)
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
