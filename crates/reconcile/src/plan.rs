//! A plan: steps that need one another, without a ring.

use std::collections::BTreeMap;

use petgraph::{algo::tarjan_scc, graph::DiGraph};
use serde::{Deserialize, Serialize};

use crate::{Step, StepId};

/// Steps in a stable order, each after what it needs. Data: it can be printed, stored and compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Plan<A> {
    steps: Vec<Step<A>>,
}

/// Why steps do not make a plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Two steps have one id.
    #[error("two steps are called {0}")]
    Twice(StepId),
    /// A step needs one that is not there.
    #[error("step {step} needs {need}, which is not in the plan")]
    Missing {
        /// The step.
        step: StepId,
        /// What it needs.
        need: StepId,
    },
    /// A step needs one of a later stage, for which it would wait for ever.
    #[error("step {step} needs {need}, which comes in a later stage")]
    Late {
        /// The step.
        step: StepId,
        /// What it needs.
        need: StepId,
    },
    /// Steps wait for one another.
    #[error("steps need one another: {}", .0.iter().map(StepId::as_str).collect::<Vec<_>>().join(" → "))]
    Ring(Vec<StepId>),
}

// === impl Plan ===

impl<A> Plan<A> {
    /// Checks the steps and brings them into an order in which each stands after its needs.
    pub fn new(steps: Vec<Step<A>>) -> Result<Self, PlanError> {
        let order = order(&steps)?;
        let mut slots: Vec<Option<Step<A>>> = steps.into_iter().map(Some).collect();
        let steps = order.into_iter().filter_map(|n| slots[n].take()).collect();
        Ok(Self { steps })
    }

    /// The steps, each after its needs.
    pub fn steps(&self) -> &[Step<A>] {
        &self.steps
    }

    /// The steps, each after its needs, to make another plan of.
    pub fn into_steps(self) -> Vec<Step<A>> {
        self.steps
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

/// Indexes of `steps`, stage by stage, needs first; among equals the given order stays.
fn order<A>(steps: &[Step<A>]) -> Result<Vec<usize>, PlanError> {
    let index = index(steps)?;
    let needs = needs(steps, &index)?;
    refuse_rings(steps, &needs)?;
    let mut order = Vec::with_capacity(steps.len());
    let mut placed = vec![false; steps.len()];
    let mut by_stage: Vec<usize> = (0..steps.len()).collect();
    by_stage.sort_by_key(|n| steps[*n].stage);
    for n in by_stage {
        place(n, &needs, &mut placed, &mut order);
    }
    Ok(order)
}

fn index<A>(steps: &[Step<A>]) -> Result<BTreeMap<&StepId, usize>, PlanError> {
    let mut index = BTreeMap::new();
    for (n, step) in steps.iter().enumerate() {
        if index.insert(&step.id, n).is_some() {
            return Err(PlanError::Twice(step.id.clone()));
        }
    }
    Ok(index)
}

fn needs<A>(
    steps: &[Step<A>],
    index: &BTreeMap<&StepId, usize>,
) -> Result<Vec<Vec<usize>>, PlanError> {
    let of = |step: &Step<A>, need: &StepId| {
        let (id, needed) = (step.id.clone(), need.clone());
        match index.get(need) {
            Some(n) if steps[*n].stage > step.stage => Err(PlanError::Late {
                step: id,
                need: needed,
            }),
            Some(n) => Ok(*n),
            None => Err(PlanError::Missing {
                step: id,
                need: needed,
            }),
        }
    };
    steps
        .iter()
        .map(|step| step.needs.iter().map(|need| of(step, need)).collect())
        .collect()
}

fn refuse_rings<A>(steps: &[Step<A>], needs: &[Vec<usize>]) -> Result<(), PlanError> {
    let mut graph = DiGraph::<(), ()>::new();
    let nodes: Vec<_> = steps.iter().map(|_| graph.add_node(())).collect();
    for (n, needed) in needs.iter().enumerate() {
        for m in needed {
            graph.add_edge(nodes[n], nodes[*m], ());
        }
    }
    let ring = tarjan_scc(&graph)
        .into_iter()
        .find(|part| part.len() > 1 || graph.contains_edge(part[0], part[0]));
    match ring {
        None => Ok(()),
        Some(part) => {
            let mut ids: Vec<_> = part.iter().map(|n| steps[n.index()].id.clone()).collect();
            ids.sort();
            Err(PlanError::Ring(ids))
        }
    }
}

/// Puts `n` behind everything that it needs. Iterative: a chain may be as long as the plan.
fn place(n: usize, needs: &[Vec<usize>], placed: &mut [bool], order: &mut Vec<usize>) {
    let mut stack = vec![n];
    while let Some(&top) = stack.last() {
        let open: Vec<_> = needs[top].iter().copied().filter(|m| !placed[*m]).collect();
        if placed[top] {
            stack.pop();
        } else if open.is_empty() {
            placed[top] = true;
            order.push(top);
            stack.pop();
        } else {
            stack.extend(open.into_iter().rev());
        }
    }
}
