//! Test cases: what is said to a flow, and what it should answer. Their content is kept unread, and no flow
//! is walked: an execution passes when the flow that it enters is there, which is a choice.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors, flow,
    reading::{self, Query},
    state::{self, Instance},
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    time::Time,
    world::{Tags, Thing},
};

/// What a test case has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TestCase {
    description: Option<String>,
    content: String,
    /// As on the wire.
    entry_point: Value,
    initialization_data: Option<String>,
    /// `SAVED` or `PUBLISHED`.
    status: String,
    executions: Vec<Execution>,
}

/// One run of a test case.
#[derive(Debug, Clone, Serialize)]
struct Execution {
    id: String,
    started: Time,
    ends: Time,
    /// What it ends with.
    passes: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    name: String,
    description: Option<String>,
    content: String,
    #[serde(default)]
    entry_point: Value,
    initialization_data: Option<String>,
    status: Option<String>,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    test_case_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    instance_id: String,
    test_case_id: String,
    name: Option<String>,
    description: Option<String>,
    content: Option<String>,
    entry_point: Option<Value>,
    initialization_data: Option<String>,
    status: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ListExecutions {
    instance_id: String,
    test_case_id: Option<String>,
    test_case_name: Option<String>,
    status: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

const KIND: &str = "Test case";
const PUBLISHED: &str = "PUBLISHED";
/// How long an execution takes; how long AWS takes is not documented.
const RUN: Duration = Duration::from_mins(1);

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.test_cases.named(&input.name).is_some() {
        return Err(taken(&input.name));
    }
    let body = TestCase {
        description: input.description,
        content: input.content,
        entry_point: input.entry_point,
        initialization_data: input.initialization_data,
        status: input.status.unwrap_or_else(|| PUBLISHED.to_owned()),
        executions: Vec::new(),
    };
    check(instance, &body)?;
    let (id, name) = (&input.instance_id, input.name.clone());
    let case = state::new_thing(ctx, id, "test-case", name, input.tags, body)?;
    let answer = json!({ "TestCaseId": case.id, "TestCaseArn": case.arn });
    let instance = state::open_mut(ctx, id)?;
    let added = instance.test_cases.add(case);
    added.map_err(|_| taken(&input.name))?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.test_case_id;
    let case = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    Ok(json!({ "TestCase": shown(ctx, case) }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: reading::List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let rows = ctx.rows(&input.page, &instance.test_cases);
    reading::list(ctx, &input.page, rows, "TestCaseSummaryList", |case| {
        summary(ctx, case)
    })
}

/// Whether searches tell what is in test cases is not documented; here they do not.
pub(super) fn search(ctx: &mut Ctx<'_>, query: Query) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    let special = |name: &str, condition: &Value, case: &Thing<TestCase>| {
        name != "StatusCondition" || *condition == *case.body.status
    };
    let fits = |case: &Thing<TestCase>| {
        query.search_filter.passes(&case.tags)
            && query.search_criteria.fits(
                &|name: &str| field(case, name),
                &|name: &str, condition: &Value| special(name, condition, case),
            )
    };
    let found = &instance.test_cases;
    reading::search(ctx, &query.page, found, "TestCases", fits, |case| {
        let mut shown = shown(ctx, case);
        if let Some(members) = shown.as_object_mut() {
            members.remove("Content");
        }
        shown
    })
}

/// What is not given stays.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let case = find(instance, &input.test_case_id)?;
    let (id, mut body) = (case.id.clone(), case.body.clone());
    body.description = input.description.or(body.description);
    body.content = input.content.unwrap_or(body.content);
    body.entry_point = input.entry_point.unwrap_or(body.entry_point);
    body.initialization_data = input.initialization_data.or(body.initialization_data);
    body.status = input.status.unwrap_or(body.status);
    check(instance, &body)?;
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if let Some(name) = &input.name {
        let renamed = instance.test_cases.rename(&id, name);
        renamed.map_err(|_| taken(name))?;
    }
    if let Some(case) = instance.test_cases.get_mut(&id) {
        (case.body, case.modified) = (body, now);
    }
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let gone = instance.test_cases.remove(&input.test_case_id);
    gone.map(|_| ())
        .ok_or_else(|| errors::not_found(KIND, &input.test_case_id))
}

/// Starts a run. A second request with the token of a first one is answered as that was.
pub(super) fn start(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let case = find(instance, &input.test_case_id)?;
    let passes = entry(instance, &case.body).is_ok();
    let case_id = case.id.clone();
    let execution = Execution {
        id: ctx.ids.uuid(),
        started: ctx.now,
        ends: ctx.done_after(RUN),
        passes,
    };
    let answer = json!({
        "TestCaseExecutionId": execution.id,
        "TestCaseId": case_id,
        "Status": "INITIATED",
    });
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if let Some(case) = instance.test_cases.get_mut(&case_id) {
        case.body.executions.push(execution);
    }
    Ok(answer)
}

/// Those of all test cases, the first run first: the order is not documented.
pub(super) fn list_executions(ctx: &mut Ctx<'_>, input: ListExecutions) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let of_case = |case: &&Thing<TestCase>| {
        input.test_case_id.as_ref().is_none_or(|id| *id == case.id)
            && input
                .test_case_name
                .as_ref()
                .is_none_or(|it| *it == case.name)
    };
    let cases = instance.test_cases.iter().filter(of_case);
    let all = cases.flat_map(|case| case.body.executions.iter().map(move |run| (case, run)));
    let of_status = |(_, run): &(&Thing<TestCase>, &Execution)| {
        let status = input.status.as_deref();
        status.is_none_or(|status| status == run.status(ctx.now))
    };
    let mut rows: Vec<_> = all
        .filter(of_status)
        .map(|(case, run)| {
            (
                format!("{:020} {}", run.started.as_micros(), run.id),
                (case, run),
            )
        })
        .collect();
    rows.sort_by(|one, other| one.0.cmp(&other.0));
    let page = ctx.page(&input.page, rows)?;
    let shown = |(case, run): (&Thing<TestCase>, &Execution)| {
        let status = run.status(ctx.now);
        let mut shown = json!({
            "TestCaseExecutionId": run.id,
            "TestCaseId": case.id,
            "StartTime": run.started,
            "TestCaseExecutionStatus": status,
        });
        if status != "IN_PROGRESS" {
            shown["EndTime"] = json!(run.ends);
        }
        shown
    };
    let shown: Vec<_> = page.items.into_iter().map(shown).collect();
    Ok(json!({ "TestCaseExecutions": shown, "NextToken": page.next_token }))
}

