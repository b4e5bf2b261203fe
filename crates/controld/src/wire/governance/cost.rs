//! Questions about cost.

use connect_model::{Date, governance::TagKey};
use control_api::v1 as pb;
use pb::get_cost_request as of;
use tonic::Request;

use super::order;
use crate::{
    jobs::{CostGroup, CostQuestion, Demand, GovernanceAsk, Granularity},
    refusal::Refusal,
    wire::{
        center::{demand, open},
        reader::Reader,
        spec::Contents,
    },
};

/// To say what was spent.
pub fn cost(request: Request<pb::GetCostRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let start = reader.required("start", &body.start, date);
    let end = reader.required("end", &body.end, date);
    let forecast_end = reader.optional("forecast_end", &body.forecast_end, date);
    if let Some(start) = &start {
        after(&mut reader, "end", start, end.as_ref());
        let forecast_end = forecast_end.as_ref().and_then(Option::as_ref);
        after(&mut reader, "forecast_end", start, forecast_end);
    }
    let granularity = granularity(&mut reader, body.granularity);
    let group = group(&mut reader, body.group, &body.tag_key);
    let made = || {
        let question = CostQuestion {
            start: start?,
            end: end?,
            granularity: granularity?,
            group: group?,
            forecast_end: forecast_end?,
        };
        Some((order(GovernanceAsk::Cost(question)), Contents::new()))
    };
    let made = made();
    let (method, check) = ("GetCost", body.validate_only);
    demand(reader, caller, method, check, header, made)
}

fn date(text: &str) -> Result<Date, String> {
    Date::new(text).map_err(|wrong| wrong.to_string())
}

/// A day has to come after the first.
fn after(reader: &mut Reader, field: &str, start: &Date, day: Option<&Date>) {
    // Days are written from the year on, so texts compare as days do.
    if day.is_some_and(|day| day.as_str() <= start.as_str()) {
        reader.wrong(field, format!("must be after the start, {start}"));
    }
}

fn granularity(reader: &mut Reader, granularity: i32) -> Option<Granularity> {
    let read = of::Granularity::try_from(granularity).map(|granularity| match granularity {
        of::Granularity::Unspecified | of::Granularity::Monthly => Granularity::Monthly,
        of::Granularity::Daily => Granularity::Daily,
    });
    reader.take(
        "granularity",
        read.map_err(|_| "is no granularity that is known"),
    )
}

fn group(reader: &mut Reader, group: i32, tag_key: &str) -> Option<CostGroup> {
    let group = of::Group::try_from(group).map_err(|_| "is no group that is known");
    let group = reader.take("group", group)?;
    if group != of::Group::Tag && !tag_key.is_empty() {
        reader.wrong("tag_key", "means nothing unless group is TAG");
        return None;
    }
    match group {
        of::Group::Unspecified | of::Group::Service => Some(CostGroup::Service),
        of::Group::UsageType => Some(CostGroup::UsageType),
        of::Group::Account => Some(CostGroup::Account),
        of::Group::Tag => {
            let key = |text: &str| TagKey::new(text).map_err(|wrong| wrong.to_string());
            let key = reader.required("tag_key", tag_key, key)?;
            Some(CostGroup::Tag(key))
        }
    }
}
