//! Numbers of up to 38 digits, exactly.

use std::{cmp::Ordering, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// `digits` × 10^`exponent`, with no zero at the end of the digits, so that equal numbers are
/// equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Number {
    digits: i128,
    exponent: i32,
}

const MOST_DIGITS: usize = 38;
/// The magnitude of a number lies in 1E-130 to 9.99…E+125 (developer guide, "Data types").
const LARGEST: i32 = 125;
const SMALLEST: i32 = -130;

// === impl Number ===

impl Number {
    /// The number that `text` is; nothing if it is none or has too many digits.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (sign, magnitude) = match mantissa.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, part) = magnitude.split_once('.').unwrap_or((magnitude, ""));
        let all = format!("{whole}{part}");
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let kept = all.trim_start_matches('0').trim_end_matches('0');
        if kept.len() > MOST_DIGITS {
            return None;
        }
        let dropped = all.len() - all.trim_end_matches('0').len();
        let shift = i32::try_from(dropped).ok()? - i32::try_from(part.len()).ok()?;
        let digits: i128 = if kept.is_empty() {
            0
        } else {
            kept.parse().ok()?
        };
        Self::normal(sign * digits, exponent.checked_add(shift)?)
    }

    /// The sum; nothing if it is too large.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        if self.digits == 0 || other.digits == 0 {
            return Some(if self.digits == 0 { other } else { self });
        }
        let (high, low) = if self.exponent >= other.exponent {
            (self, other)
        } else {
            (other, self)
        };
        let gap = u32::try_from(high.exponent - low.exponent).ok()?;
        let aligned = 10_i128.checked_pow(gap)?.checked_mul(high.digits)?;
        Self::normal(aligned.checked_add(low.digits)?, low.exponent)
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self {
            digits: -other.digits,
            ..other
        })
    }

    /// The whole number that it is, if it is one that fits.
    pub(super) fn whole(self) -> Option<u64> {
        let factor = 10_i128.checked_pow(u32::try_from(self.exponent).ok()?)?;
        u64::try_from(self.digits.checked_mul(factor)?).ok()
    }

    pub(super) fn from_count(count: usize) -> Self {
        let digits = i128::try_from(count).unwrap_or_default();
        Self::normal(digits, 0).unwrap_or(Self {
            digits: 0,
            exponent: 0,
        })
    }

    fn normal(mut digits: i128, mut exponent: i32) -> Option<Self> {
        if digits == 0 {
            return Some(Self {
                digits,
                exponent: 0,
            });
        }
        while digits % 10 == 0 {
            digits /= 10;
            exponent += 1;
        }
        let length = digits.unsigned_abs().to_string().len();
        let number = Self { digits, exponent };
        let magnitude = number.magnitude();
        ((SMALLEST..=LARGEST).contains(&magnitude) && length <= MOST_DIGITS).then_some(number)
    }

    /// The power of ten of the first digit.
    fn magnitude(self) -> i32 {
        let length = self.digits.unsigned_abs().to_string().len();
        i32::try_from(length).unwrap_or(i32::MAX) - 1 + self.exponent
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let signs = self.digits.signum().cmp(&other.digits.signum());
        if signs.is_ne() || self.digits == 0 {
            return signs;
        }
        let magnitudes = self.magnitude().cmp(&other.magnitude());
        let sizes = magnitudes.then_with(|| padded(*self).cmp(&padded(*other)));
        if self.digits < 0 {
            sizes.reverse()
        } else {
            sizes
        }
    }
}

/// The digits, filled up to the same length for all.
fn padded(number: Number) -> String {
    format!(
        "{:0<MOST_DIGITS$}",
        number.digits.unsigned_abs().to_string()
    )
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Number {
    /// Without an exponent, as DynamoDB answers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits.unsigned_abs().to_string();
        if self.digits < 0 {
            f.write_str("-")?;
        }
        let Ok(after) = usize::try_from(-self.exponent) else {
            let zeros = usize::try_from(self.exponent).unwrap_or_default();
            return write!(f, "{digits}{}", "0".repeat(zeros));
        };
        if after == 0 {
            return f.write_str(&digits);
        }
        let padded = format!("{digits:0>width$}", width = after + 1);
        let (whole, part) = padded.split_at(padded.len() - after);
        write!(f, "{whole}.{part}")
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            D::Error::custom(format!(
                "The parameter cannot be converted to a numeric value: {text}"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Number;

    fn number(text: &str) -> Number {
        Number::parse(text).expect("a number")
    }

    #[test]
    fn equal_numbers_are_equal_however_they_are_written() {
        for text in ["100", "1e2", "100.00", "+0100", "1000E-1"] {
            assert_eq!(number(text).to_string(), "100");
        }
        assert_eq!(number("-0.0012").to_string(), "-0.0012");
        assert_eq!(number("-0").to_string(), "0");
        for text in ["", "x", "1.2.3", "1e", "--1", "1e126", &"9".repeat(39)] {
            assert!(Number::parse(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn numbers_are_ordered_and_added_like_integers(a in any::<i64>(), b in any::<i64>()) {
            let (left, right) = (number(&a.to_string()), number(&b.to_string()));
            prop_assert_eq!(left.cmp(&right), a.cmp(&b));
            let sum = (i128::from(a) + i128::from(b)).to_string();
            prop_assert_eq!(left.plus(right).map(|sum| sum.to_string()), Some(sum));
            prop_assert_eq!(left.minus(left).map(|zero| zero.to_string()), Some("0".to_owned()));
        }

        #[test]
        fn a_number_that_was_written_reads_the_same(digits in any::<i64>(), places in 0_u32..12) {
            let text = format!("{digits}e-{places}");
            let read = number(&text);
            prop_assert_eq!(number(&read.to_string()), read);
        }
    }
}
