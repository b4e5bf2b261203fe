//! Values of parameters: texts as the console writes them, and the paths of dynamic ones.

use serde_json::Value;

/// The path of a dynamic value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) text: String,
    /// Whether its source is known; the text is a guess if not.
    pub(super) is_known: bool,
}

/// A scalar as the console writes it: always a text, and truth with a capital. None for the rest.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(spelled(*truth).to_owned()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A truth, which the old export writes in four ways.
pub(super) fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// A truth as the console writes it.
pub(super) const fn spelled(truth: bool) -> &'static str {
    if truth { "True" } else { "False" }
}

/// The path of what an old export takes from a namespace.
pub(super) fn path(namespace: &str, key: &str) -> Path {
    if key.starts_with("$.") || key.starts_with("$[") {
        return known(key.to_owned());
    }
    if namespace == "System" {
        return system(key);
    }
    // `Lex.SessionAttributes` and the like: the first step is the namespace.
    let (head, rest) = namespace.split_at(namespace.find('.').unwrap_or(namespace.len()));
    let root = ROOTS.iter().find(|(name, _)| is_same(name, head));
    let base = root.map_or_else(|| member("$", head), |(_, root)| format!("$.{root}")) + rest;
    let inner = base.strip_prefix("$.").and_then(|root| {
        let rest = key.strip_prefix(root)?;
        rest.strip_prefix('.')
    });
    Path {
        text: member(&base, inner.unwrap_or(key)),
        is_known: root.is_some_and(|(_, root)| FREE.contains(root) || is_plain(key)),
    }
}

fn known(text: String) -> Path {
    Path {
        text,
        is_known: true,
    }
}

/// System attributes go by the words of the designer, or by their path.
fn system(key: &str) -> Path {
    if let Some((_, path)) = SYSTEM.iter().find(|(name, _)| is_same(name, key)) {
        return known((*path).to_owned());
    }
    Path {
        text: member("$", key),
        is_known: is_plain(key),
    }
}

/// `$.a.b`, or `$.a['b c']` for what is no plain name.
fn member(base: &str, key: &str) -> String {
    if is_plain(key) {
        return format!("{base}.{key}");
    }
    let escaped = key.replace('\\', "\\\\").replace('\'', "\\'");
    format!("{base}['{escaped}']")
}

fn is_plain(key: &str) -> bool {
    let fits =
        |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
    !key.is_empty() && key.chars().all(fits)
}

/// Case and blanks of such words changed over the years.
fn is_same(name: &str, other: &str) -> bool {
    let letters = |text: &str| {
        let kept = text.chars().filter(|character| !character.is_whitespace());
        kept.flat_map(char::to_lowercase).collect::<String>()
    };
    letters(name) == letters(other)
}

/// Namespaces of the old designer, and the first step of their paths.
const ROOTS: &[(&str, &str)] = &[
    ("User Defined", "Attributes"),
    ("Attributes", "Attributes"),
    ("External", "External"),
    ("Lex", "Lex"),
    ("Agent", "Agent"),
    ("Queue", "Queue"),
    ("Queue metrics", "Metrics"),
    ("Metrics", "Metrics"),
    ("Media streams", "MediaStreams"),
    ("Flow", "FlowAttributes"),
    ("Flow attributes", "FlowAttributes"),
    ("Customer", "Customer"),
    ("Customer profiles", "Customer"),
    ("Case", "Case"),
    ("Cases", "Case"),
    ("Views", "Views"),
    ("Segment attributes", "SegmentAttributes"),
];

/// Roots whose members are named by authors. Elsewhere words are the designer's, and a guess.
const FREE: &[&str] = &["Attributes", "External", "FlowAttributes", "Lex"];

/// System attributes that go by words.
const SYSTEM: &[(&str, &str)] = &[
    ("Stored customer input", "$.StoredCustomerInput"),
    ("Customer number", "$.CustomerEndpoint.Address"),
    ("Dialed number", "$.SystemEndpoint.Address"),
    ("Customer callback number", "$.CustomerCallBackPhoneNumber"),
    ("Queue name", "$.Queue.Name"),
    ("Queue ARN", "$.Queue.ARN"),
    ("Text to speech voice", "$.TextToSpeechVoiceId"),
    ("Contact id", "$.ContactId"),
    ("Initial contact id", "$.InitialContactId"),
    ("Previous contact id", "$.PreviousContactId"),
    ("Instance ARN", "$.InstanceARN"),
    ("Initiation method", "$.InitiationMethod"),
    ("AWS Region", "$.AwsRegion"),
    ("Customer ID", "$.CustomerId"),
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{path, scalar, truth};

    #[test]
    fn every_namespace_has_its_path() {
        let cases = [
            ("User Defined", "tier", "$.Attributes.tier", true),
            ("User Defined", "my tier", "$.Attributes['my tier']", true),
            ("User Defined", "it's", "$.Attributes['it\\'s']", true),
            ("External", "a.b", "$.External.a.b", true),
            ("External", "$.External.x", "$.External.x", true),
            (
                "System",
                "Stored customer input",
                "$.StoredCustomerInput",
                true,
            ),
            (
                "System",
                "Customer Number",
                "$.CustomerEndpoint.Address",
                true,
            ),
            ("System", "Queue.Name", "$.Queue.Name", true),
            ("System", "Channel", "$.Channel", true),
            ("System", "Something new", "$['Something new']", false),
            ("Agent", "Agent.UserName", "$.Agent.UserName", true),
            ("Agent", "UserName", "$.Agent.UserName", true),
            (
                "Lex.SessionAttributes",
                "topic",
                "$.Lex.SessionAttributes.topic",
                true,
            ),
            ("Lex.Slots", "City", "$.Lex.Slots.City", true),
            (
                "Media Streams",
                "Customer.Audio.StreamARN",
                "$.MediaStreams.Customer.Audio.StreamARN",
                true,
            ),
            (
                "Media Streams",
                "Start time",
                "$.MediaStreams['Start time']",
                false,
            ),
            ("Tomorrow", "x", "$.Tomorrow.x", false),
        ];
        for (namespace, key, text, is_known) in cases {
            let path = path(namespace, key);
            assert_eq!(
                (path.text.as_str(), path.is_known),
                (text, is_known),
                "{namespace} {key}"
            );
        }
    }

    #[test]
    fn scalars_become_the_texts_that_the_console_writes() {
        assert_eq!(scalar(&json!(300_000)).as_deref(), Some("300000"));
        assert_eq!(scalar(&json!(true)).as_deref(), Some("True"));
        assert_eq!(scalar(&json!("5")).as_deref(), Some("5"));
        assert_eq!(scalar(&json!(null)), None);
        assert_eq!(truth(&json!("False")), Some(false));
        assert_eq!(truth(&json!(true)), Some(true));
        assert_eq!(truth(&json!("yes")), None);
    }
}
