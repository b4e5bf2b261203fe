//! A file of agents brought to an instance, and an agent made so.

use std::sync::Arc;

use async_trait::async_trait;
use connect_agents::{
    ImportOptions, draft, import,
    read::{BytesSource, Row, open},
};
use connect_model::{Alias, Finding, Place, Target};
use reconcile::{Cancel, Ended};

use super::{
    Desk, accepted, arrived::Arrived, ask_of, at_rest, file, gathered::Gathered, stopped_agents,
};
use crate::{
    jobs::{
        Accepted, AgentAsk, AgentFile, AgentsResult, AgentsTold, Files, JobContext, JobResult,
        Order, Rejected, Stopped, Work,
    },
    work::{
        ground::{Footing, Ground},
        plan::{misfit, misfit_stop},
    },
};

/// Brings a file of agents to an instance.
#[derive(Debug)]
pub(in crate::work) struct ImportAgents(pub(in crate::work) Arc<Ground>);

/// Makes one agent so.
#[derive(Debug)]
pub(in crate::work) struct UpsertAgent(pub(in crate::work) Arc<Ground>);

/// A file on its way to an instance.
struct Import<'i> {
    ground: &'i Ground,
    job: &'i JobContext,
    footing: &'i Footing,
    source: &'i BytesSource,
    options: &'i ImportOptions,
}

// === impl ImportAgents ===

#[async_trait]
impl Work for ImportAgents {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let (alias, ask, look) = ask_of(order).ok_or_else(misfit)?;
        let AgentAsk::Import { file, options } = ask else {
            return Err(misfit());
        };
        if let AgentFile::Sent(sent) = &**file {
            let source = file::sent(sent, files).map_err(|it| Rejected::Findings(vec![it]))?;
            refuse(file::troubles(&source, &options.mapping))?;
        }
        Ok(accepted(target, alias, options, look))
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let (alias, ask, look) = ask_of(&job.order).ok_or_else(misfit_stop)?;
        let AgentAsk::Import { file, options } = ask else {
            return Err(misfit_stop());
        };
        let footing = verified(&self.0, job, alias, look).await?;
        let (name, bytes) = file::of(
            job,
            &footing,
            (file, &options.mapping),
            self.0.agent_files(),
        )
        .await?;
        let AgentFile::Arrived(file) = &**file else {
            let source = BytesSource::new(name, bytes);
            let (done, _) = bring(&self.0, job, &footing, &source, options, look).await?;
            return done.rest(&job.cancel, AgentsResult::Import);
        };
        let arrived = Arrived::of(job, &footing, file)?;
        if let Some(left) = arrived.take(&bytes, options).await? {
            return Ok(left);
        }
        let source = BytesSource::new(name, bytes);
        let brought = bring(&self.0, job, &footing, &source, options, look).await;
        match brought {
            Ok((done, results)) => {
                arrived.answer(&results).await?;
                done.rest(&job.cancel, AgentsResult::Import)
            }
            Err(stopped) => Err(arrived.refuse(stopped).await),
        }
    }
}

// === impl UpsertAgent ===

#[async_trait]
impl Work for UpsertAgent {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let (alias, ask, look) = ask_of(order).ok_or_else(misfit)?;
        let AgentAsk::Upsert { row, options } = ask else {
            return Err(misfit());
        };
        let source = file::sent(row, files).map_err(|it| Rejected::Findings(vec![it]))?;
        refuse(file::troubles(&source, &options.mapping))?;
        refuse(wrong_row(&source, options))?;
        Ok(accepted(target, alias, options, look))
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let (alias, ask, look) = ask_of(&job.order).ok_or_else(misfit_stop)?;
        let AgentAsk::Upsert { row, options } = ask else {
            return Err(misfit_stop());
        };
        let footing = verified(&self.0, job, alias, look).await?;
        let file = AgentFile::Sent(row.clone());
        let (name, bytes) = file::of(job, &footing, (&file, &options.mapping), None).await?;
        let source = BytesSource::new(name, bytes);
        let (done, _) = bring(&self.0, job, &footing, &source, options, look).await?;
        done.rest(&job.cancel, AgentsResult::Upsert)
    }
}

