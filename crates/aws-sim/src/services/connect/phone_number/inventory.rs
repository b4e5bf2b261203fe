//! The numbers that are on offer: the same ones until somebody claims them.

use std::time::Duration;

use crate::{context::Ctx, ids::Ids};

/// How long a released number is not offered (facts/connect-api.md, 4.3).
const COOL_DOWN: Duration = Duration::from_hours(180 * 24);

/// Countries with what their numbers begin with, by type. A pair that is not here is not offered,
/// which is a choice: AWS publishes the offers by Region and changes them.
const OFFERS: &[(&str, &str, &[&str])] = &[
    ("AU", "DID", &["+612", "+613"]),
    ("AU", "TOLL_FREE", &["+611800"]),
    ("CA", "DID", &["+1416", "+1604"]),
    ("CA", "TOLL_FREE", &["+1833", "+1844"]),
    ("DE", "DID", &["+4930", "+4989"]),
    ("DE", "TOLL_FREE", &["+49800"]),
    ("ES", "DID", &["+3491"]),
    ("ES", "TOLL_FREE", &["+34900"]),
    ("FR", "DID", &["+331"]),
    ("FR", "TOLL_FREE", &["+33805"]),
    ("GB", "DID", &["+4420", "+44161", "+44131"]),
    ("GB", "TOLL_FREE", &["+44800", "+44808"]),
    ("IE", "DID", &["+3531"]),
    ("IE", "TOLL_FREE", &["+3531800"]),
    ("IT", "DID", &["+3902"]),
    ("JP", "DID", &["+813"]),
    ("JP", "TOLL_FREE", &["+81120"]),
    ("NL", "DID", &["+3120"]),
    ("NL", "TOLL_FREE", &["+31800"]),
    ("SG", "DID", &["+656"]),
    ("SG", "TOLL_FREE", &["+65800"]),
    ("US", "DID", &["+1206", "+1312", "+1646"]),
    ("US", "TOLL_FREE", &["+1833", "+1844", "+1855"]),
];

/// Digits behind the beginning that make a number of eleven or twelve.
const DIGITS: usize = 12;
/// How many draws may meet a number that is taken before the offer counts as empty.
const DRAWS_MAX: u64 = 2_000;

/// The first `count` numbers on offer of a country and type that begin with `prefix`.
pub(super) fn on_offer(
    ctx: &Ctx<'_>,
    country: &str,
    kind: &str,
    prefix: Option<&str>,
    count: usize,
) -> Vec<String> {
    let Some((_, _, beginnings)) = OFFERS.iter().find(|(c, k, _)| *c == country && *k == kind)
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for nth in 0..DRAWS_MAX {
        let number = draw(ctx, country, kind, beginnings, prefix, nth);
        let fits = prefix.is_none_or(|prefix| number.starts_with(prefix));
        if found.len() < count && fits && is_free(ctx, &number) && !found.contains(&number) {
            found.push(number);
        }
    }
    found
}

/// The country and type of a number that this inventory can offer.
pub(super) fn kind_of(number: &str) -> Option<(&'static str, &'static str)> {
    let fits = |beginnings: &[&str]| beginnings.iter().any(|start| number.starts_with(start));
    let mut offers = OFFERS.iter().filter(|(_, _, beginnings)| fits(beginnings));
    offers.next().map(|(country, kind, _)| (*country, *kind))
}

/// Whether nobody has it, in any account, and it does not cool down.
pub(super) fn is_free(ctx: &Ctx<'_>, number: &str) -> bool {
    ctx.world.connect.all().all(|state| {
        let cooling = state
            .released
            .get(number)
            .is_some_and(|at| ctx.now.since(*at) < COOL_DOWN);
        state.phone_numbers.named(number).is_none() && !cooling
    })
}

fn draw(
    ctx: &Ctx<'_>,
    country: &str,
    kind: &str,
    beginnings: &[&str],
    prefix: Option<&str>,
    nth: u64,
) -> String {
    let mut ids = Ids::of(ctx.settings.seed, &["phone-numbers", country, kind], nth);
    let fits = |start: &&&str| {
        prefix.is_none_or(|prefix| start.starts_with(prefix) || prefix.starts_with(**start))
    };
    let fitting: Vec<_> = beginnings.iter().filter(fits).collect();
    let at = usize::try_from(ids.number() % fitting.len().max(1) as u64).unwrap_or_default();
    let start = fitting.get(at).map_or(beginnings[0], |start| **start);
    let start = prefix
        .filter(|prefix| prefix.starts_with(start))
        .unwrap_or(start);
    format!(
        "{start}{}",
        ids.letters("23456789", DIGITS.saturating_sub(start.len()))
    )
}
