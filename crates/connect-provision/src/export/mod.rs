//! A running centre as a spec, whoever made it.
//!
//! What is written is loaded and planned against what was seen before it is given away. A thing of which
//! a spec cannot say what it is, so that loading finds fault or a plan would change it, gets no entry: it
//! is listed under `uses` where others refer to it, and the report says why. So a plan of an export has
//! nothing to do.

mod draft;
mod tags;

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{
    Finding,
    spec::{Sources, load},
};
use connect_resources::{Condition, ThingKey, Unsaid};
use reconcile::RunContext;
use serde::Serialize;

use self::draft::Draft;
use crate::{
    error::Error,
    missing::missing,
    observe::{Look, Site, World, observe},
    options::PlanOptions,
    plan::plan,
};

/// The name of the spec among the files.
pub const SPEC: &str = "center.yaml";

/// A centre as files.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// The spec and what it names, by path.
    pub files: BTreeMap<String, String>,
    /// What came of it.
    pub report: ExportReport,
}

/// What an export says, and what it does not.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ExportReport {
    /// The alias of the instance.
    pub alias: String,
    /// How many entries each section has.
    pub entries: BTreeMap<String, usize>,
    /// What the spec does not say.
    pub unsaid: Vec<Unsaid>,
    /// What is wrong with the spec as it was written; a person has to mend it.
    pub findings: Vec<Finding>,
}

/// What was left out so far, with the reason.
#[derive(Debug, Default)]
struct Left {
    things: BTreeMap<ThingKey, Unsaid>,
    /// Those that cannot be named under `uses` either.
    nameless: BTreeSet<ThingKey>,
}

/// Writes what there is as a spec. Reads only.
pub async fn export(cx: &RunContext, site: Site<'_>) -> Result<Export, Error> {
    let world = observe(cx, site, &BTreeMap::new(), &Look::at_everything())
        .await
        .map_err(Error::observe)?;
    match world.instance() {
        Some(instance) if instance.condition == Condition::Ready => Ok(spec_of(&world)),
        _ => Err(missing(cx, site).await),
    }
}

/// The spec of a world of which everything was looked at. Pure.
pub fn spec_of(world: &World) -> Export {
    let mut left = Left::default();
    loop {
        let draft = Draft::of(world, &left);
        let before = left.size();
        let mut rest = Vec::new();
        for (thing, finding) in findings(&draft, world) {
            match thing {
                Some(thing) => left.out(&draft, thing, &finding),
                None => rest.push(finding),
            }
        }
        if left.size() == before {
            return draft.into_export(&left, rest);
        }
    }
}

/// What is wrong with a draft, by the rules of a spec, else by what a plan would do; and the things that
/// are to be left out for it.
fn findings(draft: &Draft<'_>, world: &World) -> Vec<(Option<ThingKey>, Finding)> {
    let files = draft.files.iter();
    let sources = Sources {
        specs: vec![SPEC.to_owned()],
        files: files
            .map(|(path, text)| (path.clone(), text.clone().into_bytes()))
            .collect(),
        variables: BTreeMap::new(),
    };
    let planned = load(&sources).and_then(|center| plan(&center, world, &PlanOptions::default()));
    match planned {
        Ok(blueprint) => {
            let steps = blueprint.steps.steps().iter();
            steps.map(|step| draft.unfaithful(&step.action)).collect()
        }
        Err(findings) => {
            let placed = |finding: Finding| (draft.thing_at(&finding.place.path).cloned(), finding);
            findings.into_iter().map(placed).collect()
        }
    }
}

// === impl Left ===

impl Left {
    fn size(&self) -> usize {
        self.things.len() + self.nameless.len()
    }

    /// Leaves out the thing that a finding is about; one that was left out is no longer named either.
    fn out(&mut self, draft: &Draft<'_>, thing: ThingKey, finding: &Finding) {
        if draft.uses(&thing) {
            self.nameless.insert(thing.clone());
        }
        let unsaid = Unsaid {
            thing: thing.to_string(),
            why: finding.message.clone(),
            remedy: finding.remedy.clone(),
        };
        self.things.entry(thing).or_insert(unsaid);
    }
}
