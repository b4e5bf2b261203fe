//! Governance, as people read it.

use control_api::v1::{self as pb, Severity, job};

use super::{Page, Tone, counted, job::changed, page::prefixed};

/// How wide a paragraph gets.
const WIDTH: usize = 96;

/// What assessments look for.
pub(crate) fn rules(rules: &[pb::GovernanceRule]) -> Page {
    let mut page = Page::new();
    let width = rules.iter().map(|rule| rule.id.len()).max();
    let width = width.unwrap_or_default();
    let mut area = "";
    for rule in rules {
        if rule.area != area {
            area = &rule.area;
            page.gap();
            page.say(Tone::Strong, format!("{area}:"));
        }
        let severity = severity(rule.severity());
        let (id, title) = (&rule.id, &rule.title);
        let named = rule.references.iter();
        let named: Vec<_> = named.map(|it| format!("{} {}", it.source, it.id)).collect();
        let named = if named.is_empty() {
            String::new()
        } else {
            format!(" ({})", named.join(", "))
        };
        page.line(format!("  {id:width$}  {severity:8}  {title}{named}"));
    }
    page.gap();
    page.say(Tone::Faint, format!("{}.", counted(rules.len(), "rule")));
    page
}

/// What was found, the worst first.
pub(super) fn assessed(result: &pb::AssessResult) -> Page {
    let mut page = headline(result);
    for gravity in [
        Severity::Critical,
        Severity::High,
        Severity::Medium,
        Severity::Low,
        Severity::Info,
    ] {
        let of_gravity = result.findings.iter();
        let of_gravity: Vec<_> = of_gravity
            .filter(|finding| finding.severity() == gravity)
            .collect();
        if of_gravity.is_empty() {
            continue;
        }
        page.gap();
        page.say(tone(gravity), format!("{}:", severity(gravity)));
        for finding in of_gravity {
            told(&mut page, finding);
        }
    }
    page.append(accepted(result));
    page.append(gone(result));
    page.append(unjudged(result));
    if result.findings.iter().any(|finding| finding.mendable) {
        let alias = result.center.rsplit('/').next().unwrap_or_default();
        page.gap();
        page.line(format!(
            "Findings with an asterisk are mended by: connectctl govern mend --instance {alias}"
        ));
    }
    page
}

fn headline(result: &pb::AssessResult) -> Page {
    let alias = result.center.rsplit('/').next().unwrap_or_default();
    let (found, sound) = (result.findings.len(), result.sound.len());
    let known = result.findings.iter().filter(|it| it.known).count();
    let judged = format!(
        "{} sound, {} not judged; {}",
        counted(sound, "rule"),
        result.unjudged.len(),
        counted(usize::try_from(result.reads).unwrap_or_default(), "call"),
    );
    if found == 0 {
        return Page::of(Tone::Good, &format!("{alias}: nothing found; {judged}."));
    }
    let known = if known == 0 {
        String::new()
    } else {
        format!(", {known} of them known")
    };
    let found = counted(found, "finding");
    Page::of(
        Tone::Caution,
        &format!("{alias}: {found}{known}; {judged}."),
    )
}

fn told(page: &mut Page, finding: &pb::GovernanceFinding) {
    let mark = if finding.mendable { "*" } else { " " };
    let known = if finding.known { " (known)" } else { "" };
    let pb::GovernanceFinding {
        rule,
        kind,
        name,
        evidence,
        remedy,
        ..
    } = finding;
    page.line(format!("{mark} {kind}/{name}  [{rule}]{known}"));
    wrapped(page, "    ", evidence);
    wrapped(page, "    → ", remedy);
}

