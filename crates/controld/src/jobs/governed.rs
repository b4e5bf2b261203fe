//! What comes of jobs about governance.

use std::collections::BTreeMap;

use connect_governance::{Finding, Severity};
use serde::{Deserialize, Serialize};

use super::{AssessFormat, Digest, StepOutcome};

/// What came of a job about governance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GovernanceResult {
    /// What was found.
    Assess(Assessed),
    /// What was mended.
    Mend(Mended),
    /// The policies.
    Policy(PolicyMade),
    /// What was attached.
    Attach(Governed),
    /// What was made so.
    Ensure(Governed),
    /// What was spent.
    Cost(CostTold),
    /// What lacks tags.
    Tags(TagsReviewed),
}

/// What an assessment found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Assessed {
    /// The contact centre: `targets/T/centers/A`.
    pub center: String,
    /// The ARN of the instance.
    pub instance_arn: String,
    /// What is wrong, the worst first.
    pub findings: Vec<GovernanceFinding>,
    /// What is wrong and accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<AcceptedFinding>,
    /// Rules that could not be judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unjudged: Vec<UnjudgedRule>,
    /// Rules that found nothing.
    pub sound: Vec<String>,
    /// How many calls found this out.
    pub reads: u32,
    /// When was looked, in seconds since 1970.
    pub looked_at_s: i64,
    /// The assessment in the formats that were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<AssessDocument>,
    /// Exceptions that cover nothing, or whose day has passed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub idle_exceptions: Vec<String>,
    /// What the baseline has, and is gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<GoneFinding>,
}

/// A finding of a baseline that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoneFinding {
    /// The rule.
    pub rule: String,
    /// How bad it was.
    pub severity: Severity,
    /// The kind of the thing.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// What named it.
    pub fingerprint: String,
}

/// What a rule says of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GovernanceFinding {
    /// The rule.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    pub area: String,
    /// The kind of the thing.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its ARN.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub arn: String,
    /// What was seen.
    pub evidence: String,
    /// What to do about it.
    pub remedy: String,
    /// Whether it can be mended without deciding anything.
    #[serde(default)]
    pub mendable: bool,
    /// Whether it was there when the baseline was taken.
    #[serde(default)]
    pub known: bool,
    /// Names it from one assessment to the next.
    #[serde(default)]
    pub fingerprint: String,
}

/// A finding that an exception covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedFinding {
    /// The finding.
    pub finding: GovernanceFinding,
    /// Why it is accepted.
    pub why: String,
    /// The last day on which it is; for good without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// A rule that could not be judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnjudgedRule {
    /// The rule.
    pub rule: String,
    /// Why.
    pub why: String,
}

/// An assessment in one format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessDocument {
    /// The format.
    pub format: AssessFormat,
    /// The document.
    pub document: Digest,
    /// Its content, where all of them together are small.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
}

/// What was changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Governed {
    /// What it was about.
    pub subject: String,
    /// What is going to be done, where that alone was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// What became of each step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<StepOutcome>,
    /// How many steps changed something.
    pub changes: u32,
    /// How many calls only read.
    pub reads: u32,
    /// What is worth knowing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// ARNs by name of what is there now.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub arns: BTreeMap<String, String>,
}

/// What came of mending.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mended {
    /// What was changed.
    pub changes: Governed,
    /// What was to be mended.
    pub findings: Vec<GovernanceFinding>,
    /// What nobody can mend without deciding something.
    pub left: Vec<GovernanceFinding>,
}

/// The policies that some work takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyMade {
    /// The policies.
    pub policies: Vec<PolicyDocument>,
    /// The operations that they are for.
    pub operations: Vec<String>,
    /// Actions that are not in the reference that this product knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unverified: Vec<String>,
    /// What is worth knowing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Permissions of a security profile.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub permissions: Vec<String>,
}

/// An IAM policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyDocument {
    /// Its name.
    pub name: String,
    /// The document as JSON.
    pub document: String,
    /// How many characters it has, white space not counted.
    pub characters: u32,
}

/// What was spent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CostTold {
    /// In which currency.
    pub currency: String,
    /// By period and group.
    pub rows: Vec<CostRow>,
    /// The whole range.
    pub total: String,
    /// What is expected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forecast: Vec<CostRow>,
    /// The share of what has not the tag that it is grouped by.
    #[serde(default)]
    pub untagged_share: f64,
    /// Names of services that count as Amazon Connect.
    pub services: Vec<String>,
    /// What is worth knowing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// When Cost Explorer was asked, in seconds since 1970.
    pub asked_at_s: i64,
}

/// What was spent in a period by a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostRow {
    /// The first day.
    pub start: String,
    /// The day after the last.
    pub end: String,
    /// The group.
    pub group: String,
    /// The amount.
    pub amount: String,
    /// Whether it is not final yet.
    #[serde(default)]
    pub estimated: bool,
}

/// Tags of the resources of an instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagsReviewed {
    /// Keys that everything has to have.
    pub required: Vec<String>,
    /// Resources that lack some.
    pub lacking: Vec<UntaggedResource>,
    /// How many resources were looked at.
    pub resources: u32,
    /// Keys by which cost is to be allocated, and whether that is active.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub allocation: BTreeMap<String, bool>,
    /// How many calls found this out.
    pub reads: u32,
    /// What is worth knowing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// A resource that lacks tags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UntaggedResource {
    /// Its ARN.
    pub arn: String,
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The keys that it lacks.
    pub keys: Vec<String>,
}

// === impl GovernanceFinding ===

impl GovernanceFinding {
    /// A finding by its fingerprint, known from before or not.
    pub fn new(finding: &Finding, fingerprint: impl Into<String>, known: bool) -> Self {
        Self {
            rule: finding.rule.clone(),
            severity: finding.severity,
            area: finding.area.to_string(),
            kind: finding.subject.kind.clone(),
            name: finding.subject.name.clone(),
            arn: finding.subject.arn.clone().unwrap_or_default(),
            evidence: finding.evidence.clone(),
            remedy: finding.remedy.clone(),
            mendable: finding.mend.is_some(),
            known,
            fingerprint: fingerprint.into(),
        }
    }
}
