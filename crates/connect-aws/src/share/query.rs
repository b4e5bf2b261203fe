//! Queries of Athena.

use analytics_share::port::{
    Execution, Page, PastQueries, PastQuery, Query, QueryPort, QueryState,
};
use async_trait::async_trait;
use aws_sdk_athena::types;
use connect_model::{Fault, FaultClass};

use crate::{aws::Aws, call::Operation, fault};

const BATCH: Operation = operation("BatchGetQueryExecution");
const EXECUTION: Operation = operation("GetQueryExecution");
const LIST: Operation = operation("ListQueryExecutions");
const RESULTS: Operation = operation("GetQueryResults");
const START: Operation = operation("StartQueryExecution");
const STATISTICS: Operation = operation("GetQueryRuntimeStatistics");
const STOP: Operation = operation("StopQueryExecution");
/// The largest page of rows.
const PAGE: i32 = 1_000;
/// The largest page of queries, and the most that are told at once.
const QUERIES: i32 = 50;

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "athena",
        name,
    }
}

#[async_trait]
impl QueryPort for Aws {
    async fn start(&self, query: &Query) -> Result<String, Fault> {
        let context = types::QueryExecutionContext::builder().database(&query.database);
        let request = self.athena.start_query_execution();
        let request = request
            .query_string(&query.sql)
            .work_group(&query.workgroup)
            .query_execution_context(context.build())
            .client_request_token(&query.token);
        let answer = self.caller.send(START, request.send()).await?;
        let id = answer.query_execution_id;
        id.ok_or_else(|| fault::unreadable(START, "it lacks the id of the query"))
    }

    async fn execution(&self, id: &str) -> Result<Execution, Fault> {
        let request = self.athena.get_query_execution().query_execution_id(id);
        let answer = self.caller.send(EXECUTION, request.send()).await?;
        let told = answer.query_execution.and_then(execution);
        told.ok_or_else(|| fault::unreadable(EXECUTION, "it lacks the state of the query"))
    }

    async fn past(&self, workgroup: &str, token: Option<&str>) -> Result<PastQueries, Fault> {
        let request = self.athena.list_query_executions().work_group(workgroup);
        let request = request
            .max_results(QUERIES)
            .set_next_token(token.map(ToOwned::to_owned));
        let listed = self.caller.send(LIST, request.send()).await?;
        let ids = listed.query_execution_ids.unwrap_or_default();
        if ids.is_empty() {
            return Ok(PastQueries::default());
        }
        let request = self.athena.batch_get_query_execution();
        let request = request.set_query_execution_ids(Some(ids.clone()));
        let told = self.caller.send(BATCH, request.send()).await?;
        let told = told.query_executions.unwrap_or_default();
        let mut queries: Vec<PastQuery> = told.into_iter().filter_map(past).collect();
        // A batch promises no order.
        queries.sort_by_key(|query| ids.iter().position(|id| *id == query.id));
        Ok(PastQueries {
            queries,
            next: listed.next_token.filter(|next| !next.is_empty()),
        })
    }

    async fn page(&self, id: &str, token: Option<&str>) -> Result<Page, Fault> {
        let request = self.athena.get_query_results();
        let request = request
            .query_execution_id(id)
            .set_next_token(token.map(ToOwned::to_owned))
            .max_results(PAGE);
        let answer = self.caller.send(RESULTS, request.send()).await?;
        let set = answer.result_set;
        let (rows, metadata) = set.map_or((None, None), |it| (it.rows, it.result_set_metadata));
        let columns = metadata.and_then(|it| it.column_info).unwrap_or_default();
        Ok(Page {
            columns: columns.into_iter().map(|it| (it.name, it.r#type)).collect(),
            rows: rows.unwrap_or_default().into_iter().map(row).collect(),
            next: answer.next_token.filter(|next| !next.is_empty()),
        })
    }

    async fn output_rows(&self, id: &str) -> Result<Option<u64>, Fault> {
        let request = self.athena.get_query_runtime_statistics();
        let request = request.query_execution_id(id);
        let answer = self.caller.send(STATISTICS, request.send()).await?;
        let rows = answer.query_runtime_statistics.and_then(|it| it.rows);
        let rows = rows.and_then(|it| it.output_rows);
        Ok(rows.and_then(|it| it.try_into().ok()))
    }

    async fn stop(&self, id: &str) -> Result<(), Fault> {
        let request = self.athena.stop_query_execution().query_execution_id(id);
        match self.caller.send(STOP, request.send()).await {
            // What has ended cannot be stopped.
            Err(fault) if fault.class != FaultClass::Invalid => Err(fault),
            _ => Ok(()),
        }
    }
}

fn row(row: types::Row) -> Vec<Option<String>> {
    let cells = row.data.unwrap_or_default().into_iter();
    cells.map(|cell| cell.var_char_value).collect()
}

fn past(told: types::QueryExecution) -> Option<PastQuery> {
    let started = told.status.as_ref()?.submission_date_time;
    Some(PastQuery {
        id: told.query_execution_id.clone()?,
        started: started.and_then(|it| it.try_into().ok()),
        execution: execution(told)?,
    })
}

fn execution(told: types::QueryExecution) -> Option<Execution> {
    use types::QueryExecutionState as State;
    let status = told.status?;
    let state = match status.state? {
        State::Queued => QueryState::Queued,
        State::Running => QueryState::Running,
        State::Succeeded => QueryState::Succeeded,
        State::Cancelled => QueryState::Cancelled,
        State::Failed => QueryState::Failed,
        _ => return None,
    };
    let statistics = told.statistics;
    let scanned = statistics.as_ref().and_then(|it| it.data_scanned_in_bytes);
    let engine = statistics.and_then(|it| it.engine_execution_time_in_millis);
    let count = |it: Option<i64>| it.and_then(|it| it.try_into().ok()).unwrap_or_default();
    Some(Execution {
        state,
        reason: status.state_change_reason,
        retryable: status.athena_error.is_some_and(|it| it.retryable),
        scanned_bytes: count(scanned),
        engine_ms: count(engine),
        output: told.result_configuration.and_then(|it| it.output_location),
        sql: told.query.unwrap_or_default(),
    })
}
