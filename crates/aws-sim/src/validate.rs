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
        path: Vec::new(),
        found: Vec::new(),
    };
    if let Some(shape) = operation.input {
        walk.value(shape, input);
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

struct Walk<'v> {
    model: &'v Model,
    /// Where it is. Most input is valid, so this becomes text only where something is wrong.
    path: Vec<Part<'v>>,
    found: Vec<String>,
}

/// A part of the path to a value.
enum Part<'v> {
    Name(&'v str),
    Index(usize),
}

// === impl Walk ===

impl<'v> Walk<'v> {
    fn value(&mut self, id: ShapeId, value: &'v Value) {
        let shape: &'v Shape = self.model.shape(id);
        match (&shape.kind, value) {
            (_, Value::Null) => self.missing(),
            (Kind::Structure(structure), Value::Object(_)) => self.structure(structure, value),
            (Kind::List { of, size, .. }, Value::Array(items)) => {
                self.measure(shape, value, *size, items.len());
                for (at, item) in items.iter().enumerate() {
                    self.inside(Part::Index(at), |walk| walk.value(*of, item));
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
                self.measure(shape, value, *size, entries.len());
                for (name, entry) in entries {
                    self.text(self.model.shape(*key), name);
                    self.inside(Part::Name(name), |walk| walk.value(*of, entry));
                }
            }
            (Kind::Text { .. }, Value::String(text)) => self.text(shape, text),
            (Kind::Blob { length }, Value::String(text)) => {
                self.measure(shape, value, *length, text.len() / 4 * 3);
            }
            (Kind::Boolean, Value::Bool(_))
            | (Kind::Timestamp { .. }, Value::Number(_))
            | (Kind::Document, _) => {}
            (Kind::Whole { range }, Value::Number(number)) if !number.is_f64() => {
                self.range(shape, value, *range, number.as_f64());
            }
            (Kind::Real { range }, Value::Number(number)) => {
                self.range(shape, value, *range, number.as_f64());
            }
            (kind, _) => {
                let rule = format!("Member must be {}", noun(kind));
                self.refuse(&shown(shape, value), &rule);
            }
        }
    }

    fn structure(&mut self, structure: &'v Structure, value: &'v Value) {
        for member in &structure.members {
            match value.get(member.name) {
                Some(value) => {
                    self.inside(Part::Name(member.name), |walk| {
                        walk.value(member.shape, value);
                    });
                }
                None if member.required => self.inside(Part::Name(member.name), Self::missing),
                None => {}
            }
        }
        let given = value.as_object().map_or(0, serde_json::Map::len);
        if structure.union && given != 1 {
            self.refuse("", "Member must have exactly one member set");
        }
    }

    fn inside(&mut self, part: Part<'v>, look: impl FnOnce(&mut Self)) {
        self.path.push(part);
        look(self);
        self.path.pop();
    }

    fn text(&mut self, shape: &Shape, text: &str) {
        let Kind::Text {
            length,
            values,
            pattern,
        } = &shape.kind
        else {
            return;
        };
        let refuse = |walk: &mut Self, rule: &str| walk.refuse(&shown_text(shape, text), rule);
        #[expect(clippy::cast_precision_loss, reason = "no message has 2^52 parts")]
        let size = text.chars().count() as f64;
        if let Some(end) = broken(*length, size) {
            refuse(self, &format!("Member must have length {end}"));
        }
        if !values.is_empty() && !values.contains(&text) {
            let set = values.join(", ");
            refuse(
                self,
                &format!("Member must satisfy enum value set: [{set}]"),
            );
        }
        if let Some(pattern) = pattern.as_ref().filter(|pattern| !pattern.matches(text)) {
            let rule = format!(
                "Member must satisfy regular expression pattern: {}",
                pattern.source()
            );
            refuse(self, &rule);
        }
    }

    fn measure(&mut self, shape: &Shape, value: &Value, span: Span, size: usize) {
        #[expect(clippy::cast_precision_loss, reason = "no message has 2^52 parts")]
        let size = size as f64;
        if let Some(end) = broken(span, size) {
            let rule = format!("Member must have length {end}");
            self.refuse(&shown(shape, value), &rule);
        }
    }

    fn range(&mut self, shape: &Shape, value: &Value, span: Span, number: Option<f64>) {
        if let Some(end) = number.and_then(|number| broken(span, number)) {
            let rule = format!("Member must have value {end}");
            self.refuse(&shown(shape, value), &rule);
        }
    }

    fn missing(&mut self) {
        self.refuse(" null", "Member must not be null");
    }

    /// Notes what is wrong with the value, which is `shown` behind a blank or not at all.
    fn refuse(&mut self, shown: &str, rule: &str) {
        let mut path = String::new();
        for part in &self.path {
            match part {
                Part::Name(name) if path.is_empty() => path.push_str(name),
                Part::Name(name) => path.extend([".", name]),
                Part::Index(at) => path.extend(["[", &at.to_string(), "]"]),
            }
        }
        self.found.push(format!(
            "Value{shown} at '{path}' failed to satisfy constraint: {rule}"
        ));
    }
}

/// The value as a message shows it, behind a blank; nothing if it must not be shown or is long.
fn shown(shape: &Shape, value: &Value) -> String {
    match value {
        Value::String(text) => shown_text(shape, text),
        Value::Number(number) if !shape.sensitive => format!(" '{number}'"),
        _ => String::new(),
    }
}

fn shown_text(shape: &Shape, text: &str) -> String {
    if shape.sensitive || text.len() > 256 {
        return String::new();
    }
    format!(" '{text}'")
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