fn accepted(result: &pb::AssessResult) -> Page {
    let row = |accepted: &pb::AcceptedFinding| {
        let finding = accepted.finding.clone().unwrap_or_default();
        [
            format!("{}/{}", finding.kind, finding.name),
            finding.rule,
            format!("{}{}", accepted.why, prefixed(", until ", &accepted.until)),
        ]
    };
    let rows: Vec<_> = result.accepted.iter().map(row).collect();
    let mut page = block(Tone::Faint, "finding", "accepted", &rows);
    let idle = &result.idle_exceptions;
    let rows: Vec<_> = idle.iter().map(|it| [it.clone()]).collect();
    page.append(block(Tone::Caution, "exception", "of no use", &rows));
    page
}

fn gone(result: &pb::AssessResult) -> Page {
    let row = |gone: &pb::GoneFinding| {
        [
            format!("{}/{}", gone.kind, gone.name),
            gone.rule.clone(),
            severity(gone.severity()).to_owned(),
        ]
    };
    let rows: Vec<_> = result.gone.iter().map(row).collect();
    block(Tone::Good, "finding", "gone since the baseline", &rows)
}

fn unjudged(result: &pb::AssessResult) -> Page {
    let row = |it: &pb::UnjudgedRule| [it.rule.clone(), it.why.clone()];
    let rows: Vec<_> = result.unjudged.iter().map(row).collect();
    block(Tone::Caution, "rule", "not judged", &rows)
}

/// Rows below what they are; nothing where there are none.
fn block<const N: usize>(tone: Tone, noun: &str, what: &str, rows: &[[String; N]]) -> Page {
    let mut page = Page::new();
    if !rows.is_empty() {
        page.gap();
        page.say(tone, format!("{} {what}:", counted(rows.len(), noun)));
        page.table(rows);
    }
    page
}

/// What was mended, or would be.
pub(super) fn mended(job: &pb::Job, result: &pb::MendResult) -> Page {
    let changes = result.changes.clone().unwrap_or_default();
    let is_idle = changes.steps.is_empty() && changes.changes == 0;
    let mut page = if is_idle && job.state() == job::State::Succeeded {
        Page::of(Tone::Good, "There is nothing to mend without a decision.")
    } else {
        self::changes(job, &changes, "Mending")
    };
    if !result.left.is_empty() {
        page.gap();
        let count = counted(result.left.len(), "finding");
        page.say(
            Tone::Caution,
            format!("{count} left for somebody to decide:"),
        );
        for finding in &result.left {
            told(&mut page, finding);
        }
    }
    page
}

/// What was changed, or would be.
pub(super) fn changes(job: &pb::Job, result: &pb::GovernanceChanges, what: &str) -> Page {
    let subject = &result.subject;
    let mut page = if result.steps.is_empty() {
        match (job.state(), result.changes) {
            (job::State::Succeeded, 0) => Page::of(
                Tone::Good,
                &format!("{subject} is as it should be; 0 changes."),
            ),
            (job::State::Succeeded, count) => {
                let changed = changed(job, count);
                Page::of(
                    Tone::Good,
                    &format!("{subject} is as it should be after {changed}."),
                )
            }
            (_, count) => {
                let changed = changed(job, count);
                let text = format!("{subject} is not as it should be yet, after {changed}.");
                Page::of(Tone::Bad, &text)
            }
        }
    } else {
        let count = counted(result.steps.len(), "step");
        let mut page = Page::of(Tone::Plain, &format!("{what} would take {count}:"));
        let steps = result.steps.iter();
        steps.for_each(|step| page.line(format!("  {step}")));
        page
    };
    if !result.arns.is_empty() {
        page.gap();
        let mut arns: Vec<_> = result.arns.iter().collect();
        arns.sort();
        let rows = arns.into_iter();
        let rows: Vec<_> = rows
            .map(|(name, arn)| [name.clone(), arn.clone()])
            .collect();
        page.table(&rows);
    }
    page.append(notes(&result.notes));
    page
}

/// Policies, with what to know about them.
pub(super) fn policies(result: &pb::PolicyResult) -> Page {
    let mut page = Page::new();
    for policy in &result.policies {
        page.gap();
        page.say(Tone::Strong, size(policy));
        for line in document(policy).lines() {
            page.line(line);
        }
    }
    page.append(beside_policies(result));
    page
}

