//! Work for tests: a world of switches, each to be turned on once.
//!
//! Reads do not show what is on (as with a phone number that has no name), so only the journal keeps
//! a resumed run from turning a switch twice.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use connect_model::{Finding, Place, Target};
use controld::{
    jobs::{
        Accepted, Applied, Calls, DestroySubject, Files, JobContext, JobError, JobResult, Kind,
        LockKey, Order, Rejected, State, Stopped, Work, Works,
    },
    refusal::Violation,
};
use reconcile::{
    Act, Attempt, Certainty, Ended, Haste, Lane, Plan, RetryPolicy, RunContext, Setback, Step,
    StepId, Verdict,
};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::lines::Lines;

/// A switch whose turning is a defect of the program.
pub(crate) const DEFECT: &str = "defect";

/// The world, and what happens in it.
#[derive(Debug, Default)]
pub(crate) struct Switches {
    /// How often each switch was turned on, by subject and name.
    turned: Mutex<BTreeMap<String, usize>>,
    /// Switches that wait for a permit before they turn.
    gates: Mutex<HashMap<String, Arc<Semaphore>>>,
    /// Trouble for the next tries of a switch.
    trouble: Mutex<HashMap<String, Vec<Verdict>>>,
    /// What can be read.
    pub(crate) lines: Arc<Lines>,
}

// === impl Switches ===

impl Switches {
    /// The work of every kind.
    pub(crate) fn works(self: &Arc<Self>) -> Works {
        Kind::ALL.into_iter().fold(Works::default(), |works, kind| {
            works.with(kind, Arc::clone(self) as Arc<dyn Work>)
        })
    }

    /// Holds a switch until it is let go.
    pub(crate) fn hold(&self, name: &str) {
        let gate = Arc::new(Semaphore::new(0));
        self.gates.lock().unwrap().insert(name.to_owned(), gate);
    }

    pub(crate) fn let_go(&self, name: &str) {
        self.gates.lock().unwrap()[name].add_permits(1000);
    }

    pub(crate) fn script(&self, name: &str, trouble: &[Verdict]) {
        let mut scripted = self.trouble.lock().unwrap();
        scripted.insert(name.to_owned(), trouble.iter().rev().copied().collect());
    }

    /// How often each switch was turned on.
    pub(crate) fn turned(&self) -> BTreeMap<String, usize> {
        self.turned.lock().unwrap().clone()
    }

    fn is_on(&self, name: &str) -> bool {
        self.turned.lock().unwrap().contains_key(name)
    }

    fn turn(&self, name: &str) {
        let mut turned = self.turned.lock().unwrap();
        *turned.entry(name.to_owned()).or_default() += 1;
    }

    async fn pass_gate(&self, name: &str) {
        let gate = self.gates.lock().unwrap().get(name).cloned();
        if let Some(gate) = gate {
            gate.acquire().await.unwrap().forget();
        }
    }
}

/// The words of a variable of an order: `steps=x,y` turns x and y.
fn words(order: &Order, variable: &str) -> Vec<String> {
    let text = order.spec().and_then(|spec| spec.variables.get(variable));
    let words = text.map(|text| text.split(',').map(str::to_owned).collect());
    words.unwrap_or_default()
}

/// How often each word occurs.
fn tally(words: &[String]) -> Calls {
    let mut tally = Calls::new();
    for word in words {
        *tally.entry(word.clone()).or_default() += 1;
    }
    tally
}

#[async_trait]
impl Work for Switches {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        for file in order.files() {
            let content = files.get(file.content).expect("every file comes along");
            if content.starts_with(b"broken") {
                return Err(Rejected::Findings(findings(&file.path, content.len())));
            }
        }
        if let Order::DestroyCenter {
            subject: DestroySubject::Spec(_),
            confirm,
            ..
        } = order
            && confirm != "support"
        {
            let wrong = Violation::new("confirm", "is not the alias support");
            return Err(Rejected::Violations(vec![wrong]));
        }
        let locks = words(order, "locks").into_iter().map(LockKey::new);
        Ok(Accepted {
            subject: format!("targets/{}/centers/support", target.name),
            locks: locks.filter(|_| !order.kind().only_reads()).collect(),
        })
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let called = words(&job.order, "calls");
        job.calls().join(move || tally(&called));
        let steps = words(&job.order, "steps");
        let steps = steps.iter().map(|name| step(name));
        let plan = Plan::new(steps.collect()).unwrap();
        let cx = RunContext {
            key: job.id.0,
            clock: Arc::clone(&job.clock),
            cancel: job.cancel.clone(),
            width: 1,
            retry: RetryPolicy {
                wait_first: Duration::from_millis(1),
                ..RetryPolicy::default()
            },
            haste: Haste::default(),
        };
        let report = reconcile::run(&cx, &plan, job.journal(), self).await?;
        let result = JobResult::Apply(Applied {
            changes: u32::try_from(report.tally().get("done").copied().unwrap_or(0)).unwrap(),
            ..Applied::default()
        });
        let state = match report.ended {
            Ended::Done => return Ok(result),
            Ended::Failed => State::Failed,
            Ended::NeedsAttention => State::NeedsAttention,
            Ended::Cancelled => State::Cancelled,
        };
        let mut error = JobError::new("SCRIPTED", "it did not end well");
        error.steps = report
            .setbacks()
            .map(|(id, why)| (id.clone(), why.clone()))
            .collect();
        Err(Stopped::at_rest(state, error, Some(result)))
    }
}

#[async_trait]
impl Act<String> for Switches {
    async fn act(&self, step: &Step<String>, attempt: &Attempt<'_>) -> Result<Value, Setback> {
        let name = &step.action;
        assert_ne!(name, DEFECT, "a defect of the daemon");
        self.pass_gate(name).await;
        if attempt.certainty() == Certainty::MayBeDone && self.is_on(name) {
            return Ok(json!("found"));
        }
        let verdict = self
            .trouble
            .lock()
            .unwrap()
            .get_mut(name)
            .and_then(Vec::pop);
        match verdict {
            Some(Verdict::Unknown) => {
                self.turn(name);
                Err(Setback::new(Verdict::Unknown, "LOST", "no answer"))
            }
            Some(verdict) => Err(Setback::new(verdict, "SCRIPTED", "refused").with("switch", name)),
            None => {
                self.turn(name);
                Ok(json!("turned"))
            }
        }
    }
}

pub(crate) fn step_id(name: &str) -> StepId {
    StepId::new("switch", name, "on")
}

fn step(name: &str) -> Step<String> {
    Step {
        id: step_id(name),
        lane: Lane::new("Turn"),
        needs: BTreeSet::new(),
        stage: 0,
        action: name.to_owned(),
    }
}

/// One finding for each byte of the content.
fn findings(file: &str, count: usize) -> Vec<Finding> {
    let finding = |n: usize| Finding {
        rule: "broken".into(),
        place: Place {
            file: file.into(),
            line: u32::try_from(n).unwrap() + 1,
            column: 1,
            path: "queues[0]".into(),
        },
        message: "it is broken".into(),
        remedy: "mend it".into(),
    };
    (0..count).map(finding).collect()
}
