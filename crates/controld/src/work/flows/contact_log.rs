//! What the flows of an instance logged for one contact.

use std::{
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use async_trait::async_trait;
use connect_model::Target;
use flow_language::{bundle::ItemName, walk::Logged};
use flow_port::{ContactLog, LogOptions, LogWatch, contact_log};

use super::{site, stopped_port};
use crate::{
    jobs::{
        Accepted, ContactLogged, ExportedFile, Files, JobContext, JobResult, MetFlow, Order,
        Rejected, Stopped, Work,
    },
    work::{
        ground::{Ground, reading},
        plan::{misfit, misfit_stop},
    },
};

/// Reads what flows logged for a contact.
#[derive(Debug)]
pub(in crate::work) struct ReadContactLog(pub(in crate::work) Arc<Ground>);

/// Tells those who watch the job how far it is.
struct JobWatch<'j>(&'j JobContext);

/// What of a name a file name keeps, in characters.
const NAME_CHARS_MAX: usize = 80;

// === impl ReadContactLog ===

#[async_trait]
impl Work for ReadContactLog {
    fn accept(&self, order: &Order, _: &Files, target: &Target) -> Result<Accepted, Rejected> {
        match order {
            Order::ReadContactLog { alias, .. } => Ok(reading(target, alias)),
            _ => Err(misfit()),
        }
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Order::ReadContactLog {
            alias,
            contact,
            until_ms,
            lookback_ms,
            draw,
        } = &job.order
        else {
            return Err(misfit_stop());
        };
        let until_ms = until_ms.unwrap_or_else(|| millis(job.clock.now()));
        let options = LogOptions {
            contact: contact.clone(),
            since_ms: until_ms.saturating_sub(*lookback_ms),
            until_ms,
            draw: *draw,
        };
        let footing = self.0.footing(job, alias).await?;
        footing.verify_to_read().await?;
        let calls = footing.session.flow_calls();
        let (site, watch) = (site(&footing, &calls), JobWatch(job));
        let log = contact_log(&footing.cx, site, &options, &watch).await;
        let log = log.map_err(|error| stopped_port(error, &job.cancel))?;
        let kept = kept(job, &options, log, footing.reads()).await?;
        Ok(JobResult::ContactLog(kept))
    }
}

/// Puts what the contact logged into documents; the result has the numbers.
async fn kept(
    job: &JobContext,
    options: &LogOptions,
    log: ContactLog,
    reads: u32,
) -> Result<ContactLogged, Stopped> {
    let (raw, walk) = if log.lines.is_empty() {
        (None, None)
    } else {
        let lines = log
            .lines
            .iter()
            .map(|line| format!("{}\n", line.trim_end()));
        let raw = keep(job, "log.jsonl", lines.collect::<String>().into_bytes()).await?;
        (
            Some(raw),
            Some(keep(job, "walk.json", json(&log.logged)).await?),
        )
    };
    let mut pictures = Vec::new();
    for (at, (name, picture)) in log.pictures.into_iter().enumerate() {
        pictures.push(keep(job, &picture_path(at, &name), picture.into_bytes()).await?);
    }
    Ok(ContactLogged {
        contact: options.contact.clone(),
        since_ms: options.since_ms,
        until_ms: options.until_ms,
        lines: count(log.lines.len()),
        repeated: count(log.repeated),
        pages: count(log.pages),
        flows: met(&log.logged),
        log: raw,
        walk,
        pictures,
        findings: log.findings,
        reads,
    })
}

async fn keep(job: &JobContext, path: &str, content: Vec<u8>) -> Result<ExportedFile, Stopped> {
    let size_bytes = content.len() as u64;
    Ok(ExportedFile {
        path: path.to_owned(),
        content: job.keep(content).await?,
        size_bytes,
    })
}

fn json(logged: &Logged) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(logged).expect("texts and numbers become JSON");
    text.push(b'\n');
    text
}

fn met(logged: &Logged) -> Vec<MetFlow> {
    let flows = logged.flows.iter();
    flows
        .map(|flow| MetFlow {
            name: flow.name.clone(),
            flow_type: flow.flow_type.clone(),
            blocks: count(flow.visits),
            unknown: count(flow.unknown),
        })
        .collect()
}

/// The pictures sort in the order in which the contact met their flows.
fn picture_path(at: usize, name: &ItemName) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let plain: String = name.name.chars().take(NAME_CHARS_MAX).map(plain).collect();
    format!("{:02}-{plain}.svg", at + 1)
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

fn millis(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

// === impl JobWatch ===

#[async_trait]
impl LogWatch for JobWatch<'_> {
    async fn looked(&self, pages: usize, lines: usize) {
        let text = format!("looked at {pages} pages of the log; {lines} lines are of the contact");
        self.0.say(text).await;
    }
}
