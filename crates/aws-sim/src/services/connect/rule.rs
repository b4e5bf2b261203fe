//! Rules: what is done when something happened. Their function, which says when, is kept unread.

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
    world::{Tags, Thing},
};

/// What a rule has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Rule {
    /// As on the wire.
    trigger: Value,
    function: String,
    /// As on the wire.
    actions: Vec<Value>,
    /// `DRAFT` or `PUBLISHED`.
    status: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    name: String,
    trigger_event_source: Value,
    function: String,
    actions: Vec<Value>,
    publish_status: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    rule_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    instance_id: String,
    publish_status: Option<String>,
    event_source_name: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    instance_id: String,
    rule_id: String,
    name: String,
    function: String,
    actions: Vec<Value>,
    publish_status: String,
}

const KIND: &str = "Rule";

/// Rules are counted for each event source.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    check(instance, &input.actions)?;
    if let Some(id) = input.trigger_event_source["IntegrationAssociationId"].as_str()
        && instance.integrations.get(id).is_none()
    {
        return Err(errors::not_found("Integration association", id));
    }
    if instance.rules.named(&input.name).is_some() {
        return Err(taken(&input.name));
    }
    let source = &input.trigger_event_source["EventSourceName"];
    let same = instance
        .rules
        .iter()
        .filter(|rule| rule.body.trigger["EventSourceName"] == *source);
    let limit = ctx.quota("rules-per-event-source");
    if same.count() as u64 >= limit {
        return Err(errors::quota_exceeded("rules per event source", limit));
    }
    let body = Rule {
        trigger: input.trigger_event_source,
        function: input.function,
        actions: input.actions,
        status: input.publish_status,
    };
    let (id, name) = (&input.instance_id, input.name.clone());
    let rule = state::new_thing(ctx, id, "rule", name, Tags::new(), body)?;
    let answer = json!({ "RuleArn": rule.arn, "RuleId": rule.id });
    let instance = state::open_mut(ctx, id)?;
    instance.rules.add(rule).map_err(|_| taken(&input.name))?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let rule = reading::seen(ctx, find(instance, &input.rule_id)?, KIND, &input.rule_id)?;
    Ok(json!({ "Rule": {
        "Name": rule.name,
        "RuleId": rule.id,
        "RuleArn": rule.arn,
        "TriggerEventSource": rule.body.trigger,
        "Function": rule.body.function,
        "Actions": rule.body.actions,
        "PublishStatus": rule.body.status,
        "CreatedTime": rule.created,
        "LastUpdatedTime": rule.modified,
        "LastUpdatedBy": author(ctx),
        "Tags": rule.tags,
    }}))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let asked = |rule: &Thing<Rule>| {
        let (status, source) = (&input.publish_status, &input.event_source_name);
        let trigger = &rule.body.trigger["EventSourceName"];
        status
            .as_ref()
            .is_none_or(|status| *status == rule.body.status)
            && source.as_ref().is_none_or(|source| *trigger == **source)
    };
    let rows = ctx
        .rows(&input.page, &instance.rules)
        .filter(|(_, rule)| asked(rule));
    reading::list(ctx, &input.page, rows, "RuleSummaryList", |rule| {
        let mut shown = summary(rule);
        shown["EventSourceName"] = json!(rule.body.trigger["EventSourceName"]);
        shown
    })
}

pub(super) fn search(ctx: &mut Ctx<'_>, query: Query) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    let fits = |rule: &Thing<Rule>| query.fits(&rule.tags, &|name| field(rule, name));
    reading::search(ctx, &query.page, &instance.rules, "Rules", fits, |rule| {
        let mut shown = summary(rule);
        shown["TriggerEventSource"] = json!(rule.body.trigger);
        shown["LastUpdatedBy"] = json!(author(ctx));
        shown["Tags"] = json!(rule.tags);
        shown
    })
}

/// Replaces everything but the trigger.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    check(instance, &input.actions)?;
    let id = find(instance, &input.rule_id)?.id.clone();
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let renamed = instance.rules.rename(&id, &input.name);
    renamed.map_err(|_| taken(&input.name))?;
    if let Some(rule) = instance.rules.get_mut(&id) {
        rule.body.function = input.function;
        rule.body.actions = input.actions;
        rule.body.status = input.publish_status;
        rule.modified = now;
    }
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let gone = instance.rules.remove(&input.rule_id);
    gone.map(|_| ())
        .ok_or_else(|| errors::not_found(KIND, &input.rule_id))
}

/// A task goes through a flow that is there, and other actions refer to nothing that is looked for.
fn check(instance: &Instance, actions: &[Value]) -> Result<(), AwsError> {
    let flows = actions.iter();
    let mut flows = flows.filter_map(|action| action["TaskAction"]["ContactFlowId"].as_str());
    flows.try_for_each(|id| flow::find(instance, id).map(|_| ()))
}

fn find<'i>(instance: &'i Instance, id: &str) -> Result<&'i Thing<Rule>, AwsError> {
    let rule = instance.rules.get(id);
    rule.ok_or_else(|| errors::not_found(KIND, id))
}

fn taken(name: &str) -> AwsError {
    let message = format!("{KIND} already exists: {name}");
    AwsError::new("ResourceConflictException", message)
}

/// Callers are known by their account alone.
fn author(ctx: &Ctx<'_>) -> String {
    format!("arn:aws:iam::{}:root", ctx.account)
}

fn field<'t>(rule: &'t Thing<Rule>, name: &str) -> Option<&'t str> {
    match name {
        "name" => Some(&rule.name),
        "publishstatus" => Some(&rule.body.status),
        "eventsourcename" => rule.body.trigger["EventSourceName"].as_str(),
        "integrationassociationid" => rule.body.trigger["IntegrationAssociationId"].as_str(),
        "ruleid" => Some(&rule.id),
        _ => None,
    }
}

fn summary(rule: &Thing<Rule>) -> Value {
    let actions = rule.body.actions.iter();
    let actions = actions.map(|action| json!({ "ActionType": action["ActionType"] }));
    json!({
        "Name": rule.name,
        "RuleId": rule.id,
        "RuleArn": rule.arn,
        "PublishStatus": rule.body.status,
        "ActionSummaries": actions.collect::<Vec<_>>(),
        "CreatedTime": rule.created,
        "LastUpdatedTime": rule.modified,
    })
}
