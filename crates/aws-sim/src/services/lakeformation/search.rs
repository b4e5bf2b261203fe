//! Databases and tables found by their LF-tags.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    access::{self, Asker, Permission},
    expression::{self, Expression, Term},
    lf_tag, listing, resource, state, tagging,
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::glue::{catalog, object::Object},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Search {
    catalog_id: Option<String>,
    expression: Vec<Term>,
    #[serde(flatten)]
    page: PageRequest,
}

pub(super) fn databases(ctx: &mut Ctx<'_>, input: Search) -> Result<Value, AwsError> {
    let expression = input.read(ctx)?;
    let state = state(ctx.world, ctx.account, ctx.region);
    let found = catalog::objects(ctx.world, ctx.region, ctx.account).into_iter();
    let found = found.filter(|object| object.table.is_none() && fits(ctx, &expression, object));
    let rows = found.map(|object| {
        let tags = tagging::shown(ctx, &tagging::effective(&state, &object));
        let shown = json!({ "Database": resource::shown_database(&object), "LFTags": tags });
        (object.database, shown)
    });
    let page = listing::page(ctx, &input.page, rows)?;
    Ok(json!({ "DatabaseList": page.items, "NextToken": page.next_token }))
}

/// Columns are not searched.
pub(super) fn tables(ctx: &mut Ctx<'_>, input: Search) -> Result<Value, AwsError> {
    let expression = input.read(ctx)?;
    let state = state(ctx.world, ctx.account, ctx.region);
    let found = catalog::objects(ctx.world, ctx.region, ctx.account).into_iter();
    let found = found.filter(|object| object.table.is_some() && fits(ctx, &expression, object));
    let rows = found.map(|object| {
        let on = |object: &Object| {
            let tags = tagging::effective(&state, object);
            tagging::some(tagging::shown(ctx, &tags))
        };
        let shown = json!({
            "Table": resource::shown_table(&object),
            "LFTagOnDatabase": on(&object.parent()),
            "LFTagsOnTable": on(&object),
        });
        (format!("{}/{}", object.database, object.name()), shown)
    });
    let page = listing::page(ctx, &input.page, rows)?;
    Ok(json!({ "TableList": page.items, "NextToken": page.next_token }))
}

/// Whether a thing has such tags, and the caller may see it.
fn fits(ctx: &Ctx<'_>, expression: &Expression, object: &Object) -> bool {
    let asker = Asker::of(ctx);
    let tags = tagging::effective(&state(ctx.world, ctx.account, ctx.region), object);
    expression::fits(expression, &tags)
        && access::may(ctx.world, &asker, Permission::Describe, object).is_ok()
}

// === impl Search ===

impl Search {
    fn read(&self, ctx: &Ctx<'_>) -> Result<Expression, AwsError> {
        lf_tag::own_catalog(ctx, self.catalog_id.as_deref())?;
        let expression = expression::expression(self.expression.clone());
        expression::check(&state(ctx.world, ctx.account, ctx.region), &expression)?;
        Ok(expression)
    }
}
