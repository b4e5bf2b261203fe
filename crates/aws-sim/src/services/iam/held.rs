//! What roles, users and groups have in common: they hold policies.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{State, access::Document};

/// The policies of one holder.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Held {
    /// Texts by name.
    pub(super) inline: BTreeMap<String, String>,
    /// ARNs.
    pub(super) attached: BTreeSet<String>,
    /// The ARN of the policy that says the most that the holder may do.
    pub(super) boundary: Option<String>,
}

/// One policy and where it is from, as simulations tell it.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) name: String,
    /// `aws-managed`, `user-managed`, or the word for the holder of an inline policy.
    pub(super) kind: &'static str,
    pub(super) document: Document,
}

/// Whose policies a request is about. Flatten it into an input.
#[derive(Debug, Clone, Deserialize)]
pub(super) enum Whose {
    #[serde(rename = "RoleName")]
    Role(String),
    #[serde(rename = "UserName")]
    User(String),
    #[serde(rename = "GroupName")]
    Group(String),
}

// === impl Held ===

impl Held {
    /// All policies but the boundary. `kind` is the word for the holder.
    pub(super) fn sources(&self, state: &State, kind: &'static str) -> Vec<Source> {
        let inline = self.inline.iter().filter_map(|(name, text)| {
            let document = Document::read(text).ok()?;
            Some(Source::new(name, kind, document))
        });
        let attached = self.attached.iter().filter_map(|arn| {
            let policy = state.policy(arn).ok()?;
            let owner = if arn.starts_with("arn:aws:iam::aws:") {
                "aws-managed"
            } else {
                "user-managed"
            };
            let document = Document::read(policy.text()).ok()?;
            Some(Source::new(&policy.naming.name, owner, document))
        });
        inline.chain(attached).collect()
    }

    /// The boundary, if there is one. One whose policy is gone has no document.
    pub(super) fn limit(&self, state: &State) -> Option<Vec<Document>> {
        let policy = state.policy(self.boundary.as_ref()?).ok();
        let document = policy.and_then(|policy| Document::read(policy.text()).ok());
        Some(document.into_iter().collect())
    }

    /// The boundary on the wire.
    pub(super) fn boundary(&self) -> Option<Value> {
        let arn = self.boundary.as_ref()?;
        Some(
            json!({ "PermissionsBoundaryType": "PermissionsBoundaryPolicy", "PermissionsBoundaryArn": arn }),
        )
    }

    /// The attached policies on the wire, by name.
    pub(super) fn attachments(&self) -> BTreeMap<String, Value> {
        let attached = self.attached.iter().map(|arn| {
            let name = arn.rsplit('/').next().unwrap_or(arn);
            let value = json!({ "PolicyName": name, "PolicyArn": arn });
            (format!("{name} {arn}"), value)
        });
        attached.collect()
    }
}

// === impl Source ===

impl Source {
    pub(super) fn new(name: &str, kind: &'static str, document: Document) -> Self {
        let name = name.to_owned();
        Self {
            name,
            kind,
            document,
        }
    }
}

// === impl Whose ===

impl Whose {
    /// The word for the holder.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Role(_) => "role",
            Self::User(_) => "user",
            Self::Group(_) => "group",
        }
    }

    /// The name of the holder.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Role(name) | Self::User(name) | Self::Group(name) => name,
        }
    }

    /// The member under which the name stands.
    pub(super) fn member(&self) -> &'static str {
        match self {
            Self::Role(_) => "RoleName",
            Self::User(_) => "UserName",
            Self::Group(_) => "GroupName",
        }
    }

    /// The bytes that all inline policies may have together, white space not counted.
    pub(super) fn inline_max(&self) -> usize {
        match self {
            Self::Role(_) => 10_240,
            Self::User(_) => 2_048,
            Self::Group(_) => 5_120,
        }
    }
}
