//! Historical metrics: how long agents were online and idle, and how many contacts there were.
//!
//! The time of agents is that of their statuses (`user/presence.rs`). Contacts are those of the generated
//! data lake, from the creation of the instance on; one counts as handled if its agent was online when
//! it came, so that who never signed in has handled none. Without a lake there are no contacts.
//! What nothing is known of is in no result. Five metrics are simulated, and intervals are those of UTC.

mod count;
mod metric;
mod window;

use serde::Deserialize;
use serde_json::{Value, json};

use self::{
    count::{Question, Row},
    metric::{Key, Metric},
    window::{Interval, windows},
};
use super::{
    errors, queue, routing_profile,
    state::{self, Instance},
    user,
};
use crate::{arn::Arn, context::Ctx, error::AwsError, paging::PageRequest, time::Time};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    resource_arn: String,
    start_time: f64,
    end_time: f64,
    #[serde(default)]
    interval: Interval,
    filters: Vec<Filter>,
    #[serde(default)]
    groupings: Vec<String>,
    metrics: Vec<Value>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Filter {
    filter_key: String,
    filter_values: Option<Vec<String>>,
    string_condition: Option<Value>,
}

/// A filter that was found to fit: a key, and the ids or words that are wanted.
#[derive(Debug)]
struct Wanted {
    key: Key,
    values: Vec<String>,
}

/// How many values all filters may have together, but for channels (API reference).
const VALUES_MAX: usize = 100;
const GROUPINGS_MAX: usize = 4;

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let instance = instance(ctx, &input.resource_arn)?;
    let span = (moment(input.start_time), moment(input.end_time));
    let windows = windows(&input.interval, span, ctx.now)?;
    let metrics = input.metrics.iter().map(Metric::read);
    let metrics: Vec<Metric> = metrics.collect::<Result<_, _>>()?;
    if metrics.is_empty() {
        return Err(errors::invalid_parameter("Metrics are missing."));
    }
    let groupings = groupings(&input.groupings)?;
    let filters = filters(instance, &input.filters)?;
    for metric in &metrics {
        let keys = groupings.iter().chain(filters.iter().map(|one| &one.key));
        metric.takes(keys)?;
    }
    let question = Question {
        ctx,
        instance,
        metrics: &metrics,
        groupings: &groupings,
        filters: &filters,
        windows: &windows,
    };
    let rows = question.rows().into_iter().map(|row| {
        let place = format!("{:06} {}", row.window, row.values.join(" "));
        (place, row)
    });
    let page = ctx.page(&input.page, rows)?;
    let rows = page.items.iter();
    let shown = rows.map(|row| {
        let window = &windows[row.window];
        shown(&input, &groupings, window, row)
    });
    let shown: Vec<Value> = shown.collect();
    Ok(json!({ "MetricResults": shown, "NextToken": page.next_token }))
}

fn shown(input: &Get, groupings: &[Key], window: &(Time, Time), row: &Row) -> Value {
    let dimensions = groupings.iter().zip(&row.values);
    let dimensions: serde_json::Map<String, Value> = dimensions
        .map(|(key, value)| (key.name().to_owned(), json!(value)))
        .collect();
    let collections = input.metrics.iter().zip(&row.numbers);
    let collections: Vec<Value> = collections
        .map(|(metric, number)| json!({ "Metric": metric, "Value": number }))
        .collect();
    json!({
        "Dimensions": dimensions,
        "MetricInterval": {
            "Interval": input.interval.period(),
            "StartTime": window.0,
            "EndTime": window.1,
        },
        "Collections": collections,
    })
}

/// The instance with this ARN, in the place that is called.
fn instance<'w>(ctx: &'w Ctx<'_>, arn: &str) -> Result<&'w Instance, AwsError> {
    let parsed = Arn::parse(arn).filter(|arn| arn.service == "connect");
    let id = parsed.and_then(|arn| arn.resource.strip_prefix("instance/"));
    let Some(id) = id.filter(|id| !id.contains('/')) else {
        return Err(errors::invalid_parameter(&format!(
            "ResourceArn {arn} is not the ARN of an instance."
        )));
    };
    let instance = state::open(ctx, id)?;
    if instance.arn == arn {
        Ok(instance)
    } else {
        Err(errors::not_found("Instance", arn))
    }
}

fn moment(seconds: f64) -> Time {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a date after 1970"
    )]
    let millis = (seconds.max(0.0) * 1e3) as u64;
    Time::from_micros(millis * 1_000)
}

fn groupings(named: &[String]) -> Result<Vec<Key>, AwsError> {
    let keys = named.iter().map(|name| Key::named(name));
    let keys: Vec<Key> = keys.collect::<Result<_, _>>()?;
    let twice = |key: &Key| keys.iter().filter(|other| *other == key).count() > 1;
    if keys.len() > GROUPINGS_MAX || keys.iter().any(twice) {
        return Err(errors::invalid_parameter(
            "There can be at most four groupings, each of them once.",
        ));
    }
    Ok(keys)
}

/// Values by id. One filter at least has to name resources, and those have to exist.
fn filters(instance: &Instance, told: &[Filter]) -> Result<Vec<Wanted>, AwsError> {
    let filters = told.iter().map(|filter| filter.checked(instance));
    let filters: Vec<Wanted> = filters.collect::<Result<_, _>>()?;
    let mut seen = Vec::new();
    for filter in &filters {
        if seen.contains(&filter.key) {
            return Err(errors::invalid_parameter(&format!(
                "Filter key {} is there twice.",
                filter.key.name()
            )));
        }
        seen.push(filter.key);
    }
    if !seen.iter().any(|key| *key != Key::Channel) {
        return Err(errors::invalid_parameter(
            "A filter by QUEUE, ROUTING_PROFILE or AGENT is needed.",
        ));
    }
    let resources = filters.iter().filter(|filter| filter.key != Key::Channel);
    if resources.map(|filter| filter.values.len()).sum::<usize>() > VALUES_MAX {
        return Err(errors::invalid_parameter(
            "There can be at most 100 filter values.",
        ));
    }
    Ok(filters)
}

// === impl Filter ===

impl Filter {
    fn checked(&self, instance: &Instance) -> Result<Wanted, AwsError> {
        let key = Key::named(&self.filter_key)?;
        let values = self.filter_values.as_deref().unwrap_or_default();
        if values.is_empty() || self.string_condition.is_some() {
            return Err(errors::invalid_parameter(&format!(
                "Filter key {} needs FilterValues, and nothing else.",
                key.name()
            )));
        }
        let values = values.iter().map(|value| {
            Ok(match key {
                Key::Queue => queue::find(instance, value)?.id.clone(),
                Key::Agent => user::find(instance, value)?.id.clone(),
                Key::RoutingProfile => routing_profile::find(instance, value)?.id.clone(),
                Key::Channel => metric::channel(value)?,
            })
        });
        Ok(Wanted {
            key,
            values: values.collect::<Result<_, AwsError>>()?,
        })
    }
}
