//! What is published of a service: its operations, shapes and constraints.
//!
//! Facts only. Nothing here knows what an operation does; routing, conversion and validation walk
//! these tables, so that every operation of a service gets them alike.

mod catalog;
mod read;
mod text;

use std::{collections::HashMap, sync::LazyLock};

pub(crate) use self::catalog::{HEADS, Head, model};
pub(crate) use self::text::Pattern;
use crate::time::Format;

/// One service.
#[derive(Debug)]
pub(crate) struct Model {
    /// The name of the service, as in its table; the key of the service everywhere.
    pub(crate) service: &'static str,
    pub(crate) protocol: Protocol,
    /// The XML namespace of answers.
    pub(crate) namespace: Option<&'static str>,
    pub(crate) operations: Vec<Operation>,
    shapes: Vec<Shape>,
    operation_by_name: HashMap<&'static str, usize>,
}

/// How a service speaks on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    RestJson1,
    AwsJson10,
    AwsJson11,
    AwsQuery,
    RestXml,
}

/// One operation of a service.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) method: &'static str,
    pub(crate) uri: &'static str,
    /// The HTTP status of an answer that is no error.
    pub(crate) status: u16,
    /// The root element of the answer, where it is not named after the output.
    pub(crate) root: Option<&'static str>,
    pub(crate) input: Option<ShapeId>,
    pub(crate) output: Option<ShapeId>,
    pub(crate) errors: Vec<ShapeId>,
}

/// The place of a shape in its model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ShapeId(usize);

/// One type of the model.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    /// Whether values must not be shown.
    pub(crate) sensitive: bool,
    pub(crate) kind: Kind,
}

/// What a shape is.
#[derive(Debug)]
pub(crate) enum Kind {
    Structure(Structure),
    List {
        of: ShapeId,
        size: Span,
        flattened: bool,
        item: &'static str,
    },
    Map {
        value: ShapeId,
        key: ShapeId,
        size: Span,
        flattened: bool,
        /// What key and value are called where they are elements.
        names: (&'static str, &'static str),
    },
    Text {
        length: Span,
        values: Vec<&'static str>,
        pattern: Option<LazyLock<Pattern, Source>>,
    },
    Blob {
        length: Span,
    },
    Boolean,
    Whole {
        range: Span,
    },
    Real {
        range: Span,
    },
    Timestamp {
        /// The form, where it is not that of the place.
        format: Option<Format>,
    },
    /// Anything that JSON can say.
    Document,
}

/// What makes a pattern on first use.
pub(crate) type Source = Box<dyn FnOnce() -> Pattern + Send + Sync>;

/// A structure, which is also the form of inputs, outputs and errors.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    pub(crate) members: Vec<Member>,
    /// The member that is the whole body.
    pub(crate) payload: Option<&'static str>,
    /// Exactly one member must be there.
    pub(crate) union: bool,
    /// For an error: its HTTP status and its code on the wire.
    pub(crate) error: Option<Fault>,
}

/// How an error shows on the wire.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
}

/// A member of a structure.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) shape: ShapeId,
    pub(crate) required: bool,
    /// Whether the member makes a repeated request the same request.
    pub(crate) token: bool,
    /// Whether the items of the list stand in the structure itself.
    pub(crate) flattened: bool,
    pub(crate) place: Place,
}

/// Where a member stands in the message, and its name there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Body(&'static str),
    Uri(&'static str),
    Query(&'static str),
    Header(&'static str),
    /// All headers with this prefix.
    Headers(&'static str),
    Status,
    /// An attribute of the structure's XML element.
    Attribute(&'static str),
}

/// A closed range; either end may be open.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Span {
    pub(crate) min: Option<f64>,
    pub(crate) max: Option<f64>,
}

// === impl Model ===

impl Model {
    /// The shape at `id`.
    pub(crate) fn shape(&self, id: ShapeId) -> &Shape {
        &self.shapes[id.0]
    }

    /// The operation called `name`.
    pub(crate) fn operation(&self, name: &str) -> Option<&Operation> {
        self.operation_by_name
            .get(name)
            .map(|index| &self.operations[*index])
    }

    /// The structure at `id`; nothing for a shape of another kind.
    pub(crate) fn structure(&self, id: ShapeId) -> Option<&Structure> {
        match &self.shape(id).kind {
            Kind::Structure(structure) => Some(structure),
            _ => None,
        }
    }

    /// The members of the structure at `id`, if there is one.
    pub(crate) fn members(&self, id: Option<ShapeId>) -> &[Member] {
        id.and_then(|id| self.structure(id))
            .map_or(&[], |structure| &structure.members)
    }

    /// Whether `operation` lists an error with this code.
    pub(crate) fn lists(&self, operation: &Operation, code: &str) -> bool {
        operation
            .errors
            .iter()
            .any(|id| self.fault(*id).is_some_and(|fault| fault.code == code))
    }

    /// How the error at `id` shows on the wire.
    pub(crate) fn fault(&self, id: ShapeId) -> Option<Fault> {
        self.structure(id).and_then(|structure| structure.error)
    }
}

// === impl Member ===

impl Member {
    /// The name of the member on the wire.
    pub(crate) fn wire(&self) -> &'static str {
        match self.place {
            Place::Body(name)
            | Place::Uri(name)
            | Place::Query(name)
            | Place::Header(name)
            | Place::Headers(name)
            | Place::Attribute(name) => name,
            Place::Status => self.name,
        }
    }
}

// === impl Span ===

impl Span {
    /// Whether `value` lies inside.
    pub(crate) fn holds(&self, value: f64) -> bool {
        self.min.is_none_or(|min| value >= min) && self.max.is_none_or(|max| value <= max)
    }
}
