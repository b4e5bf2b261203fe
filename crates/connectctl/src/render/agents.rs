//! Agents, and what came of them.

use control_api::v1::{self as pb, agent_row::Outcome, job};

use super::{Page, Tone, counted, finding, job::is_done, time};

/// How an outcome is told: its sign, before it is done and after.
struct Words {
    outcome: Outcome,
    sign: char,
    tone: Tone,
    would: &'static str,
    did: &'static str,
}

const WORDS: [Words; 7] = [
    words(Outcome::Created, '+', Tone::Good, "to create", "created"),
    words(Outcome::Updated, '~', Tone::Caution, "to update", "updated"),
    words(
        Outcome::Unchanged,
        ' ',
        Tone::Faint,
        "unchanged",
        "unchanged",
    ),
    words(Outcome::Skipped, ' ', Tone::Faint, "skipped", "skipped"),
    words(Outcome::Failed, '!', Tone::Bad, "wrong", "failed"),
    words(
        Outcome::Disabled,
        '~',
        Tone::Caution,
        "to disable",
        "disabled",
    ),
    words(Outcome::Deleted, '-', Tone::Bad, "to delete", "deleted"),
];

const fn words(
    outcome: Outcome,
    sign: char,
    tone: Tone,
    would: &'static str,
    did: &'static str,
) -> Words {
    Words {
        outcome,
        sign,
        tone,
        would,
        did,
    }
}

/// The agents that imports remember.
pub(crate) fn agents(known: &[pb::KnownAgent]) -> Page {
    if known.is_empty() {
        return Page::of(Tone::Plain, "No agents.");
    }
    let header = [
        "USERNAME",
        "NAME",
        "ROUTING PROFILE",
        "HIERARCHY",
        "EMAIL",
        "",
    ];
    let mut rows = vec![header.map(str::to_owned)];
    rows.extend(known.iter().map(|known| {
        let agent = known.agent.clone().unwrap_or_default();
        let name = format!("{} {}", agent.first_name, agent.last_name);
        let disabled = if known.disabled { "disabled" } else { "" };
        [
            agent.username,
            name.trim().to_owned(),
            agent.routing_profile,
            agent.hierarchy,
            agent.email,
            disabled.to_owned(),
        ]
    }));
    let mut page = Page::new();
    page.table(&rows);
    page
}

/// What came of a file of agents, or would come of it.
pub(super) fn imported(job: &pb::Job, result: &pb::AgentsResult) -> Page {
    let tally = result.tally.clone().unwrap_or_default();
    let counts = counts(&tally, result.look);
    let rows = counted(usize::try_from(tally.rows).unwrap_or_default(), "row");
    let span = time::between(job.start_time.as_ref(), job.end_time.as_ref());
    let took = span
        .filter(|_| !result.look)
        .map(|span| format!(" in {}", time::span(span)));
    let text = format!(
        "{}: {rows}{}: {counts}.",
        result.file,
        took.unwrap_or_default()
    );
    let mut page = Page::of(headline(job, result, &tally), &text);
    page.append(rows_of(result));
    page.append(said(result, &tally));
    page.append(finding::findings(&result.findings));
    if result.look && !result.digest.is_empty() {
        page.gap();
        page.say(Tone::Faint, format!("Digest {}", result.digest));
    }
    page
}

/// What came of one agent, or would come of it.
pub(super) fn one(job: &pb::Job, result: &pb::AgentsResult) -> Page {
    let Some(row) = result.rows.first() else {
        let text = match job.result {
            Some(job::Result::RemoveAgent(_)) => "There is nobody to remove.",
            _ => "The agent is as it should be; 0 changes.",
        };
        return Page::of(Tone::Good, text);
    };
    let mut page = Page::new();
    say_row(&mut page, row, result.look);
    page.append(finding::findings(&result.findings));
    page
}

fn headline(job: &pb::Job, result: &pb::AgentsResult, tally: &pb::AgentTally) -> Tone {
    match (is_done(job), tally.failed) {
        (false, _) => Tone::Bad,
        (true, 1..) => Tone::Caution,
        (true, _) if result.look => Tone::Strong,
        (true, _) => Tone::Good,
    }
}

