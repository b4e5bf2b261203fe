//! Glue and Budgets.

use serde_json::Value;

use super::{Asking, Need};

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
