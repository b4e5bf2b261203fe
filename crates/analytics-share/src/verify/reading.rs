//! A row of each table, read in the name of the query role.

use async_trait::async_trait;
use reconcile::{RunContext, StepId, Token};

use super::{Link, TableState, reason};
use crate::{
    ask::{AskError, Listener, Question, ask},
    error::Error,
    port::Calls,
    site::Deal,
    tables::age_column,
};

/// How many days back is looked for the newest row.
const DAYS: u32 = 7;

/// Keeps the first row.
#[derive(Default)]
struct First(Option<Vec<Option<String>>>);

#[async_trait]
impl Listener for First {
    async fn columns(&mut self, _: Vec<(String, String)>) -> bool {
        true
    }

    async fn rows(&mut self, rows: Vec<Vec<Option<String>>>) -> bool {
        self.0 = self.0.take().or_else(|| rows.into_iter().next());
        true
    }
}

/// Nobody could read.
pub(super) fn unread() -> Link {
    let evidence = "no role was given to read by, so no row was read";
    Link::unknown("rows", "tables", evidence)
}

/// Reads a row of each; what keeps one from being read is told as a broken link.
pub(super) async fn read_rows(
    cx: &RunContext,
    deal: Deal<'_>,
    reader: &Calls,
    data_sets: &[String],
    links: &mut Vec<Link>,
) -> Result<Vec<TableState>, Error> {
    let mut tables = Vec::new();
    for data_set in data_sets {
        match table(cx, deal, reader, data_set).await {
            Ok(state) => {
                links.push(told(&state));
                tables.push(state);
            }
            Err(error) => {
                let name = deal.share.link(data_set);
                let role = deal.share.role();
                let (link, is_common) = reason::broken(&name, &role, &error);
                links.push(link);
                if is_common {
                    break;
                }
            }
        }
    }
    Ok(tables)
}

fn told(state: &TableState) -> Link {
    if let Some(max) = state.max_age_hours
        && state.is_stale()
    {
        return stale(state, max);
    }
    if state.has_rows {
        let newest = state
            .newest
            .as_ref()
            .map(|it| format!("; the newest is of {it}"));
        let evidence = format!("a row was read{}", newest.unwrap_or_default());
        return Link::sound("rows", &state.table, evidence);
    }
    // That nothing is there is no proof of a break: the first delivery may be to come.
    let evidence = format!("no row is there; {} bytes were read", state.scanned_bytes);
    Link::unknown("no-rows", &state.table, evidence)
}

/// Where an age is declared, that nothing newer came is as bad as that nothing came.
fn stale(state: &TableState, max: u32) -> Link {
    let evidence = match (&state.newest, state.age_minutes) {
        (Some(newest), Some(minutes)) => format!(
            "the newest row is of {newest}, {} ago; it may be {max} h old",
            length(minutes)
        ),
        _ if state.has_rows => format!("no row is of the last {max} h"),
        _ => "no row is there".to_owned(),
    };
    let cause = "nothing happened since then that makes rows, or AWS delivers late";
    let remedy = "look whether the instance is in use; AWS delivers within an hour as a rule. If such pauses are usual, raise freshness";
    Link::broken(reason::STALE, &state.table, evidence, cause, remedy)
}

fn length(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// The newest row of the last days; where there is none, any row.
async fn table(
    cx: &RunContext,
    deal: Deal<'_>,
    reader: &Calls,
    data_set: &str,
) -> Result<TableState, AskError> {
    let table = deal.share.link(data_set);
    let mut state = TableState {
        data_set: data_set.to_owned(),
        table: table.clone(),
        has_rows: false,
        newest: None,
        age_minutes: None,
        max_age_hours: None,
        scanned_bytes: 0,
    };
    if let Some(age) = age_column(data_set) {
        state.max_age_hours = deal.share.max_age_hours(data_set);
        let days = days(state.max_age_hours);
        let sql = format!(
            "SELECT CAST(max({age}) AS varchar) AS newest, date_diff('minute', max({age}), current_timestamp) AS minutes \
             FROM \"{table}\" WHERE {age} >= current_timestamp - INTERVAL '{days}' DAY"
        );
        let (row, scanned) = first(cx, deal, reader, data_set, ("newest", sql)).await?;
        let mut row = row.unwrap_or_default().into_iter();
        state.newest = row.next().flatten();
        let minutes: Option<i64> = row.next().flatten().and_then(|it| it.parse().ok());
        // What is of a moment to come is not old.
        state.age_minutes = minutes.map(|it| u64::try_from(it).unwrap_or_default());
        state.has_rows = state.newest.is_some();
        state.scanned_bytes += scanned;
    }
    if !state.has_rows {
        let sql = format!("SELECT 1 AS one FROM \"{table}\" LIMIT 1");
        let (row, scanned) = first(cx, deal, reader, data_set, ("any", sql)).await?;
        state.has_rows = row.is_some();
        state.scanned_bytes += scanned;
    }
    Ok(state)
}

/// How many days back is looked: no fewer than it takes to tell the age.
fn days(max_age_hours: Option<u32>) -> u32 {
    let needed = max_age_hours.map(|hours| hours.div_ceil(24) + 1);
    needed.map_or(DAYS, |needed| needed.max(DAYS))
}

async fn first(
    cx: &RunContext,
    deal: Deal<'_>,
    reader: &Calls,
    data_set: &str,
    (what, sql): (&str, String),
) -> Result<(Option<Vec<Option<String>>>, u64), AskError> {
    let step = StepId::new("verify", data_set, what);
    let question = Question {
        sql,
        workgroup: deal.share.workgroup(),
        database: deal.share.database(),
        token: Token::derive(cx.key, &step, 0).to_string(),
    };
    let mut listener = First::default();
    let answer = ask(cx, reader, &question, |_| {}, &mut listener).await?;
    Ok((listener.0, answer.scanned_bytes))
}
