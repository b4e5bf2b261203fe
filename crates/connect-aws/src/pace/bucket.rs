//! One token bucket, in whole numbers, so that every machine comes to the same results.
//!
//! A rate that nobody has told is found out. The first refusal halves the rate and lets nothing leave
//! for a second, in which what is under way comes back; then the calls that are taken bring the rate up
//! again quickly, so that the next one comes soon. Once a few calls were taken it is known: AWS had no
//! token left at either refusal, so that the calls which it took in between are no more than its rate
//! allows. The bucket stays just below that, and feels its way up in steps that are the smaller the more
//! calls were counted, down to where a refusal in a hundred calls is the price. After long peace they
//! grow. So a start that is far too high costs a refusal for each halving, and not one for each call of
//! every second until the rate is low enough.

use std::time::Duration;

use super::Rate;

/// What one call costs. With the rate in calls in a thousand seconds, a microsecond brings exactly
/// as many of these units as the rate says.
const CALL: u64 = 1_000_000_000;
/// Calls that were under way when one was refused say nothing new for so long.
const CALM_US: u64 = 1_000_000;
/// How far a rate falls by halves: to a sixteenth.
const FLOOR_PART: u32 = 16;
/// How far it falls once it is known: to a hundred and sixtieth, or a call in ten seconds.
const LEAST_PART: u32 = 160;
const LEAST: u32 = 100;
/// A call that was taken raises a rate that was never measured by a thirty-second part.
const RAISE_PART: u32 = 32;
/// The same of a rate that was measured well.
const FEEL_PART: u32 = 2_048;
/// After so many calls without a refusal the steps are twice as large, and a call of the burst is
/// back.
const PEACE: u32 = 128;
/// Fewer calls since the last refusal that counted do not tell a rate.
const MEASURE_MIN: u32 = 4;

/// The tokens of one lane.
#[derive(Debug)]
pub(super) struct Bucket {
    start: Rate,
    /// Calls in a thousand seconds at present; never above the start.
    rate: u32,
    /// Calls that may leave at once; never above the start's.
    burst: u32,
    tokens: u64,
    /// Time of the last look, in microseconds since 1970.
    seen_us: u64,
    /// Refusals before this time have been answered already.
    calm_until_us: u64,
    /// Whether nothing leaves before that time.
    is_calm: bool,
    /// The refusal from which calls are counted, unless the lane has rested since.
    refused_us: Option<u64>,
    /// Calls that were taken since then.
    taken: u32,
    /// The part of itself by which a call that is taken raises the rate.
    part: u32,
    /// What is too little of a raise to count.
    crumbs: u64,
}

// === impl Bucket ===

impl Bucket {
    /// A full bucket. A rate of nothing counts as the least there is.
    pub(super) fn full(start: Rate, now_us: u64) -> Self {
        let start = start.at_least_one();
        Self {
            start,
            rate: start.per_1000_s,
            burst: start.burst,
            tokens: u64::from(start.burst) * CALL,
            seen_us: now_us,
            calm_until_us: 0,
            is_calm: false,
            refused_us: None,
            taken: 0,
            part: RAISE_PART,
            crumbs: 0,
        }
    }

    /// The rate is told. What was found out of another one is forgotten.
    pub(super) fn restart(&mut self, start: Rate, now_us: u64) {
        if start.at_least_one() != self.start {
            self.refill(now_us);
            let tokens = self.tokens;
            *self = Self::full(start, now_us);
            self.tokens = tokens.min(self.capacity());
        }
    }

    /// Pays for one call, or says how long it takes until that can be paid.
    pub(super) fn take(&mut self, now_us: u64) -> Result<(), Duration> {
        self.refill(now_us);
        let calm_us = if self.is_calm {
            self.calm_until_us.saturating_sub(now_us)
        } else {
            0
        };
        match self.tokens.checked_sub(CALL) {
            Some(rest) if calm_us == 0 => {
                self.tokens = rest;
                Ok(())
            }
            _ => {
                let missing = CALL.saturating_sub(self.tokens);
                let wait_us = missing.div_ceil(self.rate.into());
                Err(Duration::from_micros(wait_us.max(calm_us)))
            }
        }
    }

