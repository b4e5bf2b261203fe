//! Notifications: who asked to be told, is.
//!
//! Queues are told at once. Topics, functions and `EventBridge` are kept as they are given and not
//! told. Whether the target's policy lets S3 in is not looked at.

mod event;

use serde_json::Value;

use self::event::Event;
use super::{address::Address, configuration::NOTIFICATION};
use crate::{context::Ctx, ids::Ids, services::sqs, time::Time, world::World};

pub(super) use self::event::test_of;

/// What happened to an object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Happening<'a> {
    pub(super) bucket: &'a str,
    pub(super) key: &'a str,
    /// `ObjectCreated:Put`, and so on.
    pub(super) name: &'static str,
    /// The version that is new or gone, where there are versions.
    pub(super) version: Option<&'a str>,
    /// Who did it.
    pub(super) principal: &'a str,
}

/// Tells those who asked what the caller did to the object at `at`.
pub(super) fn tell_of(ctx: &mut Ctx<'_>, at: &Address, name: &'static str, version: Option<&str>) {
    let principal = format!("AWS:{}", ctx.caller.arn);
    let happening = Happening {
        bucket: &at.bucket,
        key: &at.key,
        name,
        version,
        principal: &principal,
    };
    tell(ctx.world, happening, &mut ctx.ids, ctx.now);
}

/// Tells those who asked for it.
pub(super) fn tell(world: &mut World, happening: Happening<'_>, ids: &mut Ids, now: Time) {
    let Some(bucket) = world.s3.buckets.get(happening.bucket) else {
        return;
    };
    let targets = bucket.configuration(NOTIFICATION)["QueueConfigurations"].as_array();
    let wanted = targets.into_iter().flatten();
    let wanted = wanted.filter(|target| wants(target, &happening));
    let letters = wanted
        .filter_map(|target| {
            let event = Event {
                bucket,
                happening,
                configuration: target["Id"].as_str().unwrap_or_default(),
                time: now,
            };
            Some((target["QueueArn"].as_str()?.to_owned(), event.message(ids)))
        })
        .collect::<Vec<(String, String)>>();
    for (queue, message) in letters {
        // A queue that is gone by now misses it.
        sqs::deliver(world, &queue, &message, ids, now);
    }
}

/// Whether a target asked for such events of such keys.
fn wants(target: &Value, happening: &Happening<'_>) -> bool {
    let events = target["Events"].as_array().into_iter().flatten();
    let mut events = events.filter_map(Value::as_str);
    let named = |asked: &str| {
        let asked = asked.strip_prefix("s3:").unwrap_or(asked);
        match asked.strip_suffix('*') {
            Some(start) => happening.name.starts_with(start),
            None => asked == happening.name,
        }
    };
    let rules = target["Filter"]["Key"]["FilterRules"].as_array();
    let fits = |rule: &Value| {
        let value = rule["Value"].as_str().unwrap_or_default();
        if rule["Name"] == "suffix" {
            happening.key.ends_with(value)
        } else {
            happening.key.starts_with(value)
        }
    };
    events.any(named) && rules.into_iter().flatten().all(fits)
}
