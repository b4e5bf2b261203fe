//! Rules: by a pattern, on a schedule, or both.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Rule, bus, errors, key, page, rule};
use crate::{
    context::Ctx,
    error::AwsError,
    services::{scheduler::Expression, tag::Tag},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    name: String,
    schedule_expression: Option<String>,
    event_pattern: Option<String>,
    state: Option<String>,
    description: Option<String>,
    role_arn: Option<String>,
    event_bus_name: Option<String>,
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    name: String,
    event_bus_name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    name_prefix: Option<String>,
    event_bus_name: Option<String>,
    next_token: Option<String>,
    limit: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ByTarget {
    target_arn: String,
    event_bus_name: Option<String>,
    next_token: Option<String>,
    limit: Option<usize>,
}

/// A rule that is there is told anew: what is left out is gone. Tags are for new ones only.
pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    let bus = bus::named(ctx, input.event_bus_name.as_deref())?;
    let (schedule, pattern) = (input.schedule_expression, input.event_pattern);
    if schedule.is_none() && pattern.is_none() {
        return Err(errors::invalid(
            "Parameter(s) EventPattern or ScheduleExpression must be specified.",
        ));
    }
    if schedule.is_some() && bus != bus::DEFAULT {
        return Err(errors::invalid(
            "ScheduleExpression is supported only on the default event bus.",
        ));
    }
    if !schedule.as_deref().is_none_or(is_schedule) {
        return Err(errors::invalid(
            "Parameter ScheduleExpression is not valid.",
        ));
    }
    if !pattern.as_deref().is_none_or(is_pattern) {
        return Err(AwsError::new(
            "InvalidEventPatternException",
            "Event pattern is not valid. Reason: it is no JSON object of arrays",
        ));
    }
    let key = key(&bus, &input.name);
    let arn = ctx.arn("events", &format!("rule/{key}"));
    let state = ctx.world.events.at(ctx.account, ctx.region);
    let new = Rule {
        name: input.name,
        bus,
        arn: arn.clone(),
        created: ctx.now,
        schedule,
        pattern,
        state: input.state.unwrap_or_else(|| "ENABLED".to_owned()),
        description: input.description,
        role: input.role_arn,
        tags: input.tags.into_iter().map(Tag::pair).collect(),
        targets: BTreeMap::new(),
    };
    let new = match state.rules.remove(&key) {
        Some(there) => Rule {
            created: there.created,
            tags: there.tags,
            targets: there.targets,
            ..new
        },
        None => new,
    };
    state.rules.insert(key, new);
    Ok(json!({ "RuleArn": arn }))
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let account = ctx.account.clone();
    let rule = rule(ctx, input.event_bus_name.as_deref(), &input.name)?;
    let mut shown = summary(rule);
    shown["CreatedBy"] = json!(account);
    Ok(shown)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let bus = bus::named(ctx, input.event_bus_name.as_deref())?;
    let prefix = input.name_prefix.unwrap_or_default();
    let state = ctx.world.events.get(ctx.account, ctx.region);
    let rules = state.into_iter().flat_map(|state| state.rules_of(&bus));
    let asked = rules.filter(|rule| rule.name.starts_with(&prefix));
    let rows = asked.map(|rule| (rule.name.clone(), summary(rule)));
    let page = page(ctx, input.limit, input.next_token, rows)?;
    Ok(json!({ "Rules": page.items, "NextToken": page.next_token }))
}

pub(super) fn list_names_by_target(ctx: &mut Ctx<'_>, input: ByTarget) -> Result<Value, AwsError> {
    let bus = bus::named(ctx, input.event_bus_name.as_deref())?;
    let state = ctx.world.events.get(ctx.account, ctx.region);
    let rules = state.into_iter().flat_map(|state| state.rules_of(&bus));
    let calls = |rule: &Rule| {
        rule.targets
            .values()
            .any(|target| target["Arn"] == input.target_arn)
    };
    let asked = rules.filter(|rule| calls(rule));
    let rows = asked.map(|rule| (rule.name.clone(), &rule.name));
    let page = page(ctx, input.limit, input.next_token, rows)?;
    Ok(json!({ "RuleNames": page.items, "NextToken": page.next_token }))
}

pub(super) fn enable(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let rule = rule(ctx, input.event_bus_name.as_deref(), &input.name)?;
    "ENABLED".clone_into(&mut rule.state);
    Ok(())
}

pub(super) fn disable(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let rule = rule(ctx, input.event_bus_name.as_deref(), &input.name)?;
    "DISABLED".clone_into(&mut rule.state);
    Ok(())
}

/// To delete a rule that is not there is no error.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let key = key(
        &bus::named(ctx, input.event_bus_name.as_deref())?,
        &input.name,
    );
    let state = ctx.world.events.at(ctx.account, ctx.region);
    let targets = |rule: &Rule| !rule.targets.is_empty();
    if state.rules.get(&key).is_some_and(targets) {
        return Err(errors::invalid(
            "Rule can't be deleted since it has targets.",
        ));
    }
    state.rules.remove(&key);
    Ok(())
}

fn summary(rule: &Rule) -> Value {
    json!({
        "Name": rule.name,
        "Arn": rule.arn,
        "EventPattern": rule.pattern,
        "ScheduleExpression": rule.schedule,
        "State": rule.state,
        "Description": rule.description,
        "RoleArn": rule.role,
        "EventBusName": rule.bus,
    })
}

/// A rate or a `cron`. Of one minute the unit has no s, and of several it has one; schedules of the
/// Scheduler are not so strict.
fn is_schedule(text: &str) -> bool {
    let unit = text.split_once(' ').map_or("", |(_, unit)| unit);
    let is_plural = unit.ends_with("s)");
    match Expression::parse(text) {
        Some(Expression::Rate(_)) => is_plural != text.starts_with("rate(1 "),
        Some(Expression::Cron(_)) => true,
        Some(Expression::At(_)) | None => false,
    }
}

/// An object whose members are arrays, or objects of that kind.
fn is_pattern(text: &str) -> bool {
    fn fits(value: &Value) -> bool {
        match value {
            Value::Object(members) => members
                .values()
                .all(|member| fits(member) || member.is_array()),
            _ => false,
        }
    }
    serde_json::from_str(text).is_ok_and(|value: Value| fits(&value))
}
