//! Carries a plan out: order, width, repeats, resume, cancel.

use std::{collections::BTreeMap, fmt::Debug, sync::Arc};

use async_trait::async_trait;
use futures::stream::{FuturesUnordered, StreamExt};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tracing::{Instrument as _, Span, field::Empty};
use uuid::Uuid;

use crate::{
    Attempt, Cancel, Certainty, Clock, Haste, Intent, Journal, JournalError, Note, Outcome, Plan,
    RetryPolicy, Setback, Standing, Step, StepId, Urgency, Verdict, retry::pause,
    schedule::Schedule,
};

/// Makes one step so.
///
/// Contract: repeatable. "Already there" and "already gone" are success. With
/// [`Certainty::MayBeDone`] it looks before it acts. It never repeats a call by itself: it returns
/// a [`Setback`] whose verdict says what a repeat means. What it returns is stored and handed to
/// nobody but the report; what later steps need is kept by the implementer.
#[async_trait]
pub trait Act<A>: Send + Sync {
    /// Makes `step` so.
    async fn act(&self, step: &Step<A>, attempt: &Attempt<'_>) -> Result<Value, Setback>;
}

/// What a run needs besides its plan.
#[derive(Clone, Debug)]
pub struct RunContext {
    /// Names the work; tokens are derived from it, so a resumed run must have the same.
    pub key: Uuid,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// The request to stop.
    pub cancel: Cancel,
    /// Most steps in flight.
    pub width: usize,
    /// How repeats are made.
    pub retry: RetryPolicy,
    /// How urgent it is; a run sets it by the number of its steps.
    pub haste: Haste,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// Every step was done.
    Done,
    /// At least one step was given up; all that did not need it were tried.
    Failed,
    /// At least one step needs a person.
    NeedsAttention,
    /// It was asked to stop before all steps had started.
    Cancelled,
}

/// What became of one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepReport {
    /// Made so.
    Done(Value),
    /// Given up, or left for a person.
    Failed(Setback),
    /// Not tried, because the named step was given up or, as a person decided, left out. The step that
    /// the person meant names itself.
    Skipped(StepId),
    /// Not tried, because the run was asked to stop.
    NotStarted,
}

/// What became of every step, in the plan's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunReport {
    /// How it ended.
    pub ended: Ended,
    /// Each step with what became of it.
    pub steps: Vec<(StepId, StepReport)>,
}

/// Carries `plan` out. Returns an error only when the journal fails: then nothing more is started,
/// calls in flight are dropped, and a later run with the same key goes on.
pub async fn run<A: Sync>(
    cx: &RunContext,
    plan: &Plan<A>,
    journal: &dyn Journal,
    act: &dyn Act<A>,
) -> Result<RunReport, JournalError> {
    let recalled = &journal.recall().await?;
    let mut schedule = Schedule::new(plan, cx.width);
    let mut reports: Vec<StepReport> = vec![StepReport::NotStarted; plan.steps().len()];
    let left_out = left_out(plan, journal, &mut schedule).await?;
    let steps = reports.len() - left_out.len();
    cx.haste.set(Urgency::of_steps(steps));
    journal.note(&Note::Planned { steps }).await;
    let mut open = OpenKinds::of(plan, &left_out);
    journal.note(&open.told()).await;
    for (n, meant) in left_out {
        reports[n] = StepReport::Skipped(meant);
    }
    let mut flight = FuturesUnordered::new();
    loop {
        while !cx.cancel.is_asked()
            && let Some(n) = schedule.start()
        {
            let step = &plan.steps()[n];
            let carry = Carry {
                cx,
                journal,
                act,
                step,
            };
            flight.push(async move { (n, carry.through(recalled.get(&step.id)).await) });
        }
        let Some((n, outcome)) = flight.next().await else {
            break;
        };
        let report = outcome?;
        let mut ended = vec![n];
        if matches!(report, StepReport::Done(_)) {
            schedule.done(n);
        } else {
            for lost in schedule.failed(n) {
                reports[lost] = StepReport::Skipped(plan.steps()[n].id.clone());
                ended.push(lost);
            }
        }
        reports[n] = report;
        if open.end(&ended) {
            journal.note(&open.told()).await;
        }
    }
    let ids = plan.steps().iter().map(|step| step.id.clone());
    Ok(RunReport {
        ended: ended(&reports),
        steps: ids.zip(reports).collect(),
    })
}

