//! An action in its document, as the walk reads it.

use serde_json::Value;

use crate::{
    action::Action,
    document::Document,
    reference::{arn, portable::Ref},
};

/// The action at which the walk is.
#[derive(Clone, Copy)]
pub(super) struct Visit<'a> {
    pub(super) document: &'a Document,
    pub(super) action: Action<'a>,
}

impl<'a> Visit<'a> {
    /// A parameter by its JSON pointer.
    pub(super) fn parameter(self, pointer: &str) -> Option<&'a Value> {
        self.action.parameters()?.pointer(pointer)
    }

    /// A parameter that is a text and not empty.
    pub(super) fn text(self, pointer: &str) -> Option<&'a str> {
        self.parameter(pointer)?
            .as_str()
            .filter(|text| !text.is_empty())
    }

    /// Whether a parameter is `True`, in whatever spelling the exporter chose.
    pub(super) fn flag(self, pointer: &str) -> bool {
        match self.parameter(pointer) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => text.eq_ignore_ascii_case("true"),
            _ => false,
        }
    }

    /// What a reference is called: best name first, the value itself last.
    ///
    /// `noted` are the designer's notes which name the target, as JSON pointers. They are not asked
    /// about dynamic references, where they are left over from an earlier choice.
    pub(super) fn names(self, pointer: &str, value: &str, noted: &[&str]) -> Vec<String> {
        let mut names = Vec::new();
        if let Ok(name) = value.parse::<Ref>() {
            names.push(name.without_qualifier().name().to_owned());
        }
        let dynamic = self.text(pointer).is_some_and(|text| text.starts_with('$'));
        if !dynamic {
            names.extend(noted.iter().filter_map(|note| self.note(note)));
        }
        if let Some(function) = arn::function_name(value) {
            names.push(function.to_owned());
        } else if value.starts_with("arn:") {
            names.extend(id_of(value).map(str::to_owned));
        }
        names.push(value.to_owned());
        names.retain(|name| !name.is_empty());
        names
    }

    fn note(self, pointer: &str) -> Option<String> {
        let note = self.document.notes(self.action)?.pointer(pointer)?;
        note.as_str().map(str::to_owned)
    }
}

/// The id at the end of an ARN, without a qualifier behind it.
pub(super) fn id_of(arn: &str) -> Option<&str> {
    let last = arn.rsplit('/').next()?;
    last.split(':').next()
}
