//! The branches of an action: where its conditions and errors lead.

use serde_json::Value;

use super::parameter::check_texts;

/// The operators of conditions (Amazon Connect flow language), and one that others found.
const OPERATORS: &[&str] = &[
    "Equals",
    "KeyExists",
    "NumberGreaterOrEqualTo",
    "NumberGreaterThan",
    "NumberLessOrEqualTo",
    "NumberLessThan",
    "TextContains",
    "TextEndsWith",
    "TextStartsWith",
];

/// Type of action, and the only error that it has and has to have.
const ERRORS: &[(&str, &str)] = &[
    ("CheckHoursOfOperation", "NoMatchingError"),
    ("Compare", "NoMatchingCondition"),
];

/// Finds what is wrong with the branches of the action at `path`.
pub(super) fn check(action_type: &str, path: &str, transitions: &Value, found: &mut Vec<String>) {
    let all = |branch: &str| {
        transitions[branch]
            .as_array()
            .map_or(&[][..], Vec::as_slice)
    };
    for (at, branch) in all("Conditions").iter().enumerate() {
        let path = format!("{path}.Transitions.Conditions[{at}].Condition");
        check_condition(&path, &branch["Condition"], found);
    }
    if action_type == "CheckHoursOfOperation" {
        check_outcomes(path, all("Conditions"), found);
    }
    let only = ERRORS.iter().find(|(of, _)| *of == action_type);
    if let Some((_, only)) = only {
        check_errors(only, path, all("Errors"), found);
    }
}

/// A condition has an operator and one operand.
fn check_condition(path: &str, condition: &Value, found: &mut Vec<String>) {
    let operator = condition["Operator"].as_str().unwrap_or_default();
    if !OPERATORS.contains(&operator) {
        found.push(invalid(&format!("{path}.Operator")));
    }
    let operands = &condition["Operands"];
    let count = operands.as_array().map_or(0, Vec::len);
    if count != 1 && operator != "KeyExists" {
        found.push(invalid(&format!("{path}.Operands")));
    }
    check_texts(&format!("{path}.Operands"), operands, found);
}

/// Hours are open or not, and both lead somewhere.
fn check_outcomes(path: &str, conditions: &[Value], found: &mut Vec<String>) {
    for outcome in ["True", "False"] {
        let is = |branch: &Value| branch["Condition"]["Operands"][0] == outcome;
        if !conditions.iter().any(is) {
            found.push(format!(
                "Action is missing required condition. Condition: {outcome}, Path: \
                 {path}.Transitions.Conditions"
            ));
        }
    }
}

/// The one error of the type is there, and no other.
fn check_errors(only: &str, path: &str, errors: &[Value], found: &mut Vec<String>) {
    if !errors.iter().any(|error| error["ErrorType"] == only) {
        found.push(format!("Action is missing required error. Error: {only}"));
    }
    for (at, error) in errors.iter().enumerate() {
        if error["ErrorType"] != only {
            let given = error["ErrorType"].as_str().unwrap_or_default();
            let path = format!("{path}.Transitions.Errors[{at}]");
            found.push(format!(
                "Invalid Action error. Error: {given}, Path: {path}"
            ));
        }
    }
}

fn invalid(path: &str) -> String {
    format!("Invalid Action property value. Path: {path}")
}
