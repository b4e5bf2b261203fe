//! Who starts what is due. A daemon, another one on the same store, and one that starts again
//! come to the same jobs: the store gives each time to one of them, and the name of its job says which
//! time it is of.

use std::{collections::BTreeMap, time::SystemTime};

use async_trait::async_trait;
use connect_model::schedule::instant;

use super::{
    Caller, Demand, JobId, Jobs, Occasion, Schedule,
    rounds::{self, Rounds},
};
use crate::{
    refusal::Refusal,
    store::{Fired, Firing, NewJob, RequestKey, StoreError},
    task::Task,
    telemetry::metrics,
};

/// How many are read at once.
const DUE_MAX: u32 = 100;
/// The method that requests of schedules are of. No caller can call it.
const METHOD: &str = "Schedule";
/// Labels of the jobs that it starts.
const SCHEDULE: &str = "schedule";
const DUE: &str = "due";

/// Starts what is due.
struct Keeper;

/// Starts what is due, from now on.
pub fn start_keeper(jobs: &Jobs) -> Task<()> {
    rounds::start(jobs, jobs.shared.hub.schedules(), Keeper)
}

// === impl Keeper ===

#[async_trait]
impl Rounds for Keeper {
    const WHAT: &'static str = "what is due could not be started";

    async fn go(&self, jobs: &Jobs) -> Result<Option<SystemTime>, StoreError> {
        jobs.start_due().await?;
        jobs.store().next_due().await
    }
}

// === impl Jobs ===

impl Jobs {
    /// The schedules of a subject, by name.
    pub async fn schedules(&self, subject: &str) -> Result<Vec<Schedule>, Refusal> {
        Ok(self.store().schedules(subject).await?)
    }

    /// Starts what is due.
    async fn start_due(&self) -> Result<(), StoreError> {
        loop {
            let due = self.store().due(self.now(), DUE_MAX).await?;
            for schedule in &due {
                self.start_at_last(schedule).await?;
            }
            if due.len() < DUE_MAX as usize {
                return Ok(());
            }
        }
    }

    async fn start_at_last(&self, schedule: &Schedule) -> Result<(), StoreError> {
        let now = self.now();
        let (Some(was_due), Some(occasion)) = (schedule.due, schedule.occasion(now)) else {
            return Ok(());
        };
        let job = match self.run_of(schedule, &occasion).await {
            Ok(run) => Ok(Box::new(run)),
            Err(Refusal::Store(cause)) => return Err(cause),
            Err(refusal) => Err(why(&refusal)),
        };
        let firing = Firing {
            schedule: schedule.name.clone(),
            was_due,
            occasion,
            job,
            at: now,
        };
        let fired = self.store().fire(firing).await?;
        self.fired(schedule, fired);
        Ok(())
    }

    /// The job of a time that has come.
    async fn run_of(
        &self,
        schedule: &Schedule,
        occasion: &Occasion,
    ) -> Result<(NewJob, RequestKey), Refusal> {
        let brief = &schedule.brief;
        let id = schedule.run_at(occasion.due);
        let due = instant(occasion.due);
        let demand = Demand {
            method: METHOD,
            request_id: id,
            validate_only: false,
            target: brief.target.clone(),
            order: brief.order.clone(),
            contents: BTreeMap::new(),
            labels: BTreeMap::from([
                (SCHEDULE.to_owned(), brief.word.clone()),
                (DUE.to_owned(), due.clone()),
            ]),
            reason: reason(&due, schedule, occasion.missed),
            caller: Caller {
                name: brief.declared_by.clone(),
                ..Caller::default()
            },
        };
        let (mut job, request) = self.prepare(demand).await?;
        job.id = JobId(id);
        Ok((job, request))
    }

    fn fired(&self, schedule: &Schedule, fired: Fired) {
        match fired {
            Fired::Started(job) => {
                metrics::schedule_fired("started");
                metrics::job_moved(job.brief.order.kind(), job.state);
                self.shared.hub.queue_changed();
            }
            Fired::Overlapped(job) => {
                metrics::schedule_fired("overlapped");
                self.shared.hub.changed(job);
            }
            Fired::Refused => {
                metrics::schedule_fired("refused");
                self.shared.hub.notices_changed();
                tracing::warn!(
                    schedule = schedule.name,
                    "a run that is due cannot be started"
                );
            }
            Fired::Past => {}
        }
    }
}

/// Why no job can be made, with what is wrong.
fn why(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Spec(findings) => {
            let messages: Vec<&str> = findings.iter().map(|it| it.message.as_str()).collect();
            format!("{refusal}: {}", messages.join("; "))
        }
        other => other.to_string(),
    }
}

fn reason(due: &str, schedule: &Schedule, missed: u64) -> String {
    let expression = &schedule.brief.expression;
    let missed = match missed {
        0 => String::new(),
        1 => "; the time before it was missed".to_owned(),
        more => format!("; {more} times before it were missed"),
    };
    format!("due at {due} by its schedule {expression}{missed}")
}
