//! Structure that the service would refuse, found before it is asked.
//!
//! What a flow *does* is not judged here, and neither are parameters.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;
use serde_json::Value;

use crate::{
    action::{self, Action, BranchPlace},
    document::Document,
    flow_type::Role,
    reference::claims,
    resolution,
};

/// The only version of the flow language.
pub const VERSION: &str = "2019-10-30";

/// Most actions of one flow.
pub const ACTIONS_MAX: usize = 250;

/// Longest content, in characters, when it is written in one line.
pub const CONTENT_CHARS_MAX: usize = 256_000;

/// Longest `Identifier`, in characters.
pub const IDENTIFIER_CHARS_MAX: usize = 50;

const FORBIDDEN_IN_IDENTIFIER: &[char] = &[
    '%', ':', '(', '\\', '/', ')', '=', '$', ',', ';', '[', ']', '{', '}',
];

const RESERVED_IDENTIFIERS: &[&str] = &[
    "__proto__",
    "constructor",
    "__defineGetter__",
    "__defineSetter__",
    "toString",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "valueOf",
];

/// Something that keeps a document from being published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Stable name of the rule.
    pub rule: &'static str,
    /// JSON pointer into the content.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl Document {
    /// Everything about the structure of the document that the service would refuse.
    ///
    /// Portable references must be well formed and of the right kind; whether they name something
    /// is for [`Document::resolve`] to say. Unknown action types are no problem here, since the
    /// service knows new ones before this crate does: see [`Action::group`].
    pub fn check(&self, role: impl Into<Role>) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.check_outline(role.into(), &mut problems);
        let known = self.check_identifiers(&mut problems);
        self.check_start(&known, &mut problems);
        for action in self.actions() {
            check_shape(action, &mut problems);
            check_transitions(action, &known, &mut problems);
            check_references(action, &mut problems);
        }
        problems
    }

    fn check_outline(&self, role: Role, problems: &mut Vec<Problem>) {
        if self.content.get("Version").and_then(Value::as_str) != Some(VERSION) {
            let message = format!("the version is not \"{VERSION}\"");
            problems.push(problem(
                "flow-version",
                "/Version",
                message,
                format!("set it to \"{VERSION}\""),
            ));
        }
        let count = self.actions().count();
        if count > ACTIONS_MAX {
            let message = format!("there are {count} actions, more than {ACTIONS_MAX}");
            problems.push(problem(
                "flow-size",
                "/Actions",
                message,
                "move a part into a module or another flow",
            ));
        }
        let length = self.to_json().chars().count();
        if length > CONTENT_CHARS_MAX {
            let message =
                format!("the content has {length} characters, more than {CONTENT_CHARS_MAX}");
            problems.push(problem(
                "flow-size",
                "",
                message,
                "move a part into a module or another flow",
            ));
        }
        if role == Role::Module && !self.content.get("Settings").is_some_and(Value::is_object) {
            let remedy =
                "add `Settings` with `InputParameters`, `OutputParameters` and `Transitions`";
            problems.push(problem(
                "flow-settings",
                "/Settings",
                "the content of a module has no `Settings`",
                remedy,
            ));
        }
    }

    /// The identifiers, each with the action that has it first.
    fn check_identifiers(&self, problems: &mut Vec<Problem>) -> BTreeMap<&str, usize> {
        let mut known = BTreeMap::new();
        for action in self.actions() {
            let identifier = action.identifier();
            let path = format!("{}/Identifier", action.path());
            if let Some(fault) = identifier_fault(identifier) {
                let remedy = format!(
                    "rename it: 1 to {IDENTIFIER_CHARS_MAX} characters, none of % : ( \\ / ) = $ , ; [ ] {{ }}"
                );
                problems.push(problem(
                    "flow-identifier",
                    &path,
                    format!("the identifier `{identifier}` {fault}"),
                    remedy,
                ));
            }
            let first = *known.entry(identifier).or_insert(action.index);
            if first != action.index {
                let message =
                    format!("the identifier `{identifier}` is that of action {first} too");
                problems.push(problem(
                    "flow-identifier",
                    &path,
                    message,
                    "rename one of them",
                ));
            }
        }
        known
    }

    fn check_start(&self, known: &BTreeMap<&str, usize>, problems: &mut Vec<Problem>) {
        let message = match self.start_action() {
            Some(start) if known.contains_key(start) => return,
            Some(start) => format!("the flow starts at `{start}`, which is not an action of it"),
            None => "the flow does not say where it starts".to_owned(),
        };
        let remedy = "set `StartAction` to the identifier of an action";
        problems.push(problem("flow-start", "/StartAction", message, remedy));
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            rule,
            path,
            message,
            remedy,
        } = self;
        let path = if path.is_empty() { "/" } else { path };
        write!(f, "{path}: {message} [{rule}]\n  remedy: {remedy}")
    }
}

