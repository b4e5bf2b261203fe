//! Reads what is found on disk: raw flow language, export envelopes, describe output.
//!
//! Files come from strangers, so size and depth are bounded before anything is built.

use serde_json::{Map, Value};

use crate::document::{Document, Envelope, Form};

/// Longest text that is read, in bytes. The service takes 256,000 characters of content; indented
/// and escaped once more inside an envelope that is still far below this.
pub const TEXT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Deepest nesting of objects and arrays that is read. Real flows stay below 15.
pub const DEPTH_MAX: usize = 100;

/// Why a text is not read as a flow.
#[derive(Debug, thiserror::Error)]
pub enum ParseError {
    /// The text is longer than [`TEXT_BYTES_MAX`].
    #[error("the text has {bytes} bytes, more than the {TEXT_BYTES_MAX} that are read")]
    TooLong {
        /// Length of the text.
        bytes: usize,
    },
    /// The text nests deeper than [`DEPTH_MAX`].
    #[error("the text nests deeper than {DEPTH_MAX} levels")]
    TooDeep,
    /// The text is not JSON. The source says what and where.
    #[error("the text is not JSON")]
    NotJson(#[source] serde_json::Error),
    /// The `Content` of an envelope is not JSON. The source counts lines within that string.
    #[error("the content inside the envelope is not JSON")]
    ContentNotJson(#[source] serde_json::Error),
    /// A console export in the layout before the flow language, which no API operation accepts.
    #[error(
        "this is an old export of the console (`modules`, version \"1\"), which the Amazon Connect API does not accept; \
         convert it first"
    )]
    Legacy,
    /// JSON, but none of the forms in which flows are kept.
    #[error("this is not a flow: {reason}")]
    NotAFlow {
        /// What was looked for and not found.
        reason: &'static str,
    },
}

impl Document {
    /// Reads a flow or module in any of its forms, with or without a byte order mark.
    ///
    /// Only the outline is needed (an object with an `Actions` array): what is wrong inside is for
    /// [`Document::check`] to say. Of members with the same name the last one counts, as in the
    /// service. Numbers are read as integers of 64 bits or doubles, which is what the service keeps.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let Value::Object(root) = json(text, ParseError::NotJson)? else {
            return Err(ParseError::NotAFlow {
                reason: "the text is not a JSON object",
            });
        };
        if let Some((wrapper, members)) = described(&root) {
            return enveloped(Form::Describe, Some(wrapper), members);
        }
        if root.contains_key("Content") {
            return enveloped(Form::Export, None, root);
        }
        content(root).map(|content| Self {
            content,
            envelope: None,
        })
    }
}

fn described(root: &Map<String, Value>) -> Option<(Map<String, Value>, Map<String, Value>)> {
    let key = ["ContactFlow", "ContactFlowModule"]
        .into_iter()
        .find(|key| root.contains_key(*key))?;
    let members = root.get(key)?.as_object()?.clone();
    let mut wrapper = root.clone();
    wrapper.insert(key.to_owned(), Value::Null);
    Some((wrapper, members))
}

fn enveloped(
    form: Form,
    wrapper: Option<Map<String, Value>>,
    mut members: Map<String, Value>,
) -> Result<Document, ParseError> {
    let slot = members.get_mut("Content").ok_or(ParseError::NotAFlow {
        reason: "the envelope has no `Content`",
    })?;
    let (root, as_text) = match slot.take() {
        Value::String(text) => (json(&text, ParseError::ContentNotJson)?, true),
        other => (other, false),
    };
    let Value::Object(root) = root else {
        return Err(ParseError::NotAFlow {
            reason: "the `Content` of the envelope is not a JSON object",
        });
    };
    let envelope = Envelope {
        form,
        wrapper,
        members,
        content_as_text: as_text,
    };
    Ok(Document {
        content: content(root)?,
        envelope: Some(envelope),
    })
}

fn content(root: Map<String, Value>) -> Result<Value, ParseError> {
    if root.get("Actions").is_some_and(Value::is_array) {
        return Ok(Value::Object(root));
    }
    if root.get("modules").is_some_and(Value::is_array) {
        return Err(ParseError::Legacy);
    }
    Err(ParseError::NotAFlow {
        reason: "there is no `Actions` array",
    })
}

pub(crate) fn json(
    text: &str,
    invalid: fn(serde_json::Error) -> ParseError,
) -> Result<Value, ParseError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > TEXT_BYTES_MAX {
        return Err(ParseError::TooLong { bytes: text.len() });
    }
    if depth(text) > DEPTH_MAX {
        return Err(ParseError::TooDeep);
    }
    serde_json::from_str(text).map_err(invalid)
}

/// The deepest nesting of brackets outside strings; one pass, no recursion.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut bytes = text.as_bytes().iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => pass_string(&mut bytes),
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Goes on behind the quote that ends a string.
fn pass_string(bytes: &mut std::slice::Iter<'_, u8>) {
    while let Some(byte) = bytes.find(|byte| matches!(byte, b'"' | b'\\')) {
        if *byte == b'"' || bytes.next().is_none() {
            return;
        }
    }
}
