//! The language of expressions: conditions, projections and updates.
//!
//! Names (`#n`) and values (`:v`) are put in while an expression is read. One that is given and not
//! used is refused, as in AWS. Reserved words are not refused here.

mod condition;
mod parser;
mod path;
#[cfg(test)]
mod tests;
mod update;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use self::{
    condition::{Comparison, Condition, Operand},
    path::{Path, project},
    update::Update,
};
use super::{errors, value::Attribute};
use crate::error::AwsError;

/// What the expressions of one request may put in.
#[derive(Debug, Default)]
pub(super) struct Scope {
    names: BTreeMap<String, String>,
    values: BTreeMap<String, Attribute>,
    used: BTreeSet<String>,
}

// === impl Scope ===

impl Scope {
    pub(super) fn new(
        names: Option<BTreeMap<String, String>>,
        values: Option<BTreeMap<String, Attribute>>,
    ) -> Self {
        Self {
            names: names.unwrap_or_default(),
            values: values.unwrap_or_default(),
            used: BTreeSet::new(),
        }
    }

    /// Reads a condition; `what` is the name of its member.
    pub(super) fn condition(&mut self, what: &str, text: &str) -> Result<Condition, AwsError> {
        parser::condition(self, text).map_err(|why| refused(what, &why))
    }

    /// Reads the paths of a projection.
    pub(super) fn projection(&mut self, text: &str) -> Result<Vec<Path>, AwsError> {
        parser::projection(self, text).map_err(|why| refused("ProjectionExpression", &why))
    }

    /// Reads an update.
    pub(super) fn update(&mut self, text: &str) -> Result<Update, AwsError> {
        parser::update(self, text).map_err(|why| refused("UpdateExpression", &why))
    }

    /// Refuses names and values that no expression has used.
    pub(super) fn finish(&self) -> Result<(), AwsError> {
        let unused = |given: Vec<&String>, member: &str| {
            let stray = given.into_iter().find(|key| !self.used.contains(*key));
            stray.map_or(Ok(()), |key| {
                Err(errors::invalid(format!(
                    "Value provided in {member} unused in expressions: keys: {{{key}}}"
                )))
            })
        };
        unused(self.names.keys().collect(), "ExpressionAttributeNames")?;
        unused(self.values.keys().collect(), "ExpressionAttributeValues")
    }

    fn name(&mut self, key: &str) -> Result<String, String> {
        self.used.insert(key.to_owned());
        self.names.get(key).cloned().ok_or_else(|| {
            format!(
                "An expression attribute name used in the document path is not defined; \
                     attribute name: {key}"
            )
        })
    }

    fn value(&mut self, key: &str) -> Result<Attribute, String> {
        self.used.insert(key.to_owned());
        self.values.get(key).cloned().ok_or_else(|| {
            format!(
                "An expression attribute value used in expression is not defined; \
                     attribute value: {key}"
            )
        })
    }
}

fn refused(what: &str, why: &str) -> AwsError {
    errors::invalid(format!("Invalid {what}: {why}"))
}
