//! What is wrong.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Area, Severity, digest};

/// What a rule says of one subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    pub area: Area,
    /// Which thing.
    pub subject: Subject,
    /// What was seen, without a full stop.
    pub evidence: String,
    /// What to do about it.
    pub remedy: String,
    /// What would mend it without asking anybody; none where a person has to decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mend: Option<Mend>,
}

/// A thing that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Subject {
    /// The kind, such as `queue`.
    pub kind: String,
    /// The name.
    pub name: String,
    /// The ARN, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
}

/// What mends a finding: one setting, brought to what it should be. Safe to repeat.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Mend {
    /// Switches an attribute of the instance.
    SetAttribute {
        /// The attribute in the words of the API.
        attribute: String,
        /// On or off.
        value: bool,
    },
    /// Has a log group keep lines for so many days.
    KeepLogs {
        /// The group.
        group: String,
        /// How long.
        days: u32,
    },
    /// Has a key rotated every year.
    RotateKey {
        /// Its ARN.
        key: String,
    },
    /// Switches a key on again.
    EnableKey {
        /// Its ARN.
        key: String,
    },
    /// Takes the deletion of a key back, and switches it on again.
    KeepKey {
        /// Its ARN.
        key: String,
    },
    /// Blocks public access to a bucket.
    BlockPublicAccess {
        /// The bucket.
        bucket: String,
    },
    /// Has a bucket take nothing that comes without TLS.
    DemandTls {
        /// The bucket.
        bucket: String,
    },
    /// Adds a rule of lifecycle to a bucket.
    AddLifecycle {
        /// The bucket.
        bucket: String,
        /// What keys begin with.
        prefix: String,
        /// After how many days objects go, where the rule is about that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_days: Option<u32>,
        /// After how many days versions go that are not the newest, where the rule is about that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old_versions_days: Option<u32>,
        /// After how many days uploads go that were never completed, where the rule is about that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        uploads_days: Option<u32>,
    },
    /// Has a trail record.
    StartTrail {
        /// Its ARN.
        trail: String,
    },
    /// Has a trail make its files provable.
    ValidateTrail {
        /// Its ARN.
        trail: String,
    },
    /// Takes a site off the list of those that may embed the instance.
    RemoveOrigin {
        /// The site.
        origin: String,
    },
    /// Has cost allocated by tags.
    ActivateTags {
        /// Their keys.
        keys: Vec<String>,
    },
}

/// How many bytes of a digest name a finding.
const FINGERPRINT_BYTES: usize = 16;

// === impl Finding ===

impl Finding {
    /// Names it from one assessment to the next: its rule and its subject, whatever was seen of it.
    pub fn fingerprint(&self) -> String {
        let Subject { kind, name, .. } = &self.subject;
        // No part has this character in it, so no two of them make one text.
        let text = [self.rule.as_str(), kind, name].join("\u{1f}");
        digest::short(&text, FINGERPRINT_BYTES)
    }
}

// === impl Subject ===

impl Subject {
    /// A thing by its kind and name.
    pub fn new(kind: &str, name: impl Into<String>) -> Self {
        Self {
            kind: kind.to_owned(),
            name: name.into(),
            arn: None,
        }
    }

    /// The same with its ARN.
    #[must_use]
    pub fn at(mut self, arn: impl Into<String>) -> Self {
        self.arn = Some(arn.into());
        self
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind, self.name)
    }
}
