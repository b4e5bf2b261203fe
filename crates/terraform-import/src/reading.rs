//! Files of Terraform, read, before anything is made of them.

use serde_json::Value;

use crate::{
    resource::Resource,
    state,
    unreadable::Unreadable,
    variables::{self, Read},
};

/// Most resources of a state, and most entries and remarks of variables. No instance of Amazon
/// Connect holds as many things, and a file from elsewhere must not make much out of little.
pub(crate) const THINGS_MAX: usize = 20_000;

/// What stands in files of Terraform: one state, or the values of a module's variables.
#[derive(Clone, Debug)]
pub struct Reading(pub(crate) Contents);

#[derive(Clone, Debug)]
pub(crate) enum Contents {
    State(Vec<Resource>),
    Variables(Read),
}

impl Reading {
    /// Reads a file as it comes from outside.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        Self::of(str::from_utf8(bytes).map_err(|_| Unreadable::NotText)?)
    }

    /// Reads a state (version 4, JSON) or the values of variables (HCL or JSON).
    pub fn of(text: &str) -> Result<Self, Unreadable> {
        let text = text.trim_start_matches('\u{feff}');
        if !text.trim_start().starts_with('{') {
            return Ok(Self(Contents::Variables(variables::hcl::read(text)?)));
        }
        let document: Value = serde_json::from_str(text).map_err(|error| Unreadable::NotJson {
            line: error.line(),
            column: error.column(),
        })?;
        let contents = if state::is_state(&document) {
            Contents::State(state::resources(&document)?)
        } else {
            Contents::Variables(Read::of_json(document))
        };
        Ok(Self(contents))
    }

    /// Adds what stands in a later file. As in Terraform, a variable has its last value; a state
    /// goes with no other file.
    pub fn and(self, later: Self) -> Result<Self, Unreadable> {
        match (self.0, later.0) {
            (Contents::Variables(first), Contents::Variables(later)) => {
                Ok(Self(Contents::Variables(first.and(later))))
            }
            _ => Err(Unreadable::StateNotAlone),
        }
    }
}
