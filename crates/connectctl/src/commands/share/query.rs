//! `share query`: rows of a share, as they come.

use std::{fs, path::Path};

use control_api::{
    json,
    v1::{self as pb, query_share_request::Question, query_share_response::Part},
};
use serde_json::json;
use tonic::Streaming;

use super::{declared, rows::Sink};
use crate::{
    args::{Format, ShareQueryArgs},
    commands::export::unwritable,
    refusal::Refusal,
    render::{self, Plot, Tone},
    session::Session,
    status::{Exit, Failure},
};

/// The longest question, as Athena has it.
const SQL_BYTES_MAX: u64 = 262_144;

pub(super) async fn run(args: ShareQueryArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let plot = args.plot.as_ref().map(|file| session.folder.join(file));
    let csv = args.csv.as_ref().map(|file| session.folder.join(file));
    if !args.force {
        for path in plot.iter().chain(&csv) {
            missing(path)?;
        }
    }
    let question = question(&args, session).await?;
    let share = declared(&args.spec, session).await?;
    let request = pb::QueryShareRequest {
        spec: Some(share.spec),
        region: args.region.word(),
        question: Some(question),
    };
    let drawn = args.report.filter(|_| plot.is_some());
    let drawing = drawn.map(|report| Plot::new(report.into()));
    let mut sink = Sink::new(session.output, csv.as_deref(), drawing)?;
    let parts = session.daemon.query_share(request).await?;
    let answer = taken(parts, &mut sink).await?;
    let plotted = sink.finish()?;
    told(&args, &answer, session)?;
    if let (Some(path), Some(picture)) = (&plot, plotted) {
        fs::write(path, picture).map_err(|error| unwritable(path, &error))?;
    }
    said(&args, session);
    Ok(Exit::Done)
}

async fn question(args: &ShareQueryArgs, session: &Session<'_>) -> Result<Question, Failure> {
    if let (Some(report), Some(from), Some(to)) = (args.report, &args.from, &args.to) {
        return Ok(Question::Report(pb::ShareReportQuestion {
            report: pb::ShareReport::from(report).into(),
            from_date: from.to_string(),
            to_date: to.to_string(),
        }));
    }
    let typed = args.sql.as_deref().unwrap_or_default();
    if typed != "-" {
        return Ok(Question::Sql(typed.to_owned()));
    }
    let read = session.read_stdin(SQL_BYTES_MAX + 1).await?;
    let sql = String::from_utf8(read).map_err(|cause| Failure::Unreadable {
        file: "standard input".to_owned(),
        cause: cause.to_string(),
    })?;
    Ok(Question::Sql(sql))
}

/// Hands the parts on as they come; the answer is the last one.
async fn taken(
    mut parts: Streaming<pb::QueryShareResponse>,
    sink: &mut Sink<'_>,
) -> Result<pb::ShareAnswer, Failure> {
    let broken = |status| Failure::Refused(Box::new(Refusal::from(status)));
    while let Some(part) = parts.message().await.map_err(broken)? {
        match part.part {
            Some(Part::Columns(columns)) => sink.columns(columns.columns)?,
            Some(Part::Rows(rows)) => sink.rows(rows.rows)?,
            Some(Part::Answer(answer)) => return Ok(answer),
            None => {}
        }
    }
    Err(broken(tonic::Status::data_loss(
        "the rows ended without a word of the query",
    )))
}

/// What the query cost, set off from the rows above.
fn told(
    args: &ShareQueryArgs,
    answer: &pb::ShareAnswer,
    session: &Session<'_>,
) -> Result<(), Failure> {
    match session.output.format() {
        Format::Text => {
            if args.csv.is_none() {
                session.output.raw("\n")?;
            }
            session.output.page(&render::cost_of_query(answer))
        }
        Format::Json => {
            let answer = json::to_full_value(answer);
            session.output.json_line(&json!({ "answer": answer }))
        }
    }
}

fn said(args: &ShareQueryArgs, session: &Session<'_>) {
    if session.output.format() == Format::Json || session.output.is_quiet() {
        return;
    }
    for (what, file) in [("rows", &args.csv), ("picture", &args.plot)] {
        if let Some(file) = file {
            let text = format!("Wrote the {what} to {file}");
            session.output.tell(Tone::Good, &text);
        }
    }
}

/// Refuses a file that is there.
fn missing(file: &Path) -> Result<(), Failure> {
    if file.exists() {
        return Err(Failure::usage(
            format!("{} is there already", file.display()),
            "Name another file, or write over this one with --force.",
        ));
    }
    Ok(())
}
