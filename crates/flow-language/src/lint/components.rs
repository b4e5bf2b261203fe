//! Loops of a flow: its strongly connected parts.

use crate::graph::Graph;

/// The strongly connected parts of a graph, by the algorithm of Tarjan without recursion.
pub(crate) struct Components {
    /// For each action the number of its part; none where it was not looked at.
    part: Vec<Option<usize>>,
    /// The actions of each part, in document order.
    members: Vec<Vec<usize>>,
}

impl Components {
    /// The parts of what is left of a graph when only some actions count.
    pub(crate) fn of(graph: &Graph<'_>, counts: &dyn Fn(usize) -> bool) -> Self {
        let count = graph.actions().len();
        let mut walk = Walk {
            graph,
            counts,
            order: vec![None; count],
            low: vec![0; count],
            open: vec![false; count],
            stack: Vec::new(),
            next: 0,
            result: Self {
                part: vec![None; count],
                members: Vec::new(),
            },
        };
        for at in 0..count {
            if counts(at) && walk.order[at].is_none() {
                walk.from(at);
            }
        }
        walk.result
    }

    /// The parts that contacts can go round in.
    pub(crate) fn loops(&self, graph: &Graph<'_>) -> impl Iterator<Item = &[usize]> {
        let mut loops: Vec<&[usize]> = self
            .members
            .iter()
            .filter(|members| members.len() > 1 || leads_to_itself(graph, members[0]))
            .map(Vec::as_slice)
            .collect();
        loops.sort_unstable();
        loops.into_iter()
    }

    /// Whether contacts can go from one to the other and back.
    pub(crate) fn is_together(&self, one: usize, other: usize) -> bool {
        self.part[one].is_some() && self.part[one] == self.part[other]
    }
}

fn leads_to_itself(graph: &Graph<'_>, at: usize) -> bool {
    graph.edges(at).iter().any(|edge| edge.to == Some(at))
}

struct Walk<'a, 'g> {
    graph: &'a Graph<'g>,
    counts: &'a dyn Fn(usize) -> bool,
    order: Vec<Option<usize>>,
    low: Vec<usize>,
    open: Vec<bool>,
    stack: Vec<usize>,
    next: usize,
    result: Components,
}

impl Walk<'_, '_> {
    fn from(&mut self, root: usize) {
        let mut way = vec![(root, 0)];
        self.enter(root);
        while let Some((at, edge)) = way.pop() {
            let edges = self.graph.edges(at);
            let Some(next) = edges.get(edge) else {
                self.leave(at);
                if let Some((parent, _)) = way.last() {
                    self.low[*parent] = self.low[*parent].min(self.low[at]);
                }
                continue;
            };
            way.push((at, edge + 1));
            let Some(to) = next.to.filter(|to| (self.counts)(*to)) else {
                continue;
            };
            match self.order[to] {
                None => {
                    self.enter(to);
                    way.push((to, 0));
                }
                Some(order) if self.open[to] => self.low[at] = self.low[at].min(order),
                Some(_) => {}
            }
        }
    }

    fn enter(&mut self, at: usize) {
        (self.order[at], self.low[at]) = (Some(self.next), self.next);
        self.next += 1;
        self.open[at] = true;
        self.stack.push(at);
    }

    fn leave(&mut self, at: usize) {
        if self.order[at] != Some(self.low[at]) {
            return;
        }
        let part = self.result.members.len();
        let mut members = Vec::new();
        while let Some(member) = self.stack.pop() {
            self.open[member] = false;
            self.result.part[member] = Some(part);
            members.push(member);
            if member == at {
                break;
            }
        }
        members.sort_unstable();
        self.result.members.push(members);
    }
}
