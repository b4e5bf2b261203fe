//! Conditions, and whether an item meets them.

use std::cmp::Ordering;

use super::{
    super::{
        number::Number,
        value::{Attribute, Item},
    },
    path::Path,
};

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Compare(Operand, Comparison, Operand),
    Between(Operand, Operand, Operand),
    In(Operand, Vec<Operand>),
    Exists(Path),
    Absent(Path),
    Type(Path, Operand),
    BeginsWith(Operand, Operand),
    Contains(Operand, Operand),
}

/// What is compared.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) enum Operand {
    Path(Path),
    Value(Attribute),
    Size(Path),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Comparison {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
}

// === impl Condition ===

impl Condition {
    /// Whether `item` meets the condition. An item that is not there has no attributes.
    pub(in super::super) fn holds(&self, item: &Item) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(item)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(item)),
            Self::Not(part) => !part.holds(item),
            Self::Compare(left, comparison, right) => {
                comparison.holds(left.of(item).as_ref(), right.of(item).as_ref())
            }
            Self::Between(value, low, high) => {
                let value = value.of(item);
                Comparison::AtLeast.holds(value.as_ref(), low.of(item).as_ref())
                    && Comparison::AtMost.holds(value.as_ref(), high.of(item).as_ref())
            }
            Self::In(value, values) => {
                let value = value.of(item);
                let equal = |other: &Operand| other.of(item) == value;
                value.is_some() && values.iter().any(equal)
            }
            Self::Exists(path) => path.of(item).is_some(),
            Self::Absent(path) => path.of(item).is_none(),
            Self::Type(path, kind) => match (path.of(item), kind.of(item)) {
                (Some(value), Some(Attribute::S(kind))) => value.kind() == kind,
                _ => false,
            },
            Self::BeginsWith(value, start) => match (value.of(item), start.of(item)) {
                (Some(Attribute::S(text)), Some(Attribute::S(start))) => text.starts_with(&start),
                (Some(Attribute::B(bytes)), Some(Attribute::B(start))) => {
                    bytes.0.starts_with(&start.0)
                }
                _ => false,
            },
            Self::Contains(value, part) => match (value.of(item), part.of(item)) {
                (Some(value), Some(part)) => contains(&value, &part),
                _ => false,
            },
        }
    }
}

/// Whether a text has the part, or a set or list the element.
fn contains(value: &Attribute, part: &Attribute) -> bool {
    match (value, part) {
        (Attribute::S(text), Attribute::S(part)) => text.contains(part.as_str()),
        (Attribute::B(bytes), Attribute::B(part)) => {
            part.0.is_empty() || bytes.0.windows(part.0.len()).any(|window| window == part.0)
        }
        (Attribute::Strings(set), Attribute::S(text)) => set.contains(text),
        (Attribute::Numbers(set), Attribute::N(number)) => set.contains(number),
        (Attribute::Binaries(set), Attribute::B(bytes)) => set.contains(bytes),
        (Attribute::L(list), part) => list.contains(part),
        _ => false,
    }
}

// === impl Operand ===

impl Operand {
    /// The value, if there is one.
    pub(in super::super) fn of(&self, item: &Item) -> Option<Attribute> {
        match self {
            Self::Path(path) => path.of(item).cloned(),
            Self::Value(value) => Some(value.clone()),
            Self::Size(path) => {
                let size = path.of(item)?.size()?;
                Some(Attribute::N(Number::from_count(size)))
            }
        }
    }
}

// === impl Comparison ===

impl Comparison {
    /// Whether the comparison holds. What is not there is unequal to everything; only texts,
    /// numbers and bytes have an order, each among themselves.
    pub(in super::super) fn holds(
        self,
        left: Option<&Attribute>,
        right: Option<&Attribute>,
    ) -> bool {
        let same = left.is_some() && left == right;
        let order = || match (left?.scalar()?, right?.scalar()?) {
            (left, right) if std::mem::discriminant(&left) == std::mem::discriminant(&right) => {
                Some(left.cmp(&right))
            }
            _ => None,
        };
        match self {
            Self::Equal => same,
            Self::Unequal => !same,
            Self::Less => order().is_some_and(Ordering::is_lt),
            Self::AtMost => order().is_some_and(Ordering::is_le),
            Self::More => order().is_some_and(Ordering::is_gt),
            Self::AtLeast => order().is_some_and(Ordering::is_ge),
        }
    }
}
