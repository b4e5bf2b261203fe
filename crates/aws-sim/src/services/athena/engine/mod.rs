//! SQL over the lake: statements are read, put into the engine's dialect, and run.
//!
//! The engine is `DataFusion`, whose plans are futures. A handler is not: it runs under the
//! simulator's one lock, on a runtime that may be paused or have many threads. So a statement runs
//! to its end on a thread of its own, in a runtime of its own that has neither timers nor sockets;
//! the handler waits for that thread. This is safe: the statement reads nothing but what was handed
//! to it, takes no lock and waits for nothing outside, so it always comes to an end; while the
//! handler waits, no clock moves, for a paused runtime moves its clock only when it is idle, and this
//! one is busy. Tables have one partition and the runtime one thread, so results are the same every
//! time. The thread also has the deep stack that plans of unoptimised builds need.

mod columns;
mod dialect;
mod failure;
mod functions;
mod moments;
mod reading;
mod table;
mod text;
mod unload;

use std::{
    collections::BTreeMap,
    sync::{Arc, atomic::Ordering},
};

use datafusion::{
    arrow::{array::RecordBatch, datatypes::Schema},
    catalog::{CatalogProvider as _, MemoryCatalogProvider, MemorySchemaProvider},
    common::config::Dialect,
    error::Result,
    execution::{SessionStateBuilder, context::SessionContext},
    logical_expr::LogicalPlan,
    prelude::SessionConfig,
    sql::{parser::Statement, sqlparser::ast},
};

pub(super) use self::reading::{Parsed, read};
use self::{
    failure::failure,
    table::{LakeTable, Meter},
    text::Batches,
};
use super::{
    access::Source,
    answer::{Answer, Column, Failure, Texts},
};
use crate::lake::Extent;

/// What a statement runs over.
pub(super) struct Setting {
    /// By database and name.
    pub(super) tables: BTreeMap<(String, String), Source>,
    /// The database of names without one.
    pub(super) database: String,
    pub(super) extent: Extent,
}

const STACK: usize = 64 << 20;

/// Runs a statement to its end.
pub(super) fn run(parsed: Parsed, setting: Setting) -> Result<Answer, Failure> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .name("athena".to_owned())
            .stack_size(STACK);
        let running = thread
            .spawn_scoped(scope, || alone(parsed, setting))
            .map_err(|error| Failure::system(&error.to_string()))?;
        let done = running.join();
        done.unwrap_or_else(|_| Err(Failure::system("the engine failed")))
    })
}

fn alone(parsed: Parsed, setting: Setting) -> Result<Answer, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(|error| Failure::system(&error.to_string()))?;
    runtime.block_on(carry_out(parsed, setting))
}

async fn carry_out(mut parsed: Parsed, setting: Setting) -> Result<Answer, Failure> {
    dialect::translate(&mut parsed.query, setting.extent.now, &setting.database)?;
    let meter = Arc::new(Meter::default());
    let session = session(setting, &meter).map_err(|error| failure(&error))?;
    let statement = ast::Statement::Query(parsed.query);
    let plan = session
        .state()
        .statement_to_plan(Statement::Statement(Box::new(statement)))
        .await
        .map_err(|error| failure(&error))?;
    if parsed.explained {
        return explained(&session, &plan);
    }
    let frame = session
        .execute_logical_plan(plan)
        .await
        .map_err(|error| failure(&error))?;
    let schema = Schema::clone(frame.schema().as_arrow());
    let batches = frame.collect().await.map_err(|error| failure(&error))?;
    let mut answer = answer(&schema, batches.clone());
    answer.scanned = meter.bytes.load(Ordering::Relaxed);
    answer.read = meter.rows.load(Ordering::Relaxed);
    match parsed.unload {
        Some(unload) => unload::unloaded(&unload, &Arc::new(schema), &batches, &answer),
        None => Ok(answer),
    }
}

fn answer(schema: &Schema, batches: Vec<RecordBatch>) -> Answer {
    Answer {
        columns: schema
            .fields()
            .iter()
            .map(|field| columns::described(field))
            .collect(),
        grid: Box::new(Batches(batches)),
        scanned: 0,
        read: 0,
        unloaded: None,
    }
}

/// The plan, a row a line. What Athena's own planner says of a statement is not imitated.
fn explained(session: &SessionContext, plan: &LogicalPlan) -> Result<Answer, Failure> {
    let plan = session
        .state()
        .optimize(plan)
        .map_err(|error| failure(&error))?;
    let text = plan.display_indent().to_string();
    let rows = text
        .lines()
        .map(|line| vec![Some(line.to_owned())])
        .collect();
    Ok(Answer {
        columns: vec![Column::new("Query Plan", "varchar")],
        grid: Box::new(Texts(rows)),
        scanned: 0,
        read: 0,
        unloaded: None,
    })
}

fn session(setting: Setting, meter: &Arc<Meter>) -> Result<SessionContext> {
    let mut config = SessionConfig::new()
        .with_target_partitions(1)
        .with_information_schema(false)
        .with_create_default_catalog_and_schema(false)
        .with_default_catalog_and_schema(super::CATALOG, &setting.database);
    let parser = &mut config.options_mut().sql_parser;
    parser.collect_spans = true;
    parser.dialect = Dialect::Generic;
    parser.map_string_types_to_utf8view = false;
    "nulls_last".clone_into(&mut parser.default_null_ordering);
    let state = SessionStateBuilder::new()
        .with_config(config)
        .with_default_features()
        .build();
    let session = SessionContext::new_with_state(state);
    for function in functions::all() {
        session.register_udf(function);
    }
    let catalog = MemoryCatalogProvider::new();
    catalog.register_schema(&setting.database, Arc::new(MemorySchemaProvider::new()))?;
    for ((database, name), source) in setting.tables {
        if catalog.schema(&database).is_none() {
            catalog.register_schema(&database, Arc::new(MemorySchemaProvider::new()))?;
        }
        if let Some(schema) = catalog.schema(&database) {
            let table = LakeTable::new(source, setting.extent, Arc::clone(meter));
            schema.register_table(name, Arc::new(table))?;
        }
    }
    session.register_catalog(super::CATALOG, Arc::new(catalog));
    Ok(session)
}
