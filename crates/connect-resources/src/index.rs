//! What is known by name: filled by observing, and by what steps make.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{KindId, Reference, ThingKey};

/// How AWS calls a thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Known {
    /// The id.
    pub id: String,
    /// The ARN; the same as the id where AWS gives none.
    pub arn: String,
    /// What else a reference may need: the type of a flow, the digits of a phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// Names to ids, and back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    by_key: BTreeMap<ThingKey, Known>,
    by_id: BTreeMap<(KindId, String), String>,
}

// === impl Known ===

impl Known {
    /// By id and ARN.
    pub fn new(id: impl Into<String>, arn: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            arn: arn.into(),
            label: None,
        }
    }

    /// The same with what else a reference may need.
    #[must_use]
    pub fn labelled(self, label: impl Into<String>) -> Self {
        Self {
            label: Some(label.into()),
            ..self
        }
    }
}

// === impl Index ===

impl Index {
    /// Makes a thing known.
    pub fn learn(&mut self, key: ThingKey, known: Known) {
        self.by_id
            .insert((key.kind, known.id.clone()), key.name.clone());
        self.by_id
            .insert((key.kind, known.arn.clone()), key.name.clone());
        self.by_key.insert(key, known);
    }

    /// The id and ARN of a thing.
    pub fn get(&self, key: &ThingKey) -> Option<&Known> {
        self.by_key.get(key)
    }

    /// The name of a thing by its id or ARN.
    pub fn name_of(&self, kind: KindId, id: &str) -> Option<&str> {
        self.by_id.get(&(kind, id.to_owned())).map(String::as_str)
    }

    /// The reference by name for a text that is one by id.
    pub fn named(&self, text: &str) -> Option<Reference> {
        let (kind, id) = Reference::read_id(text)?;
        self.name_of(kind, id)
            .map(|name| Reference::named(kind, name))
    }

    /// Everything that is known.
    pub fn iter(&self) -> impl Iterator<Item = (&ThingKey, &Known)> {
        self.by_key.iter()
    }
}
