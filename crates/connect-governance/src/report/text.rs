//! Plain text, for a terminal and for a log.

use std::fmt::Write as _;

use super::{count, looked_at, mendable, mending, next_steps, references, rule_of, title};
use crate::{
    Assessment, Rule, Severity,
    assess::{Accepted, Found},
};

/// The width of a line. A word that is longer, such as an ARN, stays whole.
const WIDTH: usize = 100;
/// How many things to do are told.
const STEPS: usize = 5;

/// The assessment as text: how many there are first, what to do next last.
pub fn text(assessment: &Assessment, rules: &[&Rule]) -> String {
    let mut page = Page(String::new());
    head(&mut page, assessment);
    for severity in Severity::ALL {
        group(&mut page, assessment, rules, *severity);
    }
    accepted(&mut page, assessment);
    unjudged(&mut page, assessment);
    gone(&mut page, assessment);
    idle(&mut page, assessment);
    next(&mut page, assessment);
    page.0
}

fn head(page: &mut Page, it: &Assessment) {
    let place = [
        it.region.as_ref().map(ToString::to_string),
        it.account.as_ref().map(|id| format!("account {id}")),
    ];
    let place: Vec<String> = place.into_iter().flatten().collect();
    page.line(
        0,
        &format!("Governance of {} ({})", it.alias, place.join(", ")),
    );
    page.line(0, &it.instance_arn);
    page.line(0, &format!("looked at {}", looked_at(it)));
    page.gap();
    page.line(0, &sentence(it));
    let judged = it.sound.len();
    let rest = format!(
        "{} accepted. {} found nothing; {} could not be judged.",
        count(it.accepted.len(), "finding"),
        count(judged, "rule"),
        count(it.unjudged.len(), "rule"),
    );
    page.line(0, &rest);
}

/// `3 findings: 1 critical, 2 low. 1 is new since the baseline.`
fn sentence(it: &Assessment) -> String {
    let mut sentence = count(it.findings.len(), "finding");
    let told = Severity::ALL
        .iter()
        .filter(|severity| it.count(**severity) > 0);
    let told: Vec<String> = told
        .map(|severity| format!("{} {severity}", it.count(*severity)))
        .collect();
    if !told.is_empty() {
        let _ = write!(sentence, ": {}", told.join(", "));
    }
    sentence.push('.');
    if it.has_baseline {
        let (new, gone) = (it.new_findings(), it.gone.len());
        let _ = write!(sentence, " Since the baseline: {new} new, {gone} gone.");
    }
    sentence
}

fn group(page: &mut Page, it: &Assessment, rules: &[&Rule], severity: Severity) {
    let of_it = it.findings.iter();
    let of_it: Vec<&Found> = of_it
        .filter(|found| found.finding.severity == severity)
        .collect();
    if of_it.is_empty() {
        return;
    }
    page.section(&format!(
        "{} ({})",
        severity.as_str().to_uppercase(),
        of_it.len()
    ));
    for (n, found) in of_it.into_iter().enumerate() {
        if n > 0 {
            page.gap();
        }
        finding(page, found, rules, it.has_baseline);
    }
}

fn finding(page: &mut Page, found: &Found, rules: &[&Rule], has_baseline: bool) {
    let it = &found.finding;
    let news = match (has_baseline, found.known) {
        (false, _) => "",
        (true, false) => ", new",
        (true, true) => ", known",
    };
    page.line(2, &it.subject.to_string());
    page.line(4, &format!("{} [{}{news}]", title(rules, it), it.rule));
    if let Some(arn) = &it.subject.arn {
        page.line(4, arn);
    }
    page.named(4, "seen:", &it.evidence);
    page.named(4, "do:  ", &it.remedy);
    if let Some(mend) = &it.mend {
        page.named(4, "mend:", &mend.to_string());
    }
    let others = rule_of(rules, &it.rule).map(references).unwrap_or_default();
    if !others.is_empty() {
        page.named(4, "also:", &others.join(", "));
    }
}

