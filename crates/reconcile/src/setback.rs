//! Why an attempt did not reach its end, and what that means for the next one.

use std::{collections::BTreeMap, error::Error, fmt};

use serde::{Deserialize, Serialize};

/// What the one who saw the trouble knows about a repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Refused for its rate; nothing happened. Repeat later.
    Throttled,
    /// Nothing happened, and a repeat may succeed.
    Again,
    /// It may or may not have happened. Look, then repeat.
    Unknown,
    /// Nothing happened, and it never will with what was drawn. Draw anew, then repeat.
    Redraw,
    /// A repeat cannot help.
    Final,
    /// What happened cannot be told apart. A person must decide.
    Attention,
}

/// Trouble that outlives the process: it is stored, compared and shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setback {
    /// What a repeat means.
    pub verdict: Verdict,
    /// A stable code for programs, such as `LimitExceededException`.
    pub reason: String,
    /// A sentence for people.
    pub message: String,
    /// Every value that occurs in the message, and what else a program may need.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub detail: BTreeMap<String, String>,
}

// === impl Setback ===

impl Setback {
    /// A setback without detail.
    pub fn new(verdict: Verdict, reason: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            verdict,
            reason: reason.into(),
            message: message.into(),
            detail: BTreeMap::new(),
        }
    }

    /// The same with one more detail.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.detail.insert(key.to_owned(), value.into());
        self
    }
}

impl fmt::Display for Setback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The message of an answer of AWS has its code in it already.
        if self.message.contains(&self.reason) {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.reason, self.message)
        }
    }
}

impl Error for Setback {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setback_says_its_reason_once() {
        let said =
            |reason: &str, message: &str| Setback::new(Verdict::Final, reason, message).to_string();
        assert_eq!(said("NUMBER_TAKEN", "taken"), "NUMBER_TAKEN: taken");
        let message = "CreateQueue: LimitExceededException: the limit is 50";
        assert_eq!(said("LimitExceededException", message), message);
    }
}
