//! Input against the published constraints, before any handler sees it.
//!
//! One walk over the input's shape finds every violation: a member that is missing, of another
//! type, too short or long, out of range, not in the closed set, or against its pattern. Members
//! that the model does not know have been dropped by then, as AWS drops them. The wording is
//! AWS's own.

use serde_json::Value;

use crate::model::{Kind, Model, Operation, Shape, ShapeId, Span, Structure};

/// All that is wrong with `input`, in one message; nothing if it is valid.
pub(crate) fn violations(model: &Model, operation: &Operation, input: &Value) -> Option<String> {
    let mut walk = Walk {
        model,
        found: Vec::new(),
    };
    if let Some(shape) = operation.input {
        walk.value(shape, "", input);
    }
    let count = walk.found.len();
    let errors = if count == 1 { "error" } else { "errors" };
    (count > 0).then(|| {
        format!(
            "{count} validation {errors} detected: {}",
            walk.found.join("; ")
        )
    })
}

struct Walk<'m> {
    model: &'m Model,
    found: Vec<String>,
}

// === impl Walk ===

impl<'m> Walk<'m> {
    fn value(&mut self, id: ShapeId, path: &str, value: &Value) {
        let shape: &'m Shape = self.model.shape(id);
        match (&shape.kind, value) {
            (_, Value::Null) => self.found.push(missing(path)),
            (Kind::Structure(structure), Value::Object(_)) => {
                self.structure(structure, path, value);
            }
            (Kind::List { of, size, .. }, Value::Array(items)) => {
                self.measure(shape, path, value, *size, items.len());
                for (at, item) in items.iter().enumerate() {
                    self.value(*of, &format!("{path}[{at}]"), item);
                }
            }
            (
                Kind::Map {
                    key,
                    value: of,
                    size,
                    ..
                },
                Value::Object(entries),
            ) => {
                self.measure(shape, path, value, *size, entries.len());
                for (name, entry) in entries {
                    self.value(*key, path, &Value::String(name.clone()));
                    self.value(*of, &format!("{path}.{name}"), entry);
                }
            }
            (Kind::Text { .. }, Value::String(text)) => self.text(shape, path, value, text),
            (Kind::Blob { length }, Value::String(text)) => {
                self.measure(shape, path, value, *length, text.len() / 4 * 3);
            }
            (Kind::Boolean, Value::Bool(_))
            | (Kind::Timestamp { .. }, Value::Number(_))
            | (Kind::Document, _) => {}
            (Kind::Whole { range }, Value::Number(number)) if !number.is_f64() => {
                self.range(shape, path, value, *range, number.as_f64());
            }
            (Kind::Real { range }, Value::Number(number)) => {
                self.range(shape, path, value, *range, number.as_f64());
            }
            (kind, _) => {
                self.refuse(
                    shape,
                    path,
                    value,
                    &format!("Member must be {}", noun(kind)),
                );
            }
        }
    }

    fn structure(&mut self, structure: &'m Structure, path: &str, value: &Value) {
        for member in &structure.members {
            let inner = match path {
                "" => member.name.to_owned(),
                _ => format!("{path}.{}", member.name),
            };
            match value.get(member.name) {
                Some(value) => self.value(member.shape, &inner, value),
                None if member.required => self.found.push(missing(&inner)),
                None => {}
            }
        }
        let given = value.as_object().map_or(0, serde_json::Map::len);
        if structure.union && given != 1 {
            self.found.push(format!(
                "Value at '{path}' failed to satisfy constraint: Member must have exactly one \
                 member set"
            ));
        }
    }

    fn text(&mut self, shape: &'m Shape, path: &str, value: &Value, text: &str) {
        let Kind::Text {
            length,
            values,
            pattern,
        } = &shape.kind
        else {
            return;
        };
        self.measure(shape, path, value, *length, text.chars().count());
        if !values.is_empty() && !values.contains(&text) {
            let set = values.join(", ");
            self.refuse(
                shape,
                path,
                value,
                &format!("Member must satisfy enum value set: [{set}]"),
            );
        }
        if let Some(pattern) = pattern.as_ref().filter(|pattern| !pattern.matches(text)) {
            let rule = format!(
                "Member must satisfy regular expression pattern: {}",
                pattern.source()
            );
            self.refuse(shape, path, value, &rule);
        }
    }

    fn measure(&mut self, shape: &Shape, path: &str, value: &Value, span: Span, size: usize) {
        #[expect(clippy::cast_precision_loss, reason = "no message has 2^52 parts")]
        let size = size as f64;
        if let Some(end) = broken(span, size) {
            self.refuse(
                shape,
                path,
                value,
                &format!("Member must have length {end}"),
            );
        }
    }

    fn range(&mut self, shape: &Shape, path: &str, value: &Value, span: Span, number: Option<f64>) {
        if let Some(end) = number.and_then(|number| broken(span, number)) {
            self.refuse(shape, path, value, &format!("Member must have value {end}"));
        }
    }

    fn refuse(&mut self, shape: &Shape, path: &str, value: &Value, rule: &str) {
        let shown = match value {
            Value::String(text) if !shape.sensitive && text.len() <= 256 => format!(" '{text}'"),
            Value::Number(number) if !shape.sensitive => format!(" '{number}'"),
            _ => String::new(),
        };
        self.found.push(format!(
            "Value{shown} at '{path}' failed to satisfy constraint: {rule}"
        ));
    }
}

fn missing(path: &str) -> String {
    format!("Value null at '{path}' failed to satisfy constraint: Member must not be null")
}

/// The end of `span` that `value` lies beyond, in words.
fn broken(span: Span, value: f64) -> Option<String> {
    if span.holds(value) {
        return None;
    }
    match (span.min, span.max) {
        (Some(min), _) if value < min => Some(format!("greater than or equal to {min}")),
        (_, max) => Some(format!("less than or equal to {}", max?)),
    }
}

fn noun(kind: &Kind) -> &'static str {
    match kind {
        Kind::Structure(_) => "a structure",
        Kind::List { .. } => "a list",
        Kind::Map { .. } => "a map",
        Kind::Text { .. } => "a string",
        Kind::Blob { .. } => "base64 text",
        Kind::Boolean => "a boolean",
        Kind::Whole { .. } => "an integer",
        Kind::Real { .. } => "a number",
        Kind::Timestamp { .. } => "a timestamp",
        Kind::Document => "a document",
    }
}
