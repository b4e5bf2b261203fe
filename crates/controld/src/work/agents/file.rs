//! The file of an order, the same however often its job is resumed.

use std::path::{Component, Path, PathBuf};

use connect_agents::{
    arrival::{CarryError, ObjectVersion, fetch},
    read::{BytesSource, Mapping, ReadError, open, passwords},
};
use connect_model::{Fault, FaultClass, Finding};
use connect_resources::read;
use reconcile::{Cancel, Intent, Outcome, StepId};
use serde_json::{Value, json};

use super::missing;
use crate::{
    jobs::{AgentFile, Digest, FileRef, Files, JobContext, JobError, State, Stopped},
    reason,
    work::ground::{Footing, stopped},
};

/// Largest file that is fetched: it is in memory while it is imported.
const FILE_BYTES_MAX: u64 = 256 << 20;

/// A file that came with an order.
pub(super) fn sent(file: &FileRef, files: &Files) -> Result<BytesSource, Finding> {
    let content = files.get(file.content);
    let content = content.ok_or_else(|| missing(&file.path))?;
    Ok(BytesSource::new(file.path.clone(), content))
}

/// What is wrong with a file as far as its beginning tells, and passwords wherever they stand: it is kept
/// once it is accepted.
pub(super) fn troubles(source: &BytesSource, mapping: &Mapping) -> Vec<Finding> {
    match open(source, mapping) {
        Ok(_) => passwords(source),
        Err(ReadError::Io(cause)) => vec![unread(&cause.to_string())],
        Err(wrong) => wrong.findings(),
    }
}

/// The content of the file of a job, and its name. What is not with the order is read once, and kept with the
/// job: a run that is resumed reads the same bytes, whatever stands there by then.
pub(super) async fn of(
    job: &JobContext,
    footing: &Footing,
    (file, mapping): (&AgentFile, &Mapping),
    folder: Option<&Path>,
) -> Result<(String, Vec<u8>), Stopped> {
    let (name, bytes) = match file {
        AgentFile::Sent(file) => {
            let content = job.files().get(file.content);
            let content = content.ok_or_else(|| wrong(vec![missing(&file.path)]))?;
            (file.path.clone(), content.to_vec())
        }
        AgentFile::Local(path) => {
            let read = async || local(folder, path).await;
            (path.clone(), once(job, (path, mapping), read).await?)
        }
        AgentFile::Object {
            bucket,
            key,
            version,
        } => {
            let read = async || {
                let port = footing.session.arrival_calls();
                let version = version.as_deref();
                let held = read(&footing.cx, || port.head(bucket, key, version)).await;
                let held = held.map_err(|fault| unreached(bucket, key, fault, &job.cancel))?;
                fetched(job, footing, &held.object).await
            };
            (key.clone(), once(job, (key, mapping), read).await?)
        }
        AgentFile::Arrived(arrived) => {
            let object = &arrived.object;
            let read = async || fetched(job, footing, object).await;
            (
                object.key.clone(),
                once(job, (&object.key, mapping), read).await?,
            )
        }
    };
    Ok((name, bytes))
}

/// The bytes of exactly this version.
async fn fetched(
    job: &JobContext,
    footing: &Footing,
    object: &ObjectVersion,
) -> Result<Vec<u8>, Stopped> {
    if object.size_bytes > FILE_BYTES_MAX {
        return Err(wrong(vec![unread(&too_large(object.size_bytes))]));
    }
    let (port, mut bytes) = (footing.session.arrival_calls(), Vec::new());
    match fetch(&footing.cx, &*port, object, &mut bytes).await {
        Ok(()) => Ok(bytes),
        Err(CarryError::Fault(fault)) => {
            Err(unreached(&object.bucket, &object.key, *fault, &job.cancel))
        }
        Err(CarryError::Cancelled) => {
            let error = JobError::new(reason::CANCELLED, "the job was asked to stop");
            Err(Stopped::at_rest(State::Cancelled, error, None))
        }
        Err(CarryError::Write(cause)) => Err(Stopped::failed(JobError::new(
            reason::INTERNAL,
            cause.to_string(),
        ))),
    }
}

