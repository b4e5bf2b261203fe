//! Queries that people keep under a name.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{errors, millis};
use crate::{context::Ctx, error::AwsError, paging::PageRequest};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Put {
    query_definition_id: Option<String>,
    #[serde(rename = "clientToken")]
    _token: Option<String>,
    /// What the query is, as it is described.
    #[serde(flatten)]
    told: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Describe {
    query_definition_name_prefix: Option<String>,
    max_results: Option<usize>,
    next_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Identified {
    query_definition_id: String,
}

/// Without an id it is a new one; with an id, the one that is there is told anew.
pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    let now = millis(ctx.now);
    let definitions = &ctx.world.logs.at(ctx.account, ctx.region).definitions;
    let id = match input.query_definition_id {
        Some(id) if definitions.contains_key(&id) => id,
        Some(_) => return Err(no_definition()),
        None => ctx.ids.uuid(),
    };
    let mut definition = Value::Object(input.told);
    definition["queryDefinitionId"] = json!(id);
    definition["lastModified"] = json!(now);
    let language = definition["queryLanguage"].as_str().unwrap_or("CWLI");
    definition["queryLanguage"] = json!(language);
    let definitions = &mut ctx.world.logs.at(ctx.account, ctx.region).definitions;
    definitions.insert(id.clone(), definition);
    Ok(json!({ "queryDefinitionId": id }))
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Describe) -> Result<Value, AwsError> {
    let prefix = input.query_definition_name_prefix.unwrap_or_default();
    let state = ctx.world.logs.get(ctx.account, ctx.region);
    let definitions = state.into_iter().flat_map(|state| &state.definitions);
    let name = |definition: &Value| definition["name"].as_str().unwrap_or_default().to_owned();
    let rows = definitions
        .filter(|(_, definition)| name(definition).starts_with(&prefix))
        .map(|(id, definition)| (id.clone(), definition));
    let request = PageRequest {
        max_results: input.max_results,
        next_token: input.next_token,
    };
    let page = ctx.page(&request, rows)?;
    Ok(json!({ "queryDefinitions": page.items, "nextToken": page.next_token }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Identified) -> Result<Value, AwsError> {
    let definitions = &mut ctx.world.logs.at(ctx.account, ctx.region).definitions;
    let gone = definitions.remove(&input.query_definition_id);
    gone.ok_or_else(no_definition)?;
    Ok(json!({ "success": true }))
}

fn no_definition() -> AwsError {
    errors::not_found("The specified query definition does not exist.")
}
