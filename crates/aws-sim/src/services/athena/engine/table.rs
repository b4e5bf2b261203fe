//! A table of the lake as the engine reads it: day by day, only the columns that are wanted.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use async_trait::async_trait;
use datafusion::{
    arrow::{
        array::{RecordBatch, RecordBatchOptions},
        datatypes::{Schema, SchemaRef},
    },
    catalog::{Session, TableProvider},
    common::{Column as ColumnRef, ScalarValue},
    error::{DataFusionError, Result},
    execution::{SendableRecordBatchStream, TaskContext},
    logical_expr::{Between, BinaryExpr, Expr, Operator, TableProviderFilterPushDown, TableType},
    physical_plan::{
        ExecutionPlan,
        stream::RecordBatchStreamAdapter,
        streaming::{PartitionStream, StreamingTableExec},
    },
};

use super::columns;
use crate::{
    lake::{self, Center, Column, Extent, Table},
    services::athena::access::Source,
};

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Meter {
    pub(super) bytes: AtomicU64,
    pub(super) rows: AtomicU64,
}

/// A table and what of it the caller may see.
#[derive(Debug)]
pub(super) struct LakeTable {
    source: Arc<Source>,
    extent: Extent,
    columns: Vec<Column>,
    schema: SchemaRef,
    meter: Arc<Meter>,
}

/// One reading of a table.
#[derive(Debug)]
struct Reading {
    source: Arc<Source>,
    extent: Extent,
    columns: Vec<Column>,
    schema: SchemaRef,
    days: std::ops::Range<u64>,
    meter: Arc<Meter>,
}

const DAY: i64 = 86_400_000;

/// What a file has besides its rows.
const FOOTER: u64 = 512;

// === impl LakeTable ===

impl LakeTable {
    pub(super) fn new(source: Source, extent: Extent, meter: Arc<Meter>) -> Self {
        let all = source.table.columns.iter();
        let columns: Vec<Column> = all
            .filter(|column| source.shows(column.name))
            .copied()
            .collect();
        let fields: Vec<_> = columns.iter().map(columns::field).collect();
        Self {
            source: Arc::new(source),
            extent,
            columns,
            schema: Arc::new(Schema::new(fields)),
            meter,
        }
    }
}

#[async_trait]
impl TableProvider for LakeTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    /// A filter on the partition column spares days; the engine filters what is left.
    fn supports_filters_pushdown(
        &self,
        filters: &[&Expr],
    ) -> Result<Vec<TableProviderFilterPushDown>> {
        Ok(vec![TableProviderFilterPushDown::Inexact; filters.len()])
    }

    async fn scan(
        &self,
        _: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let wanted: Vec<usize> =
            projection.map_or_else(|| (0..self.columns.len()).collect(), Clone::clone);
        let schema = Arc::new(self.schema.project(&wanted)?);
        let reading = Reading {
            source: Arc::clone(&self.source),
            extent: self.extent,
            columns: wanted.iter().map(|at| self.columns[*at]).collect(),
            schema: Arc::clone(&schema),
            days: days(self.source.table, self.extent, filters),
            meter: Arc::clone(&self.meter),
        };
        let exec =
            StreamingTableExec::try_new(schema, vec![Arc::new(reading)], None, [], false, limit)?;
        Ok(Arc::new(exec))
    }
}

/// The days that can hold rows which the filters let through.
fn days(table: &Table, extent: Extent, filters: &[Expr]) -> std::ops::Range<u64> {
    let all = extent.days();
    let Some(partition) = table.partition else {
        return all;
    };
    let (mut first, mut last) = (all.start, all.end - 1);
    for filter in filters {
        let (low, high) = bounds(partition, filter);
        let day = |moment: i64| u64::try_from(moment.div_euclid(DAY)).unwrap_or(0);
        // A contact can end on the day after the one on which it began.
        first = first.max(low.map_or(0, |low| day(low).saturating_sub(1)));
        last = last.min(high.map_or(u64::MAX, day));
    }
    first..(last + 1).max(first)
}

