//! Collects what is wrong with a request.

use std::fmt::Display;

use crate::refusal::{Refusal, Violation};

/// Collects what is wrong with a request, so that its caller hears all of it at once.
#[derive(Debug, Default)]
pub(super) struct Reader {
    violations: Vec<Violation>,
}

// === impl Reader ===

impl Reader {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Notes that a field is wrong.
    pub(super) fn wrong(&mut self, field: impl Into<String>, description: impl Display) {
        let violation = Violation::new(field, description.to_string());
        self.violations.push(violation);
    }

    /// The value, or a note about the field.
    pub(super) fn take<T, E: Display>(&mut self, field: &str, value: Result<T, E>) -> Option<T> {
        value.map_err(|wrong| self.wrong(field, wrong)).ok()
    }

    /// The value of a field that must be there.
    pub(super) fn required<T, E: Display>(
        &mut self,
        field: &str,
        text: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        if text.is_empty() {
            self.wrong(field, "is required");
            return None;
        }
        self.take(field, parse(text))
    }

    /// The value of a field that may be empty; the outer option is empty when it is wrong.
    #[expect(
        clippy::option_option,
        reason = "wrong, absent and there are three things"
    )]
    pub(super) fn optional<T, E: Display>(
        &mut self,
        field: &str,
        text: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<Option<T>> {
        if text.is_empty() {
            return Some(None);
        }
        self.take(field, parse(text)).map(Some)
    }

    /// What was read, unless something is wrong. `made` is empty only when something was noted.
    pub(super) fn finish<T>(self, made: Option<T>) -> Result<T, Refusal> {
        match made {
            Some(made) if self.violations.is_empty() => Ok(made),
            _ => Err(Refusal::Invalid(self.violations)),
        }
    }
}
