//! A job that is put to the test, and what an uninterrupted run of it makes of the world.

use std::{fmt, time::Duration};

use aws_sim::{Rate, Rule, Settings, Settle};
use aws_smithy_runtime_api::client::http::HttpClient;
use connect_model::spec::ContactCenter;
use connect_provision::{DestroyOptions, Error, Report};
use reconcile::{Ended, Journal, MemoryJournal};

use super::{
    answers::rules,
    guillotine::{Guillotine, Moment},
    journals::{BelatedJournal, MortalJournal},
    likeness::{Difference, Likeness},
    passwords::Passwords,
};
use crate::Desk;

/// What is done with a centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// It is brought up in an empty account.
    Apply,
    /// All of it goes.
    Destroy,
    /// All but the instance goes, thing by thing.
    Clear,
}

/// A job, and what an uninterrupted run of it is like.
#[derive(Debug)]
pub struct Trial {
    center: ContactCenter,
    job: Job,
    /// What it leaves.
    reference: Likeness,
    /// The moments of it.
    moments: Vec<Moment>,
    /// A rule for each of its calls that change something.
    calls: Vec<Rule>,
}

/// A world in which a job begins.
pub(crate) struct World<'t> {
    trial: &'t Trial,
    pub(crate) desk: Desk,
    journal: MemoryJournal,
    passwords: Passwords,
    /// Without it the suite must see twins.
    pub(crate) records_intents: bool,
}

/// What is wrong after a job.
#[derive(Debug, Default)]
pub struct Finding {
    /// Why the last run did not end well.
    pub unfinished: Option<String>,
    /// How the world differs from that of an uninterrupted run.
    pub difference: Difference,
    /// What a further run would do.
    pub to_do: Option<String>,
    /// Users with another password than their entries hold.
    pub passwords: Vec<String>,
}

/// The number of the job under test, by which its tokens are made.
pub(super) const NUMBER: u128 = 7;
/// Longer than all lags, and than what is late.
pub(super) const REST: Duration = Duration::from_mins(3);

// === impl Job ===

impl Job {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Apply, Self::Destroy, Self::Clear];

    /// What people call it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Apply => "apply",
            Self::Destroy => "destroy",
            Self::Clear => "destroy, instance kept",
        }
    }

    fn destroys(self) -> DestroyOptions {
        DestroyOptions {
            keep_instance: self == Self::Clear,
            ..DestroyOptions::default()
        }
    }
}

// === impl Trial ===

impl Trial {
    /// The job on a centre, run once without trouble.
    pub async fn of(center: ContactCenter, job: Job) -> Self {
        let trial = Self {
            center,
            job,
            reference: Likeness::of(&serde_json::Value::Null),
            moments: Vec::new(),
            calls: Vec::new(),
        };
        let guillotine = Guillotine::counting();
        let world = trial.world().await;
        world.desk.reset_calls();
        let report = world.run(&guillotine).await.expect("it does not fall");
        let calls = rules(&world.desk);
        assert_eq!(report.as_ref().unwrap().run.ended, Ended::Done);
        let reference = world.rested().await;
        let finding = world.judge_against(&reference, report).await;
        assert!(finding.is_none(), "{finding:#?}");
        drop(world);
        Self {
            reference,
            moments: guillotine.passed(),
            calls,
            ..trial
        }
    }

    /// The job.
    pub fn job(&self) -> Job {
        self.job
    }

    /// The moments of an uninterrupted run, at each of which the process may die.
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// A rule that fits each of its calls that change something, in their alphabetic order.
    pub fn calls(&self) -> impl Iterator<Item = Rule> {
        self.calls.iter().cloned()
    }

    /// What an uninterrupted run leaves.
    pub fn reference(&self) -> &Likeness {
        &self.reference
    }

    /// A world in which the job begins.
    pub(crate) async fn world(&self) -> World<'_> {
        let desk = Desk::new(settings());
        if self.job != Job::Apply {
            desk.applied(1, &self.center).await;
            // Data is what a destroy keeps.
            for bucket in self.center.buckets.iter().take(1) {
                desk.put_object(bucket.name.as_str(), "calls/one.wav").await;
            }
            desk.clock.sleep(REST).await;
        }
        World {
            trial: self,
            desk,
            journal: MemoryJournal::default(),
            passwords: Passwords::default(),
            records_intents: true,
        }
    }
}

/// A process that starts again at once does not see yet what the last one made, and calls overlap.
pub(super) fn settings() -> Settings {
    Settings {
        rate: Rate::None,
        settle: Settle::Fast,
        latency: Duration::from_millis(20),
        lag: Duration::from_secs(3),
        search_lag: Duration::from_secs(2),
        ..Settings::default()
    }
}

