//! What a rule is.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    Finding, Mend, Settings, Subject,
    world::{Part, World},
};

/// A rule of assessment. Each stands in a file of its own, with its tests.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its id: words in lower case with hyphens. Stable, for programs, baselines and exceptions.
    pub id: &'static str,
    /// What it is about.
    pub area: Area,
    /// How bad what it finds is.
    pub severity: Severity,
    /// What it looks for, in a sentence without a full stop.
    pub title: &'static str,
    /// Why that matters, in a sentence or two.
    pub why: &'static str,
    /// What to do about what it finds, in general.
    pub remedy: &'static str,
    /// The same check in the words of others.
    pub references: &'static [Reference],
    /// The parts of the world that it looks at. It is not judged unless all of them were seen.
    pub needs: &'static [Part],
    /// Judges a world.
    pub judge: fn(&World, &Settings, &mut Marks),
}

/// A check of another tool or of a standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// Whose: `Security Hub`, `checkov`, `AWS Config`.
    pub source: &'static str,
    /// Its id there, such as `Connect.2`.
    pub id: &'static str,
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// Who may do what.
    Access,
    /// Encryption of what is kept.
    Encryption,
    /// Where data is kept, and how long.
    Data,
    /// Records of what happened.
    Audit,
    /// Flows.
    Flows,
    /// Numbers, queues and profiles.
    Routing,
    /// Money.
    Cost,
    /// Tags.
    Tags,
    /// Regions and quotas.
    Resilience,
}

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Worth mending at leisure.
    Low,
    /// Worth mending soon.
    Medium,
    /// Mend it now.
    High,
    /// Data is lost or open.
    Critical,
}

/// Takes what a rule finds.
#[derive(Debug)]
pub struct Marks {
    rule: &'static str,
    area: Area,
    severity: Severity,
    remedy: &'static str,
    found: Vec<Finding>,
}

/// One finding, to which more can be said.
#[derive(Debug)]
pub struct Mark<'m>(&'m mut Finding);

// === impl Rule ===

impl Rule {
    /// What it finds in a world.
    pub fn judged(&self, world: &World, settings: &Settings) -> Vec<Finding> {
        let mut marks = Marks {
            rule: self.id,
            area: self.area,
            severity: self.severity,
            remedy: self.remedy,
            found: Vec::new(),
        };
        (self.judge)(world, settings, &mut marks);
        marks.found
    }
}

// === impl Marks ===

impl Marks {
    /// Something is wrong with `subject`; `evidence` is what was seen.
    pub fn find(&mut self, subject: Subject, evidence: impl Into<String>) -> Mark<'_> {
        self.found.push(Finding {
            rule: self.rule.to_owned(),
            severity: self.severity,
            area: self.area,
            subject,
            evidence: evidence.into(),
            remedy: self.remedy.to_owned(),
            mend: None,
        });
        Mark(self.found.last_mut().expect("one was pushed"))
    }
}

// === impl Mark ===

impl Mark<'_> {
    /// What to do about it, where the rule's own words are too general.
    pub fn remedy(self, remedy: impl Into<String>) -> Self {
        self.0.remedy = remedy.into();
        self
    }

    /// Another severity than that of the rule.
    pub fn severity(self, severity: Severity) -> Self {
        self.0.severity = severity;
        self
    }

    /// What would mend it.
    pub fn mend(self, mend: Mend) -> Self {
        self.0.mend = Some(mend);
        self
    }
}

// === impl Severity ===

impl Severity {
    /// Every one, the worst first.
    pub const ALL: &'static [Self] = &[
        Self::Critical,
        Self::High,
        Self::Medium,
        Self::Low,
        Self::Info,
    ];

    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

// === impl Area ===

impl Area {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Encryption => "encryption",
            Self::Data => "data",
            Self::Audit => "audit",
            Self::Flows => "flows",
            Self::Routing => "routing",
            Self::Cost => "cost",
            Self::Tags => "tags",
            Self::Resilience => "resilience",
        }
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
