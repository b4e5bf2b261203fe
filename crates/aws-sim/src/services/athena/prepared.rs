//! Prepared statements: texts with question marks, by name in their work group.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors,
    work_group::{self, page_of},
};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, time::Time};

#[derive(Debug, Clone, Serialize)]
pub(super) struct Prepared {
    pub(super) statement: String,
    description: Option<String>,
    modified: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    statement_name: String,
    work_group: String,
    query_statement: String,
    description: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    statement_name: String,
    work_group: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Many {
    prepared_statement_names: Vec<String>,
    work_group: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    work_group: String,
    #[serde(flatten)]
    page: PageRequest,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    let now = ctx.now;
    let group = work_group::find(ctx, &input.work_group)?;
    if group.prepared.contains_key(&input.statement_name) {
        return Err(errors::invalid(format!(
            "PreparedStatement {} already exists in workGroup {}",
            input.statement_name, input.work_group
        )));
    }
    let prepared = Prepared {
        statement: input.query_statement,
        description: input.description,
        modified: now,
    };
    group.prepared.insert(input.statement_name, prepared);
    Ok(())
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let prepared = find(ctx, &input.work_group, &input.statement_name)?;
    let shown = shown(&input.work_group, &input.statement_name, prepared);
    Ok(json!({ "PreparedStatement": shown }))
}

pub(super) fn get_many(ctx: &mut Ctx<'_>, input: Many) -> Result<Value, AwsError> {
    work_group::find(ctx, &input.work_group)?;
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for name in input.prepared_statement_names {
        match find(ctx, &input.work_group, &name) {
            Ok(prepared) => found.push(shown(&input.work_group, &name, prepared)),
            Err(error) => missing.push(json!({
                "StatementName": name,
                "ErrorCode": "STATEMENT_NOT_FOUND",
                "ErrorMessage": error.message,
            })),
        }
    }
    Ok(json!({ "PreparedStatements": found, "UnprocessedPreparedStatementNames": missing }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let group = work_group::find(ctx, &input.work_group)?;
    let rows = group.prepared.iter().map(|(name, prepared)| {
        let shown = json!({ "StatementName": name, "LastModifiedTime": prepared.modified });
        (name.clone(), shown)
    });
    let rows: Vec<_> = rows.collect();
    let page = page_of(ctx, &input.page, rows)?;
    Ok(json!({ "PreparedStatements": page.items, "NextToken": page.next_token }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    let now = ctx.now;
    let prepared = find(ctx, &input.work_group, &input.statement_name)?;
    prepared.statement = input.query_statement;
    prepared.description = input.description.or_else(|| prepared.description.take());
    prepared.modified = now;
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    find(ctx, &input.work_group, &input.statement_name)?;
    let group = work_group::find(ctx, &input.work_group)?;
    group.prepared.remove(&input.statement_name);
    Ok(())
}

/// The statement of this name.
pub(super) fn find<'w>(
    ctx: &'w mut Ctx<'_>,
    work_group: &str,
    name: &str,
) -> Result<&'w mut Prepared, AwsError> {
    let prepared = work_group::find(ctx, work_group)?.prepared.get_mut(name);
    prepared.ok_or_else(|| {
        let message = format!("PreparedStatement {name} was not found in workGroup {work_group}");
        errors::not_found(message, name)
    })
}

/// What `PREPARE` in SQL keeps. A name that is taken is given away, as in Trino.
pub(super) fn keep(
    ctx: &mut Ctx<'_>,
    work_group: &str,
    name: String,
    statement: String,
) -> Result<(), AwsError> {
    let modified = ctx.now;
    let group = work_group::find(ctx, work_group)?;
    let prepared = Prepared {
        statement,
        description: None,
        modified,
    };
    group.prepared.insert(name, prepared);
    Ok(())
}

fn shown(work_group: &str, name: &str, prepared: &Prepared) -> Value {
    json!({
        "StatementName": name,
        "QueryStatement": prepared.statement,
        "WorkGroupName": work_group,
        "Description": prepared.description,
        "LastModifiedTime": prepared.modified,
    })
}
