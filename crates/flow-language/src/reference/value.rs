//! What stands where a reference is expected.

use serde::Serialize;

use crate::{
    place::Part,
    reference::{
        arn,
        kind::RefKind,
        portable::{Ref, RefError},
        slot::Accepts,
    },
};

/// A reference of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// `Identifier` of the action.
    pub action: String,
    /// JSON pointer into the content.
    pub path: String,
    /// Whether it is the value at the path or the member's name.
    pub part: Part,
    /// The kind of thing that belongs there.
    pub kind: RefKind,
    /// What stands there.
    pub value: RefValue,
}

/// Plain data of a flow that looks like a reference. Nothing rewrites it unless it is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SoftReference {
    /// `Identifier` of the action.
    pub action: String,
    /// JSON pointer into the content.
    pub path: String,
    /// What the ARN is the ARN of; none for a bare id.
    pub kind: Option<RefKind>,
    /// What stands there.
    pub value: RefValue,
}

/// The forms that a reference takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RefValue {
    /// An id, an ARN, a number, an address: something of one instance or account. `$.AwsRegion`
    /// may stand inside an ARN.
    Static(String),
    /// A name that [`Document::resolve`](crate::Document::resolve) looks up.
    Named(Ref),
    /// A `JSONPath`: the contact brings the value. Never rewritten.
    Dynamic(String),
    /// An unset reference, as drafts of the console have.
    Empty,
    /// Another tool's placeholder (`${…}`, `{{…}}`, `%…%`, `<…>`), or a note to the author.
    Foreign(String),
    /// A text that begins with `ref://` and is not a portable reference.
    Malformed {
        /// The text.
        text: String,
        /// What is wrong with it, in words.
        problem: String,
    },
}

impl RefValue {
    /// Reads what stands in a slot; nothing if it is no reference at all.
    pub(crate) fn read(text: &str, accepts: Accepts) -> Option<Self> {
        let owned = || text.to_owned();
        if Ref::is_claimed_by(text) {
            return Some(Self::claimed(text));
        }
        let is_id = || arn::is_uuid(text.split(':').next().unwrap_or_default());
        Some(match accepts {
            Accepts::CustomId => return arn::is_uuid(text).then(|| Self::Static(owned())),
            _ if text.is_empty() => Self::Empty,
            _ if is_json_path(text) => Self::Dynamic(owned()),
            _ if has_placeholder(text) => Self::Foreign(owned()),
            Accepts::IdOrArn if arn::is_arn(text) || is_id() => Self::Static(owned()),
            Accepts::Arn if arn::is_arn(text) => Self::Static(owned()),
            Accepts::Text => Self::Static(owned()),
            Accepts::IdOrArn | Accepts::Arn => Self::Foreign(owned()),
        })
    }

    /// Reads plain data; nothing unless the whole text is an ARN, a UUID or a portable reference.
    pub(crate) fn read_soft(text: &str) -> Option<Self> {
        if Ref::is_claimed_by(text) {
            return Some(Self::claimed(text));
        }
        if !arn::is_arn(text) && !arn::is_uuid(text) {
            return None;
        }
        let owned = text.to_owned();
        Some(if has_placeholder(text) {
            Self::Foreign(owned)
        } else {
            Self::Static(owned)
        })
    }

    fn claimed(text: &str) -> Self {
        text.parse().map_or_else(
            |error: RefError| Self::Malformed {
                text: text.to_owned(),
                problem: error.to_string(),
            },
            Self::Named,
        )
    }
}

fn is_json_path(text: &str) -> bool {
    text.starts_with("$.") || text.starts_with("$[")
}

/// The syntaxes seen in public files: `${x}`, `{{x}}`, `%x%`, `<x>`.
fn has_placeholder(text: &str) -> bool {
    let between = |open: &str, close: &str| {
        text.split_once(open)
            .is_some_and(|(_, rest)| rest.contains(close))
    };
    between("${", "}") || between("{{", "}}") || between("<", ">") || has_percent_word(text)
}

fn has_percent_word(text: &str) -> bool {
    let mut pieces = text.split('%').skip(1).peekable();
    while let Some(piece) = pieces.next() {
        let closed = pieces.peek().is_some();
        let is_word = piece
            .chars()
            .all(|character| character.is_alphanumeric() || character == '_');
        if closed && is_word && piece.len() > 2 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Accepts, RefValue};

    const ID: &str = "7f18d5d6-8e42-4613-9014-84503d17e7da";

    fn read(text: &str, accepts: Accepts) -> &'static str {
        match RefValue::read(text, accepts) {
            None => "none",
            Some(RefValue::Static(_)) => "static",
            Some(RefValue::Named(_)) => "named",
            Some(RefValue::Dynamic(_)) => "dynamic",
            Some(RefValue::Empty) => "empty",
            Some(RefValue::Foreign(_)) => "foreign",
            Some(RefValue::Malformed { .. }) => "malformed",
        }
    }

    #[test]
    fn forms_are_told_apart() {
        let cases = [
            ("", "empty"),
            (ID, "static"),
            ("7f18d5d6-8e42-4613-9014-84503d17e7da:$LATEST", "static"),
            (
                "arn:aws:lambda:$.AwsRegion:123456789012:function:f",
                "static",
            ),
            ("$.Attributes.WorkingQueue", "dynamic"),
            ("$['AwsRegion']", "dynamic"),
            ("ref://queue/Sales", "named"),
            ("ref://quue/Sales", "malformed"),
            ("{{queues.sales.arn}}", "foreign"),
            ("%QueueArn%", "foreign"),
            (
                "arn:aws:connect:${REGION}:${ACCT_ID}:instance/${I}/queue/${Q:sales:Q}",
                "foreign",
            ),
            (
                "arn:aws:connect:eu-west-2:<account-id>:instance/x/queue/y",
                "foreign",
            ),
            ("SELECT CONTACT FLOW", "foreign"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text, Accepts::IdOrArn), expected, "{text}");
        }
    }

    #[test]
    fn what_a_slot_accepts_decides_about_plain_text() {
        assert_eq!(read("form", Accepts::Text), "static");
        assert_eq!(read("s3://bucket/a%20b.wav", Accepts::Text), "static");
        assert_eq!(read("+1{{phoneNumber}}", Accepts::Text), "foreign");
        assert_eq!(read(ID, Accepts::Arn), "foreign");
        assert_eq!(read("title", Accepts::CustomId), "none");
        assert_eq!(read(ID, Accepts::CustomId), "static");
        assert_eq!(
            read("ref://case-field/Order number", Accepts::CustomId),
            "named"
        );
    }

    #[test]
    fn plain_data_counts_only_when_the_whole_text_is_a_reference() {
        assert_eq!(
            RefValue::read_soft("Our queue is arn:aws:connect:r:a:instance/i/queue/q"),
            None
        );
        assert_eq!(RefValue::read_soft("hello"), None);
        assert_eq!(
            RefValue::read_soft(ID),
            Some(RefValue::Static(ID.to_owned()))
        );
    }
}
