//! The numbers that are on offer: the same ones, in the same order, until somebody claims them.
//!
//! A quarter of all numbers that a plan can have is in stock, drawn from the seed. What is in stock
//! belongs to nobody, is not in any account's cool-down, and can be claimed by all.

use std::iter;

use super::plan::{PLANS, Plan};
use crate::{context::Ctx, ids::Ids};

/// One of so many numbers is in stock.
const SCARCITY: u64 = 4;

/// Numbers are offered this far apart. It has no factor in common with how many there are, so that
/// none is left out.
const STRIDE: u64 = 7_654_321;

/// The numbers of a country and type that begin with `prefix`, with their keys for paging. A pair
/// that is not on offer has none, which is a choice.
pub(super) fn on_offer(
    ctx: &Ctx<'_>,
    country: &str,
    kind: &str,
    prefix: &str,
) -> impl Iterator<Item = (String, String)> {
    let plans = PLANS
        .iter()
        .filter(move |plan| plan.country == country && plan.kind == kind);
    let masks = plans.flat_map(Plan::masks);
    let narrowed = masks.enumerate().filter_map(move |(head, mask)| {
        let mask = narrowed(&mask, prefix.strip_prefix('+').unwrap_or(prefix))?;
        Some((head, mask))
    });
    let numbers = narrowed.flat_map(move |(head, mask)| {
        let numbers = numbers(ctx.settings.seed, mask);
        numbers.map(move |(nth, number)| (format!("{head:03} {nth:012}"), number))
    });
    numbers.filter(move |(_, number)| in_stock(ctx, number) && is_free(ctx, number))
}

/// The country and type of a number, if it can be claimed now.
pub(super) fn offered(ctx: &Ctx<'_>, number: &str) -> Option<(&'static str, &'static str)> {
    let digits = number.strip_prefix('+')?;
    let is_like = |plan: &&Plan| plan.masks().any(|mask| matches(&mask, digits));
    let plan = PLANS.iter().find(is_like)?;
    let offered = in_stock(ctx, number) && is_free(ctx, number);
    offered.then_some((plan.country, plan.kind))
}

fn in_stock(ctx: &Ctx<'_>, number: &str) -> bool {
    let mut draw = Ids::of(ctx.settings.seed, &["in stock", number], 0);
    draw.number().is_multiple_of(SCARCITY)
}

/// Whether no account has the number, and none has released it of late.
fn is_free(ctx: &Ctx<'_>, number: &str) -> bool {
    ctx.world.connect.all().all(|state| {
        let cooling = state.cooling.get(number);
        state.phone_numbers.named(number).is_none() && cooling.is_none_or(|until| *until <= ctx.now)
    })
}

/// The mask with its first digits fixed; nothing if it has no such numbers.
fn narrowed(mask: &str, digits: &str) -> Option<String> {
    let (head, tail) = mask.split_at_checked(digits.len())?;
    matches(head, digits).then(|| format!("{digits}{tail}"))
}

fn matches(mask: &str, digits: &str) -> bool {
    let mut pairs = mask.bytes().zip(digits.bytes());
    mask.len() == digits.len() && pairs.all(|(mask, digit)| choices(mask).contains(&digit))
}

/// All numbers of a mask, each once and with its place, in an order that looks like none.
fn numbers(seed: u64, mask: String) -> impl Iterator<Item = (u64, String)> {
    let count: u64 = mask
        .bytes()
        .map(|byte| choices(byte).len() as u64)
        .product();
    let start = Ids::of(seed, &["first on offer", &mask], 0).number() % count;
    let nth = move |nth: u64| number(&mask, (start + nth * STRIDE) % count);
    iter::successors(Some(0), |nth| Some(nth + 1))
        .take_while(move |at| *at < count)
        .map(move |at| (at, nth(at)))
}

/// The number at this place among those of a mask.
fn number(mask: &str, mut at: u64) -> String {
    let digits: Vec<u8> = mask
        .bytes()
        .rev()
        .map(|byte| {
            let choices = choices(byte);
            let count = choices.len() as u64;
            let digit = usize::try_from(at % count).expect("fewer than ten");
            at /= count;
            choices[digit]
        })
        .collect();
    let digits = digits.into_iter().rev().map(char::from);
    iter::once('+').chain(digits).collect()
}

/// The digits that a place in a mask may hold.
fn choices(mask: u8) -> &'static [u8] {
    const DIGITS: &[u8] = b"0123456789";
    match mask {
        b'X' => DIGITS,
        b'N' => &DIGITS[2..],
        digit => {
            let at = usize::from(digit - b'0');
            &DIGITS[at..=at]
        }
    }
}