fn accepted(page: &mut Page, it: &Assessment) {
    if it.accepted.is_empty() {
        return;
    }
    page.section(&format!("ACCEPTED ({})", it.accepted.len()));
    for Accepted {
        finding,
        why,
        until,
    } in &it.accepted
    {
        let it = &finding.finding;
        let until = until.as_ref().map(|day| format!(", until {day}"));
        let until = until.unwrap_or_default();
        page.line(
            2,
            &format!("{} [{}, {}{until}]", it.subject, it.rule, it.severity),
        );
        page.named(4, "seen:", &it.evidence);
        page.named(4, "why: ", why);
    }
}

fn unjudged(page: &mut Page, it: &Assessment) {
    if it.unjudged.is_empty() {
        return;
    }
    page.section(&format!("NOT JUDGED ({})", it.unjudged.len()));
    for unjudged in &it.unjudged {
        page.named(2, &format!("{}:", unjudged.rule), &unjudged.why);
    }
}

fn gone(page: &mut Page, it: &Assessment) {
    if it.gone.is_empty() {
        return;
    }
    page.section(&format!("GONE SINCE THE BASELINE ({})", it.gone.len()));
    for gone in &it.gone {
        page.line(
            2,
            &format!("{} [{}, {}]", gone.subject, gone.rule, gone.severity),
        );
    }
}

fn idle(page: &mut Page, it: &Assessment) {
    if it.idle_exceptions.is_empty() {
        return;
    }
    page.section(&format!("IDLE EXCEPTIONS ({})", it.idle_exceptions.len()));
    for idle in &it.idle_exceptions {
        page.line(2, &idle.to_string());
    }
}

fn next(page: &mut Page, it: &Assessment) {
    page.section("WHAT TO DO NEXT");
    let steps = next_steps(it);
    if steps.is_empty() && it.unjudged.is_empty() {
        page.line(2, "Nothing: every rule was judged, and nothing is open.");
        return;
    }
    for (n, step) in steps.iter().take(STEPS).enumerate() {
        let (rule, remedy) = (&step.first.rule, &step.first.remedy);
        let found = count(step.count, "finding");
        page.named(
            2,
            &format!("{}.", n + 1),
            &format!("{rule}, {found}: {remedy}"),
        );
    }
    if steps.len() > STEPS {
        let more = count(steps.len() - STEPS, "rule");
        page.line(2, &format!("Then what {more} more found."));
    }
    let mendable = mendable(it);
    if mendable > 0 {
        let can = count(mendable, "finding");
        let what = "can be mended without asking anybody; look first:";
        page.line(2, &format!("{can} {what}"));
        page.line(4, &mending(it));
    }
    if !it.unjudged.is_empty() {
        let rules = count(it.unjudged.len(), "rule");
        let what = "could not be judged: let what asks read what is missing, then look again";
        page.line(2, &format!("{rules} {what}."));
    }
}

/// Lines that are no longer than they may be.
struct Page(String);

// === impl Page ===

impl Page {
    fn gap(&mut self) {
        self.0.push('\n');
    }

    fn section(&mut self, title: &str) {
        self.gap();
        self.line(0, title);
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.wrapped(indent, indent, text);
    }

    /// A word, and what it is about beside it.
    fn named(&mut self, indent: usize, name: &str, text: &str) {
        let hanging = indent + name.chars().count() + 1;
        // Beside a long name there is no room for text.
        let hanging = if hanging > 12 { indent + 2 } else { hanging };
        self.wrapped(indent, hanging, &format!("{name} {text}"));
    }

    /// Lines after the first begin at `hanging`.
    fn wrapped(&mut self, indent: usize, hanging: usize, text: &str) {
        let mut line = " ".repeat(indent);
        let mut width = indent;
        let mut is_bare = true;
        // A name may end with more than one space, so that texts stand below one another.
        for word in text.split(' ') {
            let word_width = word.chars().count();
            if !is_bare && width + 1 + word_width > WIDTH {
                self.put(&line);
                line = " ".repeat(hanging);
                width = hanging;
                is_bare = true;
            }
            if !is_bare {
                line.push(' ');
                width += 1;
            }
            line.push_str(word);
            width += word_width;
            is_bare = false;
        }
        self.put(&line);
    }

    /// What was seen may hold characters that a terminal obeys.
    fn put(&mut self, line: &str) {
        let plain = |c: char| if c.is_control() { ' ' } else { c };
        self.0.extend(line.trim_end().chars().map(plain));
        self.0.push('\n');
    }
}
