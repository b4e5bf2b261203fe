//! A share that is made or taken away by a process that dies, or is left without an answer.

use std::time::Duration;

use analytics_share::{Error, Removal};
use aws_sim::Rule;
use connect_model::share::AnalyticsShare;
use reconcile::{Ended, MemoryJournal, RunReport};
use serde_json::Value;

use super::{
    answers::{Loss, made, rules},
    guillotine::{Guillotine, Moment},
    journals::MortalJournal,
    likeness::Likeness,
    row::Row,
    trial::{Finding, NUMBER, settings},
};
use crate::lakeside::{Lakeside, share_of};

/// What is done with a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It is made where nothing of it is.
    Ensure,
    /// All of it goes.
    Remove,
}

/// A deed, and what an uninterrupted run of it is like.
pub struct Bargain {
    deed: Deed,
    share: AnalyticsShare,
    reference: Likeness,
    moments: Vec<Moment>,
    calls: Vec<Rule>,
}

/// Longer than all lags, and than what is late.
const REST: Duration = Duration::from_mins(5);
/// Every part but the data sets, of which two do.
const MEMBERS: &str = "results: { create_kms_key: true }\n\
    lake_formation: { tags: { classification: confidential } }\n\
    exports: [{ name: contacts, data_set: users, schedule: 'cron(0 2 * * ? *)' }]\n";

// === impl Deed ===

impl Deed {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Ensure, Self::Remove];

    /// What people call it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ensure => "ensure of a share",
            Self::Remove => "removal of a share",
        }
    }
}

// === impl Bargain ===

impl Bargain {
    /// The deed, done once without trouble.
    pub async fn of(deed: Deed) -> Self {
        let mut bargain = Self {
            deed,
            share: share_of(&["users", "contact_record"], MEMBERS),
            reference: Likeness::of(&Value::Null),
            moments: Vec::new(),
            calls: Vec::new(),
        };
        let guillotine = Guillotine::counting();
        let (lakeside, journal) = bargain.world().await;
        lakeside.desk.reset_calls();
        let ended = bargain.run(&lakeside, &journal, &guillotine).await;
        assert_eq!(unfinished(&ended.expect("it does not fall")), None);
        bargain.calls = rules(&lakeside.desk);
        bargain.reference = rested(&lakeside).await;
        bargain.moments = guillotine.passed();
        bargain
    }

    /// The moments of an uninterrupted run, at each of which the process may die.
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// How many calls of it change something.
    pub fn calls(&self) -> usize {
        self.calls.len()
    }

    /// Dies at each of these moments, from 1, and does it again to its end.
    pub async fn deaths(&self, moments: impl IntoIterator<Item = usize>) -> Row {
        let mut row = Row::default();
        for n in moments {
            let guillotine = Guillotine::falling_at(n);
            let (lakeside, journal) = self.world().await;
            let _ = self.run(&lakeside, &journal, &guillotine).await;
            let last = self.run_on(&lakeside, &journal).await;
            let found = self.judge(&lakeside, &last).await;
            let place = format!("moment {n}, {:?}", guillotine.passed().last());
            row.count(place, guillotine.has_fallen(), 2, found);
        }
        row
    }

    /// Lets each of these calls that change something, from 0, have this fate. The deed has to end in one
    /// run.
    pub async fn lost_answers(&self, loss: Loss, calls: impl IntoIterator<Item = usize>) -> Row {
        let mut row = Row::default();
        for n in calls {
            let rule = &self.calls[n];
            let (lakeside, journal) = self.world().await;
            lakeside.desk.reset_calls();
            lakeside.desk.faults(vec![loss.rule(rule)]);
            let last = self.run_on(&lakeside, &journal).await;
            let is_hit = made(&lakeside.desk, rule);
            let place = format!("{:?} {:?}", rule.operation, rule.nth);
            row.count(place, is_hit, 1, self.judge(&lakeside, &last).await);
        }
        row
    }

    async fn world(&self) -> (Lakeside, MemoryJournal) {
        let lakeside = Lakeside::by_role(settings()).await;
        if self.deed == Deed::Remove {
            lakeside.ensured(1, &self.share).await;
        }
        lakeside.desk.clock.sleep(REST).await;
        (lakeside, MemoryJournal::default())
    }

    /// Does it in a process of its own; nothing if that dies.
    async fn run(
        &self,
        lakeside: &Lakeside,
        journal: &MemoryJournal,
        guillotine: &Guillotine,
    ) -> Option<Result<RunReport, Error>> {
        let journal = MortalJournal {
            inner: journal,
            guillotine: guillotine.clone(),
            records_intents: true,
        };
        let work = async {
            let (share, fall) = (&self.share, Some(guillotine));
            match self.deed {
                Deed::Ensure => {
                    let ensured = lakeside.ensure_with(NUMBER, share, &journal, fall);
                    ensured.await.map(|it| it.run)
                }
                Deed::Remove => {
                    let removal = Removal { delete_data: true };
                    let removed = lakeside.remove_with(NUMBER, share, removal, &journal, fall);
                    removed.await.map(|it| it.run)
                }
            }
        };
        guillotine.until_death(Box::pin(work)).await
    }

    async fn run_on(
        &self,
        lakeside: &Lakeside,
        journal: &MemoryJournal,
    ) -> Result<RunReport, Error> {
        let counting = Guillotine::counting();
        let done = self.run(lakeside, journal, &counting).await;
        done.expect("it does not fall")
    }

    /// What is wrong after the last run; nothing if all is as it should be.
    async fn judge(&self, lakeside: &Lakeside, last: &Result<RunReport, Error>) -> Option<Finding> {
        let difference = self.reference.difference(&rested(lakeside).await);
        let finding = Finding {
            unfinished: unfinished(last),
            difference,
            to_do: self.to_do(lakeside).await,
            passwords: Vec::new(),
        };
        let is_clean = finding.unfinished.is_none()
            && finding.difference.is_empty()
            && finding.to_do.is_none();
        (!is_clean).then_some(finding)
    }

    /// What doing it once more would do.
    async fn to_do(&self, lakeside: &Lakeside) -> Option<String> {
        let steps = match self.deed {
            Deed::Ensure => match lakeside.steps(&self.share).await {
                Ok(steps) => steps,
                Err(error) => return Some(format!("{error:?}")),
            },
            Deed::Remove => {
                let draft = lakeside.removal(&self.share, Removal::default()).await;
                let steps = draft.plan.steps().iter();
                steps.map(|step| step.id.to_string()).collect()
            }
        };
        (!steps.is_empty()).then(|| steps.join(", "))
    }
}

/// What there is when all has come to rest. Who was signed in for how long does not matter.
async fn rested(lakeside: &Lakeside) -> Likeness {
    lakeside.desk.clock.sleep(REST).await;
    let mut state = lakeside.desk.state();
    if let Some(world) = state["world"].as_object_mut() {
        world.remove("sts");
    }
    Likeness::of(&state)
}

fn unfinished(last: &Result<RunReport, Error>) -> Option<String> {
    match last {
        Ok(run) if run.ended == Ended::Done => None,
        Ok(run) => {
            let setbacks = run.setbacks();
            let setbacks = setbacks.map(|(id, setback)| format!("{id}: {setback}"));
            Some(setbacks.collect::<Vec<_>>().join(", "))
        }
        Err(error) => Some(format!("{error:?}")),
    }
}
