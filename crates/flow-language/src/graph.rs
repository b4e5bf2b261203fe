//! A flow as a graph: which action leads to which.

use std::collections::HashMap;

use crate::{
    action::{Action, Branch},
    document::Document,
};

/// The actions of a document and their branches, by position in `Actions`.
///
/// Of actions with the same identifier the first one counts. A branch to an identifier that no
/// action has leads nowhere.
#[derive(Clone, Debug)]
pub struct Graph<'a> {
    actions: Vec<Action<'a>>,
    by_identifier: HashMap<&'a str, usize>,
    start: Option<usize>,
    edges: Vec<Vec<Edge<'a>>>,
}

/// A branch of an action and the action that it leads to.
#[derive(Clone, Copy, Debug)]
pub struct Edge<'a> {
    /// Position of the action that is left.
    pub from: usize,
    /// Position of the action that comes next; none if there is no such action.
    pub to: Option<usize>,
    /// The branch that is taken.
    pub branch: Branch<'a>,
}

impl Document {
    /// The document as a graph.
    pub fn graph(&self) -> Graph<'_> {
        let actions: Vec<Action<'_>> = self.actions().collect();
        let mut by_identifier = HashMap::with_capacity(actions.len());
        for action in &actions {
            by_identifier
                .entry(action.identifier())
                .or_insert(action.index);
        }
        let edges = actions
            .iter()
            .map(|action| edges(*action, &by_identifier))
            .collect();
        let start = self
            .start_action()
            .and_then(|start| by_identifier.get(start).copied());
        Graph {
            actions,
            by_identifier,
            start,
            edges,
        }
    }
}

impl<'a> Graph<'a> {
    /// The actions, in document order.
    pub fn actions(&self) -> &[Action<'a>] {
        &self.actions
    }

    /// The action at a position.
    pub fn action(&self, at: usize) -> Action<'a> {
        self.actions[at]
    }

    /// The position of the action with this identifier.
    pub fn find(&self, identifier: &str) -> Option<usize> {
        self.by_identifier.get(identifier).copied()
    }

    /// The position of the action at which the flow starts.
    pub fn start(&self) -> Option<usize> {
        self.start
    }

    /// The ways out of an action, in the order next, conditions, errors.
    pub fn edges(&self, at: usize) -> &[Edge<'a>] {
        &self.edges[at]
    }

    /// For each position, whether some way leads there from the start.
    pub fn reachable(&self) -> Vec<bool> {
        self.reachable_from(self.start)
    }

    /// For each position, whether some way leads there from one of these, them included.
    pub fn reachable_from(&self, from: impl IntoIterator<Item = usize>) -> Vec<bool> {
        let mut seen = vec![false; self.actions.len()];
        let mut open: Vec<usize> = from.into_iter().collect();
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                open.extend(self.edges[at].iter().filter_map(|edge| edge.to));
            }
        }
        seen
    }
}

fn edges<'a>(action: Action<'a>, by_identifier: &HashMap<&'a str, usize>) -> Vec<Edge<'a>> {
    let edge = |branch: Branch<'a>| Edge {
        from: action.index,
        to: by_identifier.get(branch.next).copied(),
        branch,
    };
    action.branches().map(edge).collect()
}
