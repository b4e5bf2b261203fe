//! The part of a job that belongs to one Region.

use std::collections::{BTreeMap, BTreeSet};

use analytics_share::Error;
use async_trait::async_trait;
use connect_model::{Finding, Region, share::AnalyticsShare};
use reconcile::{
    Ended, Intent, Journal, JournalError, Note, Outcome, Plan, RunReport, StepId, StepReport,
};

/// The part of a journal that belongs to one Region of a share in several: the name in each of its step ids
/// has `@REGION` behind it, and what is planned is told for all of them at once. Of a share that names no
/// Region it is the whole journal.
pub(super) struct Leg<'j> {
    inner: &'j dyn Journal,
    region: Option<&'j Region>,
}

// === impl Leg ===

impl<'j> Leg<'j> {
    pub(super) fn new(inner: &'j dyn Journal, share: &'j AnalyticsShare) -> Self {
        Self {
            inner,
            region: share.region.as_ref(),
        }
    }

    /// The ids that the whole journal has for the steps of a plan.
    pub(super) fn ids<A>(&self, plan: &Plan<A>) -> Vec<String> {
        let steps = plan.steps().iter();
        steps.map(|step| self.outer(&step.id).to_string()).collect()
    }

    /// The same for a report.
    pub(super) fn report(&self, run: RunReport) -> RunReport {
        let outer = |(id, report): (StepId, StepReport)| {
            let report = match report {
                StepReport::Skipped(meant) => StepReport::Skipped(self.outer(&meant)),
                other => other,
            };
            (self.outer(&id), report)
        };
        RunReport {
            ended: run.ended,
            steps: run.steps.into_iter().map(outer).collect(),
        }
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

    fn outer(&self, step: &StepId) -> StepId {
        let Some(region) = self.region else {
            return step.clone();
        };
        let text = step.as_str();
        let at = text.rfind('/').unwrap_or(text.len());
        StepId::from(format!("{}@{region}{}", &text[..at], &text[at..]))
    }

    /// The id that the Region has for a step of the whole journal, if it is one of its own.
    fn inner(&self, step: &StepId) -> Option<StepId> {
        let Some(region) = self.region else {
            return Some(step.clone());
        };
        let (named, aspect) = step.as_str().rsplit_once('/')?;
        let name = named.strip_suffix(region.as_str())?.strip_suffix('@')?;
        Some(StepId::from(format!("{name}/{aspect}")))
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

#[async_trait]
impl Journal for Leg<'_> {
    async fn recall(&self) -> Result<BTreeMap<StepId, Intent>, JournalError> {
        let all = self.inner.recall().await?.into_iter();
        let own = all.filter_map(|(step, intent)| Some((self.inner(&step)?, intent)));
        Ok(own.collect())
    }

    async fn intend(&self, step: &StepId, intent: &Intent) -> Result<(), JournalError> {
        self.inner.intend(&self.outer(step), intent).await
    }

    async fn conclude(&self, step: &StepId, outcome: &Outcome) -> Result<(), JournalError> {
        self.inner.conclude(&self.outer(step), outcome).await
    }

    async fn note(&self, note: &Note) {
        let note = match note.clone() {
            Note::Planned { .. } | Note::Open { .. } if self.region.is_some() => return,
            Note::Repeating {
                step,
                attempt,
                setback,
                wait_ms,
            } => Note::Repeating {
                step: self.outer(&step),
                attempt,
                setback,
                wait_ms,
            },
            Note::Waiting { step, what } => Note::Waiting {
                step: self.outer(&step),
                what,
            },
            whole => whole,
        };
        self.inner.note(&note).await;
    }

    async fn left_out(&self) -> Result<BTreeSet<StepId>, JournalError> {
        let all = self.inner.left_out().await?;
        Ok(all.iter().filter_map(|step| self.inner(step)).collect())
    }
}

/// Tells how many steps all Regions have, where each does not tell its own.
pub(super) async fn planned(journal: &dyn Journal, shares: &[AnalyticsShare], steps: usize) {
    if shares.iter().any(|share| share.region.is_some()) {
        journal.note(&Note::Planned { steps }).await;
    }
}

#[cfg(test)]
mod tests {
    use connect_model::{share::load_shares, spec::Sources};
    use reconcile::MemoryJournal;

    use super::*;

    #[test]
    fn ids_of_a_region_lead_there_and_back_and_to_no_other() {
        let text = "name: a\ndata_sets: all\nregions:\n\
            - { region: eu-west-2, producers: [{ target: l, instances: [uk] }], consumer: c }\n\
            - { region: us-east-1, producers: [{ target: v, instances: [us] }], consumer: d }\n";
        let sources = Sources {
            specs: vec!["share.yaml".into()],
            files: [("share.yaml".into(), text.into())].into(),
            ..Sources::default()
        };
        let shares = load_shares(&sources).unwrap();
        let journal = MemoryJournal::default();
        let [one, other] = [0, 1].map(|n| Leg::new(&journal, &shares[n]));
        let step = StepId::new("link", "users@us-east-1", "create");
        let outer = one.outer(&step);
        assert_eq!(outer.as_str(), "link/users@us-east-1@eu-west-2/create");
        assert_eq!(one.inner(&outer), Some(step.clone()));
        assert_eq!(other.inner(&outer), None);
        assert_eq!(one.inner(&other.outer(&step)), None);
    }
}
