//! Events on their way: from the bus over the rules that they match to targets.
//!
//! Queues, topics and functions are told, if their policies let EventBridge in. A target gets the
//! event, or what it was told to get; `InputTransformer` is not simulated, and such a target gets
//! nothing.

use serde_json::Value;

use super::pattern;
use crate::{
    ids::Ids,
    place::{Account, Region},
    services::{self, Letter, iam::OnBehalf},
    time::Time,
    world::World,
};

/// Brings `event` to the targets of all rules that it matches on a bus of the account.
pub(crate) fn publish(
    world: &mut World,
    account: &Account,
    region: &Region,
    bus: &str,
    event: &Value,
    ids: &mut Ids,
    now: Time,
) {
    let Some(state) = world.events.get(account, region) else {
        return;
    };
    let matched = state.rules_of(bus).filter(|rule| {
        let pattern = rule.pattern.as_deref().map(serde_json::from_str::<Value>);
        let fits = |pattern: &Value| pattern::fits(pattern, event);
        rule.state != "DISABLED" && pattern.is_some_and(|read| read.is_ok_and(|own| fits(&own)))
    });
    let letters = matched.flat_map(|rule| {
        let targets = rule.targets.values();
        targets.filter_map(|target| {
            let arn = target["Arn"].as_str()?.to_owned();
            Some((rule.arn.clone(), arn, input(target, event)?))
        })
    });
    for (rule, target, text) in letters.collect::<Vec<_>>() {
        let sender = OnBehalf {
            service: "events.amazonaws.com",
            arn: &rule,
            account: account.as_str(),
        };
        let letter = Letter {
            subject: None,
            text: &text,
        };
        services::send(world, &target, letter, sender, ids, now);
    }
}

/// What a target gets of an event.
fn input(target: &Value, event: &Value) -> Option<String> {
    if !target["InputTransformer"].is_null() {
        return None;
    }
    if let Some(constant) = target["Input"].as_str() {
        return Some(constant.to_owned());
    }
    match target["InputPath"].as_str() {
        Some(path) => {
            let pointer = path.trim_start_matches('$').replace('.', "/");
            event.pointer(&pointer).map(Value::to_string)
        }
        None => Some(event.to_string()),
    }
}
