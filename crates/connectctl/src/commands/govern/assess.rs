//! `govern assess`: an instance held to the rules.

use std::{collections::BTreeSet, fs, path::Path};

use control_api::v1::{self as pb, AssessmentFormat, Severity, job};

use super::{bytes, file, held};
use crate::{
    args::{AssessArgs, FormatName, GravityName},
    commands::start::start,
    render::Tone,
    session::Session,
    status::{Exit, Failure},
};

/// As much as the daemon takes.
const BASELINE_BYTES_MAX: usize = 1 << 20;

pub(super) async fn run(args: AssessArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let outs = outs(&args)?;
    let baseline_json = baseline(args.baseline.as_deref(), session)?;
    let held = held(&args.subject, session).await?;
    let formats: BTreeSet<_> = outs.iter().map(|(_, format)| *format).collect();
    let request = pb::AssessInstanceRequest {
        target: session.target().await?,
        alias: held.alias,
        spec: held.spec,
        baseline_json,
        formats: formats.into_iter().map(wire).map(Into::into).collect(),
        rules: args.rules.clone(),
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let files = held.files.as_ref();
    let ended = start(session, &args.start, files, async |validate_only| {
        let request = pb::AssessInstanceRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.assess_instance(request).await
    })
    .await?;
    let Some(job::Result::Assess(result)) = ended.job.and_then(|job| job.result) else {
        return Ok(ended.exit);
    };
    for (path, format) in outs {
        write(path, format, &result, session).await?;
    }
    if ended.exit == Exit::Done && fails(args.fail_on, &result) {
        return Ok(Exit::SomethingToDo);
    }
    Ok(ended.exit)
}

/// Which files are wanted in which form.
fn outs(args: &AssessArgs) -> Result<Vec<(&str, FormatName)>, Failure> {
    let form = |path: &'_ String| {
        let ending = Path::new(path).extension().and_then(|it| it.to_str());
        let by_name = match ending.map(str::to_ascii_lowercase).as_deref() {
            Some("json") => Some(FormatName::Json),
            Some("sarif") => Some(FormatName::Sarif),
            Some("html" | "htm") => Some(FormatName::Html),
            Some("txt") => Some(FormatName::Text),
            _ => None,
        };
        by_name.or(args.format).ok_or_else(|| {
            Failure::usage(
                format!("{path:?} does not say in which form it is wanted"),
                "Name it .json, .sarif, .html or .txt, or say --format.",
            )
        })
    };
    let outs = args.out.iter().map(|path| Ok((path.as_str(), form(path)?)));
    outs.collect()
}

fn baseline(path: Option<&str>, session: &Session<'_>) -> Result<String, Failure> {
    let Some(path) = path else {
        return Ok(String::new());
    };
    let unreadable = |cause: String| Failure::Unreadable {
        file: path.to_owned(),
        cause,
    };
    let text = fs::read_to_string(session.folder.join(path));
    let text = text.map_err(|error| unreadable(error.to_string()))?;
    if text.len() > BASELINE_BYTES_MAX {
        return Err(unreadable("it is larger than 1 MiB".to_owned()));
    }
    Ok(text)
}

async fn write(
    path: &str,
    format: FormatName,
    result: &pb::AssessResult,
    session: &Session<'_>,
) -> Result<(), Failure> {
    let wanted = wire(format);
    let document = result.documents.iter().find(|it| it.format() == wanted);
    let Some(document) = document else {
        return Ok(());
    };
    // What is too large for an answer is a document of the daemon.
    if document.content.is_empty() {
        let content = session.daemon.download(&document.document).await?;
        bytes(&session.folder.join(path), &content)?;
    } else {
        file(&session.folder.join(path), &document.content)?;
    }
    if !session.output.is_quiet() {
        session.output.tell(Tone::Good, &format!("Wrote {path}"));
    }
    Ok(())
}

fn wire(format: FormatName) -> AssessmentFormat {
    match format {
        FormatName::Json => AssessmentFormat::Json,
        FormatName::Sarif => AssessmentFormat::Sarif,
        FormatName::Html => AssessmentFormat::Html,
        FormatName::Text => AssessmentFormat::Text,
    }
}

/// Whether there is something new that is bad enough.
fn fails(fail_on: Option<GravityName>, result: &pb::AssessResult) -> bool {
    let Some(least) = fail_on else {
        return false;
    };
    let least = match least {
        GravityName::Critical => Severity::Critical,
        GravityName::High => Severity::High,
        GravityName::Medium => Severity::Medium,
        GravityName::Low => Severity::Low,
        GravityName::Info => Severity::Info,
    };
    let mut new = result.findings.iter().filter(|finding| !finding.known);
    new.any(|finding| finding.severity >= i32::from(least))
}