// === impl RunContext ===

impl RunContext {
    /// What a run of one part of the work needs: its tokens are not those of other parts, whatever their
    /// steps are called.
    #[must_use]
    pub fn part(&self, name: &str) -> Self {
        Self {
            key: Uuid::new_v5(&self.key, name.as_bytes()),
            ..self.clone()
        }
    }
}

// === impl RunReport ===

impl RunReport {
    /// The steps that were given up or need a person, with the reason.
    pub fn setbacks(&self) -> impl Iterator<Item = (&StepId, &Setback)> {
        self.steps.iter().filter_map(|(id, report)| match report {
            StepReport::Failed(setback) => Some((id, setback)),
            _ => None,
        })
    }

    /// How many steps ended in each way: done, failed, skipped, not started.
    pub fn tally(&self) -> BTreeMap<&'static str, usize> {
        let mut tally = BTreeMap::new();
        for (_, report) in &self.steps {
            *tally.entry(report.word()).or_default() += 1;
        }
        tally
    }
}

// === impl StepReport ===

impl StepReport {
    /// The word for it in reports and metrics.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Done(_) => "done",
            Self::Failed(_) => "failed",
            Self::Skipped(_) => "skipped",
            Self::NotStarted => "not_started",
        }
    }
}

/// Takes out of the schedule what a person decided to leave out; each with the step that was meant.
async fn left_out<A>(
    plan: &Plan<A>,
    journal: &dyn Journal,
    schedule: &mut Schedule<'_>,
) -> Result<Vec<(usize, StepId)>, JournalError> {
    let meant = journal.left_out().await?;
    let mut out = Vec::new();
    for (n, step) in plan.steps().iter().enumerate() {
        if meant.contains(&step.id) {
            let lost = schedule.leave_out(n);
            out.extend(lost.into_iter().map(|lost| (lost, step.id.clone())));
        }
    }
    Ok(out)
}

/// How many steps about each kind of thing have not ended.
struct OpenKinds<'p> {
    of: Vec<&'p str>,
    open: BTreeMap<&'p str, usize>,
}

// === impl OpenKinds ===

impl<'p> OpenKinds<'p> {
    fn of<A>(plan: &'p Plan<A>, left_out: &[(usize, StepId)]) -> Self {
        let of: Vec<_> = plan.steps().iter().map(|step| step.id.kind()).collect();
        let mut open = BTreeMap::new();
        for kind in &of {
            *open.entry(*kind).or_default() += 1;
        }
        let mut kinds = Self { of, open };
        let left_out: Vec<_> = left_out.iter().map(|(n, _)| *n).collect();
        kinds.end(&left_out);
        kinds
    }

    /// Counts steps as ended; true when that was the last of a kind.
    fn end(&mut self, steps: &[usize]) -> bool {
        let before = self.open.len();
        for n in steps {
            if let Some(count) = self.open.get_mut(self.of[*n]) {
                *count -= 1;
            }
        }
        self.open.retain(|_, count| *count > 0);
        self.open.len() < before
    }

    fn told(&self) -> Note {
        let kinds = self.open.keys().map(|kind| (*kind).to_owned()).collect();
        Note::Open { kinds }
    }
}

/// One step on its way.
struct Carry<'r, A> {
    cx: &'r RunContext,
    journal: &'r dyn Journal,
    act: &'r dyn Act<A>,
    step: &'r Step<A>,
}

// === impl Carry ===

