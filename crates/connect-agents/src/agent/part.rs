//! Parts of what is said of an agent.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What is said of something that may also be nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stated<T> {
    /// Nothing is said: it stays as it is.
    #[default]
    Unsaid,
    /// There is to be none.
    Nothing,
    /// It is to be this.
    Is(T),
}

/// A channel that has its own work after a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Channel {
    /// Calls.
    Voice,
    /// Chats.
    Chat,
    /// Tasks.
    Task,
    /// E-mails.
    Email,
}

/// How good an agent is at a value of a predefined attribute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Proficiency {
    /// The attribute, by name.
    pub attribute: String,
    /// One of its values.
    pub value: String,
    /// From 1, a little, to 5.
    pub level: u32,
}

// === impl Stated ===

impl<T> Stated<T> {
    /// Whether nothing is said.
    pub fn is_unsaid(&self) -> bool {
        matches!(self, Self::Unsaid)
    }

    /// What it is to be, if it is to be something.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Unsaid | Self::Nothing => None,
        }
    }
}

// === impl Channel ===

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 4] = [Self::Voice, Self::Chat, Self::Task, Self::Email];

    /// The word that AWS has for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Voice => "VOICE",
            Self::Chat => "CHAT",
            Self::Task => "TASK",
            Self::Email => "EMAIL",
        }
    }
}

impl FromStr for Channel {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        let is = |channel: &Self| channel.as_str().eq_ignore_ascii_case(word);
        Self::ALL.into_iter().find(is).ok_or(())
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

// === impl Proficiency ===

impl fmt::Display for Proficiency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}={}", self.attribute, self.value, self.level)
    }
}
