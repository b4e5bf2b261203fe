//! A part of a plan: the steps of some layers.
//!
//! A step belongs to the layer of its thing, or to a later one if it waits for something of that
//! layer: a quick connect that leads to a flow which is not there yet comes with the flows. So five
//! applies, one for each layer in their order, bring up a whole centre.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Finding, Place};
use connect_resources::{Layer, ThingKey};
use reconcile::{Step, StepId};
use serde::{Deserialize, Serialize};

use crate::{blueprint::Action, options::PlanOptions};

/// A thing of a chosen layer that waits for something of a later one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Held {
    /// What waits.
    pub key: ThingKey,
    /// The layer that it comes with.
    pub layer: Layer,
}

/// The steps of the chosen layers, and what waits for later ones.
pub(crate) struct Choice {
    pub(crate) steps: Vec<Step<Action>>,
    pub(crate) held: Vec<Held>,
}

/// Every step.
pub(crate) fn whole(steps: Vec<Step<Action>>) -> Choice {
    Choice {
        steps,
        held: Vec::new(),
    }
}

/// Splits steps, each of which stands after its needs, into those of the chosen layers and what waits
/// for later ones. `Err` names what the chosen layers build on and is not there.
pub(crate) fn choose(
    steps: Vec<Step<Action>>,
    options: &PlanOptions,
) -> Result<Choice, Vec<Finding>> {
    let layers = layers(&steps);
    let is_chosen = |id: &StepId| layers.get(id).is_some_and(|layer| options.touches(*layer));
    let missing: BTreeMap<_, _> = steps
        .iter()
        .filter(|step| is_chosen(&step.id))
        .flat_map(|step| step.needs.iter().map(move |need| (need, &step.action.key)))
        .filter(|(need, _)| !is_chosen(need))
        .collect();
    if !missing.is_empty() {
        return Err(findings(&steps, &missing));
    }
    let waits =
        |step: &&Step<Action>| options.touches_thing(&step.action.key) && !is_chosen(&step.id);
    let held: BTreeSet<_> = steps
        .iter()
        .filter(waits)
        .map(|step| Held {
            key: step.action.key.clone(),
            layer: layers[&step.id],
        })
        .collect();
    let mut chosen: BTreeSet<_> = steps
        .iter()
        .map(|step| step.id.clone())
        .filter(is_chosen)
        .collect();
    leave_out_idle(&steps, &mut chosen);
    let steps = steps.into_iter().filter(|step| chosen.contains(&step.id));
    Ok(Choice {
        steps: steps.collect(),
        held: held.into_iter().collect(),
    })
}

/// What is made for others alone is not made before them.
fn leave_out_idle(steps: &[Step<Action>], chosen: &mut BTreeSet<StepId>) {
    let needed: BTreeSet<_> = steps
        .iter()
        .filter(|step| chosen.contains(&step.id))
        .flat_map(|step| &step.needs)
        .collect();
    for step in steps {
        if step.action.key.kind.kind().serves() && !needed.contains(&step.id) {
            chosen.remove(&step.id);
        }
    }
}

/// The layer of each step.
fn layers(steps: &[Step<Action>]) -> BTreeMap<StepId, Layer> {
    let mut layers = BTreeMap::new();
    for step in steps {
        let own = step.action.key.kind.kind().facts().layer;
        let needed = step.needs.iter().filter_map(|need| layers.get(need));
        let layer = needed.copied().fold(own, Layer::max);
        layers.insert(step.id.clone(), layer);
    }
    layers
}

fn findings(steps: &[Step<Action>], missing: &BTreeMap<&StepId, &ThingKey>) -> Vec<Finding> {
    let needed: BTreeMap<_, _> = steps
        .iter()
        .filter_map(|step| Some((&step.action.key, *missing.get(&step.id)?)))
        .collect();
    let finding = |(key, by): (&ThingKey, &ThingKey)| {
        let layer = key.kind.kind().facts().layer;
        Finding {
            rule: "layer-not-there".into(),
            place: Place::default(),
            message: format!(
                "{by} builds on {key}, which is not there: it comes with the layer {}",
                layer.as_str()
            ),
            remedy: format!("apply the layer {} first, or both together", layer.as_str()),
        }
    };
    needed.into_iter().map(finding).collect()
}
