//! What a budget has seen spent.

use serde_json::{Value, json};

use super::Budget;
use crate::{context::Ctx, services::ce};

/// `CalculatedSpend`: what this month has cost so far, and what it may cost in the end.
pub(super) fn calculated(ctx: &Ctx<'_>, budget: &Budget) -> Value {
    let expression = budget.settings.get("FilterExpression");
    let services = budget
        .settings
        .get("CostFilters")
        .and_then(|filters| filters.get("Service"));
    let services: Option<Vec<&str>> = services
        .and_then(Value::as_array)
        .map(|names| names.iter().filter_map(Value::as_str).collect());
    let counts = |service: &str| {
        services
            .as_ref()
            .is_none_or(|names| names.contains(&service))
    };
    let (actual, forecast) = ce::this_month(ctx, expression, &counts);
    let spend = |amount: String| json!({ "Amount": amount, "Unit": "USD" });
    json!({ "ActualSpend": spend(actual), "ForecastedSpend": spend(forecast) })
}
