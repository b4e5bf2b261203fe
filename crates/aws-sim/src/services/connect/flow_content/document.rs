//! The outline of a content: version, actions, and how they are chained.

use std::collections::HashSet;

use serde_json::Value;

use super::MODULE;

/// The only version there is.
const VERSION: &str = "2019-10-30";

const ACTIONS_MAX: usize = 250;

/// The actions, none if they are no list.
pub(super) fn actions(content: &Value) -> &[Value] {
    content["Actions"].as_array().map_or(&[], Vec::as_slice)
}

/// Finds what is wrong with the outline. That modules return and have settings is reported by some and
/// not kept to by the samples of others; it is only asked for when strict.
pub(super) fn check(kind: &str, strict: bool, content: &Value, found: &mut Vec<String>) {
    if content["Version"] != VERSION {
        found.push("Invalid Flow property value. Path: Version".to_owned());
    }
    let actions = actions(content);
    if actions.is_empty() || actions.len() > ACTIONS_MAX {
        found.push("Invalid Flow property value. Path: Actions".to_owned());
    }
    let has = |wanted: &str| actions.iter().any(|action| action["Type"] == wanted);
    let lax = kind == MODULE && !strict;
    for needed in needed(kind).iter().filter(|_| !lax) {
        if !has(needed) {
            found.push(format!("Flow is missing required action. Type: {needed}"));
        }
    }
    if kind == MODULE && strict && !content["Settings"].is_object() {
        found.push("Flow is missing required property. Path: Settings".to_owned());
    }
}

/// Finds what leads to no action, and identifiers that are there twice.
pub(super) fn check_transitions(content: &Value, found: &mut Vec<String>) {
    let actions = actions(content);
    let mut names = HashSet::new();
    for (at, action) in actions.iter().enumerate() {
        if let Some(name) = action["Identifier"].as_str()
            && !names.insert(name)
        {
            found.push(invalid(&format!("Actions[{at}].Identifier")));
        }
    }
    let is_known = |target: &Value| target.as_str().is_some_and(|name| names.contains(name));
    if !is_known(&content["StartAction"]) {
        found.push("Invalid Flow property value. Path: StartAction".to_owned());
    }
    for (at, action) in actions.iter().enumerate() {
        for (path, target) in targets(&action["Transitions"]) {
            if !is_known(target) {
                found.push(invalid(&format!("Actions[{at}].Transitions.{path}")));
            }
        }
    }
}

/// The types of which a content of this kind has at least one action.
fn needed(kind: &str) -> &'static [&'static str] {
    match kind {
        MODULE => &["EndFlowModuleExecution"],
        "AGENT_HOLD" | "CUSTOMER_HOLD" => &["MessageParticipantIteratively"],
        _ => &[],
    }
}

/// Where transitions lead, each with its path.
fn targets(transitions: &Value) -> Vec<(String, &Value)> {
    let next = transitions.get("NextAction");
    let mut all: Vec<_> = next
        .map(|next| ("NextAction".to_owned(), next))
        .into_iter()
        .collect();
    for branch in ["Errors", "Conditions"] {
        let branches = transitions[branch]
            .as_array()
            .map_or(&[][..], Vec::as_slice);
        let numbered = branches.iter().enumerate();
        all.extend(
            numbered.map(|(at, to)| (format!("{branch}[{at}].NextAction"), &to["NextAction"])),
        );
    }
    all
}

fn invalid(path: &str) -> String {
    format!("Invalid Action property value. Path: {path}")
}
