//! An assessment: what rules say of a world, what of that is accepted, and what was not looked at.
//!
//! It is plain data that reports are made of, and its JSON is the baseline of the next one.

mod baseline;
mod exception;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use connect_model::{AccountId, Date, Region, governance::ExceptionSpec, suggest};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::{
    baseline::{Baseline, BaselineError},
    exception::{IdleException, IdleReason},
};
use crate::{
    Error, Finding, Rule, Settings, Severity, Subject,
    world::{Part, World},
};

/// How to judge.
#[derive(Clone, Debug, Default)]
pub struct AssessOptions {
    /// What the instance is held to.
    pub settings: Settings,
    /// What is known and accepted.
    pub exceptions: Vec<ExceptionSpec>,
    /// An earlier assessment; what it found already is told to be known.
    pub baseline: Option<Baseline>,
    /// The ids of the only rules that are asked for, whatever the settings skip; all of them where it is
    /// empty.
    pub only: BTreeSet<String>,
}

// === impl AssessOptions ===

impl AssessOptions {
    /// Refuses ids of rules that there are not: what is mistyped would be skipped or accepted by nobody.
    ///
    /// # Errors
    ///
    /// [`Error::Findings`], one for each.
    pub fn check(&self, rules: &[&Rule]) -> Result<(), Error> {
        let known: Vec<&str> = rules.iter().map(|rule| rule.id).collect();
        let skipped = self.settings.skip.iter();
        let named = skipped.chain(self.exceptions.iter().map(|it| &it.rule));
        let unknown = named.filter(|id| id.as_str() != "*" && !known.contains(&id.as_str()));
        let unknown: BTreeSet<&str> = unknown.map(AsRef::as_ref).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        Err(Error::of_questions(unknown.into_iter().map(|id| {
            let otherwise = "`connectctl govern rules` lists those that there are";
            let remedy = suggest(id, &known, otherwise);
            ("unknown-rule", format!("there is no rule {id}"), remedy)
        })))
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// The alias of the instance.
    pub alias: String,
    /// Its ARN.
    pub instance_arn: String,
    /// Its account.
    pub account: Option<AccountId>,
    /// Its Region.
    pub region: Option<Region>,
    /// When it was looked, in seconds since 1970.
    pub looked_at_s: i64,
    /// Whether there was an earlier assessment of the same instance to compare with.
    pub has_baseline: bool,
    /// How many there are of each severity, those that are accepted left out.
    pub counts: BTreeMap<Severity, usize>,
    /// What is wrong: the worst first, then by rule and subject.
    pub findings: Vec<Found>,
    /// What is wrong and accepted, in the same order.
    pub accepted: Vec<Accepted>,
    /// Rules that could not be judged, by id.
    pub unjudged: Vec<Unjudged>,
    /// Rules that found nothing, by id.
    pub sound: Vec<String>,
    /// Exceptions that cover nothing, or whose day has passed.
    pub idle_exceptions: Vec<IdleException>,
    /// What the baseline had, and what is not there any more.
    pub gone: Vec<Gone>,
}

/// A finding in an assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Names it from one assessment to the next.
    pub fingerprint: String,
    /// Whether the baseline had it.
    pub known: bool,
    /// The finding.
    #[serde(flatten)]
    pub finding: Finding,
}

/// A finding that an exception covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The finding.
    pub finding: Found,
    /// Why it is accepted.
    pub why: String,
    /// The last day on which it is; for good without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// A rule that could not be judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unjudged {
    /// The rule.
    pub rule: String,
    /// What was not seen, and why.
    pub why: String,
}

/// A finding of the baseline that is not there any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// Named it.
    pub fingerprint: String,
    /// The rule.
    pub rule: String,
    /// How bad it was.
    pub severity: Severity,
    /// What it was about.
    pub subject: Subject,
}

/// The rules that are asked for.
pub fn asked<'r>(rules: &[&'r Rule], options: &AssessOptions) -> Vec<&'r Rule> {
    let is_skipped = |rule: &Rule| {
        let skip = &options.settings.skip;
        skip.iter().any(|id| matches_rule(id.as_str(), rule.id))
    };
    let is_asked = |rule: &&&Rule| {
        if options.only.is_empty() {
            !is_skipped(rule)
        } else {
            options.only.contains(rule.id)
        }
    };
    rules.iter().filter(is_asked).copied().collect()
}

