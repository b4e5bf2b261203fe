//! The designer's notes beside the actions, and what is kept there for people to read.

use serde_json::{Value, json};

use super::{Block, Written, put};
use crate::{
    designer::FLAT_KEYS,
    legacy::{
        flow::Parameter,
        gap::{GapPart, GapReason},
    },
};

impl<'a> Block<'a, '_> {
    /// Sets a note of the designer.
    pub(in crate::legacy) fn note(&mut self, path: &[&str], value: impl Into<Value>) {
        put(&mut self.notes, path, value.into());
    }

    /// Keeps a parameter for people to read.
    pub(in crate::legacy) fn keep(&mut self, parameter: Parameter<'a>) {
        self.remember("legacyParameters", parameter.raw.clone());
    }

    /// Keeps whatever belongs to the module under a key of the designer's notes.
    pub(in crate::legacy) fn remember(&mut self, key: &str, value: Value) {
        let list = self.notes.entry(key).or_insert_with(|| json!([]));
        if let Value::Array(items) = list {
            items.push(value);
        }
    }

    /// Every parameter that is left, for blocks that are kept as they are.
    pub(in crate::legacy) fn keep_parameters(&mut self) {
        for parameter in std::mem::take(&mut self.parameters) {
            self.keep(parameter);
        }
    }

    /// The designer shows the messages of a loop from a list of their own.
    pub(in crate::legacy) fn note_audio(&mut self, index: usize, prompt: &str) {
        let audio = self
            .notes
            .get_mut("audio")
            .and_then(|audio| audio.get_mut(index));
        if let Some(Value::Object(audio)) = audio {
            audio.insert("id".to_owned(), prompt.into());
        }
    }

    pub(super) fn note_renaming(&mut self) {
        let (old, new) = (self.module.id(), self.action.identifier.clone());
        if old != new {
            self.gap((GapPart::Block, "id"), old.into(), GapReason::Renamed);
            self.note(&["isFriendlyName"], false);
        }
    }

    pub(super) fn note_flat(&mut self, key: &str, written: &Written) {
        if written.is_dynamic {
            self.note(&["useDynamic"], true);
            if self.notes.get(key).is_some_and(Value::is_string) {
                self.note(&[key], written.text.as_str());
            }
            return;
        }
        let Some(name) = &written.name else { return };
        if matches!(key, "promptName" | "contactFlowModuleName") {
            return self.note(&[key], name.as_str());
        }
        self.note(&[key, "id"], written.text.as_str());
        self.note(&[key, "text"], name.as_str());
    }
}

/// The older note that repeats a parameter.
pub(super) fn flat_key(path: &[&str]) -> Option<&'static str> {
    let path = path.join("/");
    let hook = path.starts_with("EventHooks/");
    let found = FLAT_KEYS
        .iter()
        .find(|(of, _)| *of == path || hook && *of == "EventHooks/*");
    found.map(|(_, key)| *key)
}
