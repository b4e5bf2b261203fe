//! Questions to shared analytics, and the parts of their answers.

use std::time::Duration;

use analytics_share::{Answer, Report, Window};
use connect_model::Date;
use control_api::v1 as pb;
use pb::query_share_request::Question as Asked;
use tonic::Request;

use super::{reader::Reader, share, spec};
use crate::{
    inquiry::{Inquiry, Part, Question, Row},
    jobs::ShareFiles,
    refusal::Refusal,
};

/// Longest SQL, in bytes (Athena, Service Quotas: query string length).
const SQL_BYTES_MAX: usize = 262_144;
/// By what AWS bills, in words: no API of Athena tells the price of a Region.
const BILLING: &str = "AWS bills Athena by terabyte scanned, at the price of the Region";

/// What to ask.
pub fn read(request: Request<pb::QueryShareRequest>) -> Result<Inquiry, Refusal> {
    let body = request.into_inner();
    let mut reader = Reader::new();
    let spec = spec::read(&mut reader, body.spec);
    let region = share::region(&mut reader, &body.region);
    let question = question(&mut reader, body.question);
    let made = spec.zip(question);
    let made = made.map(|((spec, contents), question)| Inquiry {
        of: ShareFiles::new(spec, region),
        contents,
        question,
    });
    reader.finish(made)
}

/// A part of the answer, as callers see it.
pub fn to_pb(part: Part) -> pb::QueryShareResponse {
    use pb::query_share_response::Part as Told;
    let part = match part {
        Part::Columns(columns) => Told::Columns(pb::ShareColumns {
            columns: columns.into_iter().map(column).collect(),
        }),
        Part::Rows(rows) => Told::Rows(pb::ShareRows {
            rows: rows.into_iter().map(row).collect(),
        }),
        Part::Answer { sql, answer } => Told::Answer(self::answer(sql, answer)),
    };
    pb::QueryShareResponse { part: Some(part) }
}

fn question(reader: &mut Reader, question: Option<Asked>) -> Option<Question> {
    match question {
        Some(Asked::Sql(sql)) => Some(Question::Sql(reader.required("sql", &sql, self::sql)?)),
        Some(Asked::Report(report)) => self::report(reader, &report),
        None => {
            reader.wrong("question", "one of sql and report is required");
            None
        }
    }
}

fn sql(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Err("is required".into());
    }
    if text.len() > SQL_BYTES_MAX {
        return Err(format!("is longer than {SQL_BYTES_MAX} bytes"));
    }
    Ok(text.to_owned())
}

fn report(reader: &mut Reader, question: &pb::ShareReportQuestion) -> Option<Question> {
    let report = report_of(question.report);
    if report.is_none() {
        let known: Vec<&str> = Report::ALL.iter().map(|it| to_word(*it)).collect();
        let known = known.join(", ");
        reader.wrong("report.report", format!("expected one of {known}"));
    }
    let date = |text: &str| Date::new(text).map_err(|wrong| wrong.to_string());
    let from = reader.required("report.from_date", &question.from_date, date);
    let to = reader.required("report.to_date", &question.to_date, date);
    let (from, to) = (from?, to?);
    // Dates of this form sort as texts do.
    if from.as_str() >= to.as_str() {
        let why = format!("must be after {from}: it is the day after the last");
        reader.wrong("report.to_date", why);
        return None;
    }
    Some(Question::Report(report?, Window { from, to }))
}

fn report_of(number: i32) -> Option<Report> {
    let wanted = pb::ShareReport::try_from(number).ok()?;
    let is_meant = |report: &&Report| report_to_pb(**report) == wanted;
    Report::ALL.iter().find(is_meant).copied()
}

fn to_word(report: Report) -> &'static str {
    let name = report_to_pb(report).as_str_name();
    name.strip_prefix("SHARE_REPORT_").unwrap_or(name)
}

fn report_to_pb(report: Report) -> pb::ShareReport {
    match report {
        Report::ContactsPerQueue => pb::ShareReport::ContactsPerQueue,
        Report::ServiceLevel => pb::ShareReport::ServiceLevel,
        Report::AbandonRate => pb::ShareReport::AbandonRate,
        Report::AgentOccupancy => pb::ShareReport::AgentOccupancy,
        Report::LongestWaits => pb::ShareReport::LongestWaits,
        Report::FlowDropOff => pb::ShareReport::FlowDropOff,
        Report::Sentiment => pb::ShareReport::Sentiment,
    }
}

fn column((name, r#type): (String, String)) -> pb::ShareColumn {
    pb::ShareColumn { name, r#type }
}

fn row(row: Row) -> pb::ShareRow {
    let values = row.into_iter();
    pb::ShareRow {
        values: values.map(|text| pb::ShareValue { text }).collect(),
    }
}

fn answer(sql: String, answer: Answer) -> pb::ShareAnswer {
    let took = Duration::from_millis(answer.engine_ms);
    pb::ShareAnswer {
        query: answer.query,
        rows: large(answer.rows),
        scanned_bytes: large(answer.scanned_bytes),
        billing: BILLING.to_owned(),
        engine_time: took.try_into().ok(),
        output: answer.output.unwrap_or_default(),
        sql,
    }
}

pub(super) fn large(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
