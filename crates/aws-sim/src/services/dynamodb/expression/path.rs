//! Where a value stands in an item: `a.b[2].c`.

use std::collections::BTreeMap;

use super::super::value::{Attribute, Item};

/// The name of an attribute and the way down from there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct Path {
    pub(super) name: String,
    pub(super) steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Member(String),
    Element(usize),
}

/// The update cannot be done: the way down is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoWay;

/// The parts of `item` that the paths name. Elements of lists move together.
pub(in super::super) fn project(item: &Item, paths: &[Path]) -> Item {
    let mut by_name: BTreeMap<&str, Vec<&[Step]>> = BTreeMap::new();
    for path in paths {
        by_name.entry(&path.name).or_default().push(&path.steps);
    }
    let part = |(name, ways): (&str, Vec<&[Step]>)| {
        let value = pick(item.get(name)?, &ways)?;
        Some((name.to_owned(), value))
    };
    by_name.into_iter().filter_map(part).collect()
}

fn pick(value: &Attribute, ways: &[&[Step]]) -> Option<Attribute> {
    if ways.iter().any(|way| way.is_empty()) {
        return Some(value.clone());
    }
    let mut below: BTreeMap<&Step, Vec<&[Step]>> = BTreeMap::new();
    for way in ways {
        let (first, rest) = way.split_first()?;
        below.entry(first).or_default().push(rest);
    }
    let parts = below.into_iter().filter_map(|(step, ways)| {
        let part = pick(step.of(value)?, &ways)?;
        Some((step, part))
    });
    let parts: Vec<(&Step, Attribute)> = parts.collect();
    if parts.is_empty() {
        return None;
    }
    match value {
        Attribute::M(_) => Some(Attribute::M(
            parts
                .into_iter()
                .filter_map(|(step, part)| match step {
                    Step::Member(name) => Some((name.clone(), part)),
                    Step::Element(_) => None,
                })
                .collect(),
        )),
        _ => Some(Attribute::L(
            parts.into_iter().map(|(_, part)| part).collect(),
        )),
    }
}

// === impl Path ===

impl Path {
    /// The name of the attribute that the path begins with.
    pub(in super::super) fn attribute(&self) -> &str {
        &self.name
    }

    /// Whether the path is an attribute of the item itself.
    pub(in super::super) fn is_top(&self) -> bool {
        self.steps.is_empty()
    }

    /// The value in `item`.
    pub(in super::super) fn of<'i>(&self, item: &'i Item) -> Option<&'i Attribute> {
        let first = item.get(&self.name)?;
        self.steps
            .iter()
            .try_fold(first, |value, step| step.of(value))
    }

    /// Whether one path leads through the end of the other.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let shared = self.steps.len().min(other.steps.len());
        self.name == other.name && self.steps[..shared] == other.steps[..shared]
    }

    /// Puts `value` where the path leads. Beyond the end of a list it is put at the end.
    pub(super) fn set(&self, item: &mut Item, value: Attribute) -> Result<(), NoWay> {
        let Some((last, way)) = self.steps.split_last() else {
            item.insert(self.name.clone(), value);
            return Ok(());
        };
        match (self.walk(item, way).ok_or(NoWay)?, last) {
            (Attribute::M(map), Step::Member(name)) => {
                map.insert(name.clone(), value);
            }
            (Attribute::L(elements), Step::Element(at)) => match elements.get_mut(*at) {
                Some(there) => *there = value,
                None => elements.push(value),
            },
            _ => return Err(NoWay),
        }
        Ok(())
    }

    /// Takes the value away, if it is there.
    pub(super) fn remove(&self, item: &mut Item) -> Result<(), NoWay> {
        let Some((last, way)) = self.steps.split_last() else {
            item.remove(&self.name);
            return Ok(());
        };
        match (self.walk(item, way).ok_or(NoWay)?, last) {
            (Attribute::M(map), Step::Member(name)) => {
                map.remove(name);
            }
            (Attribute::L(elements), Step::Element(at)) if *at < elements.len() => {
                elements.remove(*at);
            }
            (Attribute::L(_), Step::Element(_)) => {}
            _ => return Err(NoWay),
        }
        Ok(())
    }

    fn walk<'i>(&self, item: &'i mut Item, way: &[Step]) -> Option<&'i mut Attribute> {
        let first = item.get_mut(&self.name)?;
        way.iter()
            .try_fold(first, |value, step| match (value, step) {
                (Attribute::M(map), Step::Member(name)) => map.get_mut(name),
                (Attribute::L(list), Step::Element(at)) => list.get_mut(*at),
                _ => None,
            })
    }
}

// === impl Step ===

impl Step {
    fn of<'i>(&self, value: &'i Attribute) -> Option<&'i Attribute> {
        match (value, self) {
            (Attribute::M(map), Self::Member(name)) => map.get(name),
            (Attribute::L(list), Self::Element(at)) => list.get(*at),
            _ => None,
        }
    }
}
