//! Traffic moved between Regions.

mod act;
mod plan;

use connect_model::Region;
use connect_resources::traffic_distribution_group::Distribution;
use reconcile::{Journal, RunContext, RunReport, StepReport, run};
use serde::{Deserialize, Serialize};

pub use self::plan::via;
use self::{act::Hand, plan::plan};
use crate::{
    error::Error,
    shares::{Shares, SignIn},
    site::Site,
    traffic::{GroupTraffic, Subject, distribution, traffic},
};

/// What to move where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// Which groups.
    pub subject: Subject,
    /// Where their traffic is to go.
    pub wanted: Wanted,
}

/// Where traffic is to go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// Away from a Region, all of it.
    Away(Region),
    /// By shares. What is absent stays as it is.
    Shares {
        /// Calls.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        telephony: Option<Shares>,
        /// Agents.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agents: Option<Shares>,
        /// Where people sign in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sign_in: Option<SignIn>,
    },
}

/// What was moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Shifted {
    /// The Region that was called.
    pub via: Region,
    /// Every group that was meant.
    pub groups: Vec<ShiftedGroup>,
    /// What is worth knowing.
    pub notes: Vec<String>,
    /// What became of each step; one for each group that was not so already.
    pub run: RunReport,
}

/// What was moved of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftedGroup {
    /// The group as it was.
    pub before: GroupTraffic,
    /// How it distributes now.
    pub after: Distribution,
}

/// Moves traffic, and makes sure that it moved.
///
/// Looks first: a group that distributes so already is not written upon. All that stands in the way of
/// any group is said before the first write. Calls go to the Region of `site` alone, so a Region that
/// fails keeps nobody from moving traffic away from it. Safe to repeat and to resume.
pub async fn shift(
    cx: &RunContext,
    site: Site<'_>,
    order: &Shift,
    journal: &dyn Journal,
) -> Result<Shifted, Error> {
    let groups = traffic(cx, site, &order.subject).await?;
    let steps = plan(order, &groups).map_err(Error::Findings)?;
    let notes = plan::notes(order, &groups);
    let hand = Hand { cx, site };
    let run = run(cx, &steps, journal, &hand).await?;
    let mut shifted = Vec::new();
    for before in groups {
        let step = plan::step_id(&before);
        let was_tried = |(id, report): &(_, StepReport)| {
            *id == step && !matches!(report, StepReport::Skipped(_) | StepReport::NotStarted)
        };
        let after = if run.steps.iter().any(was_tried) {
            // What cannot be read now is left as it was seen; the step says what went wrong.
            let seen = distribution(cx, site.ports, &before.arn).await;
            seen.unwrap_or_else(|_| before.distribution.clone())
        } else {
            before.distribution.clone()
        };
        shifted.push(ShiftedGroup { before, after });
    }
    Ok(Shifted {
        via: site.region.clone(),
        groups: shifted,
        notes,
        run,
    })
}

// === impl Shifted ===

impl Shifted {
    /// How many groups were moved.
    pub fn changes(&self) -> usize {
        let done = |(_, report): &&(_, StepReport)| matches!(report, StepReport::Done(_));
        self.run.steps.iter().filter(done).count()
    }
}
