//! Athena, DynamoDB, Glue and Budgets.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Asking, Need};
use crate::services::athena::PRIMARY;

/// Athena asks for the work groups of what is named: a query belongs to the one that it was started
/// in. Who names none means the one that is always there.
pub(super) fn athena(asking: &Asking<'_>) -> Vec<Need> {
    let action = format!("athena:{}", asking.operation);
    if let Some(arn) = asking.text("ResourceARN") {
        return super::on(&action, vec![arn.to_owned()]);
    }
    let mut ids = Vec::new();
    for member in [
        "QueryExecutionId",
        "QueryExecutionIds",
        "NamedQueryId",
        "NamedQueryIds",
    ] {
        super::texts(asking.input, member, &mut ids);
    }
    let (account, region) = (&asking.caller.account, &asking.caller.region);
    let state = asking.world.athena.get(account, region);
    let held = ids
        .iter()
        .filter_map(|id| state.and_then(|state| state.group_of(id)));
    let mut groups: BTreeSet<_> = held.chain(asking.text("WorkGroup")).collect();
    let queries = ["QueryExecution", "NamedQuery", "WorkGroup"];
    if groups.is_empty() && queries.iter().any(|kind| asking.operation.contains(kind)) {
        let named = asking
            .text("Name")
            .filter(|_| asking.operation.ends_with("WorkGroup"));
        groups.insert(named.unwrap_or(PRIMARY));
    }
    let arn = |group: &str| asking.arn("athena", &format!("workgroup/{group}"));
    super::on(&action, groups.into_iter().map(arn).collect())
}

/// DynamoDB asks for each table of a batch, and for the index that is read.
pub(super) fn dynamodb(asking: &Asking<'_>) -> Vec<Need> {
    let action = format!("dynamodb:{}", asking.operation);
    let table = |name: &str| match name.strip_prefix("arn:") {
        Some(_) => name.to_owned(),
        None => asking.arn("dynamodb", &format!("table/{name}")),
    };
    let batch = asking.input.get("RequestItems").and_then(Value::as_object);
    if let Some(batch) = batch {
        let tables = batch.keys().map(|name| table(name));
        return super::on(&action, tables.collect());
    }
    match (asking.text("TableName"), asking.text("IndexName")) {
        (Some(name), Some(index)) => {
            vec![Need::new(action, format!("{}/index/{index}", table(name)))]
        }
        _ => super::generic::needs(asking),
    }
}

/// Glue asks for the table and for everything that it is in.
pub(super) fn glue(asking: &Asking<'_>) -> Vec<Need> {
    let action = format!("glue:{}", asking.operation);
    if let Some(arn) = asking.text("ResourceArn") {
        return super::on(&action, vec![arn.to_owned()]);
    }
    let account = asking.caller.account.as_str();
    let catalog = asking.text("CatalogId").unwrap_or(account);
    let arn =
        |resource: String| format!("arn:aws:glue:{}:{catalog}:{resource}", asking.caller.region);
    let named = |path: &str| asking.input.pointer(path).and_then(Value::as_str);
    let database = if asking.operation.ends_with("Database") {
        asking.text("Name").or_else(|| named("/DatabaseInput/Name"))
    } else {
        asking.text("DatabaseName")
    };
    let table = if asking.operation.ends_with("Table") {
        asking.text("Name").or_else(|| named("/TableInput/Name"))
    } else {
        asking.text("TableName")
    };
    let mut resources = vec![arn("catalog".to_owned())];
    if asking.operation == "GetDatabases" {
        resources.push(arn("database/*".to_owned()));
    }
    if let Some(database) = database {
        resources.push(arn(format!("database/{database}")));
        match (table, asking.operation) {
            (Some(table), _) => resources.push(arn(format!("table/{database}/{table}"))),
            (None, "DeleteDatabase") => {
                resources.push(arn(format!("table/{database}/*")));
                resources.push(arn(format!("userDefinedFunction/{database}/*")));
            }
            (None, "BatchDeleteTable" | "GetTables") => {
                resources.push(arn(format!("table/{database}/*")));
            }
            (None, _) => {}
        }
    }
    super::on(&action, resources)
}

/// There are two actions on budgets, whatever the operation is called.
pub(super) fn budgets(asking: &Asking<'_>) -> Vec<Need> {
    let reads = ["Describe", "List"]
        .iter()
        .any(|verb| asking.operation.starts_with(verb));
    let action = match asking.operation {
        "TagResource" | "UntagResource" | "ListTagsForResource" => asking.operation,
        _ if reads => "ViewBudget",
        _ => "ModifyBudget",
    };
    let account = asking
        .text("AccountId")
        .unwrap_or(asking.caller.account.as_str());
    let nested = asking
        .input
        .pointer("/Budget/BudgetName")
        .and_then(Value::as_str);
    let name = asking.text("BudgetName").or(nested);
    let resource = match (asking.text("ResourceARN"), name) {
        (Some(arn), _) => arn.to_owned(),
        (None, Some(name)) => format!("arn:aws:budgets::{account}:budget/{name}"),
        (None, None) => format!("arn:aws:budgets::{account}:budget/*"),
    };
    vec![Need::new(format!("budgets:{action}"), resource)]
}
