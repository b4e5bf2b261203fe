//! Queries: looked at and stopped.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    errors,
    execution::{Execution, State},
    state,
    work_group::{self, PRIMARY, page_of},
};
use crate::{context::Ctx, error::AwsError, paging::PageRequest};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    query_execution_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Many {
    query_execution_ids: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    work_group: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let now = ctx.now;
    let shown = find(ctx, &input.query_execution_id)?.shown(now);
    Ok(json!({ "QueryExecution": shown }))
}

pub(super) fn get_many(ctx: &mut Ctx<'_>, input: Many) -> Result<Value, AwsError> {
    let now = ctx.now;
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for id in input.query_execution_ids {
        match find(ctx, &id) {
            Ok(execution) => found.push(execution.shown(now)),
            Err(error) => missing.push(json!({
                "QueryExecutionId": id,
                "ErrorCode": "INVALID_INPUT",
                "ErrorMessage": error.message,
            })),
        }
    }
    Ok(json!({ "QueryExecutions": found, "UnprocessedQueryExecutionIds": missing }))
}

/// Newest first.
pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let group = input.work_group.as_deref().unwrap_or(PRIMARY);
    work_group::find(ctx, group)?;
    let all = state(ctx).executions.iter().enumerate().rev();
    let mine = all.filter(|(_, execution)| execution.work_group == group);
    // A key counts down, so that what was started since comes before a page that was begun.
    let rows = mine.map(|(at, execution)| {
        (
            format!("{:012}", 999_999_999_999 - at),
            execution.id.clone(),
        )
    });
    let rows: Vec<_> = rows.collect();
    let page = page_of(ctx, &input.page, rows)?;
    Ok(json!({ "QueryExecutionIds": page.items, "NextToken": page.next_token }))
}

pub(super) fn statistics(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let now = ctx.now;
    let shown = find(ctx, &input.query_execution_id)?.runtime(now);
    Ok(json!({ "QueryRuntimeStatistics": shown }))
}

/// A query that has come to its end stays as it is.
pub(super) fn stop(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let now = ctx.now;
    let execution = find(ctx, &input.query_execution_id)?;
    if [State::Queued, State::Running].contains(&execution.state(now)) {
        execution.stopped = Some(now);
    }
    Ok(())
}

pub(super) fn find<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Execution, AwsError> {
    let execution = state(ctx)
        .executions
        .iter_mut()
        .find(|execution| execution.id == id);
    execution.ok_or_else(|| errors::no_execution(id))
}
