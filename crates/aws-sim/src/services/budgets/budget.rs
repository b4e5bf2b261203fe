//! Budgets themselves.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Budget, budget, errors, notification, page, spend};
use crate::{context::Ctx, error::AwsError, services::tag::Tag, time::Time};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    account_id: String,
    budget: Map<String, Value>,
    #[serde(default)]
    notifications_with_subscribers: Vec<notification::Given>,
    #[serde(default)]
    resource_tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    account_id: String,
    budget_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    account_id: String,
    max_results: Option<usize>,
    next_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    account_id: String,
    new_budget: Map<String, Value>,
}

/// The end of a budget that has none: 15 June 2087 (API reference, `TimePeriod`).
const END: u64 = 3_706_473_600;

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<(), AwsError> {
    if input.account_id != ctx.account.as_str() {
        return Err(errors::other_account(&input.account_id));
    }
    let mut budget = Budget {
        settings: settings(input.budget, ctx.now)?,
        modified: ctx.now,
        notifications: Vec::new(),
        tags: input.resource_tags.into_iter().map(Tag::pair).collect(),
    };
    for given in input.notifications_with_subscribers {
        budget.add(given)?;
    }
    let name = name(&budget.settings);
    let budgets = &mut ctx.world.budgets.at(ctx.account).budgets;
    if budgets.contains_key(&name) {
        return Err(errors::duplicate(&format!("budget: {name}")));
    }
    budgets.insert(name, budget);
    Ok(())
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    budget(ctx, &input.account_id, &input.budget_name)?;
    let state = ctx.world.budgets.get(ctx.account);
    let budget = state.and_then(|state| state.budgets.get(&input.budget_name));
    Ok(json!({ "Budget": budget.map(|budget| shown(ctx, budget)) }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    if input.account_id != ctx.account.as_str() {
        return Err(errors::other_account(&input.account_id));
    }
    let state = ctx.world.budgets.get(ctx.account);
    let budgets = state.into_iter().flat_map(|state| &state.budgets);
    let rows = budgets.map(|(name, budget)| (name.clone(), shown(ctx, budget)));
    let page = page(ctx, input.max_results, input.next_token, rows)?;
    Ok(json!({ "Budgets": page.items, "NextToken": page.next_token }))
}

/// An update says everything anew, but for notifications and tags.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let now = ctx.now;
    let settings = settings(input.new_budget, now)?;
    let budget = budget(ctx, &input.account_id, &name(&settings))?;
    budget.settings = settings;
    budget.modified = now;
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    budget(ctx, &input.account_id, &input.budget_name)?;
    let budgets = &mut ctx.world.budgets.at(ctx.account).budgets;
    budgets.remove(&input.budget_name);
    Ok(())
}

fn name(settings: &Map<String, Value>) -> String {
    settings["BudgetName"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// The members of a budget, with defaults; refused if they do not fit together.
fn settings(mut told: Map<String, Value>, now: Time) -> Result<Map<String, Value>, AwsError> {
    for own in ["CalculatedSpend", "LastUpdatedTime", "HealthStatus"] {
        told.shift_remove(own);
    }
    let has = |member: &str| told.contains_key(member);
    let limits = ["BudgetLimit", "PlannedBudgetLimits", "AutoAdjustData"];
    if limits.iter().filter(|member| has(member)).count() != 1 {
        return Err(errors::invalid(
            "A budget needs exactly one of BudgetLimit, PlannedBudgetLimits and AutoAdjustData.",
        ));
    }
    if has("FilterExpression") && (has("CostFilters") || has("CostTypes")) {
        return Err(errors::invalid(
            "CostFilters and CostTypes cannot be given with FilterExpression.",
        ));
    }
    let amount = told.get("BudgetLimit").map(|limit| &limit["Amount"]);
    let amount = amount.map(|amount| amount.as_str().unwrap_or_default().parse::<f64>());
    if amount.is_some_and(|amount| !amount.is_ok_and(|amount| amount > 0.0)) {
        return Err(errors::invalid(
            "The amount of a budget must be greater than zero.",
        ));
    }
    if !has("FilterExpression") && told["BudgetType"] == "COST" {
        told.insert("CostTypes".to_owned(), cost_types(told.get("CostTypes")));
    }
    let period = told.entry("TimePeriod").or_insert(json!({}));
    if let Value::Object(period) = period {
        period.entry("Start").or_insert(json!(month_start(now)));
        period.entry("End").or_insert(json!(END));
    }
    Ok(told)
}

/// What counts as cost (API reference, `CostTypes`).
fn cost_types(told: Option<&Value>) -> Value {
    let mut types = json!({
        "IncludeTax": true, "IncludeSubscription": true, "UseBlended": false,
        "IncludeRefund": true, "IncludeCredit": true, "IncludeUpfront": true,
        "IncludeRecurring": true, "IncludeOtherSubscription": true, "IncludeSupport": true,
        "IncludeDiscount": true, "UseAmortized": false,
    });
    for (name, value) in told.and_then(Value::as_object).into_iter().flatten() {
        types[name] = value.clone();
    }
    types
}

fn month_start(now: Time) -> u64 {
    crate::services::ce::month_start(now) * 86_400
}

fn shown(ctx: &Ctx<'_>, budget: &Budget) -> Value {
    let mut shown = Value::Object(budget.settings.clone());
    shown["CalculatedSpend"] = spend::calculated(ctx, budget);
    shown["LastUpdatedTime"] = json!(budget.modified);
    shown
}
