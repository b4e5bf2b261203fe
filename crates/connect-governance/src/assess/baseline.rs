//! What an earlier assessment found already.

use std::collections::{BTreeMap, BTreeSet};

use super::{Assessment, Found, Gone};
use crate::Error;

/// What an earlier assessment of an instance found, whether it was accepted or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    instance_arn: String,
    findings: BTreeMap<String, Gone>,
}

/// A baseline that is none.
#[derive(Debug, thiserror::Error)]
#[error("the baseline is not the JSON of an assessment")]
pub struct BaselineError(#[source] serde_json::Error);

// === impl Baseline ===

impl Baseline {
    /// Reads the JSON of an assessment.
    pub fn parse(json: &str) -> Result<Self, BaselineError> {
        let read: Assessment = serde_json::from_str(json).map_err(BaselineError)?;
        Ok(Self::of(&read))
    }

    /// What an assessment found.
    pub fn of(earlier: &Assessment) -> Self {
        let accepted = earlier.accepted.iter().map(|it| &it.finding);
        let all = earlier.findings.iter().chain(accepted);
        let entry = |it: &Found| {
            let gone = Gone {
                fingerprint: it.fingerprint.clone(),
                rule: it.finding.rule.clone(),
                severity: it.finding.severity,
                subject: it.finding.subject.clone(),
            };
            (it.fingerprint.clone(), gone)
        };
        Self {
            instance_arn: earlier.instance_arn.clone(),
            findings: all.map(entry).collect(),
        }
    }

    /// Whether it is of this instance. What another one is known for says nothing of it, so the baseline
    /// of another is none.
    pub fn is_of(&self, instance_arn: &str) -> bool {
        self.instance_arn == instance_arn
    }

    /// Refuses one of another instance, which knows nothing of this one.
    ///
    /// # Errors
    ///
    /// [`Error::Findings`].
    pub fn check(&self, instance_arn: &str) -> Result<(), Error> {
        if self.is_of(instance_arn) {
            return Ok(());
        }
        let message = format!(
            "the baseline is of {}, and this is {instance_arn}",
            self.instance_arn
        );
        let remedy = "name an earlier assessment of the same instance, or none";
        Err(Error::of_question("foreign-baseline", message, remedy))
    }

    /// Whether it has a finding.
    pub fn knows(&self, fingerprint: &str) -> bool {
        self.findings.contains_key(fingerprint)
    }

    /// What it has and `found` has not, of rules that were judged again.
    pub(super) fn gone(&self, found: &[Found], judged: &BTreeSet<&str>) -> Vec<Gone> {
        let there: BTreeSet<&str> = found.iter().map(|it| it.fingerprint.as_str()).collect();
        let is_gone = |it: &&Gone| {
            judged.contains(it.rule.as_str()) && !there.contains(it.fingerprint.as_str())
        };
        let mut gone: Vec<Gone> = self.findings.values().filter(is_gone).cloned().collect();
        gone.sort_by(|one, other| {
            let key = |it: &Gone| {
                (
                    std::cmp::Reverse(it.severity),
                    it.rule.clone(),
                    it.subject.clone(),
                )
            };
            key(one).cmp(&key(other))
        });
        gone
    }
}
