//! Findings that are known and accepted.

use std::{collections::BTreeSet, fmt};

use connect_model::governance::ExceptionSpec;
use serde::{Deserialize, Serialize};

use super::{Accepted, Found, matches_rule, timestamp};

/// An exception that covers nothing, or whose day has passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdleException {
    /// The rule.
    pub rule: String,
    /// The subject as it was declared.
    pub subject: String,
    /// Why it is idle.
    pub reason: IdleReason,
}

/// Why an exception is idle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdleReason {
    /// Its last day has passed.
    Expired,
    /// Nothing is found that it would cover.
    CoversNothing,
}

/// The exceptions as of one day.
pub(super) struct Exceptions<'a> {
    all: &'a [ExceptionSpec],
    /// `2026-12-25`; days are compared as texts.
    today: String,
}

/// What exceptions made of findings.
pub(super) struct SortedOut {
    pub(super) open: Vec<Found>,
    pub(super) accepted: Vec<Accepted>,
    pub(super) idle: Vec<IdleException>,
}

// === impl Exceptions ===

impl<'a> Exceptions<'a> {
    pub(super) fn new(all: &'a [ExceptionSpec], now_s: i64) -> Self {
        let today = timestamp(now_s).strftime("%Y-%m-%d").to_string();
        Self { all, today }
    }

    /// An exception is told to cover nothing only where what it is about was judged.
    pub(super) fn sort_out(
        &self,
        found: Vec<Found>,
        judged: &BTreeSet<&str>,
        judged_all: bool,
    ) -> SortedOut {
        let (mut open, mut accepted) = (Vec::new(), Vec::new());
        let mut used = vec![false; self.all.len()];
        for it in found {
            match self.covering(&it) {
                Some(n) => {
                    used[n] = true;
                    let ExceptionSpec { why, until, .. } = self.all[n].clone();
                    let finding = it;
                    accepted.push(Accepted {
                        finding,
                        why,
                        until,
                    });
                }
                None => open.push(it),
            }
        }
        let was_judged = |it: &ExceptionSpec| match it.rule.as_str() {
            "*" => judged_all,
            rule => judged.contains(rule),
        };
        let reason = |n: usize, it: &ExceptionSpec| {
            if self.is_over(it) {
                Some(IdleReason::Expired)
            } else {
                (!used[n] && was_judged(it)).then_some(IdleReason::CoversNothing)
            }
        };
        let all = self.all.iter().enumerate();
        let idle = all.filter_map(|(n, it)| {
            Some(IdleException {
                rule: it.rule.to_string(),
                subject: it.subject.clone(),
                reason: reason(n, it)?,
            })
        });
        let idle = idle.collect();
        SortedOut {
            open,
            accepted,
            idle,
        }
    }

    /// The first exception that covers a finding.
    fn covering(&self, found: &Found) -> Option<usize> {
        let finding = &found.finding;
        let subject = finding.subject.to_string();
        self.all.iter().position(|it| {
            matches_rule(it.rule.as_str(), &finding.rule)
                && matches(&it.subject, &subject)
                && !self.is_over(it)
        })
    }

    /// The last day itself still counts.
    fn is_over(&self, exception: &ExceptionSpec) -> bool {
        let until = exception.until.as_ref();
        until.is_some_and(|until| until.as_str() < self.today.as_str())
    }
}

// === impl IdleException ===

impl fmt::Display for IdleException {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self.reason {
            IdleReason::Expired => "its last day has passed",
            IdleReason::CoversNothing => "it covers nothing",
        };
        write!(f, "{} of {}: {reason}", self.rule, self.subject)
    }
}

/// Whether `text` is what `pattern` says, in which `*` stands for any text. Its time grows with the
/// product of the lengths at worst, whatever the stars.
fn matches(pattern: &str, text: &str) -> bool {
    let (mut pattern, mut text) = (pattern, text);
    // After the last star: what follows it, and where in the text it was tried.
    let mut retry: Option<(&str, &str)> = None;
    loop {
        let (wanted, there) = (pattern.chars().next(), text.chars().next());
        if wanted == Some('*') {
            pattern = &pattern[1..];
            retry = Some((pattern, text));
        } else if wanted.is_some() && wanted == there {
            pattern = rest(pattern);
            text = rest(text);
        } else if wanted.is_none() && there.is_none() {
            return true;
        } else {
            match retry {
                Some((after, tried)) if !tried.is_empty() => {
                    retry = Some((after, rest(tried)));
                    pattern = after;
                    text = rest(tried);
                }
                _ => return false,
            }
        }
    }
}

/// All but the first character.
fn rest(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next();
    chars.as_str()
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_any_text_and_nothing_else_does() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("*", "queue/Sales", true),
            ("queue/Sales", "queue/Sales", true),
            ("queue/Sales", "queue/Sales 2", false),
            ("queue/*", "queue/Sales", true),
            ("queue/*", "quick-connect/Sales", false),
            ("*/Sales", "queue/Sales", true),
            ("*/Sales", "queue/Sales/Sales", true),
            ("queue/*les*", "queue/Sales UK", true),
            ("queue/*a*e*", "queue/Süd-Lager", true),
            ("queue/*a*z", "queue/Sales", false),
            ("queue/?ales", "queue/Sales", false),
            ("queue/.*", "queue/Sales", false),
            ("ü*ß", "üß", true),
            ("", "", true),
            ("", "a", false),
            ("a**b", "ab", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} of {text}");
        }
    }
}
