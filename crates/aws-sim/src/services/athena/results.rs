//! Results, a page at a time.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    answer::{Answer, Column},
    errors,
    execution::State,
    query,
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    query_execution_id: String,
    next_token: Option<String>,
    max_results: Option<usize>,
}

/// The most rows of a page, and as many as a page has of a caller who says nothing.
const PAGE: usize = 1_000;

/// The names of the columns count as the first row.
pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let (now, strict) = (ctx.now, ctx.settings.strict);
    let id = input.query_execution_id;
    let execution = query::find(ctx, &id)?;
    let Some(answer) = execution.answer(now) else {
        let state = execution.state(now);
        return if strict {
            Err(no_result(state))
        } else {
            Ok(nothing())
        };
    };
    let from = input
        .next_token
        .map_or(Ok(0), |token| offset(&id, &token))?;
    let size = input.max_results.unwrap_or(PAGE);
    let header = usize::from(execution.has_header());
    let end = answer.grid.len() + header;
    let to = from.saturating_add(size).min(end);
    let mut rows = Vec::new();
    if from < header && to > 0 {
        rows.push(row(answer
            .columns
            .iter()
            .map(|column| Some(column.name.clone()))));
    }
    let within = from.max(header) - header..to.max(header) - header;
    let cells = answer.grid.rows(within.start.min(within.end)..within.end);
    rows.extend(cells.into_iter().map(row));
    Ok(json!({
        "UpdateCount": 0,
        "ResultSet": { "Rows": rows, "ResultSetMetadata": { "ColumnInfo": columns(answer) } },
        "NextToken": (to < end).then(|| token(&id, to)),
    }))
}

fn no_result(state: State) -> AwsError {
    errors::invalid(match state {
        State::Queued | State::Running => {
            format!(
                "Query has not yet finished. Current state: {}",
                state.word()
            )
        }
        _ => format!(
            "Query did not finish successfully. Final query state: {}",
            state.word()
        ),
    })
}

fn nothing() -> Value {
    json!({ "UpdateCount": 0, "ResultSet": { "Rows": [], "ResultSetMetadata": { "ColumnInfo": [] } } })
}

/// Null is a cell without a value.
fn row(cells: impl IntoIterator<Item = Option<String>>) -> Value {
    let cells = cells
        .into_iter()
        .map(|cell| json!({ "VarCharValue": cell }));
    json!({ "Data": cells.collect::<Vec<_>>() })
}

fn columns(answer: &Answer) -> Vec<Value> {
    let column = |column: &Column| {
        let is_text = column.kind == "varchar" || column.kind == "string";
        json!({
            "CatalogName": "hive",
            "SchemaName": "",
            "TableName": "",
            "Name": column.name,
            "Label": column.name,
            "Type": column.kind,
            "Precision": column.precision,
            "Scale": column.scale,
            "Nullable": "UNKNOWN",
            "CaseSensitive": is_text,
        })
    };
    answer.columns.iter().map(column).collect()
}

fn token(id: &str, offset: usize) -> String {
    URL_SAFE_NO_PAD.encode(format!("{id}:{offset}"))
}

fn offset(id: &str, token: &str) -> Result<usize, AwsError> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.as_deref()
        .and_then(|text| text.strip_prefix(id)?.strip_prefix(':')?.parse().ok())
        .ok_or_else(|| errors::invalid("The given token is invalid."))
}