fn counts(tally: &pb::AgentTally, look: bool) -> String {
    let counts = WORDS.iter().filter_map(|words| {
        let count = count(tally, words.outcome);
        let word = if look { words.would } else { words.did };
        (count > 0).then(|| format!("{count} {word}"))
    });
    let counts: Vec<_> = counts.collect();
    if counts.is_empty() {
        "nothing to do".to_owned()
    } else {
        counts.join(", ")
    }
}

fn count(tally: &pb::AgentTally, outcome: Outcome) -> i64 {
    match outcome {
        Outcome::Unspecified => 0,
        Outcome::Created => tally.created,
        Outcome::Updated => tally.updated,
        Outcome::Unchanged => tally.unchanged,
        Outcome::Skipped => tally.skipped,
        Outcome::Failed => tally.failed,
        Outcome::Disabled => tally.disabled,
        Outcome::Deleted => tally.deleted,
    }
}

/// Some rows of each outcome, and how many more there are.
fn rows_of(result: &pb::AgentsResult) -> Page {
    let tally = result.tally.clone().unwrap_or_default();
    let mut page = Page::new();
    for group in &result.groups {
        page.say(Tone::Good, format!("+ hierarchy group {group}"));
    }
    for words in &WORDS {
        let shown: Vec<_> = result
            .rows
            .iter()
            .filter(|row| row.outcome() == words.outcome)
            .collect();
        for row in &shown {
            say_row(&mut page, row, result.look);
        }
        let all = usize::try_from(count(&tally, words.outcome)).unwrap_or_default();
        if !shown.is_empty() && all > shown.len() {
            let word = if result.look { words.would } else { words.did };
            let more = all - shown.len();
            page.say(Tone::Faint, format!("  {more} more {word}"));
        }
    }
    page
}

fn say_row(page: &mut Page, row: &pb::AgentRow, look: bool) {
    let outcome = row.outcome();
    let Some(words) = WORDS.iter().find(|words| words.outcome == outcome) else {
        return;
    };
    let mut text = words.sign.to_string();
    if row.username.is_empty() {
        text.push_str(" (no login)");
    } else {
        text = format!("{text} {}", row.username);
    }
    if row.line > 0 && row.issues.is_empty() {
        text = format!("{text} (line {})", row.line);
    } else if row.line > 0 {
        text = format!("{text}, line {}", row.line);
    }
    let told = row.changes.iter().cloned();
    let secret = Some(&row.secret).filter(|secret| !secret.is_empty());
    let secret = secret.map(|secret| format!("first password in {secret}"));
    let told: Vec<String> = told.chain(secret.filter(|_| !look)).collect();
    if !told.is_empty() {
        text = format!("{text}: {}", told.join("; "));
    }
    page.say(words.tone, text);
    for issue in &row.issues {
        page.say(words.tone, format!("    {}", issue.text));
    }
}

/// What else is to be known.
fn said(result: &pb::AgentsResult, tally: &pb::AgentTally) -> Page {
    let mut page = Page::new();
    let are = if result.look { "would be" } else { "were" };
    let lines = [
        (
            tally.secrets,
            format!("passwords {are} generated, each kept as a secret of its own"),
        ),
        (
            result.foreign,
            "users are not of this directory; --take-ownership makes them so".to_owned(),
        ),
        (
            result.kept,
            "agents of the directory are not in the file and stay".to_owned(),
        ),
        (
            result.unsure,
            "rows have proficiencies as remembered; --verify reads them".to_owned(),
        ),
    ];
    for (count, text) in lines {
        if count > 0 {
            page.say(Tone::Faint, format!("{count} {text}"));
        }
    }
    if !result.ignored_columns.is_empty() {
        let columns = result.ignored_columns.join(", ");
        page.say(
            Tone::Caution,
            format!("columns that are not understood: {columns}"),
        );
    }
    page
}
