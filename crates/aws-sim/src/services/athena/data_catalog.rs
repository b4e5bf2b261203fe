//! Data catalogs. The one of Glue is always there; others are kept, and hold nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{CATALOG, errors, state, work_group::page_of};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, services::tag::Tag, world::Tags};

#[derive(Debug, Clone, Serialize)]
pub(super) struct DataCatalog {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    description: Option<String>,
    parameters: BTreeMap<String, String>,
    pub(super) tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    name: String,
    #[serde(rename = "Type")]
    kind: String,
    description: Option<String>,
    #[serde(default)]
    parameters: BTreeMap<String, String>,
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    name: String,
}

/// Its name as it is shown.
const GLUE: &str = "AwsDataCatalog";

pub(super) fn create(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    if is_glue(&input.name) || state(ctx).catalogs.contains_key(&input.name) {
        return Err(errors::invalid(format!(
            "DataCatalog {} already exists",
            input.name
        )));
    }
    let catalog = DataCatalog {
        name: input.name.clone(),
        kind: input.kind,
        description: input.description,
        parameters: input.parameters,
        tags: input.tags.into_iter().map(Tag::pair).collect(),
    };
    let shown = shown(&catalog);
    state(ctx).catalogs.insert(input.name, catalog);
    Ok(json!({ "DataCatalog": shown }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    if is_glue(&input.name) {
        let parameters = json!({ "catalog-id": ctx.account });
        return Ok(
            json!({ "DataCatalog": { "Name": GLUE, "Type": "GLUE", "Parameters": parameters } }),
        );
    }
    Ok(json!({ "DataCatalog": shown(find(ctx, &input.name)?) }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, page: PageRequest) -> Result<Value, AwsError> {
    let own = state(ctx).catalogs.values();
    let own = own.map(|catalog| (catalog.name.clone(), catalog.kind.clone()));
    let all = [(GLUE.to_owned(), "GLUE".to_owned())]
        .into_iter()
        .chain(own);
    let rows: Vec<_> = all
        .enumerate()
        .map(|(at, (name, kind))| {
            (
                format!("{at:06}"),
                json!({ "CatalogName": name, "Type": kind }),
            )
        })
        .collect();
    let page = page_of(ctx, &page, rows)?;
    Ok(json!({ "DataCatalogsSummary": page.items, "NextToken": page.next_token }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    let catalog = find(ctx, &input.name)?;
    catalog.kind = input.kind;
    catalog.parameters = input.parameters;
    catalog.description = input.description.or_else(|| catalog.description.take());
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let shown = shown(find(ctx, &input.name)?);
    state(ctx).catalogs.remove(&input.name);
    Ok(json!({ "DataCatalog": shown }))
}

/// Whether a catalog of this name is that of Glue. Case does not matter.
pub(super) fn is_glue(name: &str) -> bool {
    name.eq_ignore_ascii_case(CATALOG)
}

fn find<'w>(ctx: &'w mut Ctx<'_>, name: &str) -> Result<&'w mut DataCatalog, AwsError> {
    let catalog = state(ctx).catalogs.get_mut(name);
    catalog.ok_or_else(|| errors::invalid(format!("DataCatalog {name} was not found")))
}

fn shown(catalog: &DataCatalog) -> Value {
    json!({
        "Name": catalog.name,
        "Type": catalog.kind,
        "Description": catalog.description,
        "Parameters": catalog.parameters,
        "Status": "CREATE_COMPLETE",
    })
}
