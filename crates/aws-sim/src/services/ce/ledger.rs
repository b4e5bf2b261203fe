//! The bill, line by line and day by day.

use std::ops::Range;

use super::allocation::Allocation;
use crate::{
    context::Ctx,
    ids::Ids,
    place::{Account, Region},
    services::connect::{self, Held},
};

/// Something that is charged for.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) service: &'static str,
    /// After the code of the Region.
    kind: &'static str,
    pub(super) unit: &'static str,
    /// Millionths of a dollar: of a usual day, and of one unit. Both are made up.
    daily: u64,
    price: u64,
}

/// What one line cost on one day, for one business unit.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: &'static Line,
    pub(super) account: Account,
    pub(super) micros: u64,
    /// The values of tags that were active on the day.
    pub(super) business_unit: Option<&'static str>,
    /// The number that it was for, if the tag for numbers was active on the day.
    pub(super) number: Option<String>,
}

pub(super) const REGION: &str = "eu-west-2";
const CODE: &str = "EUW2";
/// The tag by which the bill can be split, if it is active.
pub(super) const SPLIT: &str = "BusinessUnit";
/// The tag by which telephony is split by number, if it is active.
pub(super) const ENDPOINT: &str = "aws:connect:systemEndpoint";
/// Shares of the cost in percent; the rest has no tag.
const UNITS: &[(Option<&str>, u64)] = &[(Some("sales"), 50), (Some("support"), 30), (None, 20)];

/// Telephony is sold by another company than the service, and billed under its own name.
const TELEPHONY: &str = "Contact Center Telecommunications (service sold by AMCS, LLC)";
const CONNECT: &str = "Amazon Connect";

#[rustfmt::skip] // One line a line.
static LINES: &[Line] = &[
    Line { service: CONNECT, kind: "end-customer-mins", unit: "Minutes", daily: 41_000_000, price: 18_000 },
    Line { service: CONNECT, kind: "chat-message", unit: "Messages", daily: 6_000_000, price: 4_000 },
    Line { service: CONNECT, kind: "task", unit: "Tasks", daily: 1_500_000, price: 40_000 },
    Line { service: TELEPHONY, kind: "GB-did-numbers", unit: "Days", daily: 600_000, price: 30_000 },
    Line { service: TELEPHONY, kind: "GB-did-inbound-mins", unit: "Minutes", daily: 9_000_000, price: 2_200 },
    Line { service: TELEPHONY, kind: "GB-outbound-mins", unit: "Minutes", daily: 3_000_000, price: 6_100 },
    Line { service: "Contact Lens for Amazon Connect", kind: "voice-mins", unit: "Minutes", daily: 12_000_000, price: 15_000 },
    Line { service: "Amazon Lex", kind: "speech-requests", unit: "Requests", daily: 2_000_000, price: 4_000 },
    Line { service: "AWS Lambda", kind: "Request", unit: "Requests", daily: 200_000, price: 1 },
    Line { service: "Amazon Simple Storage Service", kind: "TimedStorage-ByteHrs", unit: "GB-Mo", daily: 900_000, price: 24_000 },
    Line { service: "AWS Key Management Service", kind: "KMS-Requests", unit: "Requests", daily: 90_000, price: 3 },
    Line { service: "Amazon Athena", kind: "DataScannedInTB", unit: "Terabytes", daily: 400_000, price: 5_000_000 },
];

/// The rows of some days. There are none for days to come.
pub(super) fn rows(ctx: &Ctx<'_>, days: Range<u64>) -> impl Iterator<Item = Row> {
    let (seed, account, today) = (ctx.settings.seed, ctx.account.clone(), ctx.now.day());
    let (units_from, numbers_from) = (active_since(ctx, SPLIT), active_since(ctx, ENDPOINT));
    let numbers = connect::held(ctx.world, ctx.account, &region());
    let known = days.start..days.end.min(today + 1);
    known.flat_map(move |day| {
        let is_from = |since: Option<u64>| since.is_some_and(|since| day >= since);
        let units: &[_] = if is_from(units_from) {
            UNITS
        } else {
            &[(None, 100)]
        };
        let mut rows = Vec::new();
        for line in LINES {
            let micros = line.cost(seed, &account, day);
            let numbers = if is_from(numbers_from) {
                line.numbers(&numbers, day)
            } else {
                vec![None]
            };
            let parts = numbers.len() as u64;
            for (number, (business_unit, share)) in numbers
                .iter()
                .flat_map(|it| units.iter().map(move |unit| (it, unit)))
            {
                rows.push(Row {
                    line,
                    account: account.clone(),
                    micros: micros * share / 100 / parts,
                    business_unit: *business_unit,
                    number: number.clone(),
                });
            }
        }
        rows
    })
}

/// The day from which on cost is split by a tag.
fn active_since(ctx: &Ctx<'_>, key: &str) -> Option<u64> {
    let state = ctx.world.ce.get(ctx.account)?;
    state.tags.get(key).and_then(Allocation::active_since)
}

/// The only Region of the bill.
fn region() -> Region {
    Region::new(REGION)
}

/// Millionths as dollars, with ten digits.
pub(super) fn dollars(micros: u64) -> String {
    format!("{}.{:06}0000", micros / 1_000_000, micros % 1_000_000)
}

// === impl Line ===

impl Line {
    /// The usage type: code of the Region and kind.
    pub(super) fn usage_type(&self) -> String {
        format!("{CODE}-{}", self.kind)
    }

    /// The numbers that a day's usage was for. Each is held by the day; all calls are for the one that was
    /// claimed first of those that a flow answers, which is a choice.
    fn numbers(&self, held: &[Held], day: u64) -> Vec<Option<String>> {
        let mut held = held.iter().filter(|it| it.since.day() <= day);
        let of_day: Vec<Option<String>> = match self.kind {
            _ if self.service != TELEPHONY => Vec::new(),
            kind if kind.ends_with("-numbers") => held.map(|it| Some(it.number.clone())).collect(),
            _ => held
                .find(|it| it.is_answered)
                .map(|it| vec![Some(it.number.clone())])
                .unwrap_or_default(),
        };
        if of_day.is_empty() {
            vec![None]
        } else {
            of_day
        }
    }

    /// Within a fifth of the usual cost, and half of it at weekends.
    fn cost(&self, seed: u64, account: &Account, day: u64) -> u64 {
        let words = ["bill", account.as_str(), self.service, self.kind];
        let percent = 80 + Ids::of(seed, &words, day).number() % 41;
        // Day 0 was a Thursday.
        let weekend = matches!(day % 7, 2 | 3);
        self.daily * percent / if weekend { 200 } else { 100 }
    }
}

// === impl Row ===

impl Row {
    /// The value of a dimension; nothing if the bill does not have it.
    pub(super) fn dimension(&self, key: &str) -> Option<String> {
        match key {
            "SERVICE" | "SERVICE_CODE" => Some(self.line.service.to_owned()),
            "USAGE_TYPE" => Some(self.line.usage_type()),
            "LINKED_ACCOUNT" => Some(self.account.to_string()),
            "REGION" => Some(REGION.to_owned()),
            "RECORD_TYPE" => Some("Usage".to_owned()),
            _ => None,
        }
    }

    /// The value of a tag; empty without one.
    pub(super) fn tag(&self, key: &str) -> &str {
        match key {
            SPLIT => self.business_unit.unwrap_or_default(),
            ENDPOINT => self.number.as_deref().unwrap_or_default(),
            _ => "",
        }
    }

    /// Millionths of the unit that were used.
    pub(super) fn quantity(&self) -> u64 {
        self.micros * 1_000_000 / self.line.price.max(1)
    }
}
