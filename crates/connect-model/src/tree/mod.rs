//! The text of a spec as a tree whose every node knows where it stands.
//!
//! Parsed from YAML or JSON, merged with its overlays, variables resolved. Nothing here knows a
//! word of the spec but `variables`, `$remove` and the members by which list entries are told apart.

mod json;
mod keys;
mod merge;
mod node;
mod parse;
mod path;
mod scalar;
mod variables;

pub(crate) use self::{
    merge::merge,
    node::{Map, Mark, Member, Node, Value},
    parse::parse,
    path::{Path, Step},
    variables::resolve,
};
