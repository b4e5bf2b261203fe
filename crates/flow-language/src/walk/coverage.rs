//! What no walk has tried.

use std::collections::{BTreeSet, HashSet};

use serde::Serialize;

use crate::{
    bundle::ItemName,
    document::Document,
    walk::{flow_set::FlowSet, outcome, run::CaseResult, trail::Walk},
};

/// The blocks and branches of one flow that walks took, and those that none did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    /// Blocks of the flow.
    pub blocks: usize,
    /// Branches of the flow.
    pub branches: usize,
    /// Labels of the blocks that no walk reached, in document order.
    pub unvisited: Vec<String>,
    /// Branches that no walk took, in document order.
    pub untaken: Vec<UntakenBranch>,
}

/// A branch that no walk took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UntakenBranch {
    /// The block's identifier.
    pub identifier: String,
    /// What people call the block.
    pub label: String,
    /// `next`, the condition's operand, or the error type.
    pub branch: String,
    /// Where it stands: a JSON pointer below `Transitions`.
    pub pointer: String,
}

/// The coverage of each flow that test cases came to.
pub fn coverages(results: &[CaseResult], set: &FlowSet) -> Vec<(ItemName, Coverage)> {
    let walks = || results.iter().map(|result| &result.walk);
    let steps = walks().flat_map(|walk| &walk.steps);
    let met: BTreeSet<&ItemName> = steps.map(|step| &step.flow).collect();
    let covered = |name: &ItemName| Some((name.clone(), coverage(name, set.get(name)?, walks())));
    met.into_iter().filter_map(covered).collect()
}

/// The coverage of one flow by some walks. Steps in other flows do not count.
pub fn coverage<'w>(
    name: &ItemName,
    document: &Document,
    walks: impl IntoIterator<Item = &'w Walk>,
) -> Coverage {
    let steps = walks
        .into_iter()
        .flat_map(|walk| &walk.steps)
        .filter(|step| step.flow == *name);
    let (mut visited, mut taken) = (HashSet::new(), HashSet::new());
    for step in steps {
        visited.insert(step.identifier.as_str());
        if let Some(branch) = &step.branch {
            taken.insert((step.identifier.as_str(), branch.pointer.as_str()));
        }
    }
    let graph = document.graph();
    let mut found = Coverage {
        blocks: graph.actions().len(),
        branches: 0,
        unvisited: Vec::new(),
        untaken: Vec::new(),
    };
    for action in graph.actions() {
        let label = document.label(*action);
        if !visited.contains(action.identifier()) {
            found.unvisited.push(label.to_owned());
        }
        for edge in graph.edges(action.index) {
            found.branches += 1;
            let pointer = edge.branch.place.pointer();
            if !taken.contains(&(action.identifier(), pointer.as_str())) {
                found.untaken.push(UntakenBranch {
                    identifier: action.identifier().to_owned(),
                    label: label.to_owned(),
                    branch: outcome::name(edge).to_owned(),
                    pointer,
                });
            }
        }
    }
    found
}
