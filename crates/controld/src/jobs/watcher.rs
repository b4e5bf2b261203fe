//! Who meets files as they arrive. A daemon that starts again comes to the same jobs: the store takes each
//! version once.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use async_trait::async_trait;
use connect_agents::arrival::{
    Announced, ArrivalPort, Held, Message, ObjectVersion, Receive, Watch, read_notice,
};
use connect_model::{Fault, FaultClass};
use connect_resources::read;
use reconcile::{Cancel, RunContext};

use super::{AgentWatch, JobError, Jobs};
use crate::{
    refusal::Refusal,
    store::{Arrived, Arriving, NewJob, RequestKey, StoreError},
    task::{self, Task},
    telemetry::metrics,
};

/// How long until the next try after trouble.
const PAUSE: Duration = Duration::from_mins(1);
/// How long until a queue that had nothing is asked again.
const BREATH: Duration = Duration::from_secs(1);
/// How often everything is listed although a queue tells of what arrives: messages may be lost.
const LISTED_EVERY: Duration = Duration::from_hours(1);

/// Ways to where files arrive.
#[async_trait]
pub trait Lookout: Send + Sync {
    /// The calls of a watch, and what they run by.
    async fn open(
        &self,
        watch: &AgentWatch,
        cancel: &Cancel,
    ) -> Result<(Arc<dyn ArrivalPort>, RunContext), JobError>;
}

/// Meets what arrives, from now on.
pub fn start_watcher(
    jobs: &Jobs,
    watch: AgentWatch,
    lookout: Arc<dyn Lookout>,
    drain: Cancel,
) -> Task<()> {
    let jobs = jobs.clone();
    task::start(async move {
        let mut listed = None;
        while !drain.is_asked() {
            let round = Round {
                jobs: &jobs,
                of: &watch,
                drain: &drain,
            };
            match round.go(&*lookout, listed).await {
                Ok(time) => listed = time,
                Err(trouble) => {
                    metrics::arrival_met("failed");
                    tracing::warn!(watch = watch.name, %trouble, "what arrives could not be met");
                    jobs.clock().sleep(PAUSE).await;
                }
            }
        }
    })
}

/// Why a round was cut short.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("{}: {}", .0.reason, .0.message)]
    Way(JobError),
    #[error(transparent)]
    Aws(#[from] Fault),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One look at where files arrive.
struct Round<'r> {
    jobs: &'r Jobs,
    of: &'r AgentWatch,
    drain: &'r Cancel,
}

// === impl Round ===

