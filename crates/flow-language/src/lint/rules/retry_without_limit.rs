//! A question that is asked again without limit.

use crate::{
    action::{Action, BranchPlace},
    flow_type::{FlowType, Role},
    graph::Edge,
    lint::{
        components::Components,
        finding::Severity,
        report::Report,
        rule::{Check, Rule},
        scope::Scope,
    },
};

pub(super) const RULE: Rule = Rule {
    code: "retry-without-limit",
    title: "A question that is asked again without limit",
    severity: Severity::Warning,
    explanation: "When the input is wrong or missing the contact is asked again, and nothing \
                  counts how often. A caller who cannot answer, or a line without a caller, goes \
                  round for as long as the service lets it.",
    remedy: "put a Loop block on the way back, and go on to an agent or an end when it is \
                  done",
    check: Check::Flow(check),
};

/// The way back is limited if a Loop block stands on it, or a comparison that leads out of the loop:
/// counters are also kept in attributes.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let graph = &scope.graph;
    let limits = |at: usize| match graph.action(at).action_type() {
        "Loop" => true,
        "Compare" => graph.edges(at).iter().any(|edge| leads_out(scope, edge)),
        _ => false,
    };
    let unlimited = Components::of(graph, &|at| scope.reachable[at] && !limits(at));
    if waits(scope) {
        return;
    }
    for action in scope.actions().filter(|action| asks(*action)) {
        let back = graph.edges(action.index).iter().find(|edge| {
            let is_back = |to| to == edge.from || unlimited.is_together(edge.from, to);
            is_error(edge) && edge.to.is_some_and(is_back)
        });
        if let Some(edge) = back {
            let label = edge.branch.label.unwrap_or("an error");
            let message = format!("after {label} this is asked again, without limit");
            let finding = report.action(action, message);
            if action.action_type() == "ConnectParticipantWithLexBot" {
                // A bot that converses comes back on purpose, and knows when to stop.
                finding.severity = Severity::Note;
            }
        }
    }
}

/// Who waits in a queue or on hold is asked now and then until an agent comes.
fn waits(scope: &Scope<'_>) -> bool {
    let waiting = [
        Role::Flow(FlowType::CustomerQueue),
        Role::Flow(FlowType::CustomerHold),
        Role::Flow(FlowType::AgentHold),
    ];
    waiting.contains(&scope.role)
}

fn asks(action: Action<'_>) -> bool {
    matches!(
        action.action_type(),
        "GetParticipantInput" | "ConnectParticipantWithLexBot"
    )
}

fn is_error(edge: &Edge<'_>) -> bool {
    matches!(edge.branch.place, BranchPlace::Error(_))
}

fn leads_out(scope: &Scope<'_>, edge: &Edge<'_>) -> bool {
    edge.to
        .is_some_and(|to| !scope.components.is_together(edge.from, to))
}
