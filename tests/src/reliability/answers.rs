//! R3: a call that changes something, and what may become of it and of its answer.

use aws_sim::{Action, Rule, When};

use super::{row::Row, trial::Trial};
use crate::Desk;

/// What becomes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// It is carried out, and the answer is dropped.
    Dropped,
    /// It is carried out, and the answer comes when nobody waits for it any more.
    Late,
    /// It is carried out when it was given up, and its repeat too.
    Overtaken,
    /// It is carried out when the job has ended.
    Forgotten,
}

/// Longer than a call is waited for.
const LATE_MS: u64 = 45_000;
/// Longer than it takes to repeat a call.
const OVERTAKEN_MS: u64 = 2_000;
/// Longer than a job.
const FORGOTTEN_MS: u64 = 120_000;

// === impl Loss ===

impl Loss {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Dropped, Self::Late, Self::Overtaken, Self::Forgotten];

    /// What people call it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dropped => "answer dropped",
            Self::Late => "answer after the timeout",
            Self::Overtaken => "call carried out after its repeat",
            Self::Forgotten => "call carried out after the job",
        }
    }

    /// What makes the call that a rule means have this fate.
    pub(super) fn rule(self, call: &Rule) -> Rule {
        Rule {
            when: When::After,
            action: self.action(),
            ..call.clone()
        }
    }

    fn action(self) -> Action {
        match self {
            Self::Dropped => Action::Drop,
            Self::Late => Action::DelayMs(LATE_MS),
            Self::Overtaken => Action::LateMs(OVERTAKEN_MS),
            Self::Forgotten => Action::LateMs(FORGOTTEN_MS),
        }
    }
}

/// Lets each of these calls, one in each world, have this fate. The job has to end in one run.
pub async fn lost_answers(trial: &Trial, loss: Loss, calls: impl IntoIterator<Item = Rule>) -> Row {
    let mut row = Row::default();
    for rule in calls {
        let place = format!("{:?} {:?}", rule.operation, rule.nth);
        let world = trial.world().await;
        world.desk.reset_calls();
        world.desk.faults(vec![loss.rule(&rule)]);
        let last = world.run_on().await;
        let is_hit = made(&world.desk, &rule);
        let found = world.judge(last).await;
        row.count(place, is_hit, 1, found);
    }
    row
}

/// A rule that fits each call since the last reset that changed something, in their alphabetic order.
pub(super) fn rules(desk: &Desk) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (call, times) in desk.writes() {
        let (service, operation) = call.split_once('.').unwrap();
        rules.extend((1..=times).map(|nth| Rule {
            service: Some(service.to_owned()),
            operation: Some(operation.to_owned()),
            nth: Some(nth),
            ..Rule::default()
        }));
    }
    rules
}

/// Whether the call that a rule means was made.
pub(super) fn made(desk: &Desk, rule: &Rule) -> bool {
    let (service, operation) = (rule.service.as_deref(), rule.operation.as_deref());
    let name = service
        .zip(operation)
        .map(|(service, operation)| format!("{service}.{operation}"));
    let calls = name.and_then(|name| desk.calls().get(&name).copied());
    calls.is_some_and(|calls| Some(calls.calls) >= rule.nth)
}
