//! Which table of the lake a name means to a caller, and what of it the caller may read.

use std::collections::BTreeSet;

use serde_json::json;

use super::answer::{Failure, Spot};
use crate::{
    context::Ctx,
    error::AwsError,
    lake::{self, Center, Table},
    services::{
        connect::{self, analytics::share},
        glue::object::Object,
        lakeformation::access::{self, Asker, Denied},
    },
};

/// A table that may be read.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) table: &'static Table,
    /// The instances whose rows are in it, which may be none.
    pub(super) centers: Vec<Center>,
    /// The columns that the caller may read.
    columns: BTreeSet<String>,
}

// === impl Source ===

impl Source {
    /// Whether the caller sees the column.
    pub(super) fn shows(&self, column: &str) -> bool {
        self.columns.contains(column)
    }
}

/// The table behind a name in the caller's catalog, through links, if the caller may read it.
///
/// Glue and Lake Formation decide. Their refusals become those of a query.
pub(super) fn resolve(
    ctx: &Ctx<'_>,
    database: &str,
    table: &str,
    spot: Spot,
) -> Result<Source, Failure> {
    let asked = Object::table(ctx.account, database, table);
    let request = json!({ "DatabaseName": database, "Name": table });
    ctx.may("glue", "GetTable", &request).map_err(not_allowed)?;
    let readable = access::read_any(ctx.world, &Asker::of(ctx), &asked)
        .map_err(|denied| refused(&denied, &asked, spot))?;
    // Lake Formation hands out the data itself, if the policies of the caller let it ask for them.
    ctx.may("lakeformation", "GetDataAccess", &json!({}))
        .map_err(not_allowed)?;
    if !readable.row_filters.is_empty() {
        return Err(Failure::user(
            "NOT_SUPPORTED: row filters are not simulated in queries",
        ));
    }
    let target = &readable.target;
    let found = lake::table(target.name()).filter(|_| target.database == share::DATABASE);
    let Some(table) = found else {
        return Err(Failure::user(format!(
            "NOT_SUPPORTED: only tables of the data lake have rows here, and {database}.{table} \
             does not lead to one"
        )));
    };
    let names = readable
        .columns
        .into_iter()
        .map(|(name, _)| name.to_lowercase());
    Ok(Source {
        table,
        centers: connect::lake::shared(
            ctx.world,
            ctx.region,
            ctx.account,
            table.name,
            ctx.settings.seed,
        ),
        columns: names.collect(),
    })
}

fn not_allowed(refusal: AwsError) -> Failure {
    Failure::user(refusal.message)
}

/// What is not there is not found; what may not be read says which permission is missing. A link to
/// nothing has no schema.
fn refused(denied: &Denied, asked: &Object, spot: Spot) -> Failure {
    let (database, table) = (&asked.database, asked.name());
    match denied {
        Denied::NoDatabase(_) => {
            let text = format!("Schema '{database}' does not exist");
            Failure::at("SCHEMA_NOT_FOUND", spot, &text)
        }
        Denied::NoTable(_) => {
            let text = format!(
                "Table '{}.{database}.{table}' does not exist",
                super::CATALOG
            );
            Failure::at("TABLE_NOT_FOUND", spot, &text)
        }
        Denied::TargetGone(_) => Failure::user(format!(
            "HIVE_METASTORE_ERROR: Table StorageDescriptor is null for Database {database} Table {table}"
        )),
        Denied::Unreached { .. } | Denied::CreateDatabase | Denied::Lacks { .. } => {
            Failure::user(denied.to_string())
        }
    }
}
