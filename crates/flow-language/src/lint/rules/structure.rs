//! Structure that the service refuses: the rules of [`Document::check`](crate::Document::check), with
//! the names that they have there.

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

/// One rule for each name.
pub(super) const RULES: [Rule; 8] = [
    structural(
        "flow-version",
        "A version that the flow language does not have",
        "There is one version only, and the service refuses others.",
        "set `Version` to \"2019-10-30\"",
    ),
    structural(
        "flow-size",
        "A flow that is too large",
        "The service refuses more than 250 actions or 256,000 characters.",
        "move a part into a module or another flow",
    ),
    structural(
        "flow-settings",
        "A module without settings",
        "The content of a module must have `Settings`, and that of a flow has none.",
        "add `Settings` with `InputParameters`, `OutputParameters` and `Transitions`",
    ),
    structural(
        "flow-identifier",
        "An identifier that is not allowed, or stands twice",
        "Branches lead to actions by their identifiers, and some characters and words are not allowed in them.",
        "rename the action",
    ),
    structural(
        "flow-start",
        "A flow that starts nowhere",
        "The first action must be one of the flow.",
        "set `StartAction` to the identifier of an action",
    ),
    structural(
        "flow-action",
        "An action that is not whole",
        "An action has a type, parameters and transitions.",
        "complete the action",
    ),
    structural(
        "flow-transition",
        "A branch that leads nowhere, or is not allowed",
        "Every action but an end must say what is next, and it must be an action of the flow.",
        "name the identifier of an action",
    ),
    structural(
        "flow-reference",
        "A named reference that is not well formed",
        "A name that cannot be read cannot be bound when the flow is deployed.",
        "write `ref://<kind>/<name>`, for a flow `ref://flow/<TYPE>/<name>`",
    ),
];

const fn structural(
    code: &'static str,
    title: &'static str,
    explanation: &'static str,
    remedy: &'static str,
) -> Rule {
    Rule {
        code,
        title,
        severity: Severity::Error,
        explanation,
        remedy,
        check: Check::Flow(check),
    }
}

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let code = report.code();
    let mine = scope.problems.iter().filter(|problem| problem.rule == code);
    for problem in mine {
        let finding = match scope.action_at(&problem.path) {
            Some(action) => {
                let below = problem.path.replacen(&action.path(), "", 1);
                report.below(action, &below, problem.message.as_str())
            }
            None => report.flow(&problem.path, problem.message.as_str()),
        };
        finding.remedy.clone_from(&problem.remedy);
    }
}