/// What a fault means for an object that is to be read.
fn unreached(bucket: &str, key: &str, fault: Fault, cancel: &Cancel) -> Stopped {
    if !matches!(fault.class, FaultClass::NotFound | FaultClass::Conflict) {
        return stopped(connect_provision::Error::Observe(Box::new(fault)), cancel);
    }
    let message = format!("s3://{bucket}/{key} is not there, or is another one by now");
    let finding = finding(
        "object-missing",
        key,
        message,
        "name an object that is there",
    );
    Stopped::failed(JobError {
        findings: vec![finding],
        ..JobError::new(
            reason::PRECONDITIONS_UNMET,
            "there is no such file to import",
        )
    })
}

/// What `read` gives the first time, in every run of a job. What is no file of agents, or has passwords in it,
/// is not kept.
async fn once(
    job: &JobContext,
    (name, mapping): (&str, &Mapping),
    read: impl AsyncFnOnce() -> Result<Vec<u8>, Stopped>,
) -> Result<Vec<u8>, Stopped> {
    let (step, journal) = (StepId::new("file", name, "read"), job.journal());
    let known = journal.recall().await?;
    let drawn = known.get(&step).and_then(|intent| intent.drawn.as_ref());
    let drawn = drawn
        .and_then(Value::as_str)
        .and_then(|text| Digest::parse(text).ok());
    if let Some(digest) = drawn {
        let kept = job.kept(digest).await?;
        return kept.ok_or_else(|| lost(name));
    }
    let content = read().await?;
    if !is_readable(name, &content, mapping) {
        return Ok(content);
    }
    let digest = job.keep(content.clone()).await?;
    let intent = Intent {
        drawn: Some(json!(digest.to_string())),
        ..Intent::first(job.id.0, &step)
    };
    journal.intend(&step, &intent).await?;
    journal.conclude(&step, &Outcome::Done(Value::Null)).await?;
    Ok(content)
}

/// Whether a file is read to its end.
fn is_readable(name: &str, content: &[u8], mapping: &Mapping) -> bool {
    let rows = open(&BytesSource::new(name, content), mapping);
    rows.is_ok_and(|mut rows| rows.all(|row| row.is_ok()))
}

/// A file below the folder that the configuration allows.
async fn local(folder: Option<&Path>, path: &str) -> Result<Vec<u8>, Stopped> {
    let folder = folder.ok_or_else(|| {
        let message = "the daemon may read no file: its configuration names no folder";
        let remedy = "set agent_files in the configuration, or send the file with the request";
        wrong(vec![finding("no-folder", path, message, remedy)])
    })?;
    let whole = below(folder, path).await.map_err(|cause| {
        let message = format!("{path} cannot be read below the folder of agent files: {cause}");
        wrong(vec![finding(
            "file-missing",
            path,
            message,
            "name a file that is there, by its path from that folder",
        )])
    })?;
    let read = async {
        let size = tokio::fs::metadata(&whole).await?.len();
        if size > FILE_BYTES_MAX {
            return Err(std::io::Error::other(too_large(size)));
        }
        tokio::fs::read(&whole).await
    };
    read.await
        .map_err(|cause| wrong(vec![unread(&format!("{path}: {cause}"))]))
}

/// The file that a path means, if it is below the folder, links and all.
async fn below(folder: &Path, path: &str) -> std::io::Result<PathBuf> {
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    if !Path::new(path).components().all(is_plain) {
        return Err(std::io::Error::other(
            "expected a path without .. that does not begin with /",
        ));
    }
    let folder = tokio::fs::canonicalize(folder).await?;
    let whole = tokio::fs::canonicalize(folder.join(path)).await?;
    if whole.starts_with(&folder) {
        Ok(whole)
    } else {
        Err(std::io::Error::other("it leads out of the folder"))
    }
}

fn too_large(size: u64) -> String {
    format!("it has {size} bytes, more than {FILE_BYTES_MAX}: import it in parts")
}

fn finding(rule: &str, file: &str, message: impl Into<String>, remedy: &str) -> Finding {
    Finding {
        message: message.into(),
        remedy: remedy.into(),
        rule: rule.into(),
        ..missing(file)
    }
}

fn unread(cause: &str) -> Finding {
    finding("file-unread", "", cause, "see that the daemon may read it")
}

fn wrong(findings: Vec<Finding>) -> Stopped {
    Stopped::failed(JobError {
        findings,
        ..JobError::new(reason::SPEC_INVALID, "the file cannot be imported")
    })
}

fn lost(name: &str) -> Stopped {
    let message = format!("{name} was read by an earlier run, and what it read is lost");
    Stopped::failed(JobError::new(reason::INTERNAL, message))
}
