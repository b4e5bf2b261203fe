//! Notifications: who asked to be told, is.
//!
//! Queues, topics and functions are told at once, if their policies still let S3 in; the bus of the
//! bucket's account gets an event of its own form, if the bucket is told to send them.

mod event;

use serde_json::Value;

use self::event::Event;
use super::{Bucket, address::Address, configuration::NOTIFICATION};
use crate::{
    context::Ctx,
    ids::Ids,
    services::{self, Letter, events, iam::OnBehalf},
    time::Time,
    world::World,
};

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

/// The lists of targets in a configuration, and the member of each that names the target.
pub(super) const TARGETS: [(&str, &str); 3] = [
    ("QueueConfigurations", "QueueArn"),
    ("TopicConfigurations", "TopicArn"),
    ("LambdaFunctionConfigurations", "LambdaFunctionArn"),
];

/// The subject of the messages to topics.
pub(super) const SUBJECT: &str = "Amazon S3 Notification";

/// S3, acting for the bucket with this ARN and account.
pub(super) fn sender<'a>(arn: &'a str, account: &'a str) -> OnBehalf<'a> {
    OnBehalf {
        service: "s3.amazonaws.com",
        arn,
        account,
    }
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
    let configuration = bucket.configuration(NOTIFICATION);
    let event = |configuration| Event {
        bucket,
        happening,
        configuration,
        time: now,
    };
    let mut letters = Vec::new();
    for (list, member) in TARGETS {
        let targets = configuration[list].as_array().into_iter().flatten();
        for target in targets.filter(|target| wants(target, &happening)) {
            let id = target["Id"].as_str().unwrap_or_default();
            let arn = target[member].as_str().unwrap_or_default();
            letters.push((arn.to_owned(), event(id).message(ids)));
        }
    }
    let on_the_bus = configuration["EventBridgeConfiguration"].is_object();
    let on_the_bus = on_the_bus.then(|| event("").on_the_bus(ids)).flatten();
    let (account, region) = (bucket.account.clone(), bucket.region.clone());
    let arn = Bucket::arn(happening.bucket);
    for (target, text) in letters {
        // A target that is gone or closed by now misses it.
        let letter = Letter {
            subject: Some(SUBJECT),
            text: &text,
        };
        let sender = sender(&arn, account.as_str());
        services::send(world, &target, letter, sender, ids, now);
    }
    if let Some(event) = on_the_bus {
        events::publish(world, &account, &region, events::DEFAULT, &event, ids, now);
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
        let name = rule["Name"].as_str().unwrap_or_default();
        if name.eq_ignore_ascii_case("suffix") {
            happening.key.ends_with(value)
        } else {
            happening.key.starts_with(value)
        }
    };
    events.any(named) && rules.into_iter().flatten().all(fits)
}
