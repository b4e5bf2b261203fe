//! Flows.

use serde::{Serialize, de::IgnoredAny};
use serde_json::{Value as Json, json};

use super::{
    entry::{Declared, Naming, Seen},
    sources,
};
use crate::{
    Place,
    decode::{Decode, Definitions, Reader, wrong_type},
    spec::Kind,
    tree::{Node, Path, Value},
    words::quote,
};

/// How many characters AWS takes as the content of a flow.
const CONTENT_CHARS_MAX: usize = 256_000;

/// What happens to a contact.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContactFlowSpec {
    /// What the flow is for. AWS cannot change it.
    pub r#type: FlowType,
    /// What people read about it.
    pub description: Option<String>,
    /// The flow itself: JSON text, at most 256,000 characters, without a byte order mark.
    pub content: String,
    /// Whether it is published, which makes AWS validate it, or only saved.
    pub status: FlowStatus,
    /// Where the spec says what the flow is: at `content` or `file`. Not serialised, as in
    /// [`Entry`](super::Entry).
    #[serde(skip)]
    pub place: Place,
}

choice! {
    /// What a flow is for (facts/flow-language.md, 2).
    pub enum FlowType {
        /// Where contacts start.
        ContactFlow = "CONTACT_FLOW",
        /// While a contact waits in a queue.
        CustomerQueue = "CUSTOMER_QUEUE",
        /// What a customer on hold hears.
        CustomerHold = "CUSTOMER_HOLD",
        /// What a customer hears before being joined.
        CustomerWhisper = "CUSTOMER_WHISPER",
        /// What an agent on hold hears.
        AgentHold = "AGENT_HOLD",
        /// What an agent hears before being joined.
        AgentWhisper = "AGENT_WHISPER",
        /// What the called person hears before being joined.
        OutboundWhisper = "OUTBOUND_WHISPER",
        /// A transfer to an agent.
        AgentTransfer = "AGENT_TRANSFER",
        /// A transfer to a queue.
        QueueTransfer = "QUEUE_TRANSFER",
        /// An outbound campaign.
        Campaign = "CAMPAIGN",
    }
}

choice! {
    /// Whether a flow is in force.
    pub enum FlowStatus {
        /// Validated and in force.
        Published = "PUBLISHED",
        /// A draft.
        Saved = "SAVED",
    }
}

record! {
    /// What happens to a contact.
    pub(crate) struct ContactFlowMembers {
        /// What the flow is for.
        r#type: FlowType,
        /// What people read about it.
        description: Option<String> [Limit::Chars(0, 500)],
        /// The file that holds the flow, from the folder of this file.
        file: Option<String>,
        /// The flow itself, in place of a file: as JSON text, or written out.
        content: Option<Content>,
        /// Whether it is published, which makes AWS validate it, or only saved.
        status: FlowStatus = FlowStatus::Published,
    }
}

/// A flow that stands in the spec: the JSON text of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Content(String);

impl Declared for ContactFlowSpec {
    const KIND: Kind = Kind::ContactFlow;
    const NAMING: Naming = Naming::Member("name");
    const CAN_BE_RENAMED: bool = true;
    type Members = ContactFlowMembers;

    fn settle(members: ContactFlowMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let ContactFlowMembers {
            r#type,
            description,
            file,
            content,
            status,
        } = members;
        let (member, content) = if seen.has("file") {
            seen.forbid(&["content"], "\"file\"");
            ("file", read_file(&file?, seen)?)
        } else {
            (
                "content",
                seen.require("content", content, "add it, or file")?.0,
            )
        };
        check_content(member, &content, seen);
        let mark = seen.node.get(member).map_or(seen.node.mark, |it| it.mark);
        let place = seen.reader.log.place(mark, &seen.at.member(member));
        Some(Self {
            r#type,
            description,
            content,
            status,
            place,
        })
    }
}

/// The text of a file that was given along with the spec.
fn read_file(name: &str, seen: &mut Seen<'_, '_>) -> Option<String> {
    let mark = seen
        .node
        .get("file")
        .map_or(seen.node.mark, |node| node.mark);
    let spec = seen.reader.log.file(mark);
    let path = sources::beside(spec, name);
    let Some(bytes) = seen.reader.files.get(&path) else {
        let (message, remedy) = not_given(name, &path, spec);
        seen.find("file-not-given", "file", message, remedy);
        return None;
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        let message = format!("the file {} is not UTF-8", quote(&path));
        seen.find("flow-not-json", "file", message, "save it as UTF-8");
        return None;
    };
    Some(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
}

/// What is wrong with the name of a file that is not there, and what to do.
fn not_given(name: &str, path: &str, spec: &str) -> (String, &'static str) {
    if name.is_empty() {
        let remedy = "write its path from the folder of this file, or leave it out for content";
        return ("this names no file".to_owned(), remedy);
    }
    let remedy = if name.starts_with('/') && !spec.starts_with('/') {
        "name it from the folder of this file"
    } else {
        "check its path, and that it is there"
    };
    (format!("the file {} was not given", quote(path)), remedy)
}

fn check_content(member: &str, content: &str, seen: &mut Seen<'_, '_>) {
    let count = content.chars().count();
    if count > CONTENT_CHARS_MAX {
        let message = format!("the flow has {count} characters, more than {CONTENT_CHARS_MAX}");
        seen.find(
            "flow-too-long",
            member,
            message,
            "move parts of it to modules or other flows",
        );
    }
    if let Err(error) = serde_json::from_str::<IgnoredAny>(content) {
        let message = format!("the flow is not JSON: {error}");
        seen.find(
            "flow-not-json",
            member,
            message,
            "export it again, or mend it there",
        );
    }
}

impl Decode for Content {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => Some(Self(as_json(node).to_string())),
            _ => match node.text() {
                Some(text) => Some(Self(text.trim_start_matches('\u{feff}').to_owned())),
                None => wrong_type("JSON text or a map", node, at, reader),
            },
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": ["string", "object"] })
    }
}

/// A tree as JSON. What JSON has no word for was found before and is null here.
fn as_json(node: &Node) -> Json {
    match &node.value {
        Value::Null | Value::Broken => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into()),
        Value::Text(text) | Value::Loose(text) => text.as_str().into(),
        Value::List(items) => items.iter().map(as_json).collect(),
        Value::Map(_) => {
            let members = node.members();
            Json::Object(
                members
                    .map(|(key, member)| (key.to_owned(), as_json(&member.node)))
                    .collect(),
            )
        }
    }
}
