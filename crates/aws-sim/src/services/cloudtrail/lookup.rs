//! Events of the last ninety days, latest first.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::event::Event;
use crate::{context::Ctx, error::AwsError, paging::PageRequest, time::Time};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Lookup {
    #[serde(default)]
    lookup_attributes: Vec<Attribute>,
    start_time: Option<f64>,
    end_time: Option<f64>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Attribute {
    attribute_key: String,
    attribute_value: String,
}

const KEPT: Duration = Duration::from_hours(24 * 90);

pub(super) fn events(ctx: &mut Ctx<'_>, input: Lookup) -> Result<Value, AwsError> {
    let (start, end) = (input.start_time.map(moment), input.end_time.map(moment));
    if start.zip(end).is_some_and(|(start, end)| end < start) {
        return Err(AwsError::new(
            "InvalidTimeRangeException",
            "The start time must come before the end time.",
        ));
    }
    let seed = ctx.settings.seed;
    let oldest = start.unwrap_or_default().max(ctx.now - KEPT);
    let latest = end.unwrap_or(ctx.now);
    let here = ctx
        .log
        .latest()
        .filter(|entry| entry.account == *ctx.account && entry.region == *ctx.region);
    let found = here.filter_map(Event::of).filter(|event| {
        let attributes = input.lookup_attributes.iter();
        (oldest..=latest).contains(&event.time())
            && attributes
                .clone()
                .all(|attribute| attribute.fits(event, seed))
    });
    let rows = found.map(|event| (event.place(), event));
    let page = ctx
        .page(&input.page, rows)
        .map_err(|error| AwsError::new("InvalidNextTokenException", error.message))?;
    let shown: Vec<Value> = page.items.iter().map(|event| event.shown(seed)).collect();
    Ok(json!({ "Events": shown, "NextToken": page.next_token }))
}

fn moment(seconds: f64) -> Time {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a date after 1970"
    )]
    let micros = (seconds.max(0.0) * 1e6) as u64;
    Time::from_micros(micros)
}

// === impl Attribute ===

impl Attribute {
    fn fits(&self, event: &Event<'_>, seed: u64) -> bool {
        let value = self.attribute_value.as_str();
        match self.attribute_key.as_str() {
            "EventId" => event.id(seed) == value,
            "EventName" => event.name == value,
            "ReadOnly" => event.reads().to_string() == value,
            "Username" => event.user() == value,
            "ResourceName" => event.names().any(|name| name == value),
            "EventSource" => event.source() == value,
            "AccessKeyId" => event.key() == value,
            // Types of resources are not known.
            _ => false,
        }
    }
}
