//! What query engines ask: the table behind a name, with what of it the caller may read.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    errors,
    object::{self, Object},
    reading::shown_table,
};
use crate::{
    context::Ctx,
    error::AwsError,
    services::lakeformation::access::{self, Asker},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Unfiltered {
    catalog_id: Option<String>,
    database_name: String,
    name: String,
}

/// Refuses as a query would be refused.
pub(super) fn table(ctx: &mut Ctx<'_>, input: Unfiltered) -> Result<Value, AwsError> {
    let catalog = object::catalog(ctx.account, input.catalog_id.as_deref())?;
    let asked = Object::table(&catalog, &input.database_name, &input.name);
    let readable = access::read_any(ctx.world, &Asker::of(ctx), &asked);
    let readable = readable.map_err(|denied| denied.error())?;
    let target = &readable.target;
    let shown = shown_table(ctx, target).ok_or_else(|| errors::no_table(target.name()))?;
    let columns: Vec<_> = readable.columns.iter().map(|(name, _)| name).collect();
    let any = (!readable.row_filters.is_empty())
        .then(|| format!("({})", readable.row_filters.join(") OR (")));
    let filters: Vec<_> = any
        .iter()
        .flat_map(|filter| {
            let cell = move |name| json!({ "ColumnName": name, "RowFilterExpression": filter });
            columns.iter().map(cell)
        })
        .collect();
    Ok(json!({
        "IsRegisteredWithLakeFormation": !readable.is_left_to_iam(),
        "Table": shown,
        "AuthorizedColumns": columns,
        "CellFilters": filters,
        "ResourceArn": target.arn(ctx.region),
        "Permissions": ["SELECT"],
        "RowFilter": any,
    }))
}
