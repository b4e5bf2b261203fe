//! One token bucket, in whole numbers, so that every machine comes to the same results.

use std::time::Duration;

use super::Rate;

/// What one call costs. With the rate in calls in a thousand seconds, a microsecond brings exactly
/// as many of these units as the rate says.
const CALL: u64 = 1_000_000_000;
/// Calls that were under way when one was refused say nothing new for so long.
const CALM_US: u64 = 1_000_000;
/// How far a rate falls: to a sixteenth.
const FLOOR_PART: u32 = 16;
/// What a call that was taken brings back of a rate: a thirty-second part of the start.
const RAISE_PART: u32 = 32;

/// The tokens of one lane.
#[derive(Debug)]
pub(super) struct Bucket {
    start: Rate,
    /// Calls in a thousand seconds at present; never above the start.
    rate: u32,
    tokens: u64,
    /// Time of the last look, in microseconds since 1970.
    seen_us: u64,
    /// Refusals before this time have been answered already.
    calm_until_us: u64,
}

// === impl Bucket ===

impl Bucket {
    /// A full bucket. A rate of nothing counts as the least there is.
    pub(super) fn full(start: Rate, now_us: u64) -> Self {
        let start = Rate {
            per_1000_s: start.per_1000_s.max(1),
            burst: start.burst.max(1),
        };
        Self {
            start,
            rate: start.per_1000_s,
            tokens: u64::from(start.burst) * CALL,
            seen_us: now_us,
            calm_until_us: 0,
        }
    }

    /// Pays for one call, or says how long it takes until that can be paid.
    pub(super) fn take(&mut self, now_us: u64) -> Result<(), Duration> {
        self.refill(now_us);
        if let Some(rest) = self.tokens.checked_sub(CALL) {
            self.tokens = rest;
            return Ok(());
        }
        let missing = CALL - self.tokens;
        Err(Duration::from_micros(missing.div_ceil(self.rate.into())))
    }

    /// A call was refused: what is left is worth nothing, and the rate was too high.
    pub(super) fn refused(&mut self, now_us: u64) {
        self.refill(now_us);
        self.tokens = 0;
        if now_us >= self.calm_until_us {
            let floor = (self.start.per_1000_s / FLOOR_PART).max(1);
            self.rate = (self.rate / 2).max(floor);
            self.calm_until_us = now_us + CALM_US;
        }
    }

    /// A call was taken: the rate rises towards its start.
    pub(super) fn accepted(&mut self) {
        let raise = (self.start.per_1000_s / RAISE_PART).max(1);
        self.rate = (self.rate + raise).min(self.start.per_1000_s);
    }

    /// A clock that was set back brings nothing, and takes nothing.
    fn refill(&mut self, now_us: u64) {
        let passed_us = now_us.saturating_sub(self.seen_us);
        self.seen_us = now_us;
        let gained = passed_us.saturating_mul(self.rate.into());
        self.tokens = self.tokens.saturating_add(gained).min(self.capacity());
    }

    /// A lane that is slowed down has no burst.
    fn capacity(&self) -> u64 {
        let calls = if self.rate < self.start.per_1000_s {
            1
        } else {
            self.start.burst
        };
        u64::from(calls) * CALL
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECOND: u64 = 1_000_000;

    fn calls_at(bucket: &mut Bucket, now_us: u64) -> usize {
        std::iter::from_fn(|| bucket.take(now_us).ok()).count()
    }

    #[test]
    fn a_full_bucket_gives_its_burst_and_then_its_rate() {
        let mut bucket = Bucket::full(Rate::per_second(2, 5), 0);
        assert_eq!(calls_at(&mut bucket, 0), 5);
        assert_eq!(bucket.take(0), Err(Duration::from_millis(500)));
        assert_eq!(bucket.take(499_999), Err(Duration::from_micros(1)));
        assert_eq!(bucket.take(500_000), Ok(()));
        assert_eq!(calls_at(&mut bucket, 3_600 * SECOND), 5);
    }

    #[test]
    fn a_refusal_empties_it_and_halves_its_rate_once_a_second() {
        let mut bucket = Bucket::full(Rate::per_second(2, 5), 0);
        for _ in 0..5 {
            bucket.refused(0);
        }
        assert_eq!(bucket.take(0), Err(Duration::from_secs(1)));
        assert_eq!(calls_at(&mut bucket, 60 * SECOND), 1, "no burst");
        for second in 60..100 {
            bucket.refused(second * SECOND);
        }
        assert_eq!(bucket.take(99 * SECOND), Err(Duration::from_secs(8)));
    }

    #[test]
    fn calls_that_are_taken_bring_rate_and_burst_back_but_no_more() {
        let mut bucket = Bucket::full(Rate::per_second(2, 5), 0);
        bucket.refused(0);
        for _ in 0..16 {
            bucket.accepted();
        }
        assert_eq!(calls_at(&mut bucket, 60 * SECOND), 1, "not quite back");
        bucket.accepted();
        assert_eq!(calls_at(&mut bucket, 120 * SECOND), 5);
        bucket.accepted();
        assert_eq!(bucket.take(120 * SECOND), Err(Duration::from_millis(500)));
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_stop_it() {
        let mut bucket = Bucket::full(Rate::per_second(2, 5), 3_600 * SECOND);
        assert_eq!(calls_at(&mut bucket, 3_600 * SECOND), 5);
        assert_eq!(bucket.take(0), Err(Duration::from_millis(500)));
        assert_eq!(bucket.take(500_000), Ok(()));
    }

    #[derive(Clone, Debug)]
    enum Event {
        Pass(u64),
        Take,
        Refused,
        Accepted,
    }

    fn event() -> impl Strategy<Value = Event> {
        prop_oneof![
            2 => (0..3 * SECOND).prop_map(Event::Pass),
            6 => Just(Event::Take),
            1 => Just(Event::Refused),
            2 => Just(Event::Accepted),
        ]
    }

    proptest! {
        #[test]
        fn no_window_holds_more_than_burst_and_rate_allow(
            per_1000_s in 1_u32..50_000,
            burst in 1_u32..60,
            events in proptest::collection::vec(event(), 1..300),
        ) {
            let mut bucket = Bucket::full(Rate { per_1000_s, burst }, 0);
            let (mut now, mut calls) = (0, Vec::new());
            for event in events {
                match event {
                    Event::Pass(length) => now += length,
                    Event::Take => calls.extend(bucket.take(now).ok().map(|()| now)),
                    Event::Refused => bucket.refused(now),
                    Event::Accepted => bucket.accepted(),
                }
            }
            for (first, start) in calls.iter().enumerate() {
                for (last, end) in calls.iter().enumerate().skip(first) {
                    let count = (last - first + 1) as u64;
                    let allowed = u64::from(burst) * CALL + (end - start) * u64::from(per_1000_s);
                    prop_assert!(count * CALL <= allowed, "{count} calls in {start}..{end}");
                }
            }
        }

        #[test]
        fn the_wait_that_it_names_is_enough_and_not_too_long(
            per_1000_s in 1_u32..50_000,
            elapsed in 0..SECOND,
        ) {
            let mut bucket = Bucket::full(Rate { per_1000_s, burst: 1 }, 0);
            prop_assert_eq!(bucket.take(0), Ok(()));
            if let Err(wait) = bucket.take(elapsed) {
                let wait = u64::try_from(wait.as_micros()).unwrap();
                prop_assert!(bucket.take(elapsed + wait - 1).is_err());
                prop_assert_eq!(bucket.take(elapsed + wait), Ok(()));
            }
        }
    }
}
