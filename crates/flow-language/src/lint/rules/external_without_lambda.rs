//! A function's answer that is read before a function was called.

use std::collections::HashSet;

use crate::lint::{
    finding::Severity,
    paths::Done,
    reads::Read,
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

pub(super) const RULE: Rule = Rule {
    code: "external-without-lambda",
    title: "A function's answer that is read before a function was called",
    severity: Severity::Warning,
    explanation: "`$.External` holds the answer of the last function. On some way to this block \
                  none was called, so the value is empty.",
    remedy: "call the function on every way to this block",
    check: Check::Flow(check),
};

/// A flow that reads before any function of its own can come relies on one of an earlier flow. That is
/// a note, and one only: then all its reads may be of that answer.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let mut told = HashSet::new();
    let early = scope.reads.iter().filter(|read| {
        let known = scope.known(read.action);
        read.namespace == "External"
            && known.is_some_and(|known| !known.is(Done::Lambda))
            && told.insert(read.action.index)
    });
    let early: Vec<&Read<'_>> = early.collect();
    let Some(first) = early.first() else { return };
    if relies_on_another(scope, &early) {
        let message =
            "no function of this flow can have been called here, and `$.External` is read";
        let finding = report.below(first.action, &first.pointer, message);
        finding.severity = Severity::Note;
        return;
    }
    for read in early {
        let message = format!(
            "on some way here no function was called, and `$.External.{}` is read",
            read.name
        );
        report.below(read.action, &read.pointer, message);
    }
}

/// Whether no way from the start comes by a function before it comes by one of these reads.
fn relies_on_another(scope: &Scope<'_>, early: &[&Read<'_>]) -> bool {
    let graph = &scope.graph;
    let mut seen = vec![false; graph.actions().len()];
    for read in early {
        seen[read.action.index] = true;
    }
    let mut open: Vec<usize> = graph.start().into_iter().collect();
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        if graph.action(at).action_type() == "InvokeLambdaFunction" {
            return false;
        }
        open.extend(graph.edges(at).iter().filter_map(|edge| edge.to));
    }
    true
}
