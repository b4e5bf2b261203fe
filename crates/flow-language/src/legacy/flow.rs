//! An old export as it was read, losslessly.

use serde_json::{Map, Value};

use crate::{
    canonical,
    source::{ParseError, json},
};

/// An old export of a flow or module.
#[derive(Clone, Debug, PartialEq)]
pub struct LegacyFlow {
    /// What was read.
    root: Value,
    /// The flow itself, if `root` is an envelope around it.
    content: Option<Value>,
}

/// One module of an old export: what the designer shows as a block.
///
/// Reading is tolerant: what is missing reads as empty.
#[derive(Clone, Copy, Debug)]
pub struct Module<'a> {
    /// Position in `modules`.
    pub index: usize,
    pub(super) value: &'a Value,
}

/// One way out of a module.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way<'a> {
    /// What it is taken for, such as `Success`, `Error` or `Evaluate`.
    pub condition: &'a str,
    /// How the result is compared, if it is.
    pub operator: Option<&'a str>,
    /// What the result is compared with, if it is.
    pub operand: Option<&'a Value>,
    /// The id of the module that it leads to; empty if the author left it open.
    pub transition: &'a str,
    pub(super) value: &'a Value,
}

/// One parameter of a module. Names repeat where a block has a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter<'a> {
    pub(super) raw: &'a Value,
}

/// Reads an old export, with or without a byte order mark, bare or as the `Content` of an envelope.
///
/// Only the outline is needed: an object with a `modules` array. Size and nesting are bounded as in
/// [`Document::parse`](crate::Document::parse).
pub fn read(text: &str) -> Result<LegacyFlow, ParseError> {
    let root = json(text, ParseError::NotJson)?;
    let content = match root.get("Content") {
        Some(Value::String(text)) => Some(json(text, ParseError::ContentNotJson)?),
        Some(content) => Some(content.clone()),
        None => None,
    };
    let flow = content.as_ref().unwrap_or(&root);
    if flow.get("Actions").is_some_and(Value::is_array) {
        return Err(ParseError::NotAFlow {
            reason: "it is in the flow language already",
        });
    }
    if !flow.get("modules").is_some_and(Value::is_array) {
        return Err(ParseError::NotAFlow {
            reason: "there is no `modules` array",
        });
    }
    Ok(LegacyFlow { root, content })
}

// === impl LegacyFlow ===

impl LegacyFlow {
    /// The name of the flow, by its metadata or its envelope.
    pub fn name(&self) -> Option<&str> {
        self.described("name", "Name")
    }

    /// What people read about the flow, by its metadata or its envelope.
    pub fn description(&self) -> Option<&str> {
        self.described("description", "Description")
    }

    /// The type of the flow as the console spells it, such as `contactFlow`.
    pub fn flow_type(&self) -> Option<&str> {
        let by_flow = self.flow().get("type").and_then(Value::as_str);
        by_flow.or_else(|| self.described("type", "Type"))
    }

    /// The id of the module at which the flow starts.
    pub fn start(&self) -> Option<&str> {
        self.flow().get("start").and_then(Value::as_str)
    }

    /// The modules, in their order. It carries no meaning.
    pub fn modules(&self) -> impl Iterator<Item = Module<'_>> {
        items(self.flow().get("modules"))
            .enumerate()
            .map(|(index, value)| Module { index, value })
    }

    /// What was read, in one line.
    pub fn to_json(&self) -> String {
        self.root.to_string()
    }

    /// What was read, with sorted members and one spelling per number, for comparing.
    pub fn canonical(&self) -> String {
        canonical::text(&self.root)
    }

    /// The members of the flow.
    pub(super) fn members(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.flow().as_object().into_iter().flatten()
    }

    /// The designer's metadata of the flow.
    pub(super) fn metadata(&self) -> Option<&Map<String, Value>> {
        self.flow().get("metadata")?.as_object()
    }

    fn flow(&self) -> &Value {
        self.content.as_ref().unwrap_or(&self.root)
    }

    fn described(&self, name: &str, of_envelope: &str) -> Option<&str> {
        let by_metadata = self.metadata().and_then(|all| all.get(name)?.as_str());
        let by_envelope = || self.root.get(of_envelope)?.as_str();
        by_metadata.or_else(by_envelope)
    }
}

// === impl Module ===

impl<'a> Module<'a> {
    /// The id, which branches lead to; empty if there is none.
    pub fn id(self) -> &'a str {
        text(self.value, "id")
    }

    /// The type, such as `PlayPrompt`; empty if there is none.
    pub fn module_type(self) -> &'a str {
        text(self.value, "type")
    }

    /// What it is aimed at, where one type serves several blocks: `Queue`, `Flow`, `Lex`, ...
    pub fn target(self) -> Option<&'a str> {
        self.value.get("target")?.as_str()
    }

    /// The ways out, in their order, which is the order of comparing.
    pub fn ways(self) -> impl Iterator<Item = Way<'a>> {
        items(self.value.get("branches")).map(|value| Way {
            condition: text(value, "condition"),
            operator: value.get("conditionType").and_then(Value::as_str),
            operand: value.get("conditionValue"),
            transition: text(value, "transition"),
            value,
        })
    }

    /// The parameters, in their order.
    pub fn parameters(self) -> impl Iterator<Item = Parameter<'a>> {
        items(self.value.get("parameters")).map(|raw| Parameter { raw })
    }

    /// What the designer noted about the block.
    pub fn metadata(self) -> Option<&'a Map<String, Value>> {
        self.value.get("metadata")?.as_object()
    }

    /// The human name of something that the designer's notes repeat.
    pub(super) fn noted(self, key: &str) -> Option<&'a str> {
        let note = self.metadata()?.get(key)?;
        let name = note.as_str().or_else(|| note.get("text")?.as_str());
        name.filter(|name| !name.is_empty())
    }
}

// === impl Parameter ===

impl<'a> Parameter<'a> {
    /// The name; empty if there is none.
    pub fn name(self) -> &'a str {
        text(self.raw, "name")
    }

    /// The value; none if there is none or it is `null`.
    pub fn value(self) -> Option<&'a Value> {
        self.raw.get("value").filter(|value| !value.is_null())
    }

    /// Where a dynamic value comes from; none for a static value.
    pub fn namespace(self) -> Option<&'a str> {
        Some(text(self.raw, "namespace")).filter(|namespace| !namespace.is_empty())
    }

    /// The name of an entry, for parameters that are entries of a map.
    pub fn key(self) -> Option<&'a str> {
        self.raw.get("key")?.as_str()
    }

    /// The human name of what the value refers to.
    pub fn resource_name(self) -> Option<&'a str> {
        Some(text(self.raw, "resourceName")).filter(|name| !name.is_empty())
    }

    /// Members that parameters do not have in general.
    pub(super) fn special(self) -> impl Iterator<Item = (&'a String, &'a Value)> {
        let usual = ["name", "value", "namespace", "key", "resourceName"];
        let members = self.raw.as_object().into_iter().flatten();
        members.filter(move |(name, _)| !usual.contains(&name.as_str()))
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn items(list: Option<&Value>) -> impl Iterator<Item = &Value> {
    list.and_then(Value::as_array).into_iter().flatten()
}
