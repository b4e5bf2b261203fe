//! The content of flows and modules: in a file of its own, or in the spec.

use serde::{Serialize, de::IgnoredAny};
use serde_json::{Value as Json, json};

use super::{
    entry::{Declared, Seen},
    file,
};
use crate::{
    Place,
    decode::{Decode, Definitions, Reader, wrong_type},
    tree::{Node, Path, Value},
    words::quote,
};

/// How many characters AWS takes as the content of a flow or a module.
const CONTENT_CHARS_MAX: usize = 256_000;

/// JSON that stands in the spec as text or written out: the JSON text of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Content(pub(super) String);

/// The content out of the members `file` and `content`, and where it stands.
pub(super) fn settle<T: Declared>(
    file: Option<String>,
    content: Option<Content>,
    seen: &mut Seen<'_, '_>,
) -> Option<(String, Place)> {
    let (member, content) = if seen.has("file") {
        seen.forbid(&["content"], "\"file\"");
        ("file", read_file(&file?, seen)?)
    } else {
        let content = seen.require("content", content, "add it, or file")?;
        ("content", content.0)
    };
    check::<T>(member, &content, seen);
    let mark = seen.node.get(member).map_or(seen.node.mark, |it| it.mark);
    let place = seen.reader.log.place(mark, &seen.at.member(member));
    Some((content, place))
}

fn read_file(name: &str, seen: &mut Seen<'_, '_>) -> Option<String> {
    let given = file::given(name, seen)?;
    let Ok(text) = std::str::from_utf8(given.bytes) else {
        let message = format!("the file {} is not UTF-8", quote(&given.path));
        seen.find("flow-not-json", "file", message, "save it as UTF-8");
        return None;
    };
    Some(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
}

fn check<T: Declared>(member: &str, content: &str, seen: &mut Seen<'_, '_>) {
    let (count, noun) = (content.chars().count(), T::KIND.noun());
    if count > CONTENT_CHARS_MAX {
        let message = format!("the {noun} has {count} characters, more than {CONTENT_CHARS_MAX}");
        let remedy = "move parts of it to modules or other flows";
        seen.find("flow-too-long", member, message, remedy);
    }
    if let Err(error) = serde_json::from_str::<IgnoredAny>(content) {
        let message = format!("the {noun} is not JSON: {error}");
        let remedy = "export it again, or mend it there";
        seen.find("flow-not-json", member, message, remedy);
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
