//! The flows and modules among which a contact walks.

use std::collections::{BTreeMap, HashMap};

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::{
    bundle::{Bundle, ItemName},
    document::Document,
    flow_type::{FlowType, Role},
    reference::portable::Ref,
};

/// What a flow or module is called. Flows are told apart by type and name, modules by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FlowName {
    /// A flow of some type, or a module.
    pub role: Role,
    /// Its name, case sensitive.
    pub name: String,
}

/// Documents by role and name, and by the id that they were described with.
#[derive(Clone, Debug, Default)]
pub struct FlowSet {
    documents: BTreeMap<FlowName, Document>,
    ids: HashMap<String, FlowName>,
}

impl FlowName {
    /// The name of a flow.
    pub fn flow(flow_type: FlowType, name: impl Into<String>) -> Self {
        Self {
            role: Role::Flow(flow_type),
            name: name.into(),
        }
    }

    /// The name of a module.
    pub fn module(name: impl Into<String>) -> Self {
        Self {
            role: Role::Module,
            name: name.into(),
        }
    }

    /// `MODULE`, or the type of the flow as the API spells it.
    pub fn type_name(&self) -> &'static str {
        match self.role {
            Role::Module => "MODULE",
            Role::Flow(flow_type) => flow_type.as_str(),
        }
    }
}

impl From<&ItemName> for FlowName {
    fn from(name: &ItemName) -> Self {
        Self {
            role: name.role,
            name: name.name.clone(),
        }
    }
}

impl From<&FlowName> for ItemName {
    fn from(name: &FlowName) -> Self {
        Self {
            role: name.role,
            name: name.name.clone(),
        }
    }
}

impl From<&Bundle> for FlowSet {
    fn from(bundle: &Bundle) -> Self {
        let mut set = Self::new();
        for (name, item) in &bundle.items {
            set.insert(name.into(), item.content.document());
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
    pub fn insert(&mut self, name: FlowName, document: Document) {
        let envelope = document.envelope();
        if let Some(id) = envelope.and_then(|envelope| envelope.text("Id")) {
            self.ids.insert(id.to_owned(), name.clone());
        }
        self.documents.insert(name, document);
    }

    /// Says which id a flow or module has, so that references by id and logs by ARN find it.
    pub fn identify(&mut self, id: impl Into<String>, name: FlowName) {
        self.ids.insert(id.into(), name);
    }

    /// The document of that role and name.
    pub fn get(&self, name: &FlowName) -> Option<&Document> {
        self.documents.get(name)
    }

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &FlowName> {
        self.documents.keys()
    }

    /// The flow that a portable reference, a name or an id means. Where flows of several types
    /// share the name, the type that stands first in [`FlowType::ALL`] counts.
    pub fn find_flow(&self, text: &str) -> Option<&FlowName> {
        if let Ok(reference) = text.parse::<Ref>() {
            let name = FlowName::flow(reference.flow_type()?, reference.name());
            return self.stored(&name);
        }
        let mut named = FlowType::ALL
            .iter()
            .map(|&flow_type| FlowName::flow(flow_type, text));
        named
            .find_map(|name| self.stored(&name))
            .or_else(|| self.by_id(text, |role| role != Role::Module))
    }

    /// The module that a name or an id means.
    pub fn find_module(&self, text: &str) -> Option<&FlowName> {
        self.stored(&FlowName::module(text))
            .or_else(|| self.by_id(text, |role| role == Role::Module))
    }

    /// A document with its name as the set holds it.
    pub(super) fn entry(&self, name: &FlowName) -> Option<(&FlowName, &Document)> {
        self.documents.get_key_value(name)
    }

    fn stored(&self, name: &FlowName) -> Option<&FlowName> {
        self.documents.get_key_value(name).map(|(name, _)| name)
    }

    fn by_id(&self, id: &str, fits: impl Fn(Role) -> bool) -> Option<&FlowName> {
        let name = self.ids.get(id)?;
        self.stored(name).filter(|name| fits(name.role))
    }
}

impl Serialize for FlowName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_struct("FlowName", 2)?;
        members.serialize_field("type", self.type_name())?;
        members.serialize_field("name", &self.name)?;
        members.end()
    }
}

impl std::fmt::Display for FlowName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}
