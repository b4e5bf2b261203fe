//! The flows of the corpus, and an instance that has everything they refer to.

use std::{collections::HashMap, fs, path::Path};

use flow_language::{Document, FlowType, Ref, RefKind, RefValue};
use serde_json::{Value, json};

/// The flows as texts of the flow language, and an invented instance.
pub(crate) struct Corpus {
    /// The content of each file, in one line, without an envelope.
    pub(crate) texts: Vec<String>,
    pub(crate) inventory: Inventory,
}

/// Names of things, and things by their names.
#[derive(Default)]
pub(crate) struct Inventory {
    names: HashMap<(RefKind, String), Ref>,
    things: HashMap<Ref, String>,
}

// === impl Corpus ===

impl Corpus {
    /// Reads every file of the manifest but the old exports of the console, which are converted and
    /// not parameterised. The instance has so many things, or as many as the flows name.
    pub(crate) fn read(folder: &Path, things: usize) -> Self {
        let documents = documents(folder);
        let mut inventory = Inventory::default();
        for reference in documents.iter().flat_map(Document::references) {
            if let RefValue::Static(thing) = reference.value {
                inventory.learn(reference.kind, &thing);
            }
        }
        for number in inventory.len()..things {
            inventory.learn(RefKind::Prompt, &invented(number));
        }
        Self {
            texts: documents.iter().map(Document::to_json).collect(),
            inventory,
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }
}

// === impl Inventory ===

impl Inventory {
    /// A thing gets a name that says its kind and its number.
    fn learn(&mut self, kind: RefKind, thing: &str) {
        let key = (kind, thing.to_owned());
        if self.names.contains_key(&key) {
            return;
        }
        let name = format!("{kind} {}", self.names.len());
        let name = match kind {
            RefKind::Flow => Ref::flow(FlowType::ContactFlow, name),
            RefKind::Lex => Ref::new(kind, format!("{name}/live")),
            _ => Ref::new(kind, name),
        };
        let name = name.unwrap();
        self.things.insert(name.clone(), thing.to_owned());
        self.names.insert(key, name);
    }

    pub(crate) fn name(&self, kind: RefKind, thing: &str) -> Option<Ref> {
        self.names.get(&(kind, thing.to_owned())).cloned()
    }

    pub(crate) fn thing(&self, name: &Ref) -> Option<String> {
        self.things.get(name).cloned()
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }
}

/// An ARN that no flow names.
fn invented(number: usize) -> String {
    let hash = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let (high, low) = (hash >> 32, hash & 0xffff_ffff);
    let instance =
        "arn:aws:connect:eu-west-2:111111111111:instance/aaaaaaaa-0000-4000-8000-000000000000";
    format!(
        "{instance}/prompt/{high:08x}-{:04x}-4000-8000-{low:08x}{:04x}",
        low >> 16,
        high >> 16
    )
}

/// The readable files of the corpus, without their envelopes.
pub(crate) fn documents(folder: &Path) -> Vec<Document> {
    let manifest = fs::read_to_string(folder.join("MANIFEST.tsv")).unwrap();
    let files = manifest
        .lines()
        .skip(1)
        .filter_map(|row| row.split('\t').next());
    let texts = files.map(|file| fs::read_to_string(folder.join(file)).unwrap());
    let documents = texts.filter_map(|text| Document::parse(&text).ok());
    documents.map(Document::into_raw).collect()
}

/// The same for a program in another language.
pub(crate) fn told(folder: &Path, things: usize) -> Value {
    let corpus = Corpus::read(folder, things);
    let things = corpus.inventory.things.iter();
    let mut things: Vec<_> = things
        .map(|(name, thing)| [name.to_string(), thing.clone()])
        .collect();
    things.sort();
    json!({ "texts": corpus.texts, "things": things })
}
