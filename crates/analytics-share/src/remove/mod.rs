//! A share taken away: what was made for it and nothing else, in an order that leaves no orphan.
//!
//! Rights go first, since nobody can name them once their tables are gone; then links and database; then
//! the data sets, or else links would lead nowhere and spoil the list of their database; then what it took
//! to ask questions (facts/analytics-share.md, 4). What holds data stays, unless that is asked for.

mod act;
mod observe;
mod plan;

use connect_model::share::AnalyticsShare;
use reconcile::{Journal, Plan, RunContext, RunReport, run};
use serde::{Deserialize, Serialize};

pub use self::plan::Take;
use self::{act::Hand, observe::observe, plan::plan};
use crate::{
    error::Error,
    site::{Deal, Parties},
};

/// How to remove.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// Also results, exports, and the key that they are encrypted by.
    pub delete_data: bool,
}

/// Something that stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
}

/// What would be removed.
#[derive(Clone, Debug)]
pub struct RemovalDraft {
    /// The steps; none where nothing is there.
    pub plan: Plan<Take>,
    /// What would stay.
    pub kept: Vec<Kept>,
}

/// What was removed.
#[derive(Clone, Debug, PartialEq)]
pub struct Removed {
    /// What became of each step.
    pub run: RunReport,
    /// What stays.
    pub kept: Vec<Kept>,
}

/// Says what [`remove`] would do. Nothing is written.
pub async fn draft_removal(
    cx: &RunContext,
    share: &AnalyticsShare,
    parties: &Parties<'_>,
    removal: &Removal,
) -> Result<RemovalDraft, Error> {
    let deal = Deal { share, parties };
    let seen = observe(cx, deal).await?;
    let (plan, kept) = plan(deal, &seen, *removal).map_err(|cause| Error::of_plan(&cause))?;
    Ok(RemovalDraft { plan, kept })
}

/// Removes what was made for the share. Safe to repeat and to resume.
pub async fn remove(
    cx: &RunContext,
    share: &AnalyticsShare,
    parties: &Parties<'_>,
    removal: &Removal,
    journal: &dyn Journal,
) -> Result<Removed, Error> {
    let deal = Deal { share, parties };
    let seen = observe(cx, deal).await?;
    let (plan, kept) = plan(deal, &seen, *removal).map_err(|cause| Error::of_plan(&cause))?;
    let hand = Hand { cx, deal };
    let run = run(cx, &plan, journal, &hand).await?;
    Ok(Removed { run, kept })
}

// === impl Removed ===

impl Removed {
    /// How many steps were done.
    pub fn changes(&self) -> usize {
        crate::ensure::changes(&self.run)
    }
}