impl Round<'_> {
    /// Lists when it is time to, then waits for messages or for the next list. When all was listed last.
    async fn go(
        &self,
        lookout: &dyn Lookout,
        listed: Option<SystemTime>,
    ) -> Result<Option<SystemTime>, Trouble> {
        let Some(watch) = self.of.watch() else {
            self.jobs.clock().sleep(PAUSE).await;
            return Ok(listed);
        };
        let (port, cx) = lookout
            .open(self.of, self.drain)
            .await
            .map_err(Trouble::Way)?;
        let now = self.jobs.now();
        let every = watch.queue_url().map_or(Duration::ZERO, |_| LISTED_EVERY);
        let is_time = listed.is_none_or(|time| time + every <= now);
        if is_time {
            self.list(&*port, &cx, &watch).await?;
        }
        if let Some(queue) = watch.queue_url() {
            self.receive(&*port, &cx, &watch, queue).await?;
        } else {
            let poll = Duration::from_secs(self.of.poll_s);
            self.jobs.clock().sleep(poll).await;
        }
        Ok(if is_time { Some(now) } else { listed })
    }

    async fn list(
        &self,
        port: &dyn ArrivalPort,
        cx: &RunContext,
        watch: &Watch,
    ) -> Result<(), Trouble> {
        let (bucket, prefix) = (watch.bucket().as_str(), watch.prefix());
        let mut next: Option<String> = None;
        loop {
            let page = read(cx, || port.list(bucket, prefix, next.as_deref())).await?;
            let passes = |it: &ObjectVersion| watch.passes(bucket, &it.key, Some(it.size_bytes));
            let found = page.items.into_iter().filter(|it| passes(it).is_ok());
            let unmet = self.jobs.store().unmet(&self.of.name, found.collect());
            for object in unmet.await? {
                let version = object.version_id.as_deref();
                // Only a HEAD tells whether it is ours.
                if let Some(held) = head(port, cx, (bucket, &object.key), version).await? {
                    self.meet(held).await?;
                }
            }
            match page.next {
                Some(token) => next = Some(token),
                None => return Ok(()),
            }
        }
    }

    async fn receive(
        &self,
        port: &dyn ArrivalPort,
        cx: &RunContext,
        watch: &Watch,
        queue: &str,
    ) -> Result<(), Trouble> {
        let how = Receive::default();
        let messages = read(cx, || port.receive(queue, &how)).await?;
        if messages.is_empty() {
            // A queue that does not wait is not asked without a pause.
            self.jobs.clock().sleep(BREATH).await;
        }
        for message in messages {
            self.take(port, cx, watch, &message).await?;
            read(cx, || port.remove(queue, &message.receipt)).await?;
        }
        Ok(())
    }

    /// Meets all that a message tells of. One that is about something else is done with.
    async fn take(
        &self,
        port: &dyn ArrivalPort,
        cx: &RunContext,
        watch: &Watch,
        message: &Message,
    ) -> Result<(), Trouble> {
        let told = read_notice(&message.body).unwrap_or_else(|cause| {
            tracing::info!(watch = self.of.name, %cause, "a message is no notice of S3");
            Vec::new()
        });
        let passes = |it: &&Announced| watch.passes(&it.bucket, &it.key, it.size_bytes).is_ok();
        for announced in told.iter().filter(passes) {
            let at = (announced.bucket.as_str(), announced.key.as_str());
            let version = announced.version_id.as_deref();
            if let Some(held) = head(port, cx, at, version).await? {
                self.meet(held).await?;
            }
        }
        Ok(())
    }

    /// Notes a version and starts its job, unless it is one of ours or was met before.
    async fn meet(&self, held: Held) -> Result<(), Trouble> {
        let is_folder = held.object.key.ends_with('/') && held.object.size_bytes == 0;
        if held.is_own || is_folder {
            return Ok(());
        }
        let job = match self.job_of(&held.object).await {
            Ok(job) => Ok(Box::new(job)),
            Err(Refusal::Store(cause)) => return Err(cause.into()),
            Err(refusal) => Err(refusal.to_string()),
        };
        let arriving = Arriving {
            watch: self.of.clone(),
            object: held.object,
            job,
            at: self.jobs.now(),
        };
        let arrived = self.jobs.store().arrive(arriving).await?;
        self.met(arrived);
        Ok(())
    }

    async fn job_of(&self, object: &ObjectVersion) -> Result<(NewJob, RequestKey), Refusal> {
        self.jobs.prepare(self.of.demand(object)).await
    }

    fn met(&self, arrived: Arrived) {
        match arrived {
            Arrived::Started(job) => {
                metrics::arrival_met("started");
                metrics::job_moved(job.brief.order.kind(), job.state);
                self.jobs.shared.hub.queue_changed();
            }
            Arrived::Refused => {
                metrics::arrival_met("refused");
                tracing::warn!(
                    watch = self.of.name,
                    "a file that arrived cannot be imported"
                );
            }
            Arrived::Met => {}
        }
    }
}

/// A version that is still there.
async fn head(
    port: &dyn ArrivalPort,
    cx: &RunContext,
    (bucket, key): (&str, &str),
    version: Option<&str>,
) -> Result<Option<Held>, Fault> {
    match read(cx, || port.head(bucket, key, version)).await {
        Err(fault) if fault.class == FaultClass::NotFound => Ok(None),
        held => held.map(Some),
    }
}
