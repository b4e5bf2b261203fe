//! What is true of the contact at some point of its walk.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use crate::{
    bundle::ItemName,
    walk::{contact::Contact, engine::Recalled, path, trail::UnknownPath},
};

/// The contact on its way.
pub(super) struct State<'c> {
    pub(super) contact: &'c Contact,
    /// What paths read.
    pub(super) data: Map<String, Value>,
    pub(super) prompts: Vec<String>,
    pub(super) queue: Option<String>,
    pub(super) contact_data: BTreeMap<String, String>,
    pub(super) hooks: BTreeMap<String, String>,
    pub(super) recording: Option<String>,
    pub(super) logging: Option<String>,
    /// Passes of each loop that runs.
    pub(super) loops: HashMap<(ItemName, String), u64>,
    /// What a recording knows of the action at which the walk is.
    pub(super) recalled: Option<Recalled>,
    pub(super) unknown: BTreeSet<UnknownPath>,
    /// Where the walk is.
    pub(super) flow: ItemName,
    pub(super) identifier: String,
    typed: usize,
}

impl<'c> State<'c> {
    pub(super) fn new(contact: &'c Contact, start: &ItemName) -> Self {
        let mut state = Self {
            contact,
            data: system(contact),
            prompts: Vec::new(),
            queue: None,
            contact_data: BTreeMap::new(),
            hooks: BTreeMap::new(),
            recording: None,
            logging: None,
            loops: HashMap::new(),
            recalled: None,
            unknown: BTreeSet::new(),
            flow: start.clone(),
            identifier: String::new(),
            typed: 0,
        };
        if let Some(queue) = &contact.queue {
            state.set_queue(queue.clone());
        }
        state
    }

    /// A text with its paths filled in; those that read nothing are remembered.
    pub(super) fn fill(&mut self, text: &str) -> String {
        let mut missing = Vec::new();
        let filled = path::fill(text, &self.data, |path| missing.push(path.to_owned()));
        let filled = filled.into_owned();
        for path in missing {
            self.unknown.insert(UnknownPath {
                flow: self.flow.clone(),
                identifier: self.identifier.clone(),
                path,
            });
        }
        filled
    }

    /// A parameter's value as text, with its paths filled in.
    pub(super) fn fill_value(&mut self, value: &Value) -> String {
        match value {
            Value::String(text) => self.fill(text),
            other => path::plain(other).into_owned(),
        }
    }

    /// What the customer does next; none once nothing is left.
    pub(super) fn typed(&mut self) -> Option<&'c str> {
        let typed = self.contact.input.get(self.typed)?;
        self.typed += 1;
        Some(typed)
    }

    pub(super) fn set_queue(&mut self, name: String) {
        self.data
            .insert("Queue".to_owned(), json!({"Name": name, "ARN": name}));
        self.queue = Some(name);
    }

    /// A member of a namespace such as `Attributes`.
    pub(super) fn set(&mut self, namespace: &str, name: &str, value: Value) {
        let space = self
            .data
            .entry(namespace)
            .or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(members) = space {
            members.insert(name.to_owned(), value);
        }
    }

    /// The members of a namespace as texts.
    pub(super) fn texts(&self, namespace: &str) -> BTreeMap<String, String> {
        let members = self.data.get(namespace).and_then(Value::as_object);
        let text = |(name, value): (&String, &Value)| (name.clone(), path::plain(value).into());
        members.into_iter().flatten().map(text).collect()
    }
}

/// The answer for the first of these names, else for `default`.
pub(super) fn answer<'m, T>(map: &'m BTreeMap<String, T>, names: &[String]) -> Option<&'m T> {
    let found = names.iter().find_map(|name| map.get(name));
    found.or_else(|| map.get("default"))
}

/// What a contact has before any block. Ids and places are made up, since no instance is there.
fn system(contact: &Contact) -> Map<String, Value> {
    let kind = match contact.channel.as_str() {
        "EMAIL" => "EMAIL_ADDRESS",
        _ => "TELEPHONE_NUMBER",
    };
    let root = json!({
        "Channel": contact.channel,
        "ContactId": "00000000-0000-0000-0000-000000000001",
        "InitialContactId": "00000000-0000-0000-0000-000000000001",
        "CustomerEndpoint": {"Type": kind, "Address": contact.from},
        "SystemEndpoint": {"Type": kind, "Address": contact.to},
        "Attributes": contact.attributes,
        "Customer": contact.customer,
        "Case": contact.case,
        "FlowAttributes": {},
    });
    match root {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
