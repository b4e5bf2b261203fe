//! What a plain scalar of YAML means: the core schema of YAML 1.2.
//!
//! `NO`, `on` and `09:00` are texts there, which is what people who write country codes and
//! opening hours mean.

use super::node::Value;

/// Reads a plain scalar.
pub(crate) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if is_number(text) => Value::Number(text.to_owned()),
        _ => Value::Text(text.to_owned()),
    }
}

fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_exponent = |part: &str| {
        let digits = part.strip_prefix(['-', '+']).unwrap_or(part);
        !digits.is_empty() && is_digits(digits)
    };
    is_digits(whole)
        && is_digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(is_exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        for number in [
            "0",
            "-1",
            "+442071234567",
            "1.5",
            ".5",
            "1.",
            "1e3",
            "-1.5E-3",
        ] {
            assert_eq!(plain(number), Value::Number(number.into()), "{number}");
        }
        for text in [
            "NO", "on", "yes", "09:00", "1_000", "0x1F", ".", "-", "1e", "e3", "1.2.3", ".inf",
        ] {
            assert_eq!(plain(text), Value::Text(text.into()), "{text}");
        }
        assert_eq!(plain("~"), Value::Null);
        assert_eq!(plain("False"), Value::Bool(false));
    }
}
