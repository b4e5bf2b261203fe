//! A flow or module as it was read, losslessly.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    action::Action,
    canonical,
    flow_type::{FlowType, Role},
};

/// A flow or module: its content, and the envelope that it came in.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Always an object with an `Actions` array.
    pub(crate) content: Value,
    pub(crate) envelope: Option<Envelope>,
}

/// How a document was kept on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The flow language itself.
    Raw,
    /// An object with `Name`, `Type` (none for a module) and `Content`.
    Export,
    /// What `DescribeContactFlow` or `DescribeContactFlowModule` answers.
    Describe,
}

/// What stood around the content of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    pub(crate) form: Form,
    /// The outer object of describe output; `null` stands where `members` belongs.
    pub(crate) wrapper: Option<Map<String, Value>>,
    /// The members beside the content; `null` stands where that belongs.
    pub(crate) members: Map<String, Value>,
    pub(crate) content_as_text: bool,
}

impl Document {
    /// The form in which the document was read.
    pub fn form(&self) -> Form {
        self.envelope
            .as_ref()
            .map_or(Form::Raw, |envelope| envelope.form)
    }

    /// The envelope that it came in, if any.
    pub fn envelope(&self) -> Option<&Envelope> {
        self.envelope.as_ref()
    }

    /// The content: the flow language as a JSON object.
    pub fn content(&self) -> &Value {
        &self.content
    }

    /// The content without its envelope.
    pub fn into_raw(self) -> Self {
        Self {
            content: self.content,
            envelope: None,
        }
    }

    /// The content in one line: what `CreateContactFlow` and its siblings take.
    pub fn to_json(&self) -> String {
        self.content.to_string()
    }

    /// The content, indented, with a final newline: what reads well in git.
    pub fn to_pretty(&self) -> String {
        format!("{:#}\n", self.content)
    }

    /// The content with sorted members and one spelling per number, for comparing and hashing.
    ///
    /// Two contents that the service cannot tell apart have the same canonical text, but for the
    /// order of `Actions`, which the designer keeps.
    pub fn canonical(&self) -> String {
        canonical::text(&self.content)
    }

    /// The whole document in the form in which it was read, in one line.
    pub fn to_source_form(&self) -> String {
        match &self.envelope {
            None => self.to_json(),
            Some(envelope) => envelope.around(&self.content).to_string(),
        }
    }

    /// The actions in document order. Order carries no meaning; the graph starts at `StartAction`.
    pub fn actions(&self) -> impl Iterator<Item = Action<'_>> {
        let actions = self.content.get("Actions").and_then(Value::as_array);
        actions
            .into_iter()
            .flatten()
            .enumerate()
            .map(|(index, value)| Action { index, value })
    }

    /// The `Identifier` at which the flow starts, if there is one.
    pub fn start_action(&self) -> Option<&str> {
        self.content.get("StartAction").and_then(Value::as_str)
    }

    /// What the document itself says that it is: by its envelope, else by the console's metadata,
    /// else by the `Settings` that only module content has. A hint, since any of them may be stale.
    pub fn role_hint(&self) -> Option<Role> {
        let envelope = self.envelope.as_ref();
        let by_envelope = envelope.and_then(Envelope::flow_type).map(Role::Flow);
        let by_console = || {
            let text = self
                .content
                .pointer("/Metadata/type")
                .and_then(Value::as_str)?;
            FlowType::from_console(text).map(Role::Flow)
        };
        let by_settings = || self.content.get("Settings").map(|_| Role::Module);
        by_envelope.or_else(by_console).or_else(by_settings)
    }
}

impl Envelope {
    /// The name of the flow or module.
    pub fn name(&self) -> Option<&str> {
        self.member("Name").and_then(Value::as_str)
    }

    /// The type of the flow; none for a module, and for a type that this crate does not know.
    pub fn flow_type(&self) -> Option<FlowType> {
        let text = self
            .member("Type")
            .or_else(|| self.member("ContactFlowType"))?;
        text.as_str()?.parse().ok()
    }

    /// A member beside the content, such as `Description`, `Tags`, or a module's `Settings`.
    pub fn member(&self, name: &str) -> Option<&Value> {
        self.members.get(name).filter(|_| name != "Content")
    }

    /// A member that is a text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.member(name)?.as_str()
    }

    /// The tags, but for those that say whose a thing is.
    pub(crate) fn tags(&self) -> BTreeMap<String, String> {
        let tags = self.member("Tags").and_then(Value::as_object);
        let plain = tags
            .into_iter()
            .flatten()
            .filter(|(key, _)| !key.starts_with("aws:") && !key.starts_with("trunkline:"));
        plain
            .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
            .collect()
    }

    fn around(&self, content: &Value) -> Value {
        let content = if self.content_as_text {
            Value::String(content.to_string())
        } else {
            content.clone()
        };
        let mut members = self.members.clone();
        members.insert("Content".to_owned(), content);
        let Some(wrapper) = &self.wrapper else {
            return Value::Object(members);
        };
        let mut wrapper = wrapper.clone();
        let key = if wrapper.contains_key("ContactFlow") {
            "ContactFlow"
        } else {
            "ContactFlowModule"
        };
        wrapper.insert(key.to_owned(), Value::Object(members));
        Value::Object(wrapper)
    }
}
