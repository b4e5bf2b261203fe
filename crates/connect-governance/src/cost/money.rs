//! Amounts as bills have them: decimals that add up exactly.

use std::{fmt, iter::Sum, ops::AddAssign, str::FromStr};

use serde::{Serialize, Serializer};

/// An amount, kept to the millionth of a millionth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i128);

/// A text is no amount.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no amount")]
pub struct NoAmount(String);

/// How many digits are kept after the point.
const DIGITS: i32 = 12;
const ONE: i128 = 1_000_000_000_000;
/// Digits and places that an amount may have at most, so that nothing overflows.
const MOST: usize = 20;

// === impl Money ===

impl Money {
    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// How much of `whole` it is, in millionths; nothing where there is no whole.
    pub fn millionths_of(self, whole: Self) -> u32 {
        let share = self.0.checked_mul(1_000_000);
        let share = share.and_then(|share| share.checked_div(whole.0));
        share
            .and_then(|share| u32::try_from(share).ok())
            .unwrap_or_default()
    }
}

impl FromStr for Money {
    type Err = NoAmount;

    /// Takes what Cost Explorer gives: a sign, digits, a point, and at times a power of ten.
    fn from_str(text: &str) -> Result<Self, NoAmount> {
        read(text.trim()).ok_or_else(|| NoAmount(text.to_owned()))
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        Self(all.map(|it| it.0).sum())
    }
}

impl fmt::Display for Money {
    /// With two digits after the point at least, and no more than it takes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, whole) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let one = ONE.unsigned_abs();
        let part = format!("{:012}", whole % one);
        let short = part.trim_end_matches('0');
        write!(f, "{sign}{}.{short:0<2}", whole / one)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn read(text: &str) -> Option<Money> {
    let (number, power) = match text.split_once(['e', 'E']) {
        Some((number, power)) => (number, power.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (is_negative, number) = match number.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = format!("{whole}{part}");
    let is_plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let fits = whole.len() <= MOST && part.len() <= MOST && power.unsigned_abs() <= 20;
    if !is_plain || !fits {
        return None;
    }
    // At most forty digits, of which i128 takes 38.
    let value: i128 = digits.parse().ok()?;
    let places = i32::try_from(part.len()).ok()? - power;
    let value = scaled(value, DIGITS - places)?;
    Some(Money(if is_negative { -value } else { value }))
}

/// Times a power of ten; what falls off the end is rounded.
fn scaled(value: i128, power: i32) -> Option<i128> {
    let factor = 10_i128.checked_pow(power.unsigned_abs())?;
    if power >= 0 {
        return value.checked_mul(factor);
    }
    Some((value + factor / 2) / factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn amounts_are_read_as_bills_write_them_and_told_as_short_as_they_are() {
        for (text, told) in [
            ("0", "0.00"),
            ("12", "12.00"),
            ("12.5", "12.50"),
            ("0.1234567890", "0.123456789"),
            ("-3.10", "-3.10"),
            ("+4", "4.00"),
            (" 7.00 ", "7.00"),
            ("1.5E-7", "0.00000015"),
            ("2.5e3", "2500.00"),
            ("0.0000000000004", "0.00"),
            ("0.0000000000005", "0.000000000001"),
            (".5", "0.50"),
        ] {
            assert_eq!(money(text).to_string(), told, "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in [
            "", "-", ".", "1,5", "1.2.3", "ten", "1e", "1e99", "0x10", "--1",
        ] {
            assert!(text.parse::<Money>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_thousand_tenths_are_a_hundred() {
        let sum: Money = std::iter::repeat_n(money("0.1"), 1_000).sum();
        assert_eq!(sum, money("100"));
        let mut sum = money("0.30");
        sum += money("-0.3");
        assert!(sum.is_zero());
    }

    #[test]
    fn a_share_is_told_in_millionths_and_of_nothing_is_none() {
        assert_eq!(money("20").millionths_of(money("100")), 200_000);
        assert_eq!(money("1").millionths_of(money("3")), 333_333);
        assert_eq!(money("0").millionths_of(money("0")), 0);
        assert_eq!(money("-1").millionths_of(money("3")), 0);
    }
}
