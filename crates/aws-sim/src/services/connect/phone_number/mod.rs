//! Phone numbers: claimed out of an inventory, moved, released into a cool-down.
//!
//! A number belongs to the account and Region, and points at the instance that has it. What a call
//! starts takes its time: a claim about five seconds, a change three, a release five.

mod bill;
pub(super) mod change;
pub(super) mod claim;
pub(super) mod import;
mod inventory;
pub(super) mod link;
pub(super) mod listing;
mod plan;
mod turnover;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

pub(crate) use self::bill::{Held, held};
pub(super) use self::turnover::settle;
use super::{errors, state::Instance, traffic};
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
    /// `DID` or `TOLL_FREE`.
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) description: Option<String>,
    /// The ARN of the instance or traffic distribution group that has it.
    pub(super) target: String,
    /// The ARN that another service knew it by, if it came from one.
    source: Option<String>,
    claim: Settling,
    claimed_at: Time,
    /// The last move to another instance.
    change: Option<Settling>,
    /// When a release that was asked for takes effect.
    gone_at: Option<Time>,
    /// The id of the flow that its calls start in.
    pub(super) flow: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    phone_number_id: String,
}

pub(super) const KIND: &str = "Phone number";

/// That the status is `IN_PROGRESS` during a release too is a choice; a failed change leaves the
/// status `FAILED` until the next one.
pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let number = find(ctx, &input.phone_number_id)?;
    if !ctx.visible(number.created) {
        return Err(errors::not_found(KIND, &input.phone_number_id));
    }
    let (status, message) = match number.body.progress(ctx.now) {
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

/// All numbers of the account and Region, with their keys for paging.
pub(super) fn rows<'w>(ctx: &'w Ctx<'_>) -> impl Iterator<Item = (String, &'w Thing<PhoneNumber>)> {
    let state = ctx.world.connect.get(ctx.account, ctx.region);
    state
        .into_iter()
        .flat_map(|state| state.phone_numbers.rows())
}

/// Whether an instance has the number, by itself or by one of its traffic distribution groups.
pub(super) fn is_of(ctx: &Ctx<'_>, number: &PhoneNumber, instance: &Instance) -> bool {
    let by_group = || {
        let group = traffic::find(ctx, &number.target).ok();
        group.is_some_and(|group| group.body.instance == instance.id)
    };
    number.target == instance.arn || by_group()
}

/// The same number, to be changed.
fn find_mut<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Thing<PhoneNumber>, AwsError> {
    let state = ctx.world.connect.at(ctx.account, ctx.region);
    state
        .phone_numbers
        .get_mut(id)
        .ok_or_else(|| errors::not_found(KIND, id))
}

/// The calls for numbers take no other tokens than UUIDs, as others observed.
fn check_token(token: Option<&str>) -> Result<(), AwsError> {
    if token.is_none_or(|token| Uuid::parse_str(token).is_ok()) {
        return Ok(());
    }
    Err(errors::invalid_parameter("ClientToken is not a UUID."))
}

// === impl PhoneNumber ===

impl PhoneNumber {
    /// Whether it was claimed, and has not been lost again.
    pub(super) fn is_claimed(&self, now: Time) -> bool {
        self.claim.is_done(now)
    }

    /// Whether the claim of it failed or will: then it never belongs to the instance.
    pub(super) fn fails(&self) -> bool {
        self.claim.is_stuck()
    }

    /// The id of the instance that has it, if no group does.
    fn instance_id(&self) -> Option<&str> {
        let id = self.target.rsplit('/').next();
        id.filter(|_| !traffic::is_group(&self.target))
    }

    fn progress(&self, now: Time) -> Progress<'_> {
        match (self.claim.at(now), &self.change) {
            _ if self.gone_at.is_some() => Progress::UnderWay,
            (Progress::Done, Some(change)) => change.at(now),
            (claim, _) => claim,
        }
    }

    /// Refuses a change while another is under way, and of what was never claimed.
    fn check_settled(&self, arn: &str, now: Time) -> Result<(), AwsError> {
        if self.progress(now) == Progress::UnderWay {
            return Err(errors::in_use(KIND, arn, "a change that is under way"));
        }
        if self.fails() {
            return Err(errors::invalid_parameter(
                "The phone number is not claimed.",
            ));
        }
        Ok(())
    }
}
