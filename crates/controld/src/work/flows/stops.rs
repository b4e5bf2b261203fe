//! What becomes of the stops of a release, and of those on the way back from one.

use flow_port::{Fate, StopReport};
use reconcile::{Ended, RunReport};

use super::{moorings::Place, references};
use crate::{
    jobs::{Digest, JobContext, JobError, JobResult, State, StopFate, StopOutcome, Stopped},
    reason,
    work::{ground::of_fault, telling},
};

/// How far a way came that ends at a stop.
const SO_FAR: &str = "the stops before it are done, and none after it was begun";

/// How the job ends: as the steps of the stops say, unless one of them was refused.
pub(super) fn finish(
    job: &JobContext,
    ended: Ended,
    stops: Vec<StopReport>,
    told: JobResult,
) -> Result<JobResult, Stopped> {
    let is_written = stops.iter().any(is_written);
    let (mut all, mut refused) = (Vec::new(), None);
    for stop in stops {
        all.extend(stop.run.steps);
        refused = refused.or_else(|| refusal(&stop.name, stop.fate, is_written));
    }
    match refused {
        Some(error) if ended == Ended::Failed && !job.cancel.is_asked() => {
            Err(Stopped::at_rest(State::Failed, error, Some(told)))
        }
        _ => telling::ended(&RunReport { ended, steps: all }, &job.cancel, told),
    }
}

/// What became of stops, as it is kept.
pub(super) fn came<'p>(
    places: impl IntoIterator<Item = impl Into<Place<'p>>>,
    stops: &[StopReport],
) -> Vec<StopOutcome> {
    let places = places.into_iter().map(Into::into);
    let came = places.zip(stops);
    came.map(|(place, came)| outcome(place, came)).collect()
}

/// Why nothing more was done at a stop, where its steps do not say it. What a refusal means depends on
/// whether something was written at any stop.
fn refusal(stop: &str, fate: Fate, is_written: bool) -> Option<JobError> {
    match fate {
        Fate::Refused(findings) => {
            let error = refused(stop, is_written);
            Some(JobError { findings, ..error })
        }
        Fate::HalfDone(findings) => {
            let message = format!(
                "{stop}: part of it is there, and what there is by now does not allow the rest; {SO_FAR}"
            );
            let error = JobError::new(reason::RELEASE_REFUSED, message).with("stop", stop);
            Some(JobError { findings, ..error })
        }
        Fate::Unseen(flow_port::Error::Observe(fault)) => {
            let error = of_fault(&fault);
            let message = format!("{stop}: {}", error.message);
            Some(JobError { message, ..error })
        }
        _ => None,
    }
}

fn refused(stop: &str, is_written: bool) -> JobError {
    let (reason, rest) = if is_written {
        (reason::RELEASE_REFUSED, SO_FAR)
    } else {
        (reason::PRECONDITIONS_UNMET, "nothing was written")
    };
    let message = format!("{stop}: what there is by now does not allow it; {rest}");
    JobError::new(reason, message).with("stop", stop)
}

/// Whether something was written at a stop, by this run or an earlier one.
pub(super) fn is_written(stop: &StopReport) -> bool {
    stop.changes() > 0 || stop.before.is_some() || matches!(stop.fate, Fate::HalfDone(_))
}

fn fate(fate: &Fate) -> StopFate {
    match fate {
        Fate::Done => StopFate::Done,
        Fate::Refused(_) => StopFate::Refused,
        Fate::HalfDone(_) => StopFate::HalfDone,
        Fate::Unseen(_) | Fate::Failed => StopFate::Failed,
        Fate::NeedsAttention => StopFate::NeedsAttention,
        Fate::Cancelled => StopFate::Cancelled,
        Fate::NotBegun => StopFate::NotBegun,
    }
}

/// What became of a stop, there or on the way back.
fn outcome(place: Place<'_>, came: &StopReport) -> StopOutcome {
    let before = came.before.clone();
    StopOutcome {
        references: references(&came.told),
        outcomes: telling::outcomes(&came.run),
        changes: u32::try_from(came.changes()).unwrap_or(u32::MAX),
        before: before.and_then(|name| Digest::try_from(name).ok()),
        findings: came.fate.findings().to_vec(),
        notes: came.notes.clone(),
        ..StopOutcome::new(place.target.clone(), place.alias.clone(), fate(&came.fate))
    }
}

#[cfg(test)]
mod tests {
    use connect_model::{Finding, Place};

    use super::*;

    #[test]
    fn a_refusal_after_writes_does_not_say_that_nothing_was_written() {
        let finding = Finding {
            rule: "changed-since".into(),
            place: Place::default(),
            message: "Main was changed".into(),
            remedy: "overwrite it".into(),
        };
        let refusal = |is_written| {
            let fate = Fate::Refused(vec![finding.clone()]);
            refusal("prod.uk", fate, is_written).unwrap()
        };
        let (early, late) = (refusal(false), refusal(true));
        assert_eq!(early.reason, reason::PRECONDITIONS_UNMET);
        assert!(early.message.ends_with("nothing was written"));
        assert_eq!(late.reason, reason::RELEASE_REFUSED);
        assert!(!late.message.contains("nothing was written"));
        let half = Fate::HalfDone(vec![finding.clone()]);
        let half = self::refusal("prod.uk", half, true).unwrap();
        assert_eq!(half.reason, reason::RELEASE_REFUSED);
        for error in [early, late, half] {
            assert_eq!(error.detail["stop"], "prod.uk");
            assert_eq!(error.findings, std::slice::from_ref(&finding));
        }
    }
}
