//! Where jobs are asked for, looked at and acted on.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::{Duration, SystemTime},
};

use connect_model::{Target, TargetName};
use futures::stream::{self, Stream};
use reconcile::Clock;
use serde_json::json;
use uuid::Uuid;

use super::{
    Ask, Brief, Calls, Digest, Event, FileRef, Files, Job, JobError, JobId, Order, Progress,
    Rejected, State, Times, Trace, Works, hub::Hub, machine, watch::Watch,
};
use crate::{
    ids::Ids,
    reason,
    refusal::{Refusal, counted},
    store::{
        JobQuery, NewDocument, NewJob, Petition, Petitioned, RequestKey, StepRecord, Store,
        Submitted,
    },
    telemetry::metrics,
};

/// Jobs: the one place through which they are asked for, looked at and acted on.
#[derive(Clone)]
pub struct Jobs {
    pub(super) shared: Arc<Shared>,
}

/// What jobs need.
pub struct Equipment {
    /// What outlives the process.
    pub store: Arc<dyn Store>,
    /// What jobs of each kind do.
    pub works: Works,
    /// Where they can do it.
    pub targets: BTreeMap<TargetName, Target>,
    /// Those of them where nothing is written but by a plan that somebody else approved.
    pub guarded: BTreeSet<TargetName>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Names of new jobs.
    pub ids: Arc<dyn Ids>,
}

pub(super) struct Shared {
    pub(super) equipment: Equipment,
    pub(super) hub: Arc<Hub>,
}

/// A wish for a job, as it comes out of a request.
#[derive(Clone, Debug)]
pub struct Demand {
    /// The method that was called.
    pub method: &'static str,
    /// The caller's name for the request.
    pub request_id: Uuid,
    /// Whether only to check.
    pub validate_only: bool,
    /// Where.
    pub target: TargetName,
    /// What to do.
    pub order: Order,
    /// Contents that came with the request.
    pub contents: BTreeMap<Digest, Vec<u8>>,
    /// Words by which the job can be found again.
    pub labels: BTreeMap<String, String>,
    /// Why.
    pub reason: String,
    /// Who asks.
    pub caller: Caller,
}

/// A wish about a job that is there.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The method that was called.
    pub method: &'static str,
    /// The caller's name for the request.
    pub request_id: Uuid,
    /// Whether only to check.
    pub validate_only: bool,
    /// Which job.
    pub job: JobId,
    /// What is asked of it.
    pub ask: Ask,
    /// Why.
    pub reason: String,
    /// Who asks.
    pub caller: Caller,
}

/// Who calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caller {
    /// The name of the caller.
    pub name: String,
    /// The trace that the call is part of.
    pub trace: Trace,
}

// === impl Caller ===

impl Caller {
    /// The name of a caller of whom nothing is known.
    pub const ANYBODY: &str = "anonymous";
}

// === impl Jobs ===

impl Jobs {
    /// Jobs with this equipment. Nobody works on them until a [`Worker`](super::Worker) starts.
    pub fn new(equipment: Equipment) -> Self {
        let hub = Hub::new();
        Self {
            shared: Arc::new(Shared { equipment, hub }),
        }
    }

    /// Starts a job, durably and once for each request; with `validate_only` answers the job that
    /// would start, which has no name then.
    pub async fn submit(&self, demand: Demand) -> Result<Job, Refusal> {
        self.refuse_unplanned(&demand)?;
        let files = self
            .contents(demand.order.files(), &demand.contents)
            .await?;
        let target = self.target(&demand.target)?;
        let checked = self.check(&demand, files, target).await?;
        let brief = match (checked, demand.validate_only) {
            (Ok(brief), true) => return Ok(self.unnamed(brief, None)),
            (Err((brief, error)), true) => return Ok(self.unnamed(brief, Some(error))),
            (Err((_, error)), false) => return Err(Refusal::Spec(error.findings)),
            (Ok(brief), false) => brief,
        };
        let request = request_key(&demand, &brief)?;
        let job = self.new_job(brief, demand.contents);
        let submitted = self.store().submit(job, request).await?;
        self.submitted(submitted, request)
    }

    /// The job of a demand that is to be stored with something else.
    pub(super) async fn prepare(&self, demand: Demand) -> Result<(NewJob, RequestKey), Refusal> {
        self.refuse_unplanned(&demand)?;
        let files = self
            .contents(demand.order.files(), &demand.contents)
            .await?;
        let target = self.target(&demand.target)?;
        let brief = self.check(&demand, files, target).await?;
        let brief = brief.map_err(|(_, error)| Refusal::Spec(error.findings))?;
        let request = request_key(&demand, &brief)?;
        Ok((self.new_job(brief, demand.contents), request))
    }

