//! A block that no way leads to.

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

pub(super) const RULE: Rule = Rule {
    code: "unreachable-block",
    title: "A block that no way leads to",
    severity: Severity::Warning,
    explanation: "No contact ever comes here. Mostly a branch was moved and the old blocks were \
                  left behind, and with them references that have to be kept up.",
    remedy: "connect the block or delete it",
    check: Check::Flow(check),
};

/// One finding for each part that hangs together: its first block.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let graph = &scope.graph;
    let mut seen = scope.reachable.clone();
    let mut is_led_to = vec![false; seen.len()];
    for at in 0..seen.len() {
        for edge in graph.edges(at) {
            if let Some(to) = edge.to.filter(|to| *to != at) {
                is_led_to[to] = true;
            }
        }
    }
    if graph.start().is_none() {
        return;
    }
    let (heads, rest): (Vec<usize>, Vec<usize>) = (0..seen.len()).partition(|at| !is_led_to[*at]);
    for at in heads.into_iter().chain(rest) {
        if seen[at] {
            continue;
        }
        let behind = mark(scope, at, &mut seen) - 1;
        let message = match behind {
            0 => "no way leads to this block".to_owned(),
            1 => "no way leads to this block, nor to the one behind it".to_owned(),
            more => format!("no way leads to this block, nor to the {more} behind it"),
        };
        report.action(graph.action(at), message);
    }
}

/// Marks what can be come to from a block and was not marked yet; answers how much that is.
fn mark(scope: &Scope<'_>, from: usize, seen: &mut [bool]) -> usize {
    let (mut open, mut count) = (vec![from], 0);
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut seen[at], true) {
            count += 1;
            open.extend(scope.graph.edges(at).iter().filter_map(|edge| edge.to));
        }
    }
    count
}
