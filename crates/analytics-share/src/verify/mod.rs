//! Every link of the chain looked at, down to a row that is read.
//!
//! A share that works in part looks like one that is empty: Lake Formation leaves out what a caller may
//! not see, and says nothing. So each link has evidence of its own, and of what is broken only the first
//! cause is named: what lies behind it is not judged.

mod chain;
mod evidence;
mod exports;
mod reading;
mod reason;

use connect_model::share::AnalyticsShare;
use reconcile::RunContext;
use serde::{Deserialize, Serialize};

use self::{chain::Chain, evidence::look};
use crate::{
    error::Error,
    port::Calls,
    site::{Deal, Parties},
};

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// The links of the chain, from the instance to the row.
    pub links: Vec<Link>,
    /// The tables that were read.
    pub tables: Vec<TableState>,
}

/// A link of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What is looked at, or where it is broken, what is wrong: a lower-case word such as
    /// `invitation-pending`.
    pub rule: String,
    /// The thing.
    pub subject: String,
    /// How it is.
    pub state: LinkState,
    /// What was seen.
    pub evidence: String,
    /// Why it is broken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
}

/// How a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// As it should be.
    Sound,
    /// Not as it should be.
    Broken,
    /// It cannot be judged, since one before it is broken or nobody could look.
    Unknown,
}

/// A table that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableState {
    /// The data set.
    pub data_set: String,
    /// The table by which it is read.
    pub table: String,
    /// Whether a row was read.
    pub has_rows: bool,
    /// The newest time by which rows of the data set get old, as Athena writes it, among those of the
    /// last days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<String>,
    /// How many minutes ago that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_minutes: Option<u64>,
    /// How many hours old it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age_hours: Option<u32>,
    /// How many bytes were read for it.
    pub scanned_bytes: u64,
}

/// Looks at every link of the chain, and reads a row of each table in the name of `reader`, the query
/// role. Nothing is written but the results of its queries.
///
/// Without a reader no row is read, which is told as a link that cannot be judged.
pub async fn verify(
    cx: &RunContext,
    share: &AnalyticsShare,
    parties: &Parties<'_>,
    reader: Option<&Calls>,
) -> Result<Verified, Error> {
    let deal = Deal { share, parties };
    let evidence = look(cx, deal).await?;
    let mut chain = Chain::new(deal, &evidence);
    chain.judge();
    let (mut links, readable) = chain.into_parts();
    let tables = if let Some(reader) = reader {
        reading::read_rows(cx, deal, reader, &readable, &mut links).await?
    } else {
        links.push(reading::unread());
        Vec::new()
    };
    exports::judge(cx, deal, &evidence.seen, &mut links).await?;
    Ok(Verified { links, tables })
}

// === impl Verified ===

impl Verified {
    /// Whether nothing is broken, and every table was read.
    pub fn is_sound(&self) -> bool {
        self.links.iter().all(|it| it.state == LinkState::Sound)
    }

    /// What is broken.
    pub fn broken(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|it| it.state == LinkState::Broken)
    }
}

// === impl TableState ===

impl TableState {
    /// Whether the newest row is older than it may be. Rows of which nobody says when they get old
    /// never are.
    pub fn is_stale(&self) -> bool {
        let minutes = |hours: u32| u64::from(hours) * 60;
        self.max_age_hours
            .is_some_and(|max| self.age_minutes.is_none_or(|age| age > minutes(max)))
    }
}

// === impl Link ===

impl Link {
    fn sound(rule: &str, subject: impl Into<String>, evidence: impl Into<String>) -> Self {
        Self {
            rule: rule.to_owned(),
            subject: subject.into(),
            state: LinkState::Sound,
            evidence: evidence.into(),
            cause: None,
            remedy: None,
        }
    }

    fn unknown(rule: &str, subject: impl Into<String>, evidence: impl Into<String>) -> Self {
        Self {
            state: LinkState::Unknown,
            ..Self::sound(rule, subject, evidence)
        }
    }

    fn broken(
        rule: &str,
        subject: impl Into<String>,
        evidence: impl Into<String>,
        cause: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            state: LinkState::Broken,
            cause: Some(cause.into()),
            remedy: Some(remedy.into()),
            ..Self::sound(rule, subject, evidence)
        }
    }
}
