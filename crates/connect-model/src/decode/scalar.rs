//! Texts, numbers and booleans.

use serde_json::{Value as Json, json};

use super::{Decode, Definitions, Reader};
use crate::{
    tree::{Node, Path, Value},
    words::{nearest, quote},
};

/// A text that keeps a rule.
pub(crate) trait Pattern: Sized {
    /// The rule that speaks for it.
    const RULE: &'static str;
    /// What is wanted, as a noun phrase.
    const EXPECTED: &'static str;
    /// The rule for the schema, where one pattern can say it.
    const PATTERN: Option<&'static str>;

    /// Reads a text.
    fn read(text: &str) -> Option<Self>;

    /// Known texts, to guess what was meant.
    fn known() -> Vec<&'static str> {
        Vec::new()
    }
}

/// Reads a text that keeps a rule.
pub(crate) fn read_pattern<T: Pattern>(
    node: &Node,
    at: &Path<'_>,
    reader: &mut Reader<'_>,
) -> Option<T> {
    let Some(text) = node.text() else {
        return wrong_type(T::EXPECTED, node, at, reader);
    };
    if let Some(value) = T::read(text) {
        return Some(value);
    }
    let remedy = match nearest(text, T::known()) {
        Some(guess) => format!("did you mean {}?", quote(guess)),
        None => format!("write {}", T::EXPECTED),
    };
    // Somebody may have put the secret itself in the place of its name.
    let shown = if T::RULE == "bad-secret-name" {
        "this".to_owned()
    } else {
        quote(text)
    };
    let message = format!("{shown} is not {}", T::EXPECTED);
    reader.find(T::RULE, node, at, message, remedy);
    None
}

/// The schema of a text that keeps a rule.
pub(crate) fn pattern_schema<T: Pattern>() -> Json {
    match T::PATTERN {
        Some(pattern) => json!({ "type": "string", "pattern": pattern }),
        None => json!({ "type": "string" }),
    }
}

/// Finds that something else was wanted, unless a finding was made there before.
pub(crate) fn wrong_type<T>(
    wanted: &str,
    node: &Node,
    at: &Path<'_>,
    reader: &mut Reader<'_>,
) -> Option<T> {
    if node.value != Value::Broken {
        let message = format!("this is {}, not {wanted}", node.noun());
        let is_bare = matches!(node.value, Value::Number(_) | Value::Bool(_));
        let remedy = if is_bare
            && !["number", "map", "one of"]
                .iter()
                .any(|word| wanted.contains(word))
        {
            "put it in quotes".to_owned()
        } else {
            format!("write {wanted}")
        };
        reader.find("wrong-type", node, at, message, remedy);
    }
    None
}

impl Decode for String {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match node.text() {
            Some(text) => Some(text.to_owned()),
            None => wrong_type("a text", node, at, reader),
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "string" })
    }
}

impl Decode for bool {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Bool(truth) => Some(*truth),
            Value::Loose(text) if text == "true" => Some(true),
            Value::Loose(text) if text == "false" => Some(false),
            _ => wrong_type("true or false", node, at, reader),
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "boolean" })
    }
}

/// Every member of this type has a limit, which speaks for whole numbers that are out of range.
impl Decode for u32 {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Number(text) | Value::Loose(text) if whole(text).is_some() => {
                whole(text).and_then(|number| Self::try_from(number).ok())
            }
            Value::Number(text) => {
                let message = format!("{text} is not a whole number");
                reader.find("out-of-range", node, at, message, "write a whole number");
                None
            }
            _ => wrong_type("a whole number", node, at, reader),
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "integer" })
    }
}

/// Every member of this type has a limit that names the numbers.
impl Decode for i32 {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Number(text) | Value::Loose(text) if whole(text).is_some() => {
                whole(text).and_then(|number| Self::try_from(number).ok())
            }
            _ => wrong_type("a whole number", node, at, reader),
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "integer" })
    }
}

/// A whole number as it is written; one that no limit reaches is the largest or smallest.
pub(crate) fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let extreme = if text.starts_with('-') {
        i64::MIN
    } else {
        i64::MAX
    };
    is_whole.then(|| text.parse().unwrap_or(extreme))
}