    /// One job, whole.
    pub async fn get(&self, id: JobId) -> Result<Job, Refusal> {
        let found = self.store().job(id).await?;
        found.ok_or_else(|| not_found(id))
    }

    /// Jobs without their results, newest first.
    pub async fn list(&self, query: JobQuery) -> Result<Vec<Job>, Refusal> {
        Ok(self.store().jobs(query).await?)
    }

    /// The events of a job above number `after`, as they happen. Ends when the job is at rest and
    /// all has been told.
    pub async fn watch(
        &self,
        id: JobId,
        after: i64,
    ) -> Result<impl Stream<Item = Result<Event, Refusal>> + Send + use<>, Refusal> {
        self.get(id).await?;
        let watch = Watch::new(self, id, after);
        Ok(stream::try_unfold(watch, async |mut watch| {
            let event = watch.next().await?;
            Ok(event.map(|event| (event, watch)))
        }))
    }

    /// The job once it is at rest, or as it stands after `timeout`.
    pub async fn wait(&self, id: JobId, timeout: Duration) -> Result<Job, Refusal> {
        let mut changes = self.shared.hub.subscribe(id);
        let mut over = self.clock().sleep(timeout);
        loop {
            let job = self.get(id).await?;
            if job.state.is_at_rest() {
                return Ok(job);
            }
            tokio::select! {
                biased;
                () = changes.changed() => {}
                () = &mut over => return self.get(id).await,
            }
        }
    }

    /// Asks something of a job, once for each request.
    pub async fn ask(&self, wish: Wish) -> Result<Job, Refusal> {
        if wish.validate_only {
            return self.would(&wish).await;
        }
        let request = RequestKey {
            method: wish.method,
            id: wish.request_id,
            hash: wish_hash(&wish),
        };
        let petition = Petition {
            job: wish.job,
            ask: wish.ask.clone(),
            by: wish.caller.name.clone(),
            reason: wish.reason.clone(),
            at: self.now(),
        };
        match self.store().petition(petition, request).await? {
            Petitioned::Done(job) => {
                self.asked(&job);
                Ok(*job)
            }
            Petitioned::Known(job) => {
                metrics::request_known();
                Ok(*job)
            }
            Petitioned::Reused(job) => Err(reused(request, &format!("jobs/{job}"))),
            Petitioned::Missing => Err(not_found(wish.job)),
            Petitioned::Forbidden(why) => Err(forbidden(&wish, why)),
        }
    }

    /// Where jobs can work.
    pub fn targets(&self) -> &BTreeMap<TargetName, Target> {
        &self.shared.equipment.targets
    }

    pub(super) fn store(&self) -> &dyn Store {
        &*self.shared.equipment.store
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        &*self.shared.equipment.clock
    }

    /// The time now.
    pub fn now(&self) -> SystemTime {
        self.clock().now()
    }

    /// Where a job can work, by its name.
    pub fn target(&self, name: &TargetName) -> Result<&Target, Refusal> {
        let missing = || Refusal::NotFound {
            kind: "target",
            name: format!("targets/{name}"),
        };
        self.targets().get(name).ok_or_else(missing)
    }

    /// The contents of files: those that came along, else those that were uploaded.
    pub(super) async fn contents(
        &self,
        named: impl Iterator<Item = &FileRef>,
        along: &BTreeMap<Digest, Vec<u8>>,
    ) -> Result<Files, Refusal> {
        let mut files = Files::default();
        for file in named {
            let content = match along.get(&file.content) {
                Some(content) => content.clone(),
                None => self.uploaded(file.content).await?,
            };
            files.insert(file.content, content);
        }
        Ok(files)
    }

    async fn uploaded(&self, digest: Digest) -> Result<Vec<u8>, Refusal> {
        let found = self.store().content(digest).await?;
        found.ok_or_else(|| Refusal::no_document(digest))
    }

    /// Lets the work look at the order. The inner error is what is wrong with the spec.
    async fn check(
        &self,
        demand: &Demand,
        files: Files,
        target: &Target,
    ) -> Result<Result<Brief, (Brief, JobError)>, Refusal> {
        let kind = demand.order.kind();
        let work = self.shared.equipment.works.of(kind).cloned();
        let work = work.ok_or_else(|| Refusal::Internal(format!("no work for {}", kind.word())))?;
        let (order, target) = (demand.order.clone(), target.clone());
        // Reading a large spec takes long enough to hold others up.
        let accepted = tokio::task::spawn_blocking(move || work.accept(&order, &files, &target))
            .await
            .map_err(|cause| Refusal::Internal(cause.to_string()))?;
        let mut brief = brief(demand);
        match accepted {
            Ok(accepted) => {
                brief.subject = accepted.subject;
                brief.locks = accepted.locks;
                Ok(Ok(brief))
            }
            Err(Rejected::Violations(violations)) => Err(Refusal::Invalid(violations)),
            Err(Rejected::Findings(findings)) => {
                let message = format!("the spec has {}", counted(findings.len(), "finding"));
                let mut error = JobError::new(reason::SPEC_INVALID, message)
                    .with("findings", findings.len().to_string());
                error.findings = findings;
                Ok(Err((brief, error)))
            }
        }
    }