    /// A call was refused: what is left is worth nothing, and the rate was too high.
    pub(super) fn refused(&mut self, now_us: u64) {
        self.refill(now_us);
        self.tokens = 0;
        if now_us < self.calm_until_us {
            return;
        }
        match self.measured(now_us) {
            Some(measured) => self.know(measured, now_us),
            None => self.halve(now_us),
        }
        self.burst = (self.burst / 2).max(1);
        self.calm_until_us = now_us + CALM_US;
    }

    /// The rate is known from now on.
    fn know(&mut self, measured: u32, now_us: u64) {
        let floor = self.floor();
        let least = (self.start.per_1000_s / LEAST_PART).max(LEAST).min(floor);
        self.rate = measured.clamp(least, self.rate.max(least));
        self.part = (self.taken.saturating_mul(RAISE_PART)).clamp(2 * RAISE_PART, FEEL_PART);
        self.is_calm = false;
        self.refused_us = Some(now_us);
        self.taken = 0;
    }

    /// The rate is not known yet. What was taken so far goes on to count.
    fn halve(&mut self, now_us: u64) {
        self.rate = (self.rate / 2).max(self.floor().min(self.rate));
        self.part = RAISE_PART;
        self.is_calm = true;
        if self.refused_us.is_none() {
            self.refused_us = Some(now_us);
            self.taken = 0;
        }
    }

    fn floor(&self) -> u32 {
        (self.start.per_1000_s / FLOOR_PART).max(1)
    }

    /// A call was taken: the rate rises towards its start.
    pub(super) fn accepted(&mut self) {
        self.taken = self.taken.saturating_add(1);
        let doubled = (self.taken / PEACE).min(16);
        self.crumbs += u64::from(self.rate) << doubled;
        let raise = u32::try_from(self.crumbs / u64::from(self.part)).unwrap_or(u32::MAX);
        self.crumbs %= u64::from(self.part);
        self.rate = self.rate.saturating_add(raise).min(self.start.per_1000_s);
        if self.taken.is_multiple_of(PEACE) {
            self.burst = (self.burst + 1).min(self.start.burst);
        }
    }

    /// The rate at which calls were taken since the refusal that counts, and a little less: one call of
    /// them may have been saved up.
    fn measured(&self, now_us: u64) -> Option<u32> {
        let length_us = now_us.saturating_sub(self.refused_us?).max(1);
        if self.taken < MEASURE_MIN {
            return None;
        }
        let sure = self.taken - (self.taken / 32).max(1);
        u32::try_from(u64::from(sure) * CALL / length_us).ok()
    }

    /// A clock that was set back brings nothing, and takes nothing.
    fn refill(&mut self, now_us: u64) {
        let passed_us = now_us.saturating_sub(self.seen_us);
        self.seen_us = now_us;
        let gained = passed_us.saturating_mul(self.rate.into());
        let full = self.tokens.saturating_add(gained);
        // A clock that was set back must not make it calm for long.
        self.calm_until_us = self.calm_until_us.min(now_us + CALM_US);
        if full >= self.capacity() + CALL && now_us >= self.calm_until_us + CALM_US {
            // The lane has rested, and AWS has saved up tokens meanwhile: nothing can be measured.
            self.refused_us = None;
        }
        self.tokens = full.min(self.capacity());
    }

    /// A lane that is slowed down has no burst.
    fn capacity(&self) -> u64 {
        let calls = if self.rate < self.start.per_1000_s {
            1
        } else {
            self.burst
        };
        u64::from(calls) * CALL
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use reconcile::Lane;

    use super::*;
    use crate::pace::Rates;

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
        for _ in 0..22 {
            bucket.accepted();
        }
        assert_eq!(calls_at(&mut bucket, 60 * SECOND), 1, "not quite back");
        bucket.accepted();
        assert_eq!(calls_at(&mut bucket, 120 * SECOND), 2, "half of the burst");
        for _ in 0..2 * PEACE {
            bucket.accepted();
        }
        assert_eq!(calls_at(&mut bucket, 240 * SECOND), 4);
        for _ in 0..9 * PEACE {
            bucket.accepted();
        }
        assert_eq!(calls_at(&mut bucket, 360 * SECOND), 5, "never more");
        assert_eq!(bucket.take(360 * SECOND), Err(Duration::from_millis(500)));
    }