// === impl World ===

impl World<'_> {
    /// Runs the job in a process of its own; nothing if it dies.
    pub(crate) async fn run(&self, guillotine: &Guillotine) -> Option<Result<Report, Error>> {
        let journal = MortalJournal {
            inner: &self.journal,
            guillotine: guillotine.clone(),
            records_intents: self.records_intents,
        };
        let way = guillotine.around(self.desk.simulator.http_client());
        guillotine
            .until_death(Box::pin(self.work(way, &journal)))
            .await
    }

    /// Runs the job to its end.
    pub(crate) async fn run_on(&self) -> Result<Report, Error> {
        let counting = Guillotine::counting();
        self.run(&counting).await.expect("it does not fall")
    }

    /// Runs the job in a process that makes its plan and then is overtaken by another one, which
    /// dies with `guillotine`.
    pub(crate) async fn run_belated(&self, guillotine: &Guillotine) -> Result<Report, Error> {
        let before = async {
            self.run(guillotine).await;
        };
        let journal = BelatedJournal::new(&self.journal, before);
        Box::pin(self.work(self.desk.simulator.http_client(), &journal)).await
    }

    async fn work(
        &self,
        way: impl HttpClient + 'static,
        journal: &dyn Journal,
    ) -> Result<Report, Error> {
        let ports = self.desk.ports_through(self.passwords.around(way)).await;
        let (desk, center) = (&self.desk, &self.trial.center);
        match self.trial.job {
            Job::Apply => desk.apply_through(NUMBER, center, &ports, journal).await,
            job => {
                desk.destroy_through(NUMBER, center, job.destroys(), &ports, journal)
                    .await
            }
        }
    }

    /// Takes everything away again, after an apply.
    pub(crate) async fn undo(&self) -> Result<Report, Error> {
        let options = Job::Destroy.destroys();
        self.desk.destroy(&self.trial.center, options).await
    }

    /// What there is when all has come to rest.
    pub(crate) async fn rested(&self) -> Likeness {
        self.desk.clock.sleep(REST).await;
        Likeness::of(&self.desk.state())
    }

    /// What is wrong after the last run of the job; nothing if all is as it should be.
    pub(crate) async fn judge(&self, last: Result<Report, Error>) -> Option<Finding> {
        self.judge_against(&self.trial.reference, last).await
    }

    async fn judge_against(
        &self,
        reference: &Likeness,
        last: Result<Report, Error>,
    ) -> Option<Finding> {
        let difference = reference.difference(&self.rested().await);
        let alias = self.trial.center.instance.alias.as_str();
        let passwords = match self.trial.job {
            Job::Apply => self.passwords.amiss(alias, &self.desk.ports().await).await,
            _ => Vec::new(),
        };
        let finding = Finding {
            unfinished: unfinished(&last),
            difference,
            to_do: self.to_do().await,
            passwords,
        };
        finding.unless_clean()
    }

    /// What another job of the same kind would do.
    async fn to_do(&self) -> Option<String> {
        let center = &self.trial.center;
        match self.trial.job {
            Job::Apply => match self.desk.plan(center).await {
                Ok(plan) => (!plan.is_empty()).then(|| plan.to_string()),
                Err(error) => Some(format!("{error:?}")),
            },
            job => match self.desk.destroy(center, job.destroys()).await {
                Ok(report) => {
                    let steps = report.run.steps;
                    (!steps.is_empty()).then(|| format!("{steps:?}"))
                }
                Err(error) => Some(format!("{error:?}")),
            },
        }
    }
}

/// Why a run did not end well.
pub(super) fn unfinished(last: &Result<Report, Error>) -> Option<String> {
    match last {
        Ok(report) if report.run.ended == Ended::Done => None,
        Ok(report) => Some(format!("{:#?}", report.run.setbacks().collect::<Vec<_>>())),
        Err(error) => Some(format!("{error:?}")),
    }
}

// === impl Finding ===

impl Finding {
    /// Nothing if nothing is wrong.
    pub(super) fn unless_clean(self) -> Option<Self> {
        let is_clean = self.unfinished.is_none()
            && self.difference.is_empty()
            && self.to_do.is_none()
            && self.passwords.is_empty();
        (!is_clean).then_some(self)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (word, told) in [("unfinished", &self.unfinished), ("to do", &self.to_do)] {
            if let Some(told) = told {
                writeln!(f, "{word}: {told}")?;
            }
        }
        for user in &self.passwords {
            writeln!(f, "another password: {user}")?;
        }
        self.difference.fmt(f)
    }
}
