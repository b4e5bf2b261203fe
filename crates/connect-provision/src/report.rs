//! What became of the work, and what there is afterwards.

use std::collections::{BTreeMap, BTreeSet};

use connect_resources::{Declared, Index, KindId, Known, Members, ThingKey};
use reconcile::{RunReport, StepReport};
use serde::{Deserialize, Serialize};

use crate::blueprint::{Blueprint, Verb};

/// What became of the work.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// What was to be done.
    pub blueprint: Blueprint,
    /// What became of each step.
    pub run: RunReport,
    /// What there is now.
    pub outputs: Outputs,
}

/// Ids and ARNs by kind and name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Outputs {
    things: BTreeMap<KindId, BTreeMap<String, Output>>,
}

/// How AWS calls a thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Output {
    /// The id.
    pub id: String,
    /// The ARN.
    pub arn: String,
    /// The digits of a phone number, the type of a flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its members, as declared over what was observed.
    #[serde(skip)]
    pub members: Members,
}

// === impl Outputs ===

impl Outputs {
    /// What is known, but for what the blueprint removed.
    pub(crate) fn of(index: &Index, blueprint: &Blueprint) -> Self {
        let steps = || blueprint.steps.steps().iter().map(|step| &step.action);
        let of = |verb| -> BTreeSet<&ThingKey> {
            steps()
                .filter(|action| action.verb == verb)
                .map(|action| &action.key)
                .collect()
        };
        let (made, removed) = (of(Verb::Make), of(Verb::Remove));
        let stays = |key: &ThingKey| made.contains(key) || !removed.contains(key);
        index.iter().filter(|(key, _)| stays(key)).collect()
    }

    /// The same without the names that renamed things had before.
    pub(crate) fn renamed<'d>(mut self, declared: impl Iterator<Item = &'d Declared>) -> Self {
        for thing in declared {
            let Some((was, things)) = thing.was.as_ref().zip(self.things.get_mut(&thing.key.kind))
            else {
                continue;
            };
            let id = |name: &str| things.get(name).map(|output| output.id.clone());
            if *was != thing.key.name && id(was) == id(&thing.key.name) {
                things.remove(was);
            }
        }
        self
    }

    /// The same with the members of what was observed, and over them of what is declared.
    pub(crate) fn with_members<'m>(
        mut self,
        members: impl Iterator<Item = (&'m ThingKey, &'m Members)>,
    ) -> Self {
        for (key, members) in members {
            let things = self.things.get_mut(&key.kind);
            if let Some(output) = things.and_then(|things| things.get_mut(&key.name)) {
                for (name, value) in members.iter() {
                    output.members.set(name, value.clone());
                }
            }
        }
        self
    }

    /// Every kind with its things.
    pub fn iter(&self) -> impl Iterator<Item = (KindId, &BTreeMap<String, Output>)> {
        self.things.iter().map(|(kind, things)| (*kind, things))
    }

    /// The things of one kind.
    pub fn of_kind(&self, kind: KindId) -> impl Iterator<Item = (&str, &Output)> {
        self.things
            .get(&kind)
            .into_iter()
            .flatten()
            .map(|(name, output)| (name.as_str(), output))
    }
}

impl<'i> FromIterator<(&'i ThingKey, &'i Known)> for Outputs {
    fn from_iter<I: IntoIterator<Item = (&'i ThingKey, &'i Known)>>(known: I) -> Self {
        let mut things = BTreeMap::<KindId, BTreeMap<String, Output>>::new();
        for (key, known) in known {
            let output = Output {
                id: known.id.clone(),
                arn: known.arn.clone(),
                label: known.label.clone(),
                members: Members::default(),
            };
            things
                .entry(key.kind)
                .or_default()
                .insert(key.name.clone(), output);
        }
        Self { things }
    }
}

// === impl Report ===

impl Report {
    /// How many steps were done.
    pub fn done(&self) -> usize {
        self.run
            .steps
            .iter()
            .filter(|(_, report)| matches!(report, StepReport::Done(_)))
            .count()
    }
}
