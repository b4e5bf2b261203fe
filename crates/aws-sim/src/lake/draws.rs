//! Numbers drawn from a seed, many and cheap: a lake has millions of rows.
//!
//! `SplitMix64` (Steele, Lea, Flood 2014). What a stream gives depends on the words it is made of and
//! on nothing else, so that one row can be made without those before it.

/// One stream of numbers.
#[derive(Debug, Clone)]
pub(super) struct Draws {
    state: u64,
}

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

// === impl Draws ===

impl Draws {
    /// The stream of these words.
    pub(super) fn of(seed: u64, words: &[&str], numbers: &[u64]) -> Self {
        let mut draws = Self { state: seed };
        for word in words {
            for byte in word.bytes() {
                draws.state = (draws.state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
            draws.state = draws.next();
        }
        for number in numbers {
            draws.state ^= number.wrapping_mul(STEP);
            draws.state = draws.next();
        }
        draws
    }

    pub(super) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` up to, but without, `high`.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.abs_diff(low).max(1);
        low.saturating_add_unsigned(self.next() % width)
    }

    /// Whether something happens that happens `percent` times in a hundred.
    pub(super) fn chance(&mut self, percent: i64) -> bool {
        self.between(0, 100) < percent
    }

    /// One of them; nothing if there are none.
    pub(super) fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let count = u64::try_from(of.len()).unwrap_or(u64::MAX);
        let at = self.next().checked_rem(count)?;
        of.get(usize::try_from(at).ok()?)
    }

    /// A UUID in the form of version 4.
    pub(super) fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        let bytes = (u128::from(high) << 64 | u128::from(low)).to_be_bytes();
        uuid::Builder::from_random_bytes(bytes)
            .into_uuid()
            .to_string()
    }
}
