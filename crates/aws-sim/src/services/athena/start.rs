//! Queries: started, and carried out there and then.

use std::{collections::BTreeMap, sync::Arc};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    State, access,
    answer::{Answer, Failure},
    data_catalog::is_glue,
    ddl, deliver, engine, errors,
    execution::{Execution, KEPT, Outcome, QUEUED, running_time},
    prepared, state,
    statement::{self, Kind, Statement},
    work_group::{self, PRIMARY},
};
use crate::{context::Ctx, error::AwsError, lake::Extent, services::s3};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Start {
    query_string: String,
    client_request_token: Option<String>,
    #[serde(default)]
    query_execution_context: Context,
    #[serde(default)]
    result_configuration: Map<String, Value>,
    work_group: Option<String>,
    #[serde(default)]
    execution_parameters: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Context {
    database: Option<String>,
    catalog: Option<String>,
}

/// A statement that can be read.
enum Ready {
    Catalog(Statement),
    Query(engine::Parsed),
}

/// The database of names without one, of callers who name none.
const DEFAULT: &str = "default";

/// A statement that cannot be read is refused; one that can be read and fails is a failed query.
pub(super) fn start(ctx: &mut Ctx<'_>, input: Start) -> Result<Value, AwsError> {
    let group = input
        .work_group
        .clone()
        .unwrap_or_else(|| PRIMARY.to_owned());
    let token = input
        .client_request_token
        .clone()
        .map(|token| format!("start/{token}"));
    let asked = format!(
        "{}\n{:?}\n{group}\n{:?}\n{:?}",
        input.query_string,
        input.query_execution_context,
        input.result_configuration,
        input.execution_parameters
    );
    if let Some(id) = state(ctx).answered(token.as_ref(), &asked)? {
        return Ok(json!({ "QueryExecutionId": id }));
    }
    let result = result(ctx, &group, &input.result_configuration)?;
    let (ready, kind) = read(ctx, &group, &input)?;
    let id = ctx.ids.uuid();
    let result = named(result, kind, &id);
    let done = carry_out(ctx, &group, ready, &input.query_execution_context);
    let done = done.and_then(|answer| deliver::check_result(ctx, &result).map(|()| answer));
    let execution = execution(ctx, input, group, &id, kind, result, done)?;
    let state = state(ctx);
    state.remember(token, asked, &id);
    state.executions.push(execution);
    Ok(json!({ "QueryExecutionId": id }))
}

/// Where the result goes: the work group says if it enforces, else whoever says something.
fn result(ctx: &mut Ctx<'_>, name: &str, given: &Map<String, Value>) -> Result<Value, AwsError> {
    let group = work_group::find(ctx, name)?;
    if group.state != "ENABLED" {
        return Err(errors::invalid(format!("WorkGroup {name} is disabled.")));
    }
    if group.keeps_results() {
        return Ok(Value::Null);
    }
    let mut result = group.configuration["ResultConfiguration"].clone();
    if !group.enforces() {
        for (name, value) in given {
            result[name] = value.clone();
        }
    }
    check_encryption(&result["EncryptionConfiguration"])?;
    match result["OutputLocation"].as_str() {
        Some(location) if location.starts_with("s3://") => {
            deliver::check_bucket(ctx, location)?;
            Ok(result)
        }
        Some(_) => Err(errors::invalid("outputLocation is not a valid S3 path.")),
        None => Err(errors::invalid(
            "No output location provided. An output location is required either through the \
             Workgroup result configuration setting or as an API input.",
        )),
    }
}

/// Encryption under a key needs the key.
fn check_encryption(encryption: &Value) -> Result<(), AwsError> {
    let option = encryption["EncryptionOption"].as_str().unwrap_or_default();
    let with_key = option.ends_with("KMS");
    match encryption["KmsKey"].as_str() {
        None | Some("") if with_key => Err(errors::invalid(format!(
            "KMS key is required for encryption option {option}."
        ))),
        _ => Ok(()),
    }
}

fn read(ctx: &mut Ctx<'_>, group: &str, input: &Start) -> Result<(Ready, Kind), AwsError> {
    let (statement, kind) = statement::read(&input.query_string).map_err(errors::malformed)?;
    let (text, parameters, kind) = match statement {
        Statement::Query(text) => (text, input.execution_parameters.clone(), kind),
        Statement::Execute {
            name,
            mut parameters,
        } => {
            parameters.extend(input.execution_parameters.iter().cloned());
            let text = prepared::find(ctx, group, &name)?.statement.clone();
            let (_, kind) = statement::read(&text).map_err(errors::malformed)?;
            (text, parameters, kind)
        }
        other => return Ok((Ready::Catalog(other), kind)),
    };
    let parsed = engine::read(&text, &parameters).map_err(errors::malformed)?;
    Ok((Ready::Query(parsed), kind))
}

fn carry_out(
    ctx: &mut Ctx<'_>,
    group: &str,
    ready: Ready,
    context: &Context,
) -> Result<Answer, Failure> {
    if let Some(catalog) = context.catalog.as_deref().filter(|name| !is_glue(name)) {
        return Err(no_catalog(catalog, (1, 1)));
    }
    let database = context
        .database
        .as_deref()
        .unwrap_or(DEFAULT)
        .to_lowercase();
    match ready {
        Ready::Query(parsed) => query(ctx, parsed, database),
        Ready::Catalog(Statement::Prepare { name, statement }) => {
            let kept = prepared::keep(ctx, group, name, statement);
            kept.map(|()| Answer::nothing())
                .map_err(|error| Failure::user(error.message))
        }
        Ready::Catalog(Statement::Deallocate { name }) => {
            let found = prepared::find(ctx, group, &name).map(|_| ());
            found.map_err(|error| Failure::user(error.message))?;
            if let Ok(group) = work_group::find(ctx, group) {
                group.prepared.remove(&name);
            }
            Ok(Answer::nothing())
        }
        Ready::Catalog(statement) => {
            ddl::run(ctx, &statement, &database).unwrap_or_else(|| Ok(Answer::nothing()))
        }
    }
}

/// Finds every table that the statement names, and then runs it.
fn query(ctx: &mut Ctx<'_>, parsed: engine::Parsed, database: String) -> Result<Answer, Failure> {
    let mut tables = BTreeMap::new();
    for name in &parsed.tables {
        if let Some(catalog) = name.catalog.as_deref().filter(|name| !is_glue(name)) {
            return Err(no_catalog(catalog, name.spot));
        }
        let within = name.database.as_deref().unwrap_or(&database).to_owned();
        let source = access::resolve(ctx, &within, &name.table, name.spot)?;
        tables.insert((within, name.table.clone()), source);
    }
    check_target(ctx, parsed.target())?;
    let extent = Extent {
        contacts_per_day: ctx.settings.lake.contacts_per_day,
        days: ctx.settings.lake.days,
        now: i64::try_from(ctx.now.as_micros() / 1_000).unwrap_or(i64::MAX),
    };
    engine::run(
        parsed,
        engine::Setting {
            tables,
            database,
            extent,
        },
    )
}

/// `UNLOAD` writes into an empty place of a bucket that is there, in the caller's name.
fn check_target(ctx: &Ctx<'_>, target: Option<&str>) -> Result<(), Failure> {
    let Some(target) = target else { return Ok(()) };
    let path = target.trim_start_matches("s3://");
    let (bucket, prefix) = path.split_once('/').unwrap_or((path, ""));
    match s3::holds(ctx.world, bucket, prefix) {
        None => Err(Failure::user(format!(
            "HIVE_WRITER_OPEN_ERROR: Error opening {target}: The specified bucket does not exist"
        ))),
        Some(true) => Err(Failure::user(format!(
            "HIVE_PATH_ALREADY_EXISTS: Target directory for table already exists: {target}. You may \
             need to manually clean the data at location '{target}' before retrying. Athena will \
             not delete data in your account."
        ))),
        Some(false) => deliver::check_write(ctx, target),
    }
}

fn no_catalog(name: &str, spot: super::answer::Spot) -> Failure {
    Failure::at(
        "CATALOG_NOT_FOUND",
        spot,
        &format!("Catalog '{name}' does not exist"),
    )
}

/// The result with the name of its file in the place where it goes.
fn named(mut result: Value, kind: Kind, id: &str) -> Value {
    if let Some(location) = result["OutputLocation"].as_str() {
        let slash = if location.ends_with('/') { "" } else { "/" };
        let ending = if kind.0 == "DML" { "csv" } else { "txt" };
        result["OutputLocation"] = json!(format!("{location}{slash}{id}.{ending}"));
    }
    result
}

/// What is kept of the query.
fn execution(
    ctx: &mut Ctx<'_>,
    input: Start,
    work_group: String,
    id: &str,
    kind: Kind,
    result: Value,
    done: Result<Answer, Failure>,
) -> Result<Execution, AwsError> {
    let group = work_group::find(ctx, &work_group)?;
    let most = group.bytes_scanned_max().unwrap_or(u64::MAX);
    let engine = group.configuration["EngineVersion"].clone();
    let scanned = done.as_ref().map_or(0, |answer| answer.scanned);
    let outcome = match done {
        Ok(answer) if answer.scanned > most => Outcome::CutOff {
            scanned: answer.scanned,
        },
        Ok(answer) => Outcome::Succeeded(Arc::new(answer)),
        Err(failure) => Outcome::Failed(failure),
    };
    let stuck = ctx.stuck(&["FAILED", "CANCELLED", "RUNNING"]);
    let ends = match &stuck {
        // It runs until somebody stops it, or nobody remembers it any more.
        Some(stuck) if stuck.state == "RUNNING" => ctx.now + KEPT,
        _ => ctx.done_after(QUEUED + running_time(scanned.min(most))),
    };
    let Context { database, catalog } = input.query_execution_context;
    let catalog = catalog.map(|name| name.to_lowercase());
    Ok(Execution {
        id: id.to_owned(),
        work_group,
        query: input.query_string,
        kind,
        context: json!({ "Database": database, "Catalog": catalog }),
        parameters: input.execution_parameters,
        result,
        engine,
        submitted: ctx.now,
        started: ctx.done_after(QUEUED),
        ends,
        outcome,
        stopped: None,
        stuck,
        delivered: false,
    })
}

// === impl State ===

impl State {
    /// The id that was answered under a client's token; an error if something else was asked then.
    pub(super) fn answered(
        &self,
        token: Option<&String>,
        asked: &str,
    ) -> Result<Option<String>, AwsError> {
        match token.and_then(|token| self.tokens.get(token)) {
            Some((before, id)) if before == asked => Ok(Some(id.clone())),
            Some(_) => Err(errors::invalid("Idempotent parameters do not match")),
            None => Ok(None),
        }
    }

    pub(super) fn remember(&mut self, token: Option<String>, asked: String, id: &str) {
        if let Some(token) = token {
            self.tokens.insert(token, (asked, id.to_owned()));
        }
    }
}