/// The same where they go to files.
pub(crate) fn policies_written(result: &pb::PolicyResult) -> Page {
    let mut page = Page::new();
    for policy in &result.policies {
        page.line(size(policy));
    }
    page.append(beside_policies(result));
    page
}

/// The document of a policy, as people lay it out.
pub(crate) fn document(policy: &pb::GeneratedPolicy) -> String {
    let text = &policy.document_json;
    let read: Result<serde_json::Value, _> = serde_json::from_str(text);
    read.map_or_else(|_| text.clone(), |document| format!("{document:#}"))
}

fn size(policy: &pb::GeneratedPolicy) -> String {
    format!("{}  {} of 6144 characters", policy.name, policy.characters)
}

fn beside_policies(result: &pb::PolicyResult) -> Page {
    let mut page = Page::new();
    if !result.permissions.is_empty() {
        page.gap();
        page.say(Tone::Strong, "permissions of the security profile:");
        let permissions = result.permissions.iter();
        permissions.for_each(|it| page.line(format!("  {it}")));
    }
    if !result.unverified.is_empty() {
        page.gap();
        page.say(
            Tone::Caution,
            "not in the service authorization reference that is known here:",
        );
        let unverified = result.unverified.iter();
        unverified.for_each(|it| page.line(format!("  {it}")));
    }
    page.append(notes(&result.notes));
    page
}

/// Resources that lack tags.
pub(super) fn tags(result: &pb::TagsResult) -> Page {
    let all = counted(
        usize::try_from(result.resources).unwrap_or_default(),
        "resource",
    );
    let keys = result.required.join(", ");
    let mut page = if result.required.is_empty() {
        Page::of(
            Tone::Caution,
            "No tag is required: name some with --require.",
        )
    } else if result.lacking.is_empty() {
        Page::of(Tone::Good, &format!("{all} have {keys}."))
    } else {
        let count = result.lacking.len();
        Page::of(Tone::Caution, &format!("{count} of {all} lack tags:"))
    };
    let row = |it: &pb::UntaggedResource| {
        [
            format!("{}/{}", it.kind, it.name),
            it.keys.join(", "),
            it.arn.clone(),
        ]
    };
    page.table(&result.lacking.iter().map(row).collect::<Vec<_>>());
    let mut allocation: Vec<_> = result.allocation.iter().collect();
    allocation.sort();
    if !allocation.is_empty() {
        page.gap();
        page.line("Cost is allocated by:");
        let row = |(key, is_active): (&String, &bool)| {
            let state = if *is_active { "active" } else { "not active" };
            [key.clone(), state.to_owned()]
        };
        page.table(&allocation.into_iter().map(row).collect::<Vec<_>>());
    }
    page.append(notes(&result.notes));
    page
}

pub(super) fn notes(notes: &[String]) -> Page {
    let mut page = Page::new();
    for note in notes {
        wrapped(&mut page, "note: ", note);
    }
    page
}

/// A paragraph; its further lines stand below the text of the first.
fn wrapped(page: &mut Page, before: &str, text: &str) {
    let room = WIDTH.saturating_sub(before.chars().count());
    let blank = " ".repeat(before.chars().count());
    let mut line = String::new();
    let mut lead = before.to_owned();
    for word in text.split_whitespace() {
        let longer = line.chars().count() + 1 + word.chars().count();
        if !line.is_empty() && longer > room {
            page.line(format!("{lead}{line}"));
            lead.clone_from(&blank);
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        page.line(format!("{lead}{line}"));
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::High => "high",
        Severity::Medium => "medium",
        Severity::Low => "low",
        Severity::Info => "info",
        Severity::Unspecified => "unknown",
    }
}

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Critical | Severity::High => Tone::Bad,
        Severity::Medium => Tone::Caution,
        Severity::Low | Severity::Info | Severity::Unspecified => Tone::Plain,
    }
}
