//! Statements that look at the catalog or change it.

use serde_json::{Value, json};

use super::{
    answer::{Answer, Failure},
    catalog,
    statement::Statement,
};
use crate::{context::Ctx, error::AwsError};

/// Carries a statement out; nothing if it is one for the engine. `database` is that of names
/// without one.
pub(super) fn run(
    ctx: &mut Ctx<'_>,
    statement: &Statement,
    database: &str,
) -> Option<Result<Answer, Failure>> {
    let of = |given: &Option<String>| given.clone().unwrap_or_else(|| database.to_owned());
    Some(match statement {
        Statement::ShowDatabases => show_databases(ctx),
        Statement::ShowTables { database, pattern } => {
            show_tables(ctx, &of(database), pattern.as_deref())
        }
        Statement::ShowColumns { database, table } => columns(ctx, &of(database), table, false),
        Statement::Describe { database, table } => columns(ctx, &of(database), table, true),
        Statement::CreateDatabase {
            name,
            if_not_exists,
            comment,
            location,
        } => {
            let input = json!({ "Name": name, "Description": comment, "LocationUri": location });
            let made = catalog::ask(
                ctx,
                "CreateDatabase",
                json!({ "DatabaseInput": without_null(input) }),
            );
            nothing(made, if_not_exists.then_some("AlreadyExistsException"))
        }
        Statement::CreateTable {
            database,
            table,
            if_not_exists,
            columns,
            location,
        } => {
            let columns = columns
                .iter()
                .map(|(name, kind)| json!({ "Name": name, "Type": kind }));
            let storage = json!({ "Columns": columns.collect::<Vec<_>>(), "Location": location });
            let input = json!({
                "Name": table,
                "TableType": "EXTERNAL_TABLE",
                "Parameters": { "EXTERNAL": "TRUE" },
                "StorageDescriptor": storage,
            });
            let asked = json!({ "DatabaseName": of(database), "TableInput": input });
            let made = catalog::ask(ctx, "CreateTable", asked);
            nothing(made, if_not_exists.then_some("AlreadyExistsException"))
        }
        Statement::DropDatabase {
            name,
            if_exists,
            cascade,
        } => drop_database(ctx, name, *if_exists, *cascade),
        Statement::DropTable {
            database,
            table,
            if_exists,
        } => {
            let input = json!({ "DatabaseName": of(database), "Name": table });
            let dropped = catalog::ask(ctx, "DeleteTable", input);
            nothing(dropped, if_exists.then_some("EntityNotFoundException"))
        }
        _ => return None,
    })
}

fn without_null(mut object: Value) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    object
}

/// What Hive says when the catalog refuses.
fn failed(error: &AwsError) -> Failure {
    Failure::user(format!(
        "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. {}",
        error.message
    ))
}

fn nothing(done: Result<Value, AwsError>, borne: Option<&str>) -> Result<Answer, Failure> {
    match done {
        Err(error) if borne != Some(&error.code) => Err(failed(&error)),
        _ => Ok(Answer::nothing()),
    }
}

fn show_databases(ctx: &mut Ctx<'_>) -> Result<Answer, Failure> {
    let found = catalog::all(ctx, "GetDatabases", json!({}), "DatabaseList");
    let found = found.map_err(|error| failed(&error))?;
    let rows = found.iter().map(|database| vec![name(database)]);
    Ok(Answer::texts(&["database_name"], rows.collect()))
}

/// The pattern is one of regular expressions, of which Hive knows `*`, `.*` and `|`.
fn show_tables(
    ctx: &mut Ctx<'_>,
    database: &str,
    pattern: Option<&str>,
) -> Result<Answer, Failure> {
    let mut input = json!({ "DatabaseName": database });
    if let Some(pattern) = pattern {
        input["Expression"] = json!(pattern.replace(".*", "*"));
    }
    let found = catalog::all(ctx, "GetTables", input, "TableList");
    let found = found.map_err(|error| failed(&error))?;
    let rows = found.iter().map(|table| vec![name(table)]);
    Ok(Answer::texts(&["tab_name"], rows.collect()))
}

fn columns(ctx: &mut Ctx<'_>, database: &str, table: &str, typed: bool) -> Result<Answer, Failure> {
    let input = json!({ "DatabaseName": database, "Name": table });
    let found = catalog::ask(ctx, "GetTable", input).map_err(|error| {
        if error.code == "EntityNotFoundException" {
            return Failure::user(format!(
                "FAILED: SemanticException [Error 10001]: Table not found {database}.{table}"
            ));
        }
        failed(&error)
    })?;
    let columns = found
        .pointer("/Table/StorageDescriptor/Columns")
        .and_then(Value::as_array);
    let columns = columns.into_iter().flatten();
    if !typed {
        return Ok(Answer::texts(
            &["field"],
            columns.map(|column| vec![name(column)]).collect(),
        ));
    }
    let rows = columns.map(|column| {
        let text = |member: &str| column[member].as_str().unwrap_or_default().to_owned();
        vec![text("Name"), text("Type"), text("Comment")]
    });
    Ok(Answer::texts(
        &["col_name", "data_type", "comment"],
        rows.collect(),
    ))
}

fn drop_database(
    ctx: &mut Ctx<'_>,
    name: &str,
    if_exists: bool,
    cascade: bool,
) -> Result<Answer, Failure> {
    if !cascade {
        let input = json!({ "DatabaseName": name });
        let tables = catalog::all(ctx, "GetTables", input, "TableList").unwrap_or_default();
        if !tables.is_empty() {
            return Err(Failure::user(format!(
                "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. \
                 InvalidOperationException(message:Database {name} is not empty. One or more tables exist.)"
            )));
        }
    }
    let dropped = catalog::ask(ctx, "DeleteDatabase", json!({ "Name": name }));
    nothing(dropped, if_exists.then_some("EntityNotFoundException"))
}

fn name(thing: &Value) -> String {
    thing["Name"].as_str().unwrap_or_default().to_owned()
}
