//! An input that the module does not take, or lacks.

use serde_json::Value;

use crate::{
    action::Action,
    bundle::Contract,
    lint::{
        bundle::called,
        finding::Severity,
        report::Report,
        rule::{Check, Rule},
        scope::{Scope, value},
    },
};

pub(super) const RULE: Rule = Rule {
    code: "module-input",
    title: "An input that the module does not take, or lacks",
    severity: Severity::Error,
    explanation: "A call is checked against what the module promises when the flow is published, \
                  so such a flow is refused.",
    remedy: "pass what the module asks for, by the names and types that it declares",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (action, settings) in calls(scope) {
        let input = value(action, "/Input");
        if input.is_some_and(Value::is_string) {
            // The whole input is known only when a contact is there.
            continue;
        }
        let given = input.and_then(Value::as_object);
        let schema = settings.pointer("/input/schema").unwrap_or(&Value::Null);
        for name in schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            if given.is_none_or(|given| !given.contains_key(name)) {
                report.below(
                    action,
                    "/Parameters",
                    format!("the module needs the input `{name}`"),
                );
            }
        }
        let Some(declared) = schema["properties"].as_object() else {
            continue;
        };
        for (name, value) in given.into_iter().flatten() {
            let pointer = format!(
                "/Parameters/Input/{}",
                name.replace('~', "~0").replace('/', "~1")
            );
            match declared.get(name) {
                None => {
                    report.below(
                        action,
                        &pointer,
                        format!("the module does not declare the input `{name}`"),
                    );
                }
                Some(property) if !fits(property, value) => {
                    report.below(
                        action,
                        &pointer,
                        format!("the module declares `{name}` as {}", property["type"]),
                    );
                }
                Some(_) => {}
            }
        }
    }
}

/// The calls of modules whose contract is known, with their settings.
pub(super) fn calls<'a>(scope: &Scope<'a>) -> Vec<(Action<'a>, Value)> {
    let calls = scope.of_type("InvokeFlowModule");
    calls
        .filter_map(|action| {
            let name = called(action)?;
            let contract = scope.context.modules.get(name.name())?;
            Some((action, settings(contract)?))
        })
        .collect()
}

/// The settings of a module: kept as JSON or as a text of it.
fn settings(contract: &Contract) -> Option<Value> {
    match contract.settings.as_ref()? {
        Value::String(text) => serde_json::from_str(text).ok(),
        other => Some(other.clone()),
    }
}

fn fits(property: &Value, value: &Value) -> bool {
    let is_dynamic = value.as_str().is_some_and(|text| text.starts_with('$'));
    is_dynamic
        || match property["type"].as_str() {
            Some("string") => value.is_string(),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("number") => value.is_number(),
            Some("boolean") => value.is_boolean(),
            Some("object") => value.is_object(),
            Some("array") => value.is_array(),
            _ => true,
        }
}