/// What is published has a content that can be read, and begins somewhere that is there.
fn check(instance: &Instance, body: &TestCase) -> Result<(), AwsError> {
    if body.status != PUBLISHED {
        return Ok(());
    }
    if serde_json::from_str::<Value>(&body.content).is_err() {
        let message = "The content of the test case is no JSON.";
        return Err(AwsError::new("InvalidTestCaseException", message));
    }
    entry(instance, body)
}

/// Whether the flow that is entered is there. An entry by a number is believed.
fn entry(instance: &Instance, body: &TestCase) -> Result<(), AwsError> {
    let ways = ["VoiceCallEntryPointParameters", "ChatEntryPointParameters"];
    let named = ways
        .iter()
        .find_map(|way| body.entry_point[*way]["FlowId"].as_str());
    let Some(named) = named else { return Ok(()) };
    let id = named.rsplit('/').next().unwrap_or(named);
    flow::find(instance, id).map(|_| ())
}

fn find<'i>(instance: &'i Instance, id: &str) -> Result<&'i Thing<TestCase>, AwsError> {
    let case = instance.test_cases.get(id);
    case.ok_or_else(|| errors::not_found(KIND, id))
}

fn taken(name: &str) -> AwsError {
    let message = format!("{KIND} already exists: {name}");
    AwsError::new("DuplicateResourceException", message)
}

/// Which fields a search knows is not documented.
fn field<'t>(case: &'t Thing<TestCase>, name: &str) -> Option<&'t str> {
    match name {
        "name" => Some(&case.name),
        "description" => case.body.description.as_deref(),
        "status" => Some(&case.body.status),
        _ => None,
    }
}

fn summary(ctx: &Ctx<'_>, case: &Thing<TestCase>) -> Value {
    json!({
        "Id": case.id,
        "Arn": case.arn,
        "Name": case.name,
        "Status": case.body.status,
        "LastModifiedTime": case.modified,
        "LastModifiedRegion": ctx.region,
    })
}

fn shown(ctx: &Ctx<'_>, case: &Thing<TestCase>) -> Value {
    let mut shown = summary(ctx, case);
    let body = &case.body;
    for (member, value) in [
        ("Content", json!(body.content)),
        ("EntryPoint", body.entry_point.clone()),
        ("Description", json!(body.description)),
        ("InitializationData", json!(body.initialization_data)),
        ("Tags", json!(case.tags)),
    ] {
        if !value.is_null() {
            shown[member] = value;
        }
    }
    shown
}

// === impl Execution ===

impl Execution {
    fn status(&self, now: Time) -> &'static str {
        match (now < self.ends, self.passes) {
            (true, _) => "IN_PROGRESS",
            (false, true) => "PASSED",
            (false, false) => "FAILED",
        }
    }
}