/// The moments between which a filter wants the partition column, in milliseconds.
fn bounds(partition: &str, filter: &Expr) -> (Option<i64>, Option<i64>) {
    match filter {
        Expr::BinaryExpr(BinaryExpr { left, op, right }) => {
            let (column, moment, op) = match (is(partition, left), is(partition, right)) {
                (true, _) => (true, moment(right), *op),
                (_, true) => (true, moment(left), op.swap().unwrap_or(*op)),
                _ => (false, None, *op),
            };
            if !column {
                return (None, None);
            }
            match op {
                Operator::Eq => (moment, moment),
                Operator::Gt | Operator::GtEq => (moment, None),
                Operator::Lt | Operator::LtEq => (None, moment),
                _ => (None, None),
            }
        }
        Expr::Between(Between {
            expr,
            negated: false,
            low,
            high,
        }) if is(partition, expr) => (moment(low), moment(high)),
        _ => (None, None),
    }
}

/// Whether an expression is the column, whatever time it is made into.
fn is(name: &str, expr: &Expr) -> bool {
    match expr {
        Expr::Column(ColumnRef { name: column, .. }) => column == name,
        Expr::Cast(cast) => is(name, &cast.expr),
        _ => false,
    }
}

/// The moment that a literal is, in milliseconds.
fn moment(expr: &Expr) -> Option<i64> {
    let Expr::Literal(value, _) = expr else {
        return None;
    };
    match value {
        ScalarValue::TimestampSecond(at, _) => at.map(|at| at * 1_000),
        ScalarValue::TimestampMillisecond(at, _) => *at,
        ScalarValue::TimestampMicrosecond(at, _) => at.map(|at| at / 1_000),
        ScalarValue::TimestampNanosecond(at, _) => at.map(|at| at / 1_000_000),
        // A day that is compared with a day: the whole of it counts.
        ScalarValue::Date32(day) => day.map(|day| i64::from(day) * DAY),
        _ => None,
    }
}

// === impl Reading ===

impl PartitionStream for Reading {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let (source, extent, table) = (Arc::clone(&self.source), self.extent, self.source.table);
        let (columns, schema) = (self.columns.clone(), Arc::clone(&self.schema));
        let meter = Arc::clone(&self.meter);
        let days = self.days.clone();
        let centers =
            (0..source.centers.len()).flat_map(move |at| days.clone().map(move |day| (at, day)));
        let pieces = centers
            .flat_map(move |(at, day)| extent.pieces(table, day).map(move |piece| (at, piece)));
        let batches = pieces.map(move |(at, piece)| {
            let center: &Center = &source.centers[at];
            let (rows, cells) = lake::cells(center, extent, table, &piece, &columns);
            meter.count(rows, &columns);
            let arrays = columns
                .iter()
                .zip(&cells)
                .map(|(column, cells)| columns::array(column, cells));
            let options = RecordBatchOptions::new().with_row_count(Some(rows));
            RecordBatch::try_new_with_options(Arc::clone(&schema), arrays.collect(), &options)
                .map_err(DataFusionError::from)
        });
        let stream = futures::stream::iter(batches);
        Box::pin(RecordBatchStreamAdapter::new(
            Arc::clone(&self.schema),
            stream,
        ))
    }
}

// === impl Meter ===

impl Meter {
    /// The more columns, the more bytes: files are columnar.
    fn count(&self, rows: usize, columns: &[Column]) {
        let rows = rows as u64;
        if rows > 0 {
            let width: u64 = columns
                .iter()
                .map(|column| columns::width(column.kind))
                .sum();
            self.bytes
                .fetch_add(rows * width + FOOTER, Ordering::Relaxed);
            self.rows.fetch_add(rows, Ordering::Relaxed);
        }
    }
}
