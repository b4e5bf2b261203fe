//! What stands in a cell.

use std::borrow::Cow;

use crate::{
    agent::Field,
    read::{Empty, Mapping},
};

/// What divides the entries of a list, unless the mapping says otherwise.
const SEPARATORS: [char; 2] = ['|', ';'];

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'r> {
    Text(Cow<'r, str>),
    /// An array of JSON, or an object: entries like those of a list in a text.
    List(Vec<String>),
    /// A `null` of JSON.
    Null,
    /// Something that no text stands for.
    Other,
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'c> {
    Unsaid,
    /// That there is to be none.
    Nothing,
    One(&'c str),
    /// The entries of a field that has several.
    Many(Vec<&'c str>),
}

// === impl Cell ===

impl Cell<'_> {
    /// Whether it says nothing, so that what the mapping says of all rows holds.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Cell::Text(text) => text.trim().is_empty(),
            Cell::Null => true,
            Cell::List(_) | Cell::Other => false,
        }
    }

    /// What it says of a field.
    pub(super) fn value(&self, field: Field, mapping: &Mapping) -> Value<'_> {
        match self {
            Cell::Null => Value::Unsaid,
            Cell::Text(text) if text.trim().is_empty() => match mapping.empty {
                Empty::Keep => Value::Unsaid,
                Empty::Clear => Value::Nothing,
            },
            Cell::Text(text) if field.is_list() => Value::Many(entries(text, mapping)),
            Cell::Text(text) => Value::One(text.trim()),
            Cell::List(items) if items.is_empty() => Value::Nothing,
            Cell::List(items) => Value::Many(items.iter().map(|item| item.trim()).collect()),
            // A control character is part of nothing that a field can be.
            Cell::Other => Value::One("\0"),
        }
    }
}

fn entries<'t>(text: &'t str, mapping: &Mapping) -> Vec<&'t str> {
    let is_separator = |letter: char| match mapping.list_separator {
        Some(told) => letter == told,
        None => SEPARATORS.contains(&letter),
    };
    let entries = text.split(is_separator).map(str::trim);
    entries.filter(|entry| !entry.is_empty()).collect()
}
