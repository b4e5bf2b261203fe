//! The content of a flow in a bundle.

use crate::{document::Document, reference::portable::Ref, source::ParseError};

/// The flow language as text in one line, known to be readable.
///
/// A bundle may have thousands of flows. As text they take a fraction of what parsed documents take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content(Box<str>);

impl Content {
    /// The content of a document, without its envelope.
    pub fn of(document: &Document) -> Self {
        Self(document.to_json().into())
    }

    /// Reads a text in any form in which flows are kept.
    pub fn read(text: &str) -> Result<Self, ParseError> {
        Ok(Self::of(&Document::parse(text)?))
    }

    /// The text, in one line.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The document.
    pub fn document(&self) -> Document {
        Document::parse(&self.0).expect("a content was printed from a document")
    }

    /// What it refers to by name, each as often as it does.
    pub fn names(&self) -> Vec<Ref> {
        self.document().names()
    }
}
