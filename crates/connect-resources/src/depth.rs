//! How deep an observation looks, and what it leaves in doubt.

use std::{fmt, time::Duration};

use serde::{Deserialize, Serialize};

/// How deep an observation looks.
///
/// Instances and phone numbers are in no search, and a number has no name but its tag: they are
/// described at every depth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// Every declared member is read. What no list and no search shows costs a call for each thing.
    #[default]
    Full,
    /// Lists and searches alone. What they do not show is not compared, and the plan says so.
    Fast,
    /// As fast, and what no search shows comes out of a [`Memory`](crate::Memory). It is read again
    /// where `LastModifiedTime` moved, and before it is written upon.
    ///
    /// Links live outside of their thing: AWS does not say whether a new quick connect of a queue
    /// or a new queue of a routing profile moves the time of what it is tied to. To read them costs
    /// a call for each queue and profile, which is most of what this depth saves, so they are
    /// compared as remembered and the plan names them. A routing profile is read again when the
    /// search shows other queues than are remembered. Drafts of flows are held to be like links.
    /// Tags move no time either, but every search shows them.
    Cached,
}

/// Why a member may not be as AWS has it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Nothing that was asked shows it: it is not compared.
    Unseen,
    /// It is remembered, and a change of it may leave `LastModifiedTime` as it is.
    Undated,
    /// It is remembered, and its thing has not been changed since.
    Remembered,
}

/// How long a search may lag behind a list (facts/connect-api.md, 3: some seconds).
pub const LAG: Duration = Duration::from_mins(1);

// === impl Depth ===

impl Depth {
    /// Every depth.
    pub const ALL: [Self; 3] = [Self::Full, Self::Fast, Self::Cached];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Fast => "fast",
            Self::Cached => "cached",
        }
    }
}

impl fmt::Display for Depth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
