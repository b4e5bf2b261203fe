//! A loop that nothing leads out of.

use crate::{
    flow_type::{FlowType, Role},
    graph::Edge,
    lint::{
        finding::Severity,
        report::Report,
        rule::{Check, Rule},
        scope::Scope,
    },
};

pub(super) const RULE: Rule = Rule {
    code: "endless-loop",
    title: "A loop that nothing leads out of",
    severity: Severity::Error,
    explanation: "A contact that comes here goes round until it hangs up, or until the service \
                  ends the flow. Waiting music in a queue or on hold, and guides on the screen of \
                  an agent, may go round for ever.",
    remedy: "add a way out: a Loop block with a count, a condition, or an end",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for members in scope.components.loops(&scope.graph) {
        let is_left = leaving(scope, members).next().is_some();
        if !is_left && !may_go_round(scope, members) {
            let first = entry(scope, members);
            let message = match members.len() {
                1 => "this block leads to itself alone".to_owned(),
                blocks => format!("nothing leads out of this loop of {blocks} blocks"),
            };
            report.action(scope.graph.action(first), message);
        }
    }
}

/// The branches that lead out of a loop.
pub(super) fn leaving<'a>(
    scope: &'a Scope<'a>,
    members: &'a [usize],
) -> impl Iterator<Item = &'a Edge<'a>> {
    let edges = members.iter().flat_map(|at| scope.graph.edges(*at));
    edges.filter(move |edge| {
        edge.to
            .is_some_and(|to| !scope.components.is_together(edge.from, to))
    })
}

/// Waiting in a queue or on hold ends from outside, and so does a guide that an agent looks at. An
/// action that may end the flow is a way out of its own.
pub(super) fn may_go_round(scope: &Scope<'_>, members: &[usize]) -> bool {
    let waits = !matches!(scope.role, Role::Module | Role::Flow(FlowType::ContactFlow));
    members.iter().any(|at| {
        let action_type = scope.graph.action(*at).action_type();
        match action_type {
            "ShowView"
            | "TransferToFlow"
            | "TransferContactToQueue"
            | "TransferContactToAgent"
            | "TransferParticipantToThirdParty" => true,
            "MessageParticipantIteratively" | "MessageParticipant" | "Wait" => waits,
            _ => false,
        }
    })
}

/// The block at which contacts come into a loop.
pub(super) fn entry(scope: &Scope<'_>, members: &[usize]) -> usize {
    let graph = &scope.graph;
    let outside = (0..graph.actions().len())
        .filter(|at| scope.reachable[*at] && !scope.components.is_together(*at, members[0]));
    let mut edges = outside.flat_map(|at| graph.edges(at));
    let start = graph.start().filter(|start| members.contains(start));
    let into = || {
        edges.find_map(|edge| {
            edge.to
                .filter(|to| scope.components.is_together(*to, members[0]))
        })
    };
    start.or_else(into).unwrap_or(members[0])
}
