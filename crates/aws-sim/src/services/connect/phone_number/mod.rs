//! Phone numbers: claimed out of an inventory, moved, released into a cool-down.
//!
//! A number belongs to the account and Region, and points at the instance that has it. What a call
//! starts takes its time: a claim about five seconds, a change three, a release five.

pub(super) mod change;
pub(super) mod claim;
mod inventory;
pub(super) mod link;
pub(super) mod listing;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{errors, state::State};
use crate::{
    context::Ctx,
    error::AwsError,
    time::Time,
    world::{Progress, Settling, Thing},
};

/// What a phone number has besides what all things have; its name is the number in E.164.
#[derive(Debug, Clone, Serialize)]
pub(in crate::services) struct PhoneNumber {
    pub(super) country: String,
    pub(super) kind: String,
    pub(super) description: Option<String>,
    /// The ARN of the instance that has it.
    pub(super) target: String,
    /// The claim, or the last change.
    pub(super) settling: Settling,
    /// When a release that was asked for takes effect. Until then the number is shown.
    pub(super) gone_at: Option<Time>,
    /// The id of the flow that its calls start in.
    pub(super) flow: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    phone_number_id: String,
}

pub(super) const KIND: &str = "Phone number";

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let number = find(ctx, &input.phone_number_id)?;
    if !ctx.visible(number.created) {
        return Err(errors::not_found(KIND, &input.phone_number_id));
    }
    let (status, message) = match number.body.settling.at(ctx.now) {
        Progress::UnderWay => ("IN_PROGRESS", None),
        Progress::Done => ("CLAIMED", None),
        Progress::Stuck(stuck) => (stuck.state.as_str(), Some(&stuck.reason)),
    };
    let mut shown = listing::shown(number);
    shown["Tags"] = json!(number.tags);
    shown["PhoneNumberStatus"] = json!({ "Status": status, "Message": message });
    Ok(json!({ "ClaimedPhoneNumberSummary": shown }))
}

/// The number with this id or ARN.
pub(super) fn find<'w>(ctx: &'w Ctx<'_>, id: &str) -> Result<&'w Thing<PhoneNumber>, AwsError> {
    let state = ctx.world.connect.get(ctx.account, ctx.region);
    state
        .and_then(|state| state.phone_numbers.get(id))
        .ok_or_else(|| errors::not_found(KIND, id))
}

/// The same, to be changed.
fn find_mut<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Thing<PhoneNumber>, AwsError> {
    let state = ctx.world.connect.at(ctx.account, ctx.region);
    state
        .phone_numbers
        .get_mut(id)
        .ok_or_else(|| errors::not_found(KIND, id))
}

/// Takes away the numbers whose release has taken effect or whose instance is gone. They cool down
/// before they are offered again.
pub(super) fn settle(state: &mut State, now: Time) {
    let State {
        instances,
        phone_numbers,
        released,
        ..
    } = state;
    let lost = |number: &Thing<PhoneNumber>| {
        let instance = number.body.target.rsplit('/').next().unwrap_or_default();
        number.body.gone_at.is_some_and(|at| at <= now) || !instances.contains_key(instance)
    };
    let gone: Vec<_> = phone_numbers
        .iter()
        .filter(|number| lost(number))
        .cloned()
        .collect();
    for number in gone {
        phone_numbers.remove(&number.id);
        released.insert(number.name, now);
    }
}
