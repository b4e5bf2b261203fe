//! Conditions of statements.

use std::{cmp::Ordering, net::IpAddr};

use super::{Context, pattern::Pattern};
use crate::time;

/// One operator on one key: `"ForAnyValue:StringLike": {"aws:TagKeys": ["team*"]}`.
#[derive(Debug)]
pub(super) struct Test {
    key: String,
    values: Vec<String>,
    compare: Compare,
    /// Whether no value may fit.
    negated: bool,
    set: Option<Set>,
    /// Whether a request without the key passes.
    if_exists: bool,
}

/// For a key that has many values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    All,
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compare {
    Exact,
    Folded,
    Like,
    Arn,
    Bool,
    Binary,
    Ip,
    Number(&'static [Ordering]),
    Date(&'static [Ordering]),
    Null,
}

const EQUAL: &[Ordering] = &[Ordering::Equal];
const LESS: &[Ordering] = &[Ordering::Less];
const LESS_OR_EQUAL: &[Ordering] = &[Ordering::Less, Ordering::Equal];
const GREATER: &[Ordering] = &[Ordering::Greater];
const GREATER_OR_EQUAL: &[Ordering] = &[Ordering::Greater, Ordering::Equal];

/// Each operator, and whether it is negated.
const OPERATORS: &[(&str, Compare, bool)] = &[
    ("StringEquals", Compare::Exact, false),
    ("StringNotEquals", Compare::Exact, true),
    ("StringEqualsIgnoreCase", Compare::Folded, false),
    ("StringNotEqualsIgnoreCase", Compare::Folded, true),
    ("StringLike", Compare::Like, false),
    ("StringNotLike", Compare::Like, true),
    ("ArnEquals", Compare::Arn, false),
    ("ArnLike", Compare::Arn, false),
    ("ArnNotEquals", Compare::Arn, true),
    ("ArnNotLike", Compare::Arn, true),
    ("Bool", Compare::Bool, false),
    ("BinaryEquals", Compare::Binary, false),
    ("IpAddress", Compare::Ip, false),
    ("NotIpAddress", Compare::Ip, true),
    ("NumericEquals", Compare::Number(EQUAL), false),
    ("NumericNotEquals", Compare::Number(EQUAL), true),
    ("NumericLessThan", Compare::Number(LESS), false),
    (
        "NumericLessThanEquals",
        Compare::Number(LESS_OR_EQUAL),
        false,
    ),
    ("NumericGreaterThan", Compare::Number(GREATER), false),
    (
        "NumericGreaterThanEquals",
        Compare::Number(GREATER_OR_EQUAL),
        false,
    ),
    ("DateEquals", Compare::Date(EQUAL), false),
    ("DateNotEquals", Compare::Date(EQUAL), true),
    ("DateLessThan", Compare::Date(LESS), false),
    ("DateLessThanEquals", Compare::Date(LESS_OR_EQUAL), false),
    ("DateGreaterThan", Compare::Date(GREATER), false),
    (
        "DateGreaterThanEquals",
        Compare::Date(GREATER_OR_EQUAL),
        false,
    ),
    ("Null", Compare::Null, false),
];

// === impl Test ===

impl Test {
    /// The test that `operator` makes of `key` and `values`.
    pub(super) fn read(operator: &str, key: &str, values: Vec<String>) -> Result<Self, String> {
        let unknown = || format!("Invalid Condition type : {operator}.");
        let (set, name) = match operator.split_once(':') {
            None => (None, operator),
            Some(("ForAllValues", name)) => (Some(Set::All), name),
            Some(("ForAnyValue", name)) => (Some(Set::Any), name),
            Some(_) => return Err(unknown()),
        };
        let (name, if_exists) = match name.strip_suffix("IfExists") {
            Some(name) => (name, true),
            None => (name, false),
        };
        let row = OPERATORS.iter().find(|(known, _, _)| *known == name);
        let (_, compare, negated) = row.ok_or_else(unknown)?;
        Ok(Self {
            key: key.to_owned(),
            values,
            compare: *compare,
            negated: *negated,
            set,
            if_exists,
        })
    }

    /// The key that is looked at.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// Whether the request passes. `variables` says whether values may have variables.
    pub(super) fn holds(&self, context: &Context, variables: bool) -> bool {
        let asked = context.get(&self.key);
        if self.compare == Compare::Null {
            let absent = if asked.is_none() { "true" } else { "false" };
            return self
                .values
                .iter()
                .any(|value| value.eq_ignore_ascii_case(absent));
        }
        let Some(asked) = asked else {
            return match self.set {
                Some(Set::All) => true,
                Some(Set::Any) => false,
                None => self.if_exists || self.negated,
            };
        };
        let patterns: Vec<_> = self.patterns(context, variables).collect();
        let passes = |value: &String| {
            patterns
                .iter()
                .any(|pattern| self.compare.fits(pattern, value))
                != self.negated
        };
        match self.set {
            Some(Set::All) => asked.iter().all(passes),
            // Without a set operator a key of many values passes as soon as one does, but for a
            // negated operator all must.
            None if self.negated => asked.iter().all(passes),
            Some(Set::Any) | None => asked.iter().any(passes),
        }
    }

    fn patterns(&self, context: &Context, variables: bool) -> impl Iterator<Item = Pattern> {
        self.values.iter().filter_map(move |value| {
            if variables {
                Pattern::filled(value, context)
            } else {
                Some(Pattern::plain(value))
            }
        })
    }
}

// === impl Compare ===

impl Compare {
    fn fits(self, pattern: &Pattern, value: &str) -> bool {
        match self {
            Self::Exact | Self::Binary => pattern.is(value),
            Self::Folded | Self::Bool => pattern.folded().is(&value.to_ascii_lowercase()),
            Self::Like => pattern.fits(value),
            Self::Arn => pattern.fits_arn(value),
            Self::Ip => within(&pattern.text(), value).unwrap_or_default(),
            Self::Number(wanted) => {
                let number = |text: &str| text.parse::<f64>().ok();
                ordered(wanted, number(value), number(&pattern.text()))
            }
            Self::Date(wanted) => {
                let seconds = time::epoch_seconds;
                ordered(wanted, seconds(value), seconds(&pattern.text()))
            }
            Self::Null => false,
        }
    }
}

fn ordered(wanted: &[Ordering], value: Option<f64>, own: Option<f64>) -> bool {
    let ordering = value.and_then(|value| value.partial_cmp(&own?));
    ordering.is_some_and(|ordering| wanted.contains(&ordering))
}

/// Whether `address` is in the block `10.0.0.0/8`, or is the address that stands there alone.
fn within(block: &str, address: &str) -> Option<bool> {
    let (net, length) = block.split_once('/').unwrap_or((block, "128"));
    let length: u32 = length.parse().ok()?;
    let (own, other, bits) = match (net.parse().ok()?, address.parse().ok()?) {
        (IpAddr::V4(own), IpAddr::V4(other)) => {
            (u128::from(own.to_bits()), u128::from(other.to_bits()), 32)
        }
        (IpAddr::V6(own), IpAddr::V6(other)) => (own.to_bits(), other.to_bits(), 128),
        _ => return Some(false),
    };
    let free = bits - length.min(bits);
    Some(own.checked_shr(free).unwrap_or(0) == other.checked_shr(free).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether one value of the key passes.
    fn check(operator: &str, own: &[&str], asked: &[&str]) -> bool {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let mut context = Context::default().with("aws:username", "ann");
        context.put("k", texts(asked));
        let test = Test::read(operator, "K", texts(own)).unwrap();
        test.holds(&context, true)
    }

    #[test]
    fn operators_compare_as_documented() {
        for (operator, own, asked, passes) in [
            ("StringEquals", "a*", "a*", true),
            ("StringEquals", "a*", "ab", false),
            ("StringEquals", "${aws:username}", "ann", true),
            ("StringNotEquals", "a", "b", true),
            ("StringEqualsIgnoreCase", "AbC", "aBc", true),
            ("StringNotEqualsIgnoreCase", "AbC", "aBc", false),
            ("StringLike", "a*d?", "abcde", true),
            ("StringNotLike", "a*", "abcde", false),
            (
                "ArnLike",
                "arn:aws:iam::*:role/*",
                "arn:aws:iam::1:role/a/b",
                true,
            ),
            (
                "ArnEquals",
                "arn:aws:*:role/a",
                "arn:aws:iam::1:role/a",
                false,
            ),
            (
                "ArnNotLike",
                "arn:aws:iam::1:role/*",
                "arn:aws:iam::2:role/a",
                true,
            ),
            ("Bool", "true", "True", true),
            ("Bool", "false", "true", false),
            ("IpAddress", "10.0.0.0/8", "10.9.8.7", true),
            ("IpAddress", "10.0.0.0/8", "11.0.0.1", false),
            ("IpAddress", "203.0.113.7", "203.0.113.7", true),
            ("IpAddress", "0.0.0.0/0", "203.0.113.7", true),
            ("NotIpAddress", "2001:db8::/32", "2001:db9::1", true),
            ("NumericLessThanEquals", "3600", "3600", true),
            ("NumericGreaterThan", "10", "9", false),
            ("NumericEquals", "10", "ten", false),
            (
                "DateLessThan",
                "2026-01-01T00:00:00Z",
                "2025-12-31T23:59:59Z",
                true,
            ),
            ("DateGreaterThanEquals", "1700000000", "1700000000", true),
        ] {
            let verdict = check(operator, &[own], &[asked]);
            assert_eq!(verdict, passes, "{operator} {own} {asked}");
        }
    }

    #[test]
    fn a_key_that_is_not_there_passes_only_where_that_is_said() {
        for (operator, passes) in [
            ("StringEquals", false),
            ("StringEqualsIfExists", true),
            ("StringNotEquals", true),
            ("ForAllValues:StringEquals", true),
            ("ForAnyValue:StringEquals", false),
            ("ForAnyValue:StringNotEquals", false),
        ] {
            assert_eq!(check(operator, &["a"], &[]), passes, "{operator}");
        }
        assert!(check("Null", &["true"], &[]));
        assert!(!check("Null", &["true"], &["a"]));
        assert!(check("Null", &["false"], &["a"]));
    }

    #[test]
    fn sets_ask_for_all_values_or_for_one() {
        let own = &["a", "b"];
        assert!(check("ForAllValues:StringEquals", own, &["a", "b", "a"]));
        assert!(!check("ForAllValues:StringEquals", own, &["a", "c"]));
        assert!(check("ForAnyValue:StringEquals", own, &["c", "b"]));
        assert!(!check("ForAnyValue:StringEquals", own, &["c", "d"]));
        assert!(check("ForAnyValue:StringNotEquals", own, &["a", "c"]));
        assert!(!check("ForAllValues:StringNotEquals", own, &["a", "c"]));
        assert!(!check("StringNotEquals", own, &["b"]));
    }

    #[test]
    fn an_operator_that_does_not_exist_is_refused() {
        for operator in ["StringMatches", "ForSomeValues:StringEquals", "IfExists"] {
            assert!(Test::read(operator, "k", Vec::new()).is_err(), "{operator}");
        }
    }
}
