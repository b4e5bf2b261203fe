//! The Amazon Connect flow language: read, write, references, resolve, stubs.
//!
//! A flow names the queues, prompts, functions and other flows that it uses by ids and ARNs of one
//! instance, so it breaks in every other one. This crate knows *where* such references may stand
//! (one table, by action type and parameter), turns them into names (`ref://queue/Sales`) and back.
//! Nothing is found by searching text, so nothing else of a document changes: unknown action types,
//! designer notes and the order of members stay as they are.
//!
//! It never does I/O, is never `async`, and never decides what a name means: callers pass a lookup.
//!
//! ```
//! use flow_language::{Document, FlowType, Ref, RefKind};
//!
//! let portable = r#"{
//!     "Version": "2019-10-30", "StartAction": "queue", "Actions": [
//!         {"Identifier": "queue", "Type": "UpdateContactTargetQueue",
//!          "Parameters": {"QueueId": "ref://queue/Sales"},
//!          "Transitions": {"NextAction": "end", "Errors": [], "Conditions": []}},
//!         {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
//!     ]
//! }"#;
//! let document = Document::parse(portable)?;
//! assert!(document.check(FlowType::ContactFlow).is_empty());
//!
//! let sales = Ref::new(RefKind::Queue, "Sales")?;
//! let id = "7f18d5d6-8e42-4613-9014-84503d17e7da";
//! let bound = document.resolve(&|name| (*name == sales).then(|| id.to_owned())).expect("Sales is known");
//! assert!(bound.to_json().contains(id));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod spelling;

mod action;
pub mod album;
mod block;
pub mod bundle;
mod canonical;
mod check;
mod designer;
pub mod diff;
mod document;
pub mod draw;
mod flow_type;
mod graph;
pub mod legacy;
pub mod lint;
mod object_map;
mod place;
mod placeholder;
mod portability;
mod reference;
mod resolution;
mod rewrite;
mod source;
mod stub;
pub mod walk;

pub use crate::{
    action::{Action, ActionGroup, Branch, BranchPlace},
    block::Position,
    check::{ACTIONS_MAX, CONTENT_CHARS_MAX, IDENTIFIER_CHARS_MAX, Problem, VERSION},
    document::{Document, Envelope, Form},
    flow_type::{FlowType, Role},
    graph::{Edge, Graph},
    object_map::{MapProblem, OBJECT_MAP, Target},
    place::Part,
    reference::{
        kind::RefKind,
        portable::{Ref, RefError},
        value::{RefValue, Reference, SoftReference},
    },
    resolution::{Unresolved, UnresolvedReason},
    source::{DEPTH_MAX, ParseError, TEXT_BYTES_MAX},
    spelling::UnknownSpelling,
};
