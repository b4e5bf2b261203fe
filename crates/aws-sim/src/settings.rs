//! How the simulated AWS behaves.

use std::{collections::BTreeMap, time::Duration};

use serde::{Serialize, Serializer};

/// Everything that can be set. The defaults are the documented behaviour without latency or lag.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Settings {
    /// At what rate calls are throttled.
    pub rate: Rate,
    /// Calls a second of single operations in place of that, as of an account that has been given more:
    /// `CreateUser` of Connect, `glue.CreateTable` of another service. Below one a second there is no
    /// burst; where none is documented it is a second's worth.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub rates: BTreeMap<String, f64>,
    /// How many things there may be.
    pub quotas: Quotas,
    /// How long things take to settle.
    pub settle: Settle,
    /// What every call takes.
    #[serde(rename = "latency_ms", serialize_with = "millis")]
    pub latency: Duration,
    /// How long a new thing stays invisible to reads.
    #[serde(rename = "lag_ms", serialize_with = "millis")]
    pub lag: Duration,
    /// How long a new thing stays invisible to searches, on top of `lag`.
    #[serde(rename = "search_lag_ms", serialize_with = "millis")]
    pub search_lag: Duration,
    /// Whether searches for flows and modules show their content.
    pub search_content: SearchContent,
    /// What a deletion does to what others use.
    pub deletions: Deletions,
    /// Whether callers need leave for what they do.
    pub iam: Iam,
    /// Whether what only the documentation forbids is refused too.
    pub strict: bool,
    /// What ids and chances are drawn from.
    pub seed: u64,
    /// How much there is in the data lake.
    pub lake: Lake,
}

/// The size of the analytics data lake, for each instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Lake {
    /// Contacts of each day. Other tables grow with them.
    pub contacts_per_day: u64,
    /// Days before today.
    pub days: u64,
}

/// The throttle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Rate {
    /// The rates of the service's guide: for Connect 2 a second, burst 5, with its exceptions.
    #[default]
    Documented,
    /// The rates that Service Quotas publishes, where it names the operation.
    Quotas,
    /// None.
    None,
}

/// The limits on how many things there may be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Quotas {
    /// The documented defaults of a new account.
    #[default]
    Documented,
    /// None.
    None,
    /// The documented ones with these in their place, by name as in [`crate::quota_names`].
    Custom(BTreeMap<String, u64>),
}

/// The pace of what takes its time, as the creation of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Settle {
    /// The seconds of the real thing.
    #[default]
    Real,
    /// Those divided by 1,200: a minute becomes 50 ms.
    Fast,
}

/// Whether searches show the content of what they find. The model has it, and whether the service fills
/// it is not documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SearchContent {
    /// They do.
    #[default]
    Given,
    /// They show its digest alone.
    Withheld,
}

/// What a deletion does to what others use. For flows and hours the model lists no error, and what the
/// service does is not documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Deletions {
    /// Flows and hours that something uses cannot be deleted, and the numbers of an instance go with it.
    #[default]
    Guarded,
    /// They can, and what used them names what is gone; numbers stay, which is against what is documented
    /// and what auditors look for all the same.
    Free,
}

/// What policies are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Iam {
    /// They are kept and shown. Everybody may do everything in their account.
    #[default]
    Off,
    /// They are looked at before every call.
    Enforce,
}

fn millis<S: Serializer>(length: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u128(length.as_millis())
}

// === impl Settings ===

impl Default for Settings {
    fn default() -> Self {
        Self {
            rate: Rate::default(),
            rates: BTreeMap::new(),
            quotas: Quotas::default(),
            settle: Settle::default(),
            latency: Duration::ZERO,
            lag: Duration::ZERO,
            search_lag: Duration::ZERO,
            search_content: SearchContent::default(),
            deletions: Deletions::default(),
            iam: Iam::default(),
            strict: false,
            seed: 0,
            lake: Lake::default(),
        }
    }
}

// === impl Lake ===

impl Default for Lake {
    /// A small centre, and two weeks of it.
    fn default() -> Self {
        Self {
            contacts_per_day: 300,
            days: 14,
        }
    }
}

// === impl Settle ===

impl Settle {
    /// How long something takes that takes `real` in AWS.
    pub(crate) fn scaled(self, real: Duration) -> Duration {
        match self {
            Self::Real => real,
            Self::Fast => real / 1_200,
        }
    }
}
