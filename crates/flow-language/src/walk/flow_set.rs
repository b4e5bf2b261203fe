//! The flows and modules among which a contact walks.

use std::collections::{BTreeMap, HashMap};

use crate::{
    bundle::{Bundle, ItemName},
    document::Document,
    flow_type::{FlowType, Role},
    reference::portable::Ref,
};

/// Documents by role and name, and by the id that they were described with.
#[derive(Clone, Debug, Default)]
pub struct FlowSet {
    documents: BTreeMap<ItemName, Document>,
    ids: HashMap<String, ItemName>,
}

impl From<&Bundle> for FlowSet {
    fn from(bundle: &Bundle) -> Self {
        let mut set = Self::new();
        for (name, item) in &bundle.items {
            set.insert(name.clone(), item.content.document());
        }
        set
    }
}

impl FlowSet {
    /// A set without flows.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a document; one with the same role and name is replaced.
    pub fn insert(&mut self, name: ItemName, document: Document) {
        let envelope = document.envelope();
        if let Some(id) = envelope.and_then(|envelope| envelope.text("Id")) {
            self.ids.insert(id.to_owned(), name.clone());
        }
        self.documents.insert(name, document);
    }

    /// Says which id a flow or module has, so that references by id and logs by ARN find it.
    pub fn identify(&mut self, id: impl Into<String>, name: ItemName) {
        self.ids.insert(id.into(), name);
    }

    /// The document of that role and name.
    pub fn get(&self, name: &ItemName) -> Option<&Document> {
        self.documents.get(name)
    }

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &ItemName> {
        self.documents.keys()
    }

    /// The flow that a portable reference, a name or an id means. Where flows of several types
    /// share the name, the type that stands first in [`FlowType::ALL`] counts.
    pub fn find_flow(&self, text: &str) -> Option<&ItemName> {
        if let Ok(reference) = text.parse::<Ref>() {
            let name = ItemName::flow(reference.flow_type()?, reference.name());
            return self.stored(&name);
        }
        let mut named = FlowType::ALL
            .iter()
            .map(|&flow_type| ItemName::flow(flow_type, text));
        named
            .find_map(|name| self.stored(&name))
            .or_else(|| self.by_id(text, |role| role != Role::Module))
    }

    /// The module that a name or an id means.
    pub fn find_module(&self, text: &str) -> Option<&ItemName> {
        self.stored(&ItemName::module(text))
            .or_else(|| self.by_id(text, |role| role == Role::Module))
    }

    /// A document with its name as the set holds it.
    pub(super) fn entry(&self, name: &ItemName) -> Option<(&ItemName, &Document)> {
        self.documents.get_key_value(name)
    }

    fn stored(&self, name: &ItemName) -> Option<&ItemName> {
        self.documents.get_key_value(name).map(|(name, _)| name)
    }

    fn by_id(&self, id: &str, fits: impl Fn(Role) -> bool) -> Option<&ItemName> {
        let name = self.ids.get(id)?;
        self.stored(name).filter(|name| fits(name.role))
    }
}
