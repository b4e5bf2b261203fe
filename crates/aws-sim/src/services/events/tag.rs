//! Tags of rules and buses.

use serde_json::{Value, json};

use super::{State, bus, errors, rule};
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    services::tag::{Add, Of, Remove, shown},
    world::Tags,
};

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    let arn = input.resource_arn.clone();
    input.to(named(ctx, &arn)?);
    Ok(())
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    input.from(named(ctx, &input.resource_arn)?);
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    Ok(json!({ "Tags": shown(named(ctx, &input.resource_arn)?) }))
}

/// The tags of a rule or of a bus that somebody made.
fn named<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Tags, AwsError> {
    let resource = Arn::parse(arn).map_or("", |arn| arn.resource);
    if let Some(bus) = resource.strip_prefix("event-bus/") {
        let buses = &mut ctx.world.events.at(ctx.account, ctx.region).buses;
        let tags = buses.get_mut(bus).map(|bus| &mut bus.tags);
        return tags.ok_or_else(|| errors::not_found(&format!("Event bus {bus} does not exist.")));
    }
    let key = resource.strip_prefix("rule/").unwrap_or_default();
    let (bus, name) = key.rsplit_once('/').unwrap_or((bus::DEFAULT, key));
    Ok(&mut rule(ctx, Some(bus), name)?.tags)
}

// === impl State ===

impl State {
    /// The tags of what has this resource part in its ARN.
    pub(crate) fn tags(&self, resource: &str) -> Option<&Tags> {
        match resource.split_once('/')? {
            ("event-bus", name) => self.buses.get(name).map(|bus| &bus.tags),
            ("rule", name) => {
                let key = name.strip_prefix("default/").unwrap_or(name);
                self.rules.get(key).map(|rule| &rule.tags)
            }
            _ => None,
        }
    }
}
