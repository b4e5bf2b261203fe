//! Expressions over LF-tags: of every key, one of the values.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{State, errors};
use crate::error::AwsError;

/// A key with values, as requests have it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Term {
    pub(super) tag_key: String,
    pub(super) tag_values: Vec<String>,
}

/// The values of each key, in order.
pub(super) type Expression = BTreeMap<String, Vec<String>>;

/// The tags of a thing: one value for each key.
pub(super) type LfTags = BTreeMap<String, String>;

pub(super) fn expression(terms: Vec<Term>) -> Expression {
    let sorted = terms.into_iter().map(|mut term| {
        term.tag_values.sort();
        (term.tag_key, term.tag_values)
    });
    sorted.collect()
}

/// Whether a thing with these tags is meant.
pub(super) fn fits(expression: &Expression, tags: &LfTags) -> bool {
    let mut terms = expression.iter();
    terms.all(|(key, values)| tags.get(key).is_some_and(|value| values.contains(value)))
}

/// Refuses keys and values that there are not.
pub(super) fn check(state: &State, expression: &Expression) -> Result<(), AwsError> {
    for (key, values) in expression {
        let known = state
            .tags
            .get(key)
            .ok_or_else(|| errors::not_found(&format!("Tag key does not exist: {key}")))?;
        if let Some(value) = values.iter().find(|value| !known.contains(value)) {
            let message = format!("Tag value does not exist: {value} of {key}");
            return Err(errors::invalid(&message));
        }
    }
    Ok(())
}

pub(super) fn shown(expression: &Expression) -> Vec<Value> {
    let terms = expression.iter();
    terms
        .map(|(key, values)| json!({ "TagKey": key, "TagValues": values }))
        .collect()
}
