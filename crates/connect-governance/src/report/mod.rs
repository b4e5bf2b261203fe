//! An assessment as a document: for people, for code scanning, and for the next assessment.
//!
//! All of them are made of the assessment and of what the rules say of themselves, and of nothing else.

mod html;
mod json;
mod sarif;
mod text;

pub use self::{html::html, json::json, sarif::sarif, text::text};
use crate::{Assessment, Finding, Rule, assess::Found};

/// The rule of this id. One that a newer version made is not known here.
fn rule_of<'r>(rules: &[&'r Rule], id: &str) -> Option<&'r Rule> {
    rules.iter().find(|rule| rule.id == id).copied()
}

/// What a finding is called: by what its rule looks for.
fn title<'a>(rules: &[&'a Rule], finding: &'a Finding) -> &'a str {
    rule_of(rules, &finding.rule).map_or(finding.rule.as_str(), |rule| rule.title)
}

/// The same check in the words of others, such as `Security Hub Connect.2`.
fn references(rule: &Rule) -> Vec<String> {
    let reference = |it: &crate::Reference| format!("{} {}", it.source, it.id);
    rule.references.iter().map(reference).collect()
}

/// `1 finding`, `2 findings`.
fn count(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// What is to be done next: each rule that found something, the worst first, with how many it found and
/// the remedy of the first of them.
fn next_steps(assessment: &Assessment) -> Vec<NextStep<'_>> {
    let mut steps: Vec<NextStep<'_>> = Vec::new();
    for Found { finding, .. } in &assessment.findings {
        match steps.iter_mut().find(|it| it.first.rule == finding.rule) {
            Some(step) => step.count += 1,
            None => steps.push(NextStep {
                first: finding,
                count: 1,
            }),
        }
    }
    steps
}

/// How many findings can be mended without asking anybody.
fn mendable(assessment: &Assessment) -> usize {
    let findings = assessment.findings.iter();
    findings.filter(|it| it.finding.mend.is_some()).count()
}

/// The command that shows what would be mended.
fn mending(assessment: &Assessment) -> String {
    format!(
        "connectctl govern mend --instance {} --look",
        assessment.alias
    )
}

/// When it was looked, to the second.
fn looked_at(assessment: &Assessment) -> String {
    let at = assessment.looked_at();
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// What a rule found, in one line.
struct NextStep<'a> {
    first: &'a Finding,
    count: usize,
}

#[cfg(test)]
mod tests;
