//! What an action comes to, and which branch that is.

use std::borrow::Cow;

use crate::{
    action::{Action, BranchPlace},
    graph::Edge,
    walk::trail::{EndKind, Taken},
};

/// What came out of an action.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) what: String,
    pub(super) take: Take,
    pub(super) assumed: bool,
}

/// Where an action leads.
#[derive(Debug)]
pub(super) enum Take {
    /// The plain way on.
    Next,
    /// The condition that fits this value.
    Value(String),
    /// The branch of this error type.
    Error(&'static str),
    /// The branch of this name, whatever it is.
    Named(String),
    /// Another flow, by any of these names.
    Flow(Vec<String>),
    /// A module, by any of these names.
    Module(Vec<String>),
    /// Back to the caller of the module, with this result.
    Return(String),
    /// Nowhere.
    End(EndKind, String),
}

impl Outcome {
    fn new(take: Take, what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            take,
            assumed: false,
        }
    }

    pub(super) fn next(what: impl Into<String>) -> Self {
        Self::new(Take::Next, what)
    }

    pub(super) fn value(value: impl Into<String>, what: impl Into<String>) -> Self {
        Self::new(Take::Value(value.into()), what)
    }

    pub(super) fn error(error: &'static str, what: impl Into<String>) -> Self {
        Self::new(Take::Error(error), what)
    }

    pub(super) fn named(name: &str, what: impl Into<String>) -> Self {
        Self::new(Take::Named(name.to_owned()), what)
    }

    pub(super) fn flow(names: Vec<String>, what: impl Into<String>) -> Self {
        Self::new(Take::Flow(names), what)
    }

    pub(super) fn module(names: Vec<String>, what: impl Into<String>) -> Self {
        Self::new(Take::Module(names), what)
    }

    pub(super) fn back(result: String, what: impl Into<String>) -> Self {
        Self::new(Take::Return(result), what)
    }

    pub(super) fn end(kind: EndKind, detail: impl Into<String>, what: impl Into<String>) -> Self {
        Self::new(Take::End(kind, detail.into()), what)
    }

    pub(super) fn assumed(self) -> Self {
        self.assumed_if(true)
    }

    pub(super) fn assumed_if(mut self, assumed: bool) -> Self {
        self.assumed = assumed;
        self
    }
}

/// The name of a branch: `next`, the condition's operand, or the error type.
pub(super) fn name<'a>(edge: &Edge<'a>) -> &'a str {
    match edge.branch.place {
        BranchPlace::Next => "next",
        _ => edge.branch.label.unwrap_or_default(),
    }
}

pub(super) fn taken(edge: &Edge<'_>) -> Taken {
    Taken {
        name: name(edge).to_owned(),
        pointer: edge.branch.place.pointer(),
        next: edge.branch.next.to_owned(),
    }
}

/// The plain way on.
pub(super) fn next<'e, 'a>(edges: &'e [Edge<'a>]) -> Option<&'e Edge<'a>> {
    edges
        .iter()
        .find(|edge| edge.branch.place == BranchPlace::Next)
}

/// The branch of an error type; that of any error if there is none.
pub(super) fn error<'e, 'a>(edges: &'e [Edge<'a>], error: &str) -> Option<&'e Edge<'a>> {
    let of = |wanted: &str| {
        edges.iter().find(|edge| {
            matches!(edge.branch.place, BranchPlace::Error(_)) && edge.branch.label == Some(wanted)
        })
    };
    of(error).or_else(|| of("NoMatchingError"))
}

/// The branch of exactly this name.
pub(super) fn named<'e, 'a>(edges: &'e [Edge<'a>], wanted: &str) -> Option<&'e Edge<'a>> {
    edges.iter().find(|edge| name(edge) == wanted)
}

/// The first condition that fits a value, else the way for values that none fits.
pub(super) fn condition<'e, 'a>(
    action: Action<'_>,
    edges: &'e [Edge<'a>],
    value: &str,
    mut fill: impl FnMut(&str) -> String,
) -> Option<&'e Edge<'a>> {
    let fits = edges.iter().find(|edge| {
        let BranchPlace::Condition(index) = edge.branch.place else {
            return false;
        };
        let entry = action
            .transitions()
            .and_then(|transitions| transitions.pointer(&format!("/Conditions/{index}/Condition")));
        let operator = entry.and_then(|entry| entry.get("Operator")?.as_str());
        let operand = edge.branch.label.unwrap_or_default();
        let operand = if operand.starts_with('$') {
            Cow::Owned(fill(operand))
        } else {
            Cow::Borrowed(operand)
        };
        holds(operator.unwrap_or("Equals"), value, &operand)
    });
    let other = || {
        edges
            .iter()
            .find(|edge| edge.branch.label == Some("NoMatchingCondition"))
    };
    fits.or_else(other).or_else(|| next(edges))
}

/// Whether a condition holds. Texts are compared as they are, numbers as numbers; what is no number
/// fulfils no comparison of numbers.
fn holds(operator: &str, value: &str, operand: &str) -> bool {
    let numbers = || {
        let number = |text: &str| text.trim().parse::<f64>().ok();
        Some((number(value)?, number(operand)?))
    };
    let compare = |holds: fn(f64, f64) -> bool| numbers().is_some_and(|(a, b)| holds(a, b));
    match operator {
        "Equals" => value == operand,
        "TextStartsWith" => value.starts_with(operand),
        "TextEndsWith" => value.ends_with(operand),
        "TextContains" => value.contains(operand),
        "NumberGreaterThan" => compare(|a, b| a > b),
        "NumberGreaterOrEqualTo" => compare(|a, b| a >= b),
        "NumberLessThan" => compare(|a, b| a < b),
        "NumberLessOrEqualTo" => compare(|a, b| a <= b),
        // Only that something is there can be seen from here.
        "KeyExists" => !value.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn operators_compare_as_their_names_say() {
        assert!(holds("Equals", "gold", "gold") && !holds("Equals", "Gold", "gold"));
        assert!(holds("TextStartsWith", "+4420", "+44") && !holds("TextStartsWith", "+1", "+44"));
        assert!(holds("TextEndsWith", "abc", "bc") && holds("TextContains", "abc", "b"));
        assert!(holds("NumberGreaterThan", "10", "9") && !holds("NumberGreaterThan", "9", "9"));
        assert!(holds("NumberGreaterOrEqualTo", "9", "9.0"));
        assert!(holds("NumberLessThan", "2", "10") && holds("NumberLessOrEqualTo", "2", "2"));
        assert!(!holds("NumberLessThan", "few", "10") && !holds("Sounds", "a", "a"));
        assert!(holds("KeyExists", "x", "k") && !holds("KeyExists", "", "k"));
    }
}
