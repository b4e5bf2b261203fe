//! What there is to be.

use std::collections::BTreeSet;

use connect_model::{Finding, Tags};
use serde_json::json;

use super::{ATTACHMENT_TAG, Attachment, Error};

/// A role and its policies as they are to be.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// The name of the attachment.
    pub(super) name: String,
    /// The name of the role.
    pub(super) role: String,
    /// Who may take the role, where it is made.
    pub(super) trust: Option<String>,
    /// Its policies.
    pub(super) policies: Vec<WantedPolicy>,
    /// The tags of what is made.
    pub(super) tags: Tags,
}

/// A policy as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WantedPolicy {
    /// Its name.
    pub(super) name: String,
    /// Its ARN.
    pub(super) arn: String,
    /// The document.
    pub(super) document: String,
}

/// How long the name of a policy may be.
const NAME_CHARS_MAX: usize = 128;
/// How long the name of a role may be.
const ROLE_CHARS_MAX: usize = 64;
/// Room for the number behind a name.
const NUMBER_CHARS: usize = 4;

// === impl Wanted ===

impl Wanted {
    /// Checks names, and that there is something to attach.
    pub(super) fn of(attachment: &Attachment<'_>) -> Result<Self, Error> {
        let findings = findings(attachment);
        if !findings.is_empty() {
            return Err(Error::Findings(findings));
        }
        let (partition, account) = attachment.place;
        let documents = attachment.policies.documents.iter();
        let policies = documents.zip(1..).map(|(document, n)| {
            let name = format!("{}-{n}", attachment.name);
            WantedPolicy {
                arn: format!("arn:{partition}:iam::{account}:policy/{name}"),
                document: document.to_string(),
                name,
            }
        });
        let mut tags = Tags::new();
        let owner = format!("{}/{}", attachment.role, attachment.name);
        tags.insert(ATTACHMENT_TAG, owner)
            .expect("names are short and plain");
        Ok(Self {
            name: attachment.name.to_owned(),
            role: attachment.role.to_owned(),
            trust: trust(attachment),
            policies: policies.collect(),
            tags,
        })
    }

    /// Whether tags say that a thing was made by this attachment.
    pub(super) fn is_ours(&self, tags: &Tags) -> bool {
        tags.get(ATTACHMENT_TAG) == self.tags.get(ATTACHMENT_TAG)
    }

    /// Whether a policy has a name that this attachment gives.
    pub(super) fn names(&self, policy: &str) -> bool {
        let rest = policy.strip_prefix(self.name.as_str());
        let number = rest.and_then(|rest| rest.strip_prefix('-'));
        number.is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// The ARNs of its policies.
    pub(super) fn arns(&self) -> BTreeSet<&str> {
        self.policies.iter().map(|it| it.arn.as_str()).collect()
    }
}

/// Those who are named, and nobody else.
fn trust(attachment: &Attachment<'_>) -> Option<String> {
    let mut trusts: Vec<&str> = attachment.trusts.iter().map(AsRef::as_ref).collect();
    trusts.sort_unstable();
    trusts.dedup();
    let document = json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Sid": "Trusted",
            "Effect": "Allow",
            "Principal": { "AWS": trusts },
            "Action": "sts:AssumeRole",
        }],
    });
    (!trusts.is_empty()).then(|| document.to_string())
}

fn findings(attachment: &Attachment<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !is_name(attachment.name, NAME_CHARS_MAX - NUMBER_CHARS) {
        let message = format!("`{}` is no name for a policy", attachment.name);
        let remedy = "take letters, digits and =,.@_-, 124 at most";
        findings.push(Finding::of_the_world("bad-policy-name", message, remedy));
    }
    if !is_name(attachment.role, ROLE_CHARS_MAX) {
        let message = format!("`{}` is no name for a role", attachment.role);
        let remedy = "take letters, digits and =,.@_-, 64 at most, and no path";
        findings.push(Finding::of_the_world("bad-role-name", message, remedy));
    }
    if attachment.policies.documents.is_empty() {
        let message = "there is nothing to allow";
        let remedy = "name an operation that needs a permission";
        findings.push(Finding::of_the_world("empty-policy", message, remedy));
    }
    findings
}

/// What IAM takes, but for `+`.
fn is_name(name: &str, most: usize) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "=,.@_-".contains(c);
    !name.is_empty() && name.len() <= most && name.chars().all(plain)
}