    /// What AWS has, and calls as fast as the bucket allows: how many, and how many were refused.
    fn against(real: Rate, start: Rate, calls: u32) -> (Duration, u32) {
        let (mut bucket, mut aws) = (Bucket::full(start, 0), Bucket::full(real, 0));
        let (mut now, mut refused, mut done) = (0, 0, 0);
        while done < calls {
            match bucket.take(now) {
                Err(wait) => now += u64::try_from(wait.as_micros()).unwrap(),
                Ok(()) if aws.take(now).is_ok() => {
                    bucket.accepted();
                    done += 1;
                }
                Ok(()) => {
                    bucket.refused(now);
                    refused += 1;
                }
            }
        }
        (Duration::from_micros(now), refused)
    }

    #[test]
    fn a_rate_that_nobody_told_is_found_out_for_a_refusal_in_fifty_calls() {
        let start = Rate::per_second(2, 4);
        for (milli, burst) in [
            (1_900, 4),
            (1_500, 3),
            (1_000, 2),
            (1_000, 5),
            (500, 1),
            (200, 1),
        ] {
            let real = Rate {
                per_1000_s: milli,
                burst,
            };
            let (took, refused) = against(real, start, 600);
            assert!(refused <= 12, "{milli}/{burst}: {refused} refused");
            let least = Duration::from_secs(600 * 1_000 / u64::from(milli));
            assert!(
                took <= least * 4 / 3,
                "{milli}/{burst}: {took:?} of {least:?}"
            );
        }
        assert_eq!(against(start, start, 600).1, 0);
    }

    /// Of a service that tells none: a guess that is far too high costs no more than a few calls.
    #[test]
    fn a_start_that_is_far_too_high_costs_no_more_than_two_refusals_in_a_hundred() {
        let start = Rates::documented().of(&Lane::new("glue:CreateTable"));
        let start = start.against_jitter();
        for (milli, burst) in [
            (1_000, 1),
            (1_000, 2),
            (2_000, 1),
            (2_000, 5),
            (3_000, 5),
            (5_000, 5),
            (5_000, 10),
            (10_000, 10),
            (15_000, 15),
        ] {
            let real = Rate {
                per_1000_s: milli,
                burst,
            };
            let (took, refused) = against(real, start, 500);
            assert!(refused <= 10, "{milli}/{burst}: {refused} refused");
            let least = Duration::from_secs(500 * 1_000 / u64::from(milli));
            assert!(
                took <= least * 4 / 3,
                "{milli}/{burst}: {took:?} of {least:?}"
            );
        }
        let (took, refused) = against(Rate::per_second(50, 50), start, 32);
        assert_eq!(refused, 0);
        assert!(took < Duration::from_secs(2), "{took:?}");
    }

    #[test]
    fn nothing_leaves_for_a_second_after_a_refusal_that_tells_no_rate() {
        let mut bucket = Bucket::full(Rate::per_second(20, 5), 0);
        bucket.refused(0);
        assert_eq!(bucket.take(0), Err(Duration::from_secs(1)));
        assert_eq!(bucket.take(400_000), Err(Duration::from_millis(600)));
        assert_eq!(calls_at(&mut bucket, SECOND), 1);
        assert_eq!(bucket.take(SECOND), Err(Duration::from_millis(100)));
    }

    #[test]
    fn a_rate_that_is_told_takes_the_place_of_what_was_found_out() {
        let mut bucket = Bucket::full(Rate::per_second(2, 4), 0);
        bucket.refused(0);
        bucket.restart(Rate::per_second(2, 4), 0);
        assert_eq!(bucket.take(0), Err(Duration::from_secs(1)), "nothing new");
        bucket.restart(Rate::per_second(10, 4), 0);
        assert_eq!(bucket.take(0), Err(Duration::from_millis(100)));
        assert_eq!(calls_at(&mut bucket, 60 * SECOND), 4);
        bucket.restart(Rate::per_second(1, 1), 120 * SECOND);
        assert_eq!(calls_at(&mut bucket, 120 * SECOND), 1);
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
