//! Token buckets: one per account, Region, service and operation, as AWS keeps them.
//!
//! The arithmetic is in integers, so that every machine gets equal results.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    place::{Account, Region},
    settings::{Rate, Settings},
    time::Time,
};

/// What a bucket belongs to: account, Region, service, operation.
pub(crate) type Lane = (Account, Region, &'static str, &'static str);

/// All buckets.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    buckets: HashMap<Lane, Bucket>,
}

/// A steady rate and a burst.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pace {
    /// Billionths of a token that come back each microsecond: 1,000 is one token a second.
    refill: u64,
    /// The most tokens there can be.
    burst: u64,
}

/// The tokens of one lane.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bucket {
    /// In billionths of a token.
    level: u64,
    at: Time,
}

/// One token, in billionths.
const TOKEN: u64 = 1_000_000_000;

// === impl Throttle ===

impl Throttle {
    /// Takes a token for a call at `now`, if there is one.
    pub(crate) fn admits(&mut self, settings: &Settings, lane: Lane, now: Time) -> bool {
        let Some(pace) = held_to(settings, lane.2, lane.3) else {
            return true;
        };
        self.buckets
            .entry(lane)
            .or_insert_with(|| Bucket::full(pace, now))
            .take(pace, now)
    }
}

// === impl Bucket ===

impl Bucket {
    /// A bucket that nobody has drawn from.
    pub(crate) fn full(pace: Pace, now: Time) -> Self {
        Self {
            level: pace.burst * TOKEN,
            at: now,
        }
    }

    /// Refills the bucket up to `now` and takes one token, if there is one.
    pub(crate) fn take(&mut self, pace: Pace, now: Time) -> bool {
        let passed = now.as_micros().saturating_sub(self.at.as_micros());
        let refilled = self
            .level
            .saturating_add(passed.saturating_mul(pace.refill));
        self.level = refilled.min(pace.burst * TOKEN);
        self.at = self.at.max(now);
        let admitted = self.level >= TOKEN;
        if admitted {
            self.level -= TOKEN;
        }
        admitted
    }
}

// === impl Pace ===

impl Pace {
    /// `milli` thousandths of a call a second, up to `burst` at once.
    pub(crate) const fn new(milli: u64, burst: u64) -> Self {
        Self {
            refill: milli,
            burst,
        }
    }

    /// So many calls a second; below one there is no burst.
    fn per_second(calls: f64, burst: u64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of calls, and the cast stops at the ends"
        )]
        let milli = (calls * 1_000.0) as u64;
        Self::new(milli, if calls < 1.0 { 1 } else { burst })
    }

    /// `0.5/1`: half a call a second, burst 1.
    fn parse(text: &str) -> Option<Self> {
        let (rate, burst) = text.split_once('/')?;
        let (whole, part) = rate.split_once('.').unwrap_or((rate, ""));
        let milli: u64 = format!("{whole}{part:0<3}").parse().ok()?;
        Some(Self::new(milli, burst.parse().ok()?))
    }
}

/// The rate of an operation of Connect as Service Quotas tells it, in calls a second. Without a
/// throttle it is the documented one.
pub(crate) fn told(settings: &Settings, operation: &'static str) -> f64 {
    let pace = held_to(settings, CONNECT, operation)
        .or_else(|| pace(Rate::Documented, CONNECT, operation))
        .expect("the table has a rate for every operation of Connect");
    #[expect(clippy::cast_precision_loss, reason = "rates are small")]
    let milli = pace.refill as f64;
    milli / 1_000.0
}

const CONNECT: &str = "connect";

/// The pace that an operation is held to; none if it is not throttled.
fn held_to(settings: &Settings, service: &str, operation: &'static str) -> Option<Pace> {
    let general = pace(settings.rate, service, operation);
    let given = match service {
        CONNECT => settings.rates.get(operation),
        _ if settings.rates.is_empty() => None,
        _ => settings.rates.get(&format!("{service}.{operation}")),
    };
    let Some(&per_second) = given else {
        return general;
    };
    let burst = general.map_or_else(|| a_second_of(per_second), |general| general.burst);
    Some(Pace::per_second(per_second, burst))
}

/// The burst of an operation of which none is known: the calls of a second.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of calls, and the cast stops at the ends"
)]
fn a_second_of(per_second: f64) -> u64 {
    per_second.ceil() as u64
}

/// The general pace of an operation; none if it is not throttled.
fn pace(rate: Rate, service: &str, operation: &'static str) -> Option<Pace> {
    let of_service = PACES.get(service)?;
    let paces = of_service.get(operation).or_else(|| of_service.get("*"))?;
    match rate {
        Rate::Documented => Some(paces.documented),
        Rate::Quotas => Some(paces.quotas),
        Rate::None => None,
    }
}

#[derive(Debug)]
struct Paces {
    documented: Pace,
    quotas: Pace,
}

/// By service and operation.
static PACES: LazyLock<HashMap<&str, HashMap<&str, Paces>>> = LazyLock::new(|| {
    let mut paces: HashMap<_, HashMap<_, _>> = HashMap::new();
    let table = include_str!("../model/rates.table");
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (service, operation, both) = row(line).expect("the table of rates is well formed");
        paces.entry(service).or_default().insert(operation, both);
    }
    paces
});

fn row(line: &'static str) -> Option<(&'static str, &'static str, Paces)> {
    let mut words = line.split(' ');
    let (service, operation) = (words.next()?, words.next()?);
    let documented = Pace::parse(words.next()?)?;
    let quotas = match words.next()? {
        "=" => documented,
        other => Pace::parse(other)?,
    };
    Some((service, operation, Paces { documented, quotas }))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rates_come_from_the_table_with_its_exceptions() {
        let documented = |operation| pace(Rate::Documented, "connect", operation);
        assert_eq!(documented("CreateUser"), Some(Pace::new(2_000, 5)));
        assert_eq!(documented("SearchContacts"), Some(Pace::new(500, 1)));
        assert_eq!(
            pace(Rate::Quotas, "connect", "CreateInstance"),
            Some(Pace::new(100, 1))
        );
        assert_eq!(
            pace(Rate::Quotas, "connect", "DescribeUser"),
            Some(Pace::new(10_000, 10))
        );
        assert_eq!(pace(Rate::None, "connect", "CreateUser"), None);
    }

    proptest! {
        /// In any stretch of time no more calls pass than the burst and what came back, and a
        /// call that comes once a whole token is back always passes.
        #[test]
        fn a_bucket_admits_its_burst_and_its_rate(
            milli in 100_u64..50_000,
            burst in 1_u64..50,
            gaps in prop::collection::vec(0_u64..2_000_000, 1..200),
        ) {
            let (pace, start) = (Pace::new(milli, burst), Time::from_micros(1));
            let (mut bucket, mut now) = (Bucket::full(pace, start), start);
            let mut admitted = 0;
            let wait = Duration::from_micros(TOKEN.div_ceil(milli));
            for gap in gaps {
                now = now + Duration::from_micros(gap);
                admitted += u64::from(bucket.take(pace, now));
                let passed = now.as_micros() - start.as_micros();
                prop_assert!(admitted * TOKEN <= burst * TOKEN + passed * milli);
                prop_assert!(bucket.clone().take(pace, now + wait));
            }
        }
    }
}
