//! A share made so, from nothing to tables that can be read.

use connect_model::share::AnalyticsShare;
use reconcile::{Journal, Plan, RunContext, RunReport, StepReport, run};

use crate::{
    act::Hand,
    error::Error,
    known::Known,
    observe::{observe, observe_lake},
    plan::{self, Task, findings, touches_lake},
    seen::Seen,
    site::{Deal, Parties},
};

/// What would be done.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The steps; none where all is so.
    pub plan: Plan<Task>,
    /// The ids of the data sets that are declared; of all, those that the instances offer.
    pub data_sets: Vec<String>,
    seen: Seen,
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Ensured {
    /// The data sets that are shared.
    pub data_sets: Vec<String>,
    /// What became of each step; none where all was so already.
    pub run: RunReport,
}

/// Says what [`ensure`] would do. Nothing is written.
pub async fn draft(
    cx: &RunContext,
    share: &AnalyticsShare,
    parties: &Parties<'_>,
) -> Result<Draft, Error> {
    let (seen, plan) = look(cx, Deal { share, parties }).await?;
    let data_sets = crate::wanted::all_data_sets(share, &seen);
    Ok(Draft {
        plan,
        data_sets: data_sets.into_iter().collect(),
        seen,
    })
}

/// Makes the share so.
///
/// All that stands in the way is said before the first write. What is there already is found, whoever
/// made it, and nothing is done about it. Safe to repeat and to resume.
pub async fn ensure(
    cx: &RunContext,
    share: &AnalyticsShare,
    parties: &Parties<'_>,
    journal: &dyn Journal,
) -> Result<Ensured, Error> {
    let draft = draft(cx, share, parties).await?;
    carry_out(cx, share, parties, draft, journal).await
}

/// Does what a draft of the same share says, for who had to look at it before the first write.
pub async fn carry_out(
    cx: &RunContext,
    share: &AnalyticsShare,
    parties: &Parties<'_>,
    draft: Draft,
    journal: &dyn Journal,
) -> Result<Ensured, Error> {
    let deal = Deal { share, parties };
    let seen = &draft.seen;
    let hand = Hand {
        cx,
        deal,
        known: Known::of(seen, plan::kms_key(deal, seen)),
        seen,
        journal,
    };
    let run = run(cx, &draft.plan, journal, &hand).await?;
    Ok(Ensured {
        data_sets: draft.data_sets,
        run,
    })
}

/// Looks at the lake of the account only where something in it has to change.
async fn look(cx: &RunContext, deal: Deal<'_>) -> Result<(Seen, Plan<Task>), Error> {
    let mut seen = observe(cx, deal).await?;
    let findings = findings(deal, &seen);
    if !findings.is_empty() {
        return Err(Error::Findings(findings));
    }
    let mut plan = plan::plan(deal, &seen).map_err(|cause| Error::of_plan(&cause))?;
    if touches_lake(&plan) && deal.share.lake_formation.manage {
        seen.lake = Some(observe_lake(cx, deal).await?);
        plan = plan::plan(deal, &seen).map_err(|cause| Error::of_plan(&cause))?;
    }
    Ok((seen, plan))
}

/// How many steps of a run were done.
pub(crate) fn changes(run: &RunReport) -> usize {
    let is_done = |report: &StepReport| matches!(report, StepReport::Done(_));
    run.steps
        .iter()
        .filter(|(_, report)| is_done(report))
        .count()
}

// === impl Ensured ===

impl Ensured {
    /// How many steps were done.
    pub fn changes(&self) -> usize {
        changes(&self.run)
    }
}