/// The footing of a job, with credentials that are for the account of its target.
async fn verified(
    ground: &Ground,
    job: &JobContext,
    alias: &Alias,
    look: bool,
) -> Result<Footing, Stopped> {
    let footing = ground.footing(job, alias).await?;
    if look {
        footing.verify_to_read().await?;
    } else {
        footing.verify().await?;
    }
    Ok(footing)
}

/// What was done, or would be, and how it ended.
struct Done {
    told: AgentsTold,
    ended: Ended,
}

/// Brings a file to an instance, or says what would be done. Also the result file.
async fn bring(
    ground: &Ground,
    job: &JobContext,
    footing: &Footing,
    source: &BytesSource,
    options: &ImportOptions,
    look: bool,
) -> Result<(Done, Vec<u8>), Stopped> {
    let quotas = ground.quotas(footing).await;
    if let Some(note) = quotas.note() {
        job.say(note).await;
    }
    let options = ImportOptions {
        quotas: quotas.quotas,
        ..options.clone()
    };
    let import = Import {
        ground,
        job,
        footing,
        source,
        options: &options,
    };
    if look {
        import.looked().await
    } else {
        import.done().await
    }
}

// === impl Done ===

impl Done {
    /// How the job comes to rest.
    fn rest(
        self,
        cancel: &Cancel,
        of: fn(Box<AgentsTold>) -> AgentsResult,
    ) -> Result<JobResult, Stopped> {
        at_rest(self.ended, cancel, of(Box::new(self.told)))
    }
}

// === impl Import ===

impl Import<'_> {
    async fn looked(&self) -> Result<(Done, Vec<u8>), Stopped> {
        let desk = Desk::open(self.ground, self.job, self.footing, self.options).await?;
        let (mut gathered, _) = Gathered::new();
        let cx = &self.footing.cx;
        let seen = draft(cx, desk.site(), self.source, self.options, &mut gathered).await;
        let seen = seen.map_err(|error| stopped_agents(error, &self.job.cancel))?;
        let (told, results) = gathered.told(self.job, seen.summary).await?;
        let told = AgentsTold {
            look: true,
            reads: self.footing.reads(),
            ..told
        };
        let ended = Ended::Done;
        Ok((Done { told, ended }, results))
    }

    async fn done(&self) -> Result<(Done, Vec<u8>), Stopped> {
        let desk = Desk::open(self.ground, self.job, self.footing, self.options).await?;
        let (mut gathered, watched) = Gathered::new();
        let importing = async {
            let (cx, journal) = (&self.footing.cx, self.job.journal());
            let site = desk.site();
            let done = Box::pin(import(
                cx,
                site,
                self.source,
                self.options,
                journal,
                &mut gathered,
            ));
            let done = done.await;
            gathered.close();
            done
        };
        let (done, ()) = tokio::join!(importing, watched.tell(self.job));
        let report = done.map_err(|error| stopped_agents(error, &self.job.cancel))?;
        let (told, results) = gathered.told(self.job, report.summary).await?;
        let told = AgentsTold {
            reads: self.footing.reads(),
            ..told
        };
        let ended = report.ended;
        Ok((Done { told, ended }, results))
    }
}

fn refuse(findings: Vec<Finding>) -> Result<(), Rejected> {
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Rejected::Findings(findings))
    }
}

/// All that is wrong with the one row of a file.
fn wrong_row(source: &BytesSource, options: &ImportOptions) -> Vec<Finding> {
    let Ok(rows) = open(source, &options.mapping) else {
        return Vec::new();
    };
    let rows = rows.filter_map(Result::ok);
    rows.flat_map(|row: Row| row.agent.err().unwrap_or_default())
        .map(|issue| Finding {
            rule: issue.rule.to_string(),
            message: issue.reason.clone(),
            remedy: issue.remedy.clone(),
            place: Place {
                path: issue
                    .column
                    .as_ref()
                    .map(|it| it.name.clone())
                    .unwrap_or_default(),
                ..Place::default()
            },
        })
        .collect()
}