/// What has to be observed for the rules that are asked for.
pub fn parts(rules: &[&Rule], options: &AssessOptions) -> BTreeSet<Part> {
    let asked = asked(rules, options);
    let needed = asked.iter().flat_map(|rule| rule.needs.iter().copied());
    needed.chain([Part::Instance]).collect()
}

/// Judges a world.
///
/// A rule that needs a part which was not seen is not judged, and that is told: nothing found is never
/// nothing looked at.
pub fn judge(world: &World, rules: &[&Rule], options: &AssessOptions) -> Assessment {
    let baseline = options.baseline.as_ref();
    let baseline = baseline.filter(|it| it.is_of(&world.instance.arn));
    let mut found = Vec::new();
    let (mut unjudged, mut sound, mut judged) = (Vec::new(), Vec::new(), BTreeSet::new());
    for rule in asked(rules, options) {
        if let Some(why) = unseen(rule, world) {
            let rule = rule.id.to_owned();
            unjudged.push(Unjudged { rule, why });
            continue;
        }
        judged.insert(rule.id);
        let marks = rule.judged(world, &options.settings);
        if marks.is_empty() {
            sound.push(rule.id.to_owned());
        }
        found.extend(marks.into_iter().map(|it| Found::of(it, baseline)));
    }
    found.sort_by(Found::order);
    unjudged.sort_by(|one, other| one.rule.cmp(&other.rule));
    sound.sort();
    let gone = baseline.map(|it| it.gone(&found, &judged));
    let exceptions = exception::Exceptions::new(&options.exceptions, world.now_s);
    let sorted_out = exceptions.sort_out(found, &judged, unjudged.is_empty());
    Assessment {
        alias: world.instance.alias.clone(),
        instance_arn: world.instance.arn.clone(),
        account: world.account.clone(),
        region: world.region.clone(),
        looked_at_s: world.now_s,
        has_baseline: baseline.is_some(),
        counts: counts(&sorted_out.open),
        findings: sorted_out.open,
        accepted: sorted_out.accepted,
        unjudged,
        sound,
        idle_exceptions: sorted_out.idle,
        gone: gone.unwrap_or_default(),
    }
}

/// Why a rule cannot be judged.
fn unseen(rule: &Rule, world: &World) -> Option<String> {
    let mut why = Vec::new();
    for part in rule.needs {
        if let Some(reason) = world.unseen.get(part) {
            why.push(format!("{part}: {reason}"));
        }
    }
    (!why.is_empty()).then(|| why.join("; "))
}

fn counts(findings: &[Found]) -> BTreeMap<Severity, usize> {
    let mut counts: BTreeMap<Severity, usize> = Severity::ALL.iter().map(|it| (*it, 0)).collect();
    for found in findings {
        *counts.entry(found.finding.severity).or_default() += 1;
    }
    counts
}

/// Whether the id in a declaration, which may be `*`, is about a rule.
fn matches_rule(id: &str, rule: &str) -> bool {
    id == "*" || id == rule
}

// === impl Found ===

impl Found {
    fn of(finding: Finding, baseline: Option<&Baseline>) -> Self {
        let fingerprint = finding.fingerprint();
        Self {
            known: baseline.is_some_and(|it| it.knows(&fingerprint)),
            fingerprint,
            finding,
        }
    }

    /// The worst first.
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        let key = |it: &Self| {
            let Finding {
                rule,
                severity,
                subject,
                evidence,
                ..
            } = &it.finding;
            let (rule, subject, evidence) = (rule.clone(), subject.clone(), evidence.clone());
            (Reverse(*severity), rule, subject, evidence)
        };
        key(self).cmp(&key(other))
    }
}

// === impl Assessment ===

impl Assessment {
    /// How many findings there are of a severity, those that are accepted left out.
    pub fn count(&self, severity: Severity) -> usize {
        self.counts.get(&severity).copied().unwrap_or_default()
    }

    /// How many findings the baseline did not have; all of them where there is none.
    pub fn new_findings(&self) -> usize {
        self.findings.iter().filter(|it| !it.known).count()
    }

    /// When it was looked.
    pub fn looked_at(&self) -> Timestamp {
        timestamp(self.looked_at_s)
    }
}

/// A time that no calendar has is the beginning of 1970.
fn timestamp(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or_default()
}

#[cfg(test)]
mod tests;