impl<A: Sync> Carry<'_, A> {
    /// Tries the step until it is done or given up.
    async fn through(&self, recalled: Option<&Intent>) -> Result<StepReport, JournalError> {
        let id = &self.step.id;
        let (mut intent, mut certainty) = match recalled {
            // A step that was done and is planned again has not shown itself to the reads yet.
            Some(intent) if intent.standing != Standing::Refused => {
                (intent.clone(), Certainty::MayBeDone)
            }
            Some(intent) => (intent.next(self.cx.key, id), Certainty::Clean),
            None => (Intent::first(self.cx.key, id), Certainty::Clean),
        };
        self.journal.intend(id, &intent).await?;
        let mut before = Span::current();
        for number in 1.. {
            let attempt = Attempt::new(number, certainty, id, self.journal, intent);
            let span = self.span(number, &before);
            let tried = self.act.act(self.step, &attempt).instrument(span.clone());
            let setback = match tried.await {
                Ok(value) => return self.conclude(Outcome::Done(value)).await,
                Err(setback) => setback,
            };
            span.record("error.type", setback.reason.as_str());
            span.record("otel.status_code", "ERROR");
            before = span;
            intent = attempt.into_intent();
            match setback.verdict {
                Verdict::Unknown => certainty = Certainty::MayBeDone,
                Verdict::Redraw => {
                    intent = intent.next(self.cx.key, id);
                    certainty = Certainty::Clean;
                    self.journal.intend(id, &intent).await?;
                }
                Verdict::Throttled | Verdict::Again | Verdict::Final | Verdict::Attention => {}
            }
            if !self.bear(number, &setback).await {
                return self
                    .conclude(Outcome::Failed(settled(setback, certainty)))
                    .await;
            }
        }
        unreachable!("the numbers do not end before the policy does")
    }

    /// A try is a trace of its own, that follows from the one before it, as the first does from the run: a
    /// run with thousands of steps could be read by nobody.
    fn span(&self, number: u32, before: &Span) -> Span {
        let span = tracing::info_span!(
            parent: None,
            "attempt",
            step = %self.step.id,
            lane = self.step.lane.as_str(),
            work = %self.cx.key,
            number,
            "error.type" = Empty,
            "otel.status_code" = Empty,
        );
        span.follows_from(before);
        span
    }

    /// Waits for the next try; false when there is none.
    async fn bear(&self, number: u32, setback: &Setback) -> bool {
        let id = &self.step.id;
        let Some(wait) = self.cx.retry.wait(setback.verdict, number, id.as_str()) else {
            return false;
        };
        let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        let setback = setback.clone();
        self.journal
            .note(&Note::Repeating {
                step: id.clone(),
                attempt: number,
                setback,
                wait_ms,
            })
            .await;
        pause(&*self.cx.clock, &self.cx.cancel, wait).await
    }

    async fn conclude(&self, outcome: Outcome) -> Result<StepReport, JournalError> {
        self.journal.conclude(&self.step.id, &outcome).await?;
        Ok(match outcome {
            Outcome::Done(value) => StepReport::Done(value),
            Outcome::Failed(setback) => StepReport::Failed(setback),
        })
    }
}

/// An effect that may have happened stays unknown, whatever the last try said about itself.
fn settled(mut setback: Setback, certainty: Certainty) -> Setback {
    let says_nothing = matches!(setback.verdict, Verdict::Throttled | Verdict::Again);
    if certainty == Certainty::MayBeDone && says_nothing {
        setback.verdict = Verdict::Unknown;
    }
    setback
}

fn ended(reports: &[StepReport]) -> Ended {
    let attention = |report: &StepReport| matches!(report, StepReport::Failed(setback) if setback.verdict == Verdict::Attention);
    let failed = |report: &StepReport| matches!(report, StepReport::Failed(_));
    if reports.iter().any(attention) {
        Ended::NeedsAttention
    } else if reports.iter().any(failed) {
        Ended::Failed
    } else if reports
        .iter()
        .any(|report| matches!(report, StepReport::NotStarted))
    {
        Ended::Cancelled
    } else {
        Ended::Done
    }
}
