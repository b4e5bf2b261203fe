//! Filter patterns: terms of a text, or a condition on a JSON object.
//!
//! `ERROR -DEBUG "in a row"` asks for all terms but the excluded ones, `?a ?b` for one of them,
//! `{ $.ContactId = "…" }` for JSON. Patterns of columns, `[ip, user, …]`, and regular expressions in
//! either sort, `%[a-z]+%`, are not simulated.

use serde_json::Value;

use super::{
    condition::{self, Condition, Reader},
    errors,
};
use crate::error::AwsError;

/// A pattern that messages fit or not.
#[derive(Debug)]
pub(super) enum Pattern {
    Terms(Terms),
    Json(Condition),
    /// Not simulated, for what it is.
    Unread(&'static str),
}

#[derive(Debug, Default)]
pub(super) struct Terms {
    all: Vec<String>,
    any: Vec<String>,
    none: Vec<String>,
}

/// Refuses what filters cannot be told. What is not simulated is kept.
pub(super) fn check(text: &str) -> Result<(), AwsError> {
    Pattern::read(text).map(drop)
}

const EXPRESSIONS: &str = "Regular expressions in patterns";

/// What stands between `open` and `close`.
fn within(text: &str, open: char, close: char) -> Option<&str> {
    text.strip_prefix(open)?.strip_suffix(close)
}

/// Whether there is a word between percent signs. In quotes they are text.
fn has_expression(text: &str) -> bool {
    let unquoted = text.split('"').step_by(2);
    let mut words = unquoted.flat_map(str::split_whitespace);
    words.any(|word| {
        let word = word.trim_start_matches(['?', '-']);
        word.starts_with('%') && word.len() > 1
    })
}

// === impl Pattern ===

impl Pattern {
    /// Reads a pattern by which to look. The empty one fits everything.
    pub(super) fn parse(text: &str) -> Result<Self, AwsError> {
        match Self::read(text)? {
            Self::Unread(what) => Err(errors::not_simulated(what)),
            pattern => Ok(pattern),
        }
    }

    fn read(text: &str) -> Result<Self, AwsError> {
        let text = text.trim();
        let read = if let Some(inner) = within(text, '{', '}') {
            Self::condition(inner)
        } else if within(text, '[', ']').is_some() {
            Some(Self::Unread("Patterns of columns"))
        } else if text.starts_with(['{', '[']) {
            None
        } else if has_expression(text) {
            Some(Self::Unread(EXPRESSIONS))
        } else {
            Terms::parse(text).map(Self::Terms)
        };
        read.ok_or_else(|| errors::invalid(format!("Invalid filter pattern: {text}")))
    }

    fn condition(inner: &str) -> Option<Self> {
        // Values stand behind these, with or without a blank.
        if has_expression(&inner.replace(['=', '('], " ")) {
            return Some(Self::Unread(EXPRESSIONS));
        }
        let condition = Reader::new(condition::tokens(inner)?).whole();
        condition.map(Self::Json)
    }

    /// Whether `message` fits.
    pub(super) fn fits(&self, message: &str) -> bool {
        match self {
            Self::Terms(terms) => terms.fit(message),
            Self::Json(condition) => serde_json::from_str::<Value>(message)
                .is_ok_and(|json| condition.holds(&|path| condition::field(&json, path))),
            Self::Unread(_) => false,
        }
    }
}

// === impl Terms ===

impl Terms {
    /// Nothing if a quote stays open.
    fn parse(text: &str) -> Option<Self> {
        let mut terms = Self::default();
        let mut rest = text;
        while !rest.is_empty() {
            let (kind, body) = match rest.chars().next()? {
                '?' => (&mut terms.any, &rest[1..]),
                '-' => (&mut terms.none, &rest[1..]),
                _ => (&mut terms.all, rest),
            };
            let (term, after) = match body.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"')?,
                None => body.split_once(char::is_whitespace).unwrap_or((body, "")),
            };
            kind.push(term.to_owned());
            rest = after.trim_start();
        }
        Some(terms)
    }

    fn fit(&self, message: &str) -> bool {
        let holds = |term: &String| message.contains(term.as_str());
        self.all.iter().all(holds)
            && !self.none.iter().any(holds)
            && (self.any.is_empty() || self.any.iter().any(holds))
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    fn fits(pattern: &str, message: &str) -> bool {
        Pattern::parse(pattern)
            .expect("the pattern is valid")
            .fits(message)
    }

    #[test]
    fn terms_are_all_asked_for_unless_marked() {
        assert!(fits("", "anything"));
        assert!(fits("ERROR queue", "ERROR in the queue"));
        assert!(!fits("ERROR queue", "ERROR elsewhere"));
        assert!(!fits("ERROR -queue", "ERROR in the queue"));
        assert!(fits("?WARN ?ERROR", "ERROR in the queue"));
        assert!(!fits("\"in queue\"", "in the queue"));
        assert!(fits("\"100 %\"", "100 % of it"));
        assert!(Pattern::parse("\"open").is_err());
        assert!(Pattern::parse("%[0-9]+%").is_err());
    }

    #[test]
    fn json_patterns_compare_members() {
        let message = r#"{"ContactId":"c-1","Parameters":{"Tries":3},"List":["a"]}"#;
        assert!(fits(r#"{ $.ContactId = "c-1" }"#, message));
        assert!(fits(
            r#"{ ($.ContactId = "c-*") && ($.Parameters.Tries > 2) }"#,
            message
        ));
        assert!(fits(r#"{ $.ContactId = "x" || $.List.0 = a }"#, message));
        assert!(!fits(r#"{ $.ContactId != "c-1" }"#, message));
        assert!(!fits(r#"{ $.Absent != "c-1" }"#, message));
        assert!(!fits(r#"{ $.ContactId = "c-1" }"#, "no JSON"));
        assert!(fits(r#"{ $.ContactId != "100 %" }"#, message));
        assert!(Pattern::parse("{ $.a = ").is_err());
        assert!(Pattern::parse("{ $.a = %b% ").is_err());
        assert!(Pattern::parse("[a, b]").is_err());
    }
}
