//! A world of switches on the other side, with scripted trouble and a journal that can die.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use async_trait::async_trait;
use reconcile::{
    Act, Attempt, Cancel, Certainty, Haste, Intent, Journal, JournalError, Lane, MemoryJournal,
    Note, Outcome, Plan, RetryPolicy, RunContext, Setback, Step, StepId, TokioClock, Verdict,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// What happens to one call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Trouble {
    /// Refused, nothing happened.
    Refuse(Verdict),
    /// It happened, and the answer was lost.
    LoseAnswer,
}

/// The other side: each effect is counted, so that a twin shows.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) effects: Mutex<BTreeMap<String, usize>>,
    pub(crate) order: Mutex<Vec<String>>,
    pub(crate) trouble: Mutex<BTreeMap<String, Vec<Trouble>>>,
    pub(crate) calls: Mutex<usize>,
    /// When false, an attempt acts without looking, whatever it is told.
    pub(crate) looks: bool,
}

pub(crate) fn id(name: &str) -> StepId {
    StepId::new("switch", name, "on")
}

pub(crate) fn step(name: &str, needs: &[&str]) -> Step<String> {
    let needs = needs.iter().map(|need| id(need)).collect::<BTreeSet<_>>();
    Step {
        id: id(name),
        lane: Lane::new("Flip"),
        needs,
        stage: 0,
        action: name.to_owned(),
    }
}

/// The same in a later stage.
pub(crate) fn staged(name: &str, needs: &[&str], stage: u16) -> Step<String> {
    Step {
        stage,
        ..step(name, needs)
    }
}

pub(crate) fn plan(steps: &[(&str, &[&str])]) -> Plan<String> {
    Plan::new(
        steps
            .iter()
            .map(|(name, needs)| step(name, needs))
            .collect(),
    )
    .unwrap()
}

pub(crate) fn context() -> RunContext {
    RunContext {
        key: Uuid::from_u128(7),
        clock: Arc::new(TokioClock::starting_at(SystemTime::UNIX_EPOCH)),
        cancel: Cancel::new(),
        width: 16,
        retry: RetryPolicy {
            wait_first: Duration::from_secs(1),
            ..RetryPolicy::default()
        },
        haste: Haste::default(),
    }
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            looks: true,
            ..Self::default()
        }
    }

    pub(crate) fn with_trouble(self, name: &str, trouble: &[Trouble]) -> Self {
        self.trouble
            .lock()
            .unwrap()
            .insert(name.to_owned(), trouble.to_vec());
        self
    }

    pub(crate) fn effects_of(&self, name: &str) -> usize {
        self.effects.lock().unwrap().get(name).copied().unwrap_or(0)
    }

    fn trouble_for(&self, name: &str) -> Option<Trouble> {
        let mut trouble = self.trouble.lock().unwrap();
        let list = trouble.get_mut(name)?;
        (!list.is_empty()).then(|| list.remove(0))
    }

    fn flip(&self, name: &str) {
        *self
            .effects
            .lock()
            .unwrap()
            .entry(name.to_owned())
            .or_default() += 1;
        self.order.lock().unwrap().push(name.to_owned());
    }
}

#[async_trait]
impl Act<String> for World {
    async fn act(&self, step: &Step<String>, attempt: &Attempt<'_>) -> Result<Value, Setback> {
        *self.calls.lock().unwrap() += 1;
        let name = &step.action;
        tokio::time::sleep(Duration::from_millis(10)).await;
        if self.looks && attempt.certainty() == Certainty::MayBeDone && self.effects_of(name) > 0 {
            return Ok(json!("found"));
        }
        match self.trouble_for(name) {
            Some(Trouble::Refuse(verdict)) => Err(Setback::new(verdict, "SCRIPTED", "refused")),
            Some(Trouble::LoseAnswer) => {
                self.flip(name);
                Err(Setback::new(Verdict::Unknown, "SCRIPTED", "no answer"))
            }
            None => {
                self.flip(name);
                Ok(json!("made"))
            }
        }
    }
}

/// A journal that dies at the nth write, before or after it took effect.
pub(crate) struct DyingJournal<'a> {
    pub(crate) inner: &'a MemoryJournal,
    pub(crate) writes: Mutex<usize>,
    pub(crate) dies_at: usize,
    pub(crate) after: bool,
    /// When false, intents are not recorded: the negative control.
    pub(crate) records_intents: bool,
}

impl DyingJournal<'_> {
    /// Ok(true) = write and live; Ok(false) = write, then die.
    fn survives(&self) -> Result<bool, JournalError> {
        let mut writes = self.writes.lock().unwrap();
        *writes += 1;
        match (*writes == self.dies_at, self.after) {
            (false, _) if *writes < self.dies_at => Ok(true),
            (true, true) => Ok(false),
            _ => Err(JournalError::Unavailable("dead".into())),
        }
    }
}

#[async_trait]
impl Journal for DyingJournal<'_> {
    async fn recall(&self) -> Result<BTreeMap<StepId, Intent>, JournalError> {
        self.inner.recall().await
    }

    async fn intend(&self, step: &StepId, intent: &Intent) -> Result<(), JournalError> {
        let lives = self.survives()?;
        if self.records_intents {
            self.inner.intend(step, intent).await?;
        }
        if lives {
            Ok(())
        } else {
            Err(JournalError::Unavailable("dead".into()))
        }
    }

    async fn conclude(&self, step: &StepId, outcome: &Outcome) -> Result<(), JournalError> {
        let lives = self.survives()?;
        self.inner.conclude(step, outcome).await?;
        if lives {
            Ok(())
        } else {
            Err(JournalError::Unavailable("dead".into()))
        }
    }

    async fn note(&self, _: &Note) {}
}
