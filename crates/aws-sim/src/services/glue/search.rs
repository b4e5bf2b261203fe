//! Tables found by words.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    catalog,
    object::Object,
    reading::{describable, page, shown_table},
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::lakeformation::access::{self, Asker},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Search {
    #[serde(default)]
    filters: Vec<Filter>,
    search_text: Option<String>,
    resource_share_type: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Filter {
    key: Option<String>,
    value: Option<String>,
}

/// Text is looked for in names and descriptions; quotation marks ask for the whole of one. A table
/// that the caller may not see is left out without a word. Order is by catalog and name.
pub(super) fn tables(ctx: &mut Ctx<'_>, input: Search) -> Result<Value, AwsError> {
    let kind = input.resource_share_type.as_deref();
    let mut databases = Vec::new();
    if kind != Some("FOREIGN") {
        let own = catalog::databases(ctx.world, ctx.region, ctx.account);
        databases.extend(own.map(|database| Object::database(ctx.account, &database.name)));
    }
    if matches!(kind, Some("FOREIGN" | "ALL")) {
        databases.extend(access::shared_databases(ctx.world, &Asker::of(ctx)));
    }
    databases.sort();
    let tables = databases.iter().flat_map(|database| {
        let names = catalog::tables(ctx.world, ctx.region, database).into_iter();
        names.map(|name| database.with(&name))
    });
    let seen = tables.filter(|object| describable(ctx, object).is_ok());
    let rows = seen.filter_map(|object| {
        let shown = shown_table(ctx, &object).filter(|shown| input.fits(shown))?;
        Some((object.arn(ctx.region), shown))
    });
    let page = page(ctx, &input.page, rows)?;
    Ok(json!({ "TableList": page.items, "NextToken": page.next_token }))
}

// === impl Search ===

impl Search {
    fn fits(&self, table: &Value) -> bool {
        let text = |member: &str| table[member].as_str().unwrap_or_default().to_lowercase();
        let found = |asked: &str| {
            let asked = asked.to_lowercase();
            let whole = asked
                .strip_prefix('"')
                .and_then(|asked| asked.strip_suffix('"'));
            ["Name", "Description"].iter().any(|member| match whole {
                Some(whole) => text(member) == whole,
                None => text(member).contains(&asked),
            })
        };
        self.search_text.as_deref().is_none_or(found)
            && self.filters.iter().all(|filter| filter.fits(table))
    }
}

// === impl Filter ===

impl Filter {
    /// A key is the name of a member, in any case.
    fn fits(&self, table: &Value) -> bool {
        let (Some(key), Some(value)) = (&self.key, &self.value) else {
            return true;
        };
        let members = table.as_object().into_iter().flatten();
        let mut named = members.filter(|(member, _)| member.eq_ignore_ascii_case(key));
        named.any(|(_, has)| has.as_str() == Some(value))
    }
}