pub(crate) fn identifier_fault(identifier: &str) -> Option<String> {
    if identifier.is_empty() {
        return Some("is empty or missing".to_owned());
    }
    if identifier.chars().count() > IDENTIFIER_CHARS_MAX {
        return Some(format!("is longer than {IDENTIFIER_CHARS_MAX} characters"));
    }
    if RESERVED_IDENTIFIERS.contains(&identifier) {
        return Some("is reserved".to_owned());
    }
    let forbidden = identifier
        .chars()
        .find(|character| FORBIDDEN_IN_IDENTIFIER.contains(character));
    forbidden.map(|character| format!("has a `{character}` in it"))
}

fn check_shape(action: Action<'_>, problems: &mut Vec<Problem>) {
    if action.action_type().is_empty() {
        let path = format!("{}/Type", action.path());
        problems.push(problem(
            "flow-action",
            &path,
            "the action has no type",
            "set `Type` to an action type",
        ));
    }
    // Real exports leave out empty parameters, never transitions.
    let parameters_fit = action.parameters().is_none_or(Value::is_object);
    let transitions_fit = action.transitions().is_some_and(Value::is_object);
    for (name, fits) in [
        ("Parameters", parameters_fit),
        ("Transitions", transitions_fit),
    ] {
        if !fits {
            let (path, message) = (
                format!("{}/{name}", action.path()),
                format!("`{name}` is not an object"),
            );
            problems.push(problem(
                "flow-action",
                &path,
                message,
                "write `{}` if there is nothing to say",
            ));
        }
    }
}

fn check_transitions(
    action: Action<'_>,
    known: &BTreeMap<&str, usize>,
    problems: &mut Vec<Problem>,
) {
    let (action_type, base) = (
        action.action_type(),
        format!("{}/Transitions", action.path()),
    );
    let mut branches = action.branches().peekable();
    if action::is_terminal(action_type) && branches.peek().is_some() {
        let message = format!("{action_type} ends the flow, so nothing can follow it");
        problems.push(problem(
            "flow-transition",
            &base,
            message,
            "set `Transitions` to `{}`",
        ));
    }
    for branch in branches.filter(|branch| !known.contains_key(branch.next)) {
        let message = format!(
            "this leads to `{}`, which is not an action of the flow",
            branch.next
        );
        let path = base.clone() + &pointer(branch.place);
        problems.push(problem(
            "flow-transition",
            &path,
            message,
            "name the identifier of an action",
        ));
    }
    let must_go_on = action.group().is_some() && !action::may_end(action_type);
    if must_go_on && action.next_action().is_none() {
        let message = format!("{action_type} does not say which action is next");
        let path = format!("{base}/NextAction");
        problems.push(problem(
            "flow-transition",
            &path,
            message,
            "name the identifier of an action",
        ));
    }
    check_entries(action, &base, problems);
}

/// Every condition and error names where it leads to.
fn check_entries(action: Action<'_>, base: &str, problems: &mut Vec<Problem>) {
    for (list, entries) in action.transition_lists() {
        for (index, entry) in entries.iter().enumerate() {
            if !entry.get("NextAction").is_some_and(Value::is_string) {
                let path = format!("{base}/{list}/{index}");
                let remedy = "add a `NextAction` with the identifier of an action";
                problems.push(problem(
                    "flow-transition",
                    &path,
                    "this way out leads nowhere",
                    remedy,
                ));
            }
        }
    }
}

fn check_references(action: Action<'_>, problems: &mut Vec<Problem>) {
    for claim in claims(action) {
        if let Err(reason) = resolution::name(&claim) {
            let message = format!(
                "`{}` is no reference that can stand here: {reason}",
                claim.text
            );
            let remedy = "write `ref://<kind>/<name>`, for a flow `ref://flow/<TYPE>/<name>`";
            problems.push(problem(
                "flow-reference",
                &claim.place.pointer,
                message,
                remedy,
            ));
        }
    }
}

fn pointer(place: BranchPlace) -> String {
    match place {
        BranchPlace::Next => "/NextAction".to_owned(),
        BranchPlace::Condition(index) => format!("/Conditions/{index}/NextAction"),
        BranchPlace::Error(index) => format!("/Errors/{index}/NextAction"),
    }
}

fn problem(
    rule: &'static str,
    path: &str,
    message: impl Into<String>,
    remedy: impl Into<String>,
) -> Problem {
    Problem {
        rule,
        path: path.to_owned(),
        message: message.into(),
        remedy: remedy.into(),
    }
}
