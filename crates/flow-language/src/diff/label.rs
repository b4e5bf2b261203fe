//! What people call branches and references.

use serde_json::Value;

use crate::{
    action::{Action, Branch, BranchPlace},
    document::Document,
    reference::value::{RefValue, Reference},
};

/// A branch in plain words, as the designer lists it.
pub(crate) fn branch(action: Action<'_>, branch: Branch<'_>) -> String {
    match branch.place {
        BranchPlace::Next => "Success".to_owned(),
        BranchPlace::Condition(index) => condition(action, index),
        BranchPlace::Error(_) => error(branch.label.unwrap_or_default()),
    }
}

/// The error types whose name alone is no plain word.
const ERRORS: &[(&str, &str)] = &[
    ("NoMatchingError", "Error"),
    ("NoMatchingCondition", "No match"),
    ("InputTimeLimitExceeded", "Timeout"),
    ("TimeLimitExceeded", "Timeout"),
    ("ConnectionTimeLimitExceeded", "Connection timeout"),
    ("QueueAtCapacity", "At capacity"),
    ("MultipleFoundError", "Multiple found"),
    ("NoneFoundError", "None found"),
    ("InvalidPhoneNumber", "Invalid number"),
    ("InvalidCallbackNumber", "Invalid number"),
    ("CallbackNumberNotDialable", "Not dialable"),
    ("ContactNotLinked", "Not linked"),
];

fn error(error_type: &str) -> String {
    let known = ERRORS.iter().find(|(name, _)| *name == error_type);
    known.map_or_else(|| words(error_type), |(_, text)| (*text).to_owned())
}

/// `CallFailed` becomes `Call failed`.
fn words(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    let mut after_small = false;
    for letter in name.chars() {
        if after_small && letter.is_ascii_uppercase() {
            text.push(' ');
            text.push(letter.to_ascii_lowercase());
        } else {
            text.push(letter);
        }
        after_small = letter.is_ascii_lowercase();
    }
    text
}

fn condition(action: Action<'_>, index: usize) -> String {
    let entry = action.transitions().and_then(|all| {
        all.get("Conditions")?
            .get(index)?
            .get("Condition")
            .and_then(Value::as_object)
    });
    let Some(entry) = entry else {
        return "Condition".to_owned();
    };
    let operator = entry.get("Operator").and_then(Value::as_str);
    let operands = entry.get("Operands").and_then(Value::as_array);
    let texts: Vec<String> = operands.into_iter().flatten().map(scalar).collect();
    let operator = operator.unwrap_or_default();
    let operands = or_empty(texts.join(", "));
    let outcome = (operator == "Equals").then(|| outcome(action.action_type(), &operands));
    outcome
        .flatten()
        .unwrap_or_else(|| format!("{} {operands}", sign(operator)))
}

/// What the designer calls a branch whose value means nothing to people.
fn outcome(action_type: &str, value: &str) -> Option<String> {
    let named = OUTCOMES
        .iter()
        .find(|(of, name, _)| (*of, *name) == (action_type, value));
    let key = || {
        let is_key = matches!(value.as_bytes(), [b'0'..=b'9' | b'*' | b'#']);
        (action_type == "GetParticipantInput" && is_key).then(|| format!("Pressed {value}"))
    };
    named.map(|(.., text)| (*text).to_owned()).or_else(key)
}

/// Action type, value, and the branch as the designer's block lists it.
const OUTCOMES: &[(&str, &str, &str)] = &[
    ("CheckHoursOfOperation", "True", "In hours"),
    ("CheckHoursOfOperation", "False", "Out of hours"),
    ("Loop", "ContinueLooping", "Looping"),
    ("Loop", "DoneLooping", "Complete"),
];

/// How an operator reads before its operand.
fn sign(operator: &str) -> &str {
    match operator {
        "Equals" => "=",
        "NumberGreaterThan" => ">",
        "NumberGreaterOrEqualTo" => "≥",
        "NumberLessThan" => "<",
        "NumberLessOrEqualTo" => "≤",
        "TextStartsWith" => "starts with",
        "TextEndsWith" => "ends with",
        "TextContains" => "contains",
        "KeyExists" => "has",
        other => other,
    }
}

/// A value as people write it: a text without quotes.
pub(crate) fn scalar(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// A value to be read: one must see that there is nothing.
pub(crate) fn or_empty(value: String) -> String {
    if value.trim().is_empty() {
        "(empty)".to_owned()
    } else {
        value
    }
}

/// The name of what a reference refers to: its own, or the one that the designer noted.
pub(crate) fn reference_name(
    document: &Document,
    action: Action<'_>,
    reference: &Reference,
) -> Option<String> {
    match &reference.value {
        RefValue::Named(name) => Some(name.name().to_owned()),
        RefValue::Static(text) => {
            let base = format!("{}/Parameters/", action.path());
            let parameter = reference.path.strip_prefix(&base)?;
            let noted = noted_name(document, action, parameter);
            let function = || crate::reference::arn::function_name(text).map(str::to_owned);
            noted.map(str::to_owned).or_else(function)
        }
        _ => None,
    }
}

/// The flat keys of older metadata.
const FLAT_KEYS: &[(&str, &str)] = &[
    ("QueueId", "queue"),
    ("AgentId", "queue"),
    ("ContactFlowId", "ContactFlow"),
    ("EventHooks", "contactFlow"),
    ("HoursOfOperationId", "Hours"),
    ("FlowModuleId", "contactFlowModuleName"),
    ("PromptId", "promptName"),
    ("CaseTemplateId", "templateName"),
    ("LexV2Bot", "lexV2BotName"),
];

fn noted_name<'a>(document: &'a Document, action: Action<'_>, parameter: &str) -> Option<&'a str> {
    let notes = document.notes(action)?;
    let newer = format!("/parameters/{parameter}/displayName");
    let first = parameter.split('/').next()?;
    let flat = || {
        let (_, key) = FLAT_KEYS.iter().find(|(name, _)| *name == first)?;
        let note = notes.get(key)?;
        note.get("text").unwrap_or(note).as_str()
    };
    let bot = || {
        notes
            .pointer("/parameters/LexV2Bot/AliasArn/lexV2BotName")?
            .as_str()
    };
    let newer = notes.pointer(&newer).and_then(Value::as_str);
    let is_name = |text: &&str| {
        !text.is_empty()
            && !crate::reference::arn::is_arn(text)
            && !crate::reference::arn::is_uuid(text)
    };
    let bot = if first == "LexV2Bot" { bot() } else { None };
    bot.filter(is_name)
        .or_else(|| newer.filter(is_name))
        .or_else(|| flat().filter(is_name))
}
