//! What governance declares, brought about and kept: keys, storage, tags, budgets.
//!
//! Everything is found by its name and by the tag of ours. What has the name and not the tag is somebody
//! else's: it is told, and never taken over.

mod access;
mod act;
mod after;
mod key_policy;
mod known;
mod observe;
mod plan;
mod seen;
mod wanted;

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{AccountId, Region, governance::Governance};
use reconcile::{Journal, Plan, RunContext, RunReport, StepReport, run};

pub(crate) use self::observe::allocation;
pub use self::plan::{BucketPart, Task};
use self::{act::Hand, known::Known, seen::Seen};
use crate::{error::Error, port::upkeep::UpkeepCalls};

/// Says that a thing was made here: for a key the instance and the name, for the rest the instance.
pub const GOVERNANCE_TAG: &str = "trunkline:governance";

/// A part of what governance declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UpkeepPart {
    /// Keys, and storage that they encrypt.
    Storage,
    /// Tags, and keys of tags by which cost is allocated.
    Tags,
    /// Budgets.
    Budgets,
}

/// What would be done.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The steps; none where all is so. [`Task`] tells each in words.
    pub plan: Plan<Task>,
    /// What is worth knowing, such as what only a person can do.
    pub notes: Vec<String>,
    seen: Seen,
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Ensured {
    /// What became of each step; none where all was so already.
    pub run: RunReport,
    /// What is worth knowing, such as what only a person can do.
    pub notes: Vec<String>,
    /// ARNs by `kind/name` of what is there now: keys, buckets, budgets.
    pub arns: BTreeMap<String, String>,
}

/// Governance, and where it is to hold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deal<'a> {
    pub(crate) governance: &'a Governance,
    pub(crate) account: &'a AccountId,
    pub(crate) region: &'a Region,
}

/// The same, and how to reach it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site<'a> {
    pub(crate) deal: Deal<'a>,
    pub(crate) calls: &'a UpkeepCalls,
}

/// Says what [`ensure`] would do. Nothing is written.
pub async fn draft(
    cx: &RunContext,
    calls: &UpkeepCalls,
    governance: &Governance,
    parts: &BTreeSet<UpkeepPart>,
) -> Result<Draft, Error> {
    let site = Site::new(governance, calls);
    let deal = site.deal;
    let seen = observe::observe(cx, site, parts).await?;
    let findings = plan::findings(deal, &seen);
    if !findings.is_empty() {
        return Err(Error::Findings(findings));
    }
    let plan = plan::plan(deal, &seen).map_err(|cause| Error::of_plan(&cause))?;
    let mut notes = seen.notes.clone();
    notes.extend(plan::notes(deal, &seen));
    Ok(Draft { plan, notes, seen })
}

/// Makes it so: these parts of it, or where none is named all of them.
///
/// All that stands in the way is said before the first write. Safe to repeat and to resume.
pub async fn ensure(
    cx: &RunContext,
    calls: &UpkeepCalls,
    governance: &Governance,
    parts: &BTreeSet<UpkeepPart>,
    journal: &dyn Journal,
) -> Result<Ensured, Error> {
    let draft = draft(cx, calls, governance, parts).await?;
    carry_out(cx, calls, governance, draft, journal).await
}

/// Does what a draft of the same governance says, for who had to look at it before the first write.
pub async fn carry_out(
    cx: &RunContext,
    calls: &UpkeepCalls,
    governance: &Governance,
    draft: Draft,
    journal: &dyn Journal,
) -> Result<Ensured, Error> {
    let site = Site::new(governance, calls);
    let deal = site.deal;
    let Draft { plan, notes, seen } = draft;
    let known = Known::of(&seen);
    let hand = Hand {
        cx,
        calls,
        deal,
        seen: &seen,
        known: &known,
    };
    let run = run(cx, &plan, journal, &hand).await?;
    let mut notes = notes;
    notes.extend(known.notes());
    notes.extend(after::grants(cx, site, &seen, &known, &run).await?);
    Ok(Ensured {
        run,
        notes,
        arns: after::arns(deal, &seen, &known),
    })
}

// === impl UpkeepPart ===

impl UpkeepPart {
    /// Every part.
    pub const ALL: [Self; 3] = [Self::Storage, Self::Tags, Self::Budgets];
}

// === impl Ensured ===

impl Ensured {
    /// How many steps were done.
    pub fn changes(&self) -> usize {
        let is_done = |report: &StepReport| matches!(report, StepReport::Done(_));
        let steps = self.run.steps.iter();
        steps.filter(|(_, report)| is_done(report)).count()
    }
}

// === impl Deal ===

impl<'a> Deal<'a> {
    pub(crate) fn alias(&self) -> &'a str {
        self.governance.instance.as_str()
    }

    /// Whose keys are made, and where.
    pub(crate) fn place(&self) -> (&'a AccountId, &'a Region) {
        (self.account, self.region)
    }
}

// === impl Site ===

impl<'a> Site<'a> {
    fn new(governance: &'a Governance, calls: &'a UpkeepCalls) -> Self {
        let (account, region) = (&calls.account, &calls.region);
        let deal = Deal {
            governance,
            account,
            region,
        };
        Self { deal, calls }
    }
}