    fn new_job(&self, brief: Brief, contents: BTreeMap<Digest, Vec<u8>>) -> NewJob {
        let document = |(digest, content)| NewDocument { digest, content };
        let approved_only = self.is_guarded(&brief.target);
        NewJob {
            id: JobId(self.shared.equipment.ids.fresh()),
            brief,
            documents: contents.into_iter().map(document).collect(),
            approved_only,
            at: self.now(),
        }
    }

    /// The job that would start.
    fn unnamed(&self, brief: Brief, error: Option<JobError>) -> Job {
        let now = self.now();
        let (state, ended) = match error {
            None => (State::Queued, None),
            Some(_) => (State::Failed, Some(now)),
        };
        Job {
            id: JobId(Uuid::nil()),
            serial: 0,
            state,
            times: Times {
                created: now,
                updated: now,
                started: None,
                ended,
            },
            brief,
            blocked_by: Vec::new(),
            progress: Progress::default(),
            runs: 0,
            last_event: 0,
            error,
            result: None,
            calls: Calls::new(),
        }
    }

    fn submitted(&self, submitted: Submitted, request: RequestKey) -> Result<Job, Refusal> {
        match submitted {
            Submitted::Fresh(job) => {
                metrics::job_moved(job.brief.order.kind(), job.state);
                self.shared.hub.queue_changed();
                Ok(*job)
            }
            Submitted::Known(job) => {
                metrics::request_known();
                Ok(*job)
            }
            Submitted::Reused(job) => Err(reused(request, &format!("jobs/{job}"))),
            Submitted::PlanMissing(plan) => Err(super::plans::not_found(plan)),
            Submitted::PlanForbids(plan, why) => Err(super::plans::forbidden(plan, "apply", why)),
        }
    }

    /// What `ask` would find, without changing anything.
    async fn would(&self, wish: &Wish) -> Result<Job, Refusal> {
        let job = self.get(wish.job).await?;
        let steps = self.store().steps(wish.job).await?;
        let open = steps.into_iter().filter(StepRecord::is_open);
        let open = open.map(|record| record.step).collect();
        machine::answer(job.state, &open, &wish.ask).map_err(|why| forbidden(wish, why))?;
        Ok(job)
    }

    fn asked(&self, job: &Job) {
        metrics::job_moved(job.brief.order.kind(), job.state);
        if job.state == State::Cancelling {
            self.shared.hub.cancel(job.id);
        }
        self.shared.hub.changed(job.id);
        self.shared.hub.queue_changed();
    }
}

fn brief(demand: &Demand) -> Brief {
    Brief {
        order: demand.order.clone(),
        target: demand.target.clone(),
        subject: String::new(),
        locks: BTreeSet::new(),
        labels: demand.labels.clone(),
        reason: demand.reason.clone(),
        requested_by: demand.caller.name.clone(),
        request_id: demand.request_id,
        trace: demand.caller.trace.clone(),
    }
}

/// The identity of a request: what was asked for, without the name of the request and with contents
/// by their digests, however they came.
fn request_key(demand: &Demand, brief: &Brief) -> Result<RequestKey, Refusal> {
    let order = serde_json::to_value(&demand.order)
        .map_err(|cause| Refusal::Internal(cause.to_string()))?;
    let canonical = json!({
        "order": order,
        "target": demand.target.as_str(),
        "labels": brief.labels,
        "reason": brief.reason,
    });
    Ok(RequestKey {
        method: demand.method,
        id: demand.request_id,
        hash: Digest::of_value(&canonical),
    })
}

fn wish_hash(wish: &Wish) -> Digest {
    Digest::of_value(&json!({
        "job": wish.job.to_string(),
        "ask": wish.ask.word(),
        "step": wish.ask.step().map(reconcile::StepId::as_str),
        "reason": wish.reason,
    }))
}

fn not_found(id: JobId) -> Refusal {
    Refusal::NotFound {
        kind: "job",
        name: format!("jobs/{id}"),
    }
}

pub(super) fn reused(request: RequestKey, owner: &str) -> Refusal {
    metrics::request_reused();
    Refusal::RequestIdReused {
        method: request.method,
        request_id: request.id,
        owner: owner.to_owned(),
    }
}

fn forbidden(wish: &Wish, why: super::Forbidden) -> Refusal {
    Refusal::Forbidden {
        job: wish.job,
        action: wish.ask.word(),
        step: wish.ask.step().cloned(),
        why,
    }
}
