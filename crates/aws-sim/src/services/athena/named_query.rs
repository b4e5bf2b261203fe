//! Named queries: texts that are kept. Names are not unique.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors, state,
    work_group::{self, PRIMARY, page_of},
};
use crate::{context::Ctx, error::AwsError, paging::PageRequest};

#[derive(Debug, Clone, Serialize)]
pub(super) struct NamedQuery {
    pub(super) id: String,
    name: String,
    description: Option<String>,
    database: String,
    query: String,
    pub(super) work_group: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    name: String,
    description: Option<String>,
    database: String,
    query_string: String,
    client_request_token: Option<String>,
    work_group: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    named_query_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Many {
    named_query_ids: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    work_group: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    named_query_id: String,
    name: String,
    description: Option<String>,
    query_string: String,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let work_group = input.work_group.unwrap_or_else(|| PRIMARY.to_owned());
    work_group::find(ctx, &work_group)?;
    let token = input
        .client_request_token
        .map(|token| format!("named/{token}"));
    let asked = format!(
        "{}\n{}\n{}\n{work_group}",
        input.name, input.database, input.query_string
    );
    if let Some(id) = state(ctx).answered(token.as_ref(), &asked)? {
        return Ok(json!({ "NamedQueryId": id }));
    }
    let id = ctx.ids.uuid();
    let state = state(ctx);
    state.remember(token, asked, &id);
    state.named_queries.push(NamedQuery {
        id: id.clone(),
        name: input.name,
        description: input.description,
        database: input.database,
        query: input.query_string,
        work_group,
    });
    Ok(json!({ "NamedQueryId": id }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    Ok(json!({ "NamedQuery": shown(find(ctx, &input.named_query_id)?) }))
}

pub(super) fn get_many(ctx: &mut Ctx<'_>, input: Many) -> Result<Value, AwsError> {
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for id in input.named_query_ids {
        match find(ctx, &id) {
            Ok(query) => found.push(shown(query)),
            Err(error) => missing.push(json!({
                "NamedQueryId": id,
                "ErrorCode": "INTERNAL_ERROR",
                "ErrorMessage": error.message,
            })),
        }
    }
    Ok(json!({ "NamedQueries": found, "UnprocessedNamedQueryIds": missing }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let group = input.work_group.as_deref().unwrap_or(PRIMARY);
    work_group::find(ctx, group)?;
    let queries = state(ctx).named_queries.iter().enumerate();
    let mine = queries.filter(|(_, query)| query.work_group == group);
    let rows: Vec<_> = mine
        .map(|(at, query)| (format!("{at:012}"), query.id.clone()))
        .collect();
    let page = page_of(ctx, &input.page, rows)?;
    Ok(json!({ "NamedQueryIds": page.items, "NextToken": page.next_token }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let query = find(ctx, &input.named_query_id)?;
    query.name = input.name;
    query.query = input.query_string;
    query.description = input.description.or_else(|| query.description.take());
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    find(ctx, &input.named_query_id)?;
    state(ctx)
        .named_queries
        .retain(|query| query.id != input.named_query_id);
    Ok(())
}

fn find<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut NamedQuery, AwsError> {
    let query = state(ctx)
        .named_queries
        .iter_mut()
        .find(|query| query.id == id);
    query.ok_or_else(|| errors::no_named_query(id))
}

fn shown(query: &mut NamedQuery) -> Value {
    json!({
        "NamedQueryId": query.id,
        "Name": query.name,
        "Description": query.description,
        "Database": query.database,
        "QueryString": query.query,
        "WorkGroup": query.work_group,
    })
}
