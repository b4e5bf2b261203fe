//! How numbers come and go: what may be claimed, and what happens to numbers that are given back.

use std::time::Duration;

use super::PhoneNumber;
use crate::{
    context::Ctx, faults::Stuck, services::connect::state::State, time::Time, world::Thing,
};

/// How long a released number is not offered to anybody (Amazon Connect API reference).
const COOL_DOWN: Duration = Duration::from_hours(180 * 24);

/// How long claims and releases are counted (Amazon Connect service quotas).
const CHURN_WINDOW: Duration = Duration::from_hours(180 * 24);

/// How long a number whose claim failed is kept for another try.
const RETRY: Duration = Duration::from_hours(24);

/// Why a number could not be had by the instance with the ARN `target`.
pub(super) fn obstacle(ctx: &Ctx<'_>, target: &str) -> Option<Stuck> {
    let limit = ctx.quota("phone-numbers");
    let numbers = super::rows(ctx);
    let held = numbers.filter(|(_, number)| number.body.target == target && !number.body.fails());
    let is_full = held.count() as u64 >= limit;
    is_full.then(|| Stuck {
        state: "FAILED".to_owned(),
        reason: format!("The quota of {limit} phone numbers of the instance is full."),
    })
}

/// Why the account cannot claim: it has claimed and released too much of late. How AWS answers then
/// is not documented; here the claim fails like one that meets a full quota.
pub(super) fn churn(ctx: &Ctx<'_>) -> Option<Stuck> {
    let percent = ctx.quota("phone-churn-percent-180-days");
    let limit = ctx.quota("phone-numbers").saturating_mul(percent) / 100;
    let state = ctx.world.connect.get(ctx.account, ctx.region);
    let recent = state.map_or(0, |state| state.phone_churn.len());
    (recent as u64 >= limit).then(|| Stuck {
        state: "FAILED".to_owned(),
        reason: format!(
            "The account has claimed and released {limit} phone numbers within 180 days, and \
             cannot claim more."
        ),
    })
}

/// Takes away numbers whose release has taken effect, whose instance is about to go, or whose claim
/// failed a day ago. All but the last cool down.
pub(in crate::services::connect) fn settle(state: &mut State, now: Time) {
    let end = |number: &Thing<PhoneNumber>| {
        let id = number.body.target.rsplit('/').next().unwrap_or_default();
        let instance = state
            .instances
            .get(id)
            .filter(|instance| !instance.leaves_numbers)
            .and_then(|instance| instance.gone_at);
        let given_up = Some(number.body.claimed_at + RETRY).filter(|_| number.body.fails());
        let ends = [number.body.gone_at, instance, given_up];
        ends.into_iter().flatten().min().filter(|end| *end <= now)
    };
    let numbers = state.phone_numbers.iter();
    let gone: Vec<_> = numbers
        .filter_map(|number| Some((end(number)?, number.clone())))
        .collect();
    for (at, number) in gone {
        state.phone_numbers.remove(&number.id);
        if !number.body.fails() {
            state.cooling.insert(number.name, at + COOL_DOWN);
            state.phone_churn.push(at);
        }
    }
    state.cooling.retain(|_, until| *until > now);
    state.phone_churn.retain(|at| now.since(*at) < CHURN_WINDOW);
}
