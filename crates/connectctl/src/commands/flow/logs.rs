//! `flow logs`: what the flows of an instance logged for one contact.

use std::path::Path;

use control_api::{
    json,
    v1::{self as pb, job},
};
use flow_language::walk::Logged;
use serde_json::Value;

use super::output;
use crate::{
    args::{FlowLogsArgs, Format},
    commands::{
        export::{spare, write},
        start::start_telling,
    },
    render::{self, Page, Tone, counted, walked},
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: FlowLogsArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let pictures = args.draw.as_ref().map(|dir| session.folder.join(dir));
    let raw = args.raw.as_ref().map(|file| session.folder.join(file));
    if !args.force {
        pictures.as_deref().map_or(Ok(()), spare)?;
        raw.as_deref().map_or(Ok(()), missing)?;
    }
    let request = request(&args, session).await?;
    let ask = async |validate_only| {
        let request = pb::ReadContactLogRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.read_contact_log(request).await
    };
    let tell = async |job: &pb::Job| told(job, session).await;
    let ended = start_telling(session, &args.start, None, ask, tell).await?;
    if let Some(job::Result::ReadContactLog(log)) = ended.job.and_then(|job| job.result) {
        if let (Some(path), Some(file)) = (&raw, &log.log) {
            let content = session.daemon.download(&file.document).await?;
            output::file(path, &content)?;
        }
        if let Some(folder) = &pictures {
            write(&log.pictures, folder, session).await?;
        }
        said(&args, &log, session);
    }
    Ok(ended.exit)
}

async fn request(
    args: &FlowLogsArgs,
    session: &Session<'_>,
) -> Result<pb::ReadContactLogRequest, Failure> {
    let lookback = args.since.and_then(|since| since.try_into().ok());
    Ok(pb::ReadContactLogRequest {
        target: session.target().await?,
        alias: args.instance.clone(),
        contact: args.contact.clone(),
        until_time: args.until,
        lookback,
        draw: args.draw.is_some(),
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    })
}

/// What came of the job, with the way of the contact, which stands in a document of its own.
async fn told(job: &pb::Job, session: &Session<'_>) -> Result<(Page, Value), Failure> {
    let (mut page, mut value) = (render::outcome(job), json::to_full_value(job));
    if let Some(job::Result::ReadContactLog(log)) = &job.result
        && let Some(file) = &log.walk
    {
        let content = session.daemon.download(&file.document).await?;
        let unreadable = |cause: serde_json::Error| Failure::Unreadable {
            file: file.document.clone(),
            cause: cause.to_string(),
        };
        let walk: Logged = serde_json::from_slice(&content).map_err(unreadable)?;
        page.append(walked(&walk));
        value["walk"] = serde_json::to_value(&walk).map_err(unreadable)?;
    }
    Ok((page, value))
}

/// Refuses a file that is there.
fn missing(file: &Path) -> Result<(), Failure> {
    if file.exists() {
        return Err(Failure::usage(
            format!("{} is there already", file.display()),
            "Name another file with --raw, or write over this one with --force.",
        ));
    }
    Ok(())
}

fn said(args: &FlowLogsArgs, log: &pb::ReadContactLogResult, session: &Session<'_>) {
    if session.output.format() == Format::Json || session.output.is_quiet() {
        return;
    }
    if let (Some(file), true) = (&args.raw, log.log.is_some()) {
        let text = format!("Wrote the log to {file}");
        session.output.tell(Tone::Good, &text);
    }
    if let Some(dir) = &args.draw {
        let pictures = counted(log.pictures.len(), "picture");
        let text = format!("Wrote {pictures} to {dir}");
        session.output.tell(Tone::Good, &text);
    }
}
