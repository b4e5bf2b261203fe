//! The keys of a map in the making, and what stands behind them.

use super::node::{Map, Mark, Member, Node, Value};
use crate::words::quote;

/// The longest key, in characters.
pub(super) const KEY_CHARS_MAX: usize = 256;

/// A key whose value was not seen yet.
pub(super) struct Key {
    pub(super) mark: Mark,
    pub(super) names: Names,
}

/// What a key stands for.
pub(super) enum Names {
    /// A member.
    Member(String),
    /// The members of other maps.
    Merged,
    /// Nothing: a finding was made, and the value is dropped.
    Nothing,
}

/// The key behind which maps stand whose members are taken over.
pub(super) const MERGE: &str = "<<";

/// What is wrong with a value behind its key: rule, place, message, remedy.
pub(super) type Wrong = (&'static str, Mark, String, &'static str);

/// Puts a value behind its key.
pub(super) fn fill(
    map: &mut Map,
    merged: &mut Option<Vec<Map>>,
    key: Key,
    node: Node,
) -> Option<Wrong> {
    let twice = |text: &str| {
        let message = format!("{} stands here a second time", quote(text));
        Some(("duplicate-key", key.mark, message, "keep one of the two"))
    };
    match key.names {
        Names::Nothing => None,
        Names::Member(text) if map.contains_key(&text) => twice(&text),
        Names::Member(text) => {
            let mark = key.mark;
            map.insert(text, Member { mark, node });
            None
        }
        Names::Merged if merged.is_some() => twice(MERGE),
        Names::Merged => {
            let (mark, noun) = (node.mark, node.noun());
            *merged = Some(maps(node).unwrap_or_default());
            let is_none = merged.as_ref().is_some_and(Vec::is_empty);
            let message = format!("this is {noun}, not a map whose members are taken over");
            let remedy = "write an alias of a map, or a list of them";
            is_none.then_some(("wrong-type", mark, message, remedy))
        }
    }
}

/// One map, or several in a list.
fn maps(node: Node) -> Option<Vec<Map>> {
    match node.value {
        Value::Map(map) => Some(vec![map]),
        Value::List(items) => items
            .into_iter()
            .map(|item| match item.value {
                Value::Map(map) => Some(map),
                _ => None,
            })
            .collect(),
        _ => None,
    }
}

/// A map with the members of others behind its own; the first that has one counts. All of them
/// were counted where they were written or repeated.
pub(super) fn completed(mut map: Map, merged: Vec<Map>) -> Map {
    for (key, member) in merged.into_iter().flatten() {
        map.entry(key).or_insert(member);
    }
    map
}

/// The text of a key, or what is wrong with it.
pub(super) fn key_text(node: Node) -> Result<String, &'static str> {
    let text = match node.value {
        Value::Text(text) | Value::Number(text) => text,
        Value::Bool(truth) => truth.to_string(),
        _ => return Err("a key is a text"),
    };
    match text.chars().count() {
        0 => Err("a key cannot be empty"),
        1..=KEY_CHARS_MAX => Ok(text),
        _ => Err("this key is too long"),
    }
}
