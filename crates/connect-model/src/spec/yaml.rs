//! The spec as YAML that people like to read: short things on one line, long ones below one another.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// How long a line may be before its value is broken up.
const LINE_CHARS_MAX: usize = 100;
/// From this depth on, what fits stands on one line; the sections above are always broken up.
const FLOW_DEPTH: usize = 2;

/// Writes a spec: its members at the top, in this order. What it says, [`load`](super::load) reads again.
pub fn to_yaml(spec: &Map<String, Value>) -> String {
    let mut text = String::new();
    for (member, value) in spec {
        let is_section = value.is_object() || value.is_array();
        if is_section {
            text.push('\n');
        }
        text.push_str(&scalar_text(member));
        text.push(':');
        below(&mut text, value, 1, 0, member.chars().count() + 1);
    }
    text
}

/// Writes the value behind a `:` or a `-`, which end at the column.
fn below(text: &mut String, value: &Value, depth: usize, indent: usize, column: usize) {
    let line = one_line(value);
    let fits = depth >= FLOW_DEPTH && column + 1 + line.chars().count() <= LINE_CHARS_MAX;
    match value {
        Value::Object(map) if !map.is_empty() && !fits => {
            text.push('\n');
            members(text, map, depth, indent + 2);
        }
        Value::Array(items) if !items.is_empty() && !fits => {
            text.push('\n');
            for item in items {
                let _ = write!(text, "{:indent$}  -", "", indent = indent);
                self::item(text, item, depth + 1, indent + 2);
            }
        }
        _ => {
            let _ = writeln!(text, " {line}");
        }
    }
}

fn members(text: &mut String, map: &Map<String, Value>, depth: usize, indent: usize) {
    for (member, value) in map {
        let member = scalar_text(member);
        let _ = write!(text, "{:indent$}{member}:", "");
        below(
            text,
            value,
            depth + 1,
            indent,
            indent + member.chars().count() + 1,
        );
    }
}

/// Writes an item behind its `-`: the first member of a map stands on the same line.
fn item(text: &mut String, item: &Value, depth: usize, indent: usize) {
    let line = one_line(item);
    let fits = indent + 2 + line.chars().count() <= LINE_CHARS_MAX;
    match item {
        Value::Object(map) if !map.is_empty() && !fits => {
            let mut inner = String::new();
            members(&mut inner, map, depth, indent + 2);
            let _ = write!(text, " {}", inner.trim_start());
        }
        Value::Array(_) if !fits => below(text, item, FLOW_DEPTH, indent, indent + 1),
        _ => {
            let _ = writeln!(text, " {line}");
        }
    }
}

fn one_line(value: &Value) -> String {
    match value {
        Value::Object(map) if map.is_empty() => "{}".to_owned(),
        Value::Object(map) => {
            let member = |(member, value): (&String, &Value)| {
                format!("{}: {}", scalar_text(member), one_line(value))
            };
            format!(
                "{{ {} }}",
                map.iter().map(member).collect::<Vec<_>>().join(", ")
            )
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(one_line).collect();
            format!("[{}]", items.join(", "))
        }
        Value::String(text) => scalar_text(text),
        other => other.to_string(),
    }
}

/// A text without quotes where it cannot be anything but itself.
fn scalar_text(text: &str) -> String {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b" _./@()-".contains(&byte);
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')')
        && text.bytes().all(is_inner)
        && !is_word_of_yaml(text);
    if is_plain {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Words that some readers of YAML take for a truth value, nothing or a number.
fn is_word_of_yaml(text: &str) -> bool {
    let word = text.to_ascii_lowercase();
    [
        "true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf",
    ]
    .contains(&word.as_str())
}

fn quoted(text: &str) -> String {
    // `${` would ask for a variable of the spec.
    let text = text.replace("${", "$${");
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ if character.is_control() || "\u{2028}\u{2029}\u{feff}".contains(character) => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(character));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_short_stands_on_one_line_and_what_is_long_below() {
        let spec = json!({
            "kind": "ContactCenter",
            "instance": { "alias": "uk", "tags": { "a": "1" } },
            "queues": [
                { "name": "Sales", "hours": "Basic Hours" },
                {
                    "name": "A queue whose entry is too long for a single line of this file",
                    "description": "and so it is broken up: \"quoted\", ${kept}, yes",
                    "quick_connects": ["no", "b", "+44"],
                }
            ],
        });
        expect![[r#"
            kind: ContactCenter

            instance:
              alias: uk
              tags: { a: "1" }

            queues:
              - { name: Sales, hours: Basic Hours }
              - name: A queue whose entry is too long for a single line of this file
                description: "and so it is broken up: \"quoted\", $${kept}, yes"
                quick_connects: ["no", b, "+44"]
        "#]]
        .assert_eq(&to_yaml(spec.as_object().unwrap()));
    }
}
