//! The part of a job that belongs to one Region.

use analytics_share::Error;
use connect_model::{Finding, Region, share::AnalyticsShare};
use reconcile::{Ended, Journal, Note, Part, Plan, RunReport};

/// The part of a journal that belongs to one Region of a share in several, or all of it.
pub(super) struct Leg<'j> {
    part: Part<'j>,
    region: Option<&'j Region>,
}

// === impl Leg ===

impl<'j> Leg<'j> {
    pub(super) fn new(journal: &'j dyn Journal, share: &'j AnalyticsShare) -> Self {
        let region = share.region.as_ref();
        let part = |region: &'j Region| Part::of(journal, region.as_str());
        Self {
            part: region.map_or_else(|| Part::all(journal), part),
            region,
        }
    }

    /// The journal of the Region.
    pub(super) fn part(&self) -> &Part<'j> {
        &self.part
    }

    /// The ids that the whole journal has for the steps of a plan.
    pub(super) fn ids<A>(&self, plan: &Plan<A>) -> Vec<String> {
        let steps = plan.steps().iter();
        steps
            .map(|step| self.part.outer(&step.id).to_string())
            .collect()
    }

    /// An error that says in which Region it is.
    pub(super) fn error(&self, error: Error) -> Error {
        match (self.region, error) {
            (Some(region), Error::Findings(findings)) => {
                let located = findings.into_iter().map(|finding| Finding {
                    message: format!("{region}: {}", finding.message),
                    ..finding
                });
                Error::Findings(located.collect())
            }
            (_, error) => error,
        }
    }
}

/// How the runs of all Regions ended together.
pub(super) fn joined(runs: Vec<RunReport>) -> RunReport {
    let worth = |ended: Ended| match ended {
        Ended::Done => 0,
        Ended::Failed => 1,
        Ended::NeedsAttention => 2,
        Ended::Cancelled => 3,
    };
    let worst = runs.iter().map(|run| run.ended).max_by_key(|it| worth(*it));
    RunReport {
        ended: worst.unwrap_or(Ended::Done),
        steps: runs.into_iter().flat_map(|run| run.steps).collect(),
    }
}

/// Tells how many steps all Regions have, where each does not tell its own.
pub(super) async fn planned(journal: &dyn Journal, shares: &[AnalyticsShare], steps: usize) {
    if shares.iter().any(|share| share.region.is_some()) {
        journal.note(&Note::Planned { steps }).await;
    }
}
