//! What an account has cost, as Cost Explorer tells it.

use async_trait::async_trait;
use aws_sdk_costexplorer::types;
use connect_governance::port::upkeep::{
    CostLine, CostPort, CostQuery, Dimension, ForecastLine, Grain,
};
use connect_model::{Date, Fault, FaultClass};

use crate::{aws::Aws, call::Operation, fault};

const COST: Operation = operation("GetCostAndUsage");
const FORECAST: Operation = operation("GetCostForecast");
const VALUES: Operation = operation("GetDimensionValues");
const METRIC: &str = "UnblendedCost";

/// An operation of Cost Explorer.
const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "ce",
        name,
    }
}

/// Elsewhere this code says that a quota is full.
pub(in crate::governance) fn too_often(mut fault: Fault) -> Fault {
    if fault.code == "LimitExceededException" {
        fault.class = FaultClass::Throttled;
    }
    fault
}

#[async_trait]
impl CostPort for Aws {
    async fn services(&self, start: &Date, end: &Date) -> Result<Vec<String>, Fault> {
        let request = self.cost_explorer.get_dimension_values();
        let request = request
            .time_period(between(VALUES, start, end)?)
            .dimension(types::Dimension::Service);
        let listed = self.caller.pages(
            VALUES,
            |token| request.clone().set_next_page_token(token).send(),
            |page| (Some(page.dimension_values), page.next_page_token),
        );
        let listed = listed.await.map_err(too_often)?;
        Ok(listed.into_iter().filter_map(|it| it.value).collect())
    }

    async fn cost(&self, query: &CostQuery) -> Result<Vec<CostLine>, Fault> {
        let request = self.cost_explorer.get_cost_and_usage();
        let request = request
            .time_period(between(COST, &query.start, &query.end)?)
            .granularity(granularity(query.grain))
            .metrics(METRIC)
            .filter(of_services(query))
            .group_by(group(&query.group));
        let listed = self.caller.pages(
            COST,
            |token| request.clone().set_next_page_token(token).send(),
            |page| (page.results_by_time, page.next_page_token),
        );
        let listed = listed.await.map_err(too_often)?;
        let lines = listed.into_iter().flat_map(|it| lines(query, it));
        Ok(lines.collect())
    }

    async fn forecast(&self, query: &CostQuery) -> Result<Vec<ForecastLine>, Fault> {
        let request = self.cost_explorer.get_cost_forecast();
        let request = request
            .time_period(between(FORECAST, &query.start, &query.end)?)
            .granularity(granularity(query.grain))
            .metric(types::Metric::UnblendedCost)
            .filter(of_services(query));
        let answer = self.caller.send(FORECAST, request.send()).await;
        let told = answer.map_err(too_often)?.forecast_results_by_time;
        let line = |it: types::ForecastResult| {
            let period = it.time_period?;
            Some(ForecastLine {
                start: period.start,
                end: period.end,
                amount: it.mean_value?,
            })
        };
        Ok(told.into_iter().flatten().filter_map(line).collect())
    }
}

/// The days from one to before another.
pub(in crate::governance) fn between(
    operation: Operation,
    start: &Date,
    end: &Date,
) -> Result<types::DateInterval, Fault> {
    let period = types::DateInterval::builder();
    let period = period.start(start.as_str()).end(end.as_str());
    fault::built(operation, period.build())
}

fn granularity(grain: Grain) -> types::Granularity {
    match grain {
        Grain::Day => types::Granularity::Daily,
        Grain::Month => types::Granularity::Monthly,
    }
}

fn of_services(query: &CostQuery) -> types::Expression {
    let services = types::DimensionValues::builder()
        .key(types::Dimension::Service)
        .set_values(Some(query.services.iter().cloned().collect()));
    types::Expression::builder()
        .dimensions(services.build())
        .build()
}

fn group(dimension: &Dimension) -> types::GroupDefinition {
    let (kind, key) = match dimension {
        Dimension::Service => (types::GroupDefinitionType::Dimension, "SERVICE"),
        Dimension::UsageType => (types::GroupDefinitionType::Dimension, "USAGE_TYPE"),
        Dimension::Account => (types::GroupDefinitionType::Dimension, "LINKED_ACCOUNT"),
        Dimension::Tag(key) => (types::GroupDefinitionType::Tag, key.as_str()),
    };
    types::GroupDefinition::builder()
        .r#type(kind)
        .key(key)
        .build()
}

fn lines(query: &CostQuery, result: types::ResultByTime) -> Vec<CostLine> {
    let is_estimated = result.estimated;
    let Some(period) = result.time_period else {
        return Vec::new();
    };
    let line = |group: types::Group| {
        let value = group.metrics?.remove(METRIC)?;
        Some(CostLine {
            start: period.start.clone(),
            end: period.end.clone(),
            group: named(query, group.keys?.into_iter().next()?),
            amount: value.amount?,
            unit: value.unit.unwrap_or_default(),
            is_estimated,
        })
    };
    let groups = result.groups.into_iter().flatten();
    groups.filter_map(line).collect()
}

/// The value of a tag stands after its key and `$`.
fn named(query: &CostQuery, key: String) -> String {
    let Dimension::Tag(tag) = &query.group else {
        return key;
    };
    let value = key.strip_prefix(tag.as_str());
    let value = value.and_then(|it| it.strip_prefix('$'));
    value.map_or_else(|| key.clone(), str::to_owned)
}
