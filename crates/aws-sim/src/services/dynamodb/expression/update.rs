//! Updates, and what they make of an item.

use super::{
    super::{
        errors,
        value::{Attribute, Item},
    },
    condition::Operand,
    path::Path,
};
use crate::error::AwsError;

/// All that one update expression does.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in super::super) struct Update {
    pub(super) sets: Vec<(Path, Term)>,
    pub(super) removes: Vec<Path>,
    pub(super) adds: Vec<(Path, Attribute)>,
    pub(super) deletes: Vec<(Path, Attribute)>,
}

/// The new value of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Term {
    Operand(Operand),
    IfAbsent(Path, Box<Term>),
    Append(Box<Term>, Box<Term>),
    Plus(Box<Term>, Box<Term>),
    Minus(Box<Term>, Box<Term>),
}

// === impl Update ===

impl Update {
    /// The paths that it changes.
    pub(in super::super) fn paths(&self) -> Vec<Path> {
        let sets = self.sets.iter().map(|(path, _)| path);
        let adds = self.adds.iter().map(|(path, _)| path);
        let deletes = self.deletes.iter().map(|(path, _)| path);
        let paths = sets.chain(&self.removes).chain(adds).chain(deletes);
        paths.cloned().collect()
    }

    /// Refuses an update that changes one place twice.
    pub(super) fn check(&self) -> Result<(), String> {
        let paths = self.paths();
        for (at, path) in paths.iter().enumerate() {
            if paths[..at].iter().any(|before| before.overlaps(path)) {
                return Err(
                    "Two document paths overlap with each other; must remove or rewrite \
                            one of these paths"
                        .to_owned(),
                );
            }
        }
        Ok(())
    }

    /// What becomes of `item`. All values are those from before the update.
    pub(in super::super) fn apply(&self, item: &Item) -> Result<Item, AwsError> {
        let mut new = item.clone();
        for (path, term) in &self.sets {
            path.set(&mut new, term.of(item)?).map_err(|_| no_way())?;
        }
        for (path, value) in &self.adds {
            let sum = match path.of(item) {
                Some(there) => add(there, value)?,
                None => value.clone(),
            };
            path.set(&mut new, sum).map_err(|_| no_way())?;
        }
        for (path, value) in &self.deletes {
            if let Some(there) = path.of(item) {
                match without(there, value)? {
                    Some(rest) => path.set(&mut new, rest),
                    None => path.remove(&mut new),
                }
                .map_err(|_| no_way())?;
            }
        }
        // From the back, so that elements of a list are where the expression says.
        let mut removes: Vec<&Path> = self.removes.iter().collect();
        removes.sort();
        for path in removes.into_iter().rev() {
            path.remove(&mut new).map_err(|_| no_way())?;
        }
        Ok(new)
    }
}

// === impl Term ===

impl Term {
    fn of(&self, item: &Item) -> Result<Attribute, AwsError> {
        match self {
            Self::Operand(operand) => operand.of(item).ok_or_else(|| {
                errors::invalid(
                    "The provided expression refers to an attribute that does not exist in the \
                     item",
                )
            }),
            Self::IfAbsent(path, term) => match path.of(item) {
                Some(there) => Ok(there.clone()),
                None => term.of(item),
            },
            Self::Append(left, right) => match (left.of(item)?, right.of(item)?) {
                (Attribute::L(mut left), Attribute::L(right)) => {
                    left.extend(right);
                    Ok(Attribute::L(left))
                }
                _ => Err(wrong_type()),
            },
            Self::Plus(left, right) => match (left.of(item)?, right.of(item)?) {
                (Attribute::N(left), Attribute::N(right)) => {
                    left.plus(right).map(Attribute::N).ok_or_else(overflow)
                }
                _ => Err(wrong_type()),
            },
            Self::Minus(left, right) => match (left.of(item)?, right.of(item)?) {
                (Attribute::N(left), Attribute::N(right)) => {
                    left.minus(right).map(Attribute::N).ok_or_else(overflow)
                }
                _ => Err(wrong_type()),
            },
        }
    }
}

/// A number and another, or a set and more elements.
fn add(there: &Attribute, value: &Attribute) -> Result<Attribute, AwsError> {
    match (there.clone(), value) {
        (Attribute::N(left), Attribute::N(right)) => {
            left.plus(*right).map(Attribute::N).ok_or_else(overflow)
        }
        (Attribute::Strings(mut set), Attribute::Strings(more)) => {
            set.extend(more.iter().cloned());
            Ok(Attribute::Strings(set))
        }
        (Attribute::Numbers(mut set), Attribute::Numbers(more)) => {
            set.extend(more.iter().copied());
            Ok(Attribute::Numbers(set))
        }
        (Attribute::Binaries(mut set), Attribute::Binaries(more)) => {
            set.extend(more.iter().cloned());
            Ok(Attribute::Binaries(set))
        }
        _ => Err(wrong_type()),
    }
}

/// A set without some elements; nothing if no element is left.
fn without(there: &Attribute, value: &Attribute) -> Result<Option<Attribute>, AwsError> {
    let rest = match (there.clone(), value) {
        (Attribute::Strings(mut set), Attribute::Strings(gone)) => {
            set.retain(|element| !gone.contains(element));
            Attribute::Strings(set)
        }
        (Attribute::Numbers(mut set), Attribute::Numbers(gone)) => {
            set.retain(|element| !gone.contains(element));
            Attribute::Numbers(set)
        }
        (Attribute::Binaries(mut set), Attribute::Binaries(gone)) => {
            set.retain(|element| !gone.contains(element));
            Attribute::Binaries(set)
        }
        _ => return Err(wrong_type()),
    };
    Ok((!rest.has_empty_set()).then_some(rest))
}

fn no_way() -> AwsError {
    errors::invalid("The document path provided in the update expression is invalid for update")
}

fn wrong_type() -> AwsError {
    errors::invalid("An operand in the update expression has an incorrect data type")
}

fn overflow() -> AwsError {
    errors::invalid(
        "Number overflow. Attempting to store a number with magnitude larger than supported range",
    )
}
