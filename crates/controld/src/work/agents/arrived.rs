//! A file that arrived: taken, imported, and answered beside it.

use std::sync::Arc;

use connect_agents::{
    ImportOptions,
    arrival::{
        ArrivalPort, Content, HEAD_BYTES, Head, Names, NewObject, ObjectVersion, Put, Recognised,
        Watch, move_aside, recognise, report_json, report_text,
    },
};
use connect_model::{Fault, FaultClass, Finding};
use connect_resources::read;
use reconcile::{Intent, Outcome, StepId};
use serde_json::Value;

use super::gathered::nothing;
use crate::{
    jobs::{
        ARRIVAL_STRANGER, ARRIVAL_TAKEN, AgentsResult, ArrivedFile, JobContext, JobError,
        JobResult, State, Stopped,
    },
    reason,
    work::ground::{Footing, stopped},
};

const CSV: &str = "text/csv; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json";

/// A file that arrived, and what is at hand to answer for it.
pub(super) struct Arrived<'a> {
    pub(super) job: &'a JobContext,
    pub(super) footing: &'a Footing,
    pub(super) port: Arc<dyn ArrivalPort>,
    pub(super) object: &'a ObjectVersion,
    pub(super) names: Names,
}

// === impl Arrived ===

impl<'a> Arrived<'a> {
    /// The file of an order.
    pub(super) fn of(
        job: &'a JobContext,
        footing: &'a Footing,
        file: &'a ArrivedFile,
    ) -> Result<Self, Stopped> {
        let watch = Watch::new(file.spec.clone()).map_err(|_| {
            let message = "the watch that met the file is none any more";
            Stopped::failed(JobError::new(reason::INTERNAL, message))
        })?;
        Ok(Self {
            job,
            footing,
            port: footing.session.arrival_calls(),
            object: &file.object,
            names: Names::of(&watch, &file.object),
        })
    }

    /// Whether the file is to be imported here; else what came of it.
    pub(super) async fn take(
        &self,
        source: &[u8],
        options: &ImportOptions,
    ) -> Result<Option<JobResult>, Stopped> {
        let bytes = &source[..source
            .len()
            .min(usize::try_from(HEAD_BYTES).unwrap_or(usize::MAX))];
        let head = Head {
            bytes,
            is_whole: bytes.len() == source.len(),
        };
        if let Recognised::Stranger(finding) = recognise(&self.object.key, head, &options.mapping) {
            let finding = Finding {
                rule: ARRIVAL_STRANGER.to_owned(),
                ..*finding
            };
            return Ok(Some(self.left(options, finding)));
        }
        if self.claim().await? {
            return Ok(None);
        }
        let message = format!("another daemon has taken {}", self.object.id());
        let remedy = "look at its results, which stand beside it";
        let finding = Finding::of_the_world(ARRIVAL_TAKEN, message, remedy);
        Ok(Some(self.left(options, finding)))
    }

    fn left(&self, options: &ImportOptions, finding: Finding) -> JobResult {
        let mut told = nothing(&options.directory);
        told.file.clone_from(&self.object.key);
        told.findings = vec![finding];
        told.reads = self.footing.reads();
        JobResult::Agents(AgentsResult::Import(Box::new(told)))
    }

    /// Takes the file for this job, whatever other daemons watch: whoever puts the first object in the place
    /// of the results has it. S3 decides.
    async fn claim(&self) -> Result<bool, Stopped> {
        let (step, journal) = (
            StepId::new("file", &self.object.key, "claim"),
            self.job.journal(),
        );
        let known = journal.recall().await?;
        if known
            .get(&step)
            .is_some_and(|intent| intent.standing == reconcile::Standing::Done)
        {
            return Ok(true);
        }
        let intent = Intent::first(self.job.id.0, &step);
        journal.intend(&step, &intent).await?;
        let mark = self.mark();
        let put = self
            .put(&self.names.results, CSV, mark.as_bytes(), true)
            .await?;
        let is_ours = match put {
            Put::Written => true,
            // An earlier run may have put it, and not known it.
            Put::Kept => self.is_mark(&mark).await?,
        };
        if is_ours {
            journal.conclude(&step, &Outcome::Done(Value::Null)).await?;
        }
        Ok(is_ours)
    }

    /// What stands in the place of the results for as long as there are none.
    fn mark(&self) -> String {
        format!("being imported by jobs/{}\n", self.job.id)
    }

    async fn is_mark(&self, mark: &str) -> Result<bool, Stopped> {
        let (cx, port) = (&self.footing.cx, &self.port);
        let (bucket, key) = (&self.object.bucket, &self.names.results);
        let held = read(cx, || port.head(bucket, key, None)).await;
        let held = held.map_err(|fault| self.stopped(fault))?.object;
        if held.size_bytes != mark.len() as u64 {
            return Ok(false);
        }
        let there = read(cx, || port.piece(&held, 0..held.size_bytes)).await;
        match there {
            Ok(there) => Ok(there == mark.as_bytes()),
            // Somebody has written results there meanwhile.
            Err(fault) if matches!(fault.class, FaultClass::Conflict | FaultClass::NotFound) => {
                Ok(false)
            }
            Err(fault) => Err(self.stopped(fault)),
        }
    }

    /// Puts the results in their place.
    pub(super) async fn answer(&self, results: &[u8]) -> Result<(), Stopped> {
        self.put(&self.names.results, CSV, results, false).await?;
        Ok(())
    }

    /// Answers how an import ended that brought nothing: what is wrong with the file as a whole moves it aside
    /// with a report; what stands in the way otherwise leaves it where it is.
    pub(super) async fn refuse(&self, stopped: Stopped) -> Stopped {
        let Stopped::AtRest(failure) = &stopped else {
            return stopped;
        };
        let error = &failure.error;
        let is_wrong = failure.state == State::Failed && error.reason == reason::SPEC_INVALID;
        if !is_wrong || failure.result.is_some() {
            return stopped;
        }
        match self.set_aside(&error.findings).await {
            Ok(()) => stopped,
            Err(trouble) => trouble,
        }
    }

    async fn set_aside(&self, findings: &[Finding]) -> Result<(), Stopped> {
        let (id, names) = (self.object.id(), &self.names);
        let (text, json) = (report_text(&id, findings), report_json(&id, findings));
        self.put(&names.report, TEXT, text.as_bytes(), true).await?;
        self.put(&names.findings, JSON, json.as_bytes(), true)
            .await?;
        let moved = move_aside(&self.footing.cx, &*self.port, self.object, &names.aside).await;
        moved.map_err(|fault| self.stopped(fault))?;
        let report = format!("not imported: see s3://{}/{}\n", id.bucket, names.report);
        self.answer(report.as_bytes()).await
    }

    async fn put(
        &self,
        key: &str,
        content_type: &str,
        bytes: &[u8],
        if_absent: bool,
    ) -> Result<Put, Stopped> {
        let object = NewObject {
            bucket: &self.object.bucket,
            key,
            content_type,
            content: Content::Bytes(bytes),
            if_absent,
        };
        let put = read(&self.footing.cx, || self.port.put(&object)).await;
        put.map_err(|fault| self.stopped(fault))
    }

    fn stopped(&self, fault: Fault) -> Stopped {
        let error = connect_provision::Error::Observe(Box::new(fault));
        stopped(error, &self.job.cancel)
    }
}
