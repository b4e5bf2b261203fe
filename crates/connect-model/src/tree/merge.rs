//! Overlays: maps merge, list entries merge by name, `$remove: true` drops one.

use std::collections::{HashMap, HashSet};

use super::{
    node::{Map, Node, Value},
    path::Path,
};
use crate::{Log, words::quote};

const REMOVE: &str = "$remove";

/// The base with each overlay laid upon it in turn. No removal is left in it.
pub(crate) fn merge(mut trees: impl Iterator<Item = Node>, log: &mut Log) -> Option<Node> {
    let mut base = trees.next()?;
    for overlay in trees {
        lay(&mut base, overlay, &Path::Top, log);
    }
    refuse_removals(&mut base, &Path::Top, log);
    Some(base)
}

fn lay(base: &mut Node, over: Node, at: &Path<'_>, log: &mut Log) {
    match (&mut base.value, over.value) {
        (Value::Map(below), Value::Map(above)) => lay_map(below, above, at, log),
        (Value::List(below), Value::List(above)) if is_named(below) && is_named(&above) => {
            lay_list(below, above, at, log);
        }
        // An overlay that is an empty file changes nothing.
        (_, Value::Null) if matches!(at, Path::Top) => {}
        (below, above) => {
            *below = above;
            base.mark = over.mark;
        }
    }
}

fn lay_map(base: &mut Map, over: Map, at: &Path<'_>, log: &mut Log) {
    let mut removed = HashSet::new();
    for (key, member) in over {
        let at = at.member(&key);
        if is_removal(&member.node, &at, log) {
            if !base.contains_key(&key) {
                refuse(&member.node, &at, &key, log);
            }
            removed.insert(key);
        } else if let Some(below) = base.get_mut(&key) {
            lay(&mut below.node, member.node, &at, log);
        } else {
            base.insert(key, member);
        }
    }
    base.retain(|key, _| !removed.contains(key));
}

fn lay_list(base: &mut Vec<Node>, over: Vec<Node>, at: &Path<'_>, log: &mut Log) {
    let owned = |(name, alias): (&str, Option<&str>)| (name.to_owned(), alias.map(str::to_owned));
    let mut indices = HashMap::new();
    for (index, node) in base.iter().enumerate() {
        indices.entry(identity(node).map(owned)).or_insert(index);
    }
    let mut removed = HashSet::new();
    for (index, node) in over.into_iter().enumerate() {
        let found = indices.get(&identity(&node).map(owned)).copied();
        let is_removal = is_removal(&node, &at.item(index), log);
        match found {
            Some(found) if is_removal => {
                removed.insert(found);
            }
            Some(found) => lay(&mut base[found], node, &at.item(found), log),
            None if is_removal => {
                let name = identity(&node).map_or("", |(name, _)| name).to_owned();
                refuse(&node, &at.item(index), &name, log);
            }
            None => base.push(node),
        }
    }
    let mut index = 0..;
    base.retain(|_| index.next().is_none_or(|index| !removed.contains(&index)));
}

/// Whether every entry of a list can be told apart from the others.
fn is_named(items: &[Node]) -> bool {
    items.iter().all(|item| identity(item).is_some())
}

/// The members that name entries of lists.
const NAMES: &[&str] = &["username", "name", "path", "address", "region"];

/// What tells an entry apart: a Lex bot may stand twice under one name with two aliases.
fn identity(node: &Node) -> Option<(&str, Option<&str>)> {
    let name = NAMES.iter().find_map(|member| node.get(member))?.text()?;
    Some((name, node.get("alias").and_then(Node::text)))
}

fn is_removal(node: &Node, at: &Path<'_>, log: &mut Log) -> bool {
    let Some(word) = node.get(REMOVE) else {
        return false;
    };
    if word.value != Value::Bool(true) {
        let place = log.place(word.mark, &at.member(REMOVE));
        let message = format!("{REMOVE} can only be true");
        log.add(
            "bad-removal",
            place,
            message,
            "leave it out to keep the entry",
        );
    }
    true
}

fn refuse(node: &Node, at: &Path<'_>, name: &str, log: &mut Log) {
    let message = format!("there is no {} to remove", quote(name));
    let remedy = "name what a file before this one declares, or leave the removal out";
    log.add("bad-removal", log.place(node.mark, at), message, remedy);
}

/// A removal that is left has nothing below it: it stands in the base or in something new.
fn refuse_removals(node: &mut Node, at: &Path<'_>, log: &mut Log) {
    if let Value::Map(map) = &mut node.value
        && let Some(word) = map.shift_remove(REMOVE)
    {
        let place = log.place(word.mark, &at.member(REMOVE));
        let message = "nothing stands below this removal";
        log.add(
            "bad-removal",
            place,
            message,
            "leave the entry out, with its removal",
        );
        node.value = Value::Broken;
    }
    match &mut node.value {
        Value::Map(map) => map
            .iter_mut()
            .for_each(|(key, member)| refuse_removals(&mut member.node, &at.member(key), log)),
        Value::List(items) => items
            .iter_mut()
            .enumerate()
            .for_each(|(index, item)| refuse_removals(item, &at.item(index), log)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Kind, Naming};

    #[test]
    fn the_entries_of_every_kind_can_be_told_apart() {
        for kind in Kind::ALL {
            if let Naming::Member(member) | Naming::Path(member) = kind.naming() {
                assert!(NAMES.contains(&member), "{member} of {}", kind.as_str());
            }
        }
    }
}
