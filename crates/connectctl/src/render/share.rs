//! What came of jobs about shares.

use control_api::v1::{self as pb, job, share_link::State, share_schedule::LastState};

use super::{Page, Tone, counted, job::changed, page::prefixed, rows::bytes, time::moment};

/// What was shared, or would be.
pub(super) fn ensured(job: &pb::Job, result: &pb::EnsureShareResult) -> Page {
    let share = &result.share;
    if !result.steps.is_empty() {
        return would("An ensure", &result.steps);
    }
    let mut page = match (job.state(), result.changes) {
        (job::State::Succeeded, 0) => {
            let text = format!("{share} is shared as declared; 0 changes.");
            Page::of(Tone::Good, &text)
        }
        (job::State::Succeeded, _) => {
            let text = format!(
                "{share} is shared as declared after {}.",
                changed(job, result.changes)
            );
            Page::of(Tone::Good, &text)
        }
        _ => {
            let text = format!(
                "{share} is not shared as declared yet, after {}.",
                changed(job, result.changes)
            );
            Page::of(Tone::Bad, &text)
        }
    };
    page.append(data_sets(&result.data_sets));
    page.append(schedules(&result.schedules));
    page
}

/// What an ensure would do.
pub(super) fn standing(result: &pb::ShareStatusResult) -> Page {
    let mut page = if result.steps.is_empty() {
        let text = format!("{} is shared as declared.", result.share);
        Page::of(Tone::Good, &text)
    } else {
        would("An ensure", &result.steps)
    };
    page.append(data_sets(&result.data_sets));
    page.append(alerts(&result.alerts));
    page.append(schedules(&result.schedules));
    page
}

/// What was removed, or would be.
pub(super) fn removed(job: &pb::Job, result: &pb::RemoveShareResult) -> Page {
    let share = &result.share;
    let mut page = match (job.state(), result.steps.is_empty(), result.changes) {
        (_, false, _) => would("A removal", &result.steps),
        (job::State::Succeeded, _, 0) => {
            let text = format!("Nothing of {share} was there to remove; 0 changes.");
            Page::of(Tone::Good, &text)
        }
        (job::State::Succeeded, ..) => {
            let text = format!("Removed {share} after {}.", changed(job, result.changes));
            Page::of(Tone::Good, &text)
        }
        _ => {
            let changed = changed(job, result.changes);
            let text = format!("Not all of {share} is removed yet, after {changed}.");
            Page::of(Tone::Bad, &text)
        }
    };
    if !result.kept.is_empty() {
        page.gap();
        page.line("What stays:");
        let row = |kept: &pb::KeptOfShare| [kept.what.clone(), kept.why.clone()];
        page.table(&result.kept.iter().map(row).collect::<Vec<_>>());
    }
    page
}

/// Every link, with what to do about those that are broken.
pub(super) fn verified(result: &pb::VerifyShareResult) -> Page {
    let count = |state: State| {
        let links = result.links.iter();
        links.filter(|link| link.state() == state).count()
    };
    let share = &result.share;
    let all = counted(result.links.len(), "link");
    let mut page = match (count(State::Broken), count(State::Unknown)) {
        (0, 0) => Page::of(Tone::Good, &format!("{share} is sound: {all}.")),
        (0, unknown) => {
            let text = format!("{share}: none of {all} is broken; {unknown} cannot be judged.");
            Page::of(Tone::Caution, &text)
        }
        (broken, _) => {
            let verb = if broken == 1 { "is" } else { "are" };
            let text = format!("{share}: {broken} of {all} {verb} broken.");
            Page::of(Tone::Bad, &text)
        }
    };
    page.append(links(&result.links));
    if !result.tables.is_empty() {
        let tables = counted(result.tables.len(), "table");
        let text = format!("{tables} read; {} scanned.", bytes(result.scanned_bytes));
        page.gap();
        page.say(Tone::Faint, text);
    }
    page
}

/// What an export wrote.
pub(super) fn exported(is_done: bool, result: &pb::RunShareExportResult) -> Page {
    let export = &result.export;
    if result.query.is_empty() {
        return Page::of(Tone::Bad, &format!("{export} wrote nothing."));
    }
    let rows = match result.rows {
        Some(rows) => counted(usize::try_from(rows).unwrap_or_default(), "row"),
        None => "rows".to_owned(),
    };
    let tone = if is_done { Tone::Good } else { Tone::Bad };
    let scanned = bytes(result.scanned_bytes);
    let mut page = Page::of(tone, &format!("{export} wrote {rows}; {scanned} scanned."));
    page.table(&[
        ["files".to_owned(), result.place.clone()],
        ["list".to_owned(), result.manifest.clone()],
        ["query".to_owned(), result.query.clone()],
    ]);
    page
}

/// A line for each link; what to do about a broken one stands below it.
fn links(links: &[pb::ShareLink]) -> Page {
    let width = |of: fn(&pb::ShareLink) -> &str| {
        let lengths = links.iter().map(|link| of(link).chars().count());
        lengths.max().unwrap_or_default()
    };
    let (rules, subjects) = (width(|link| &link.rule), width(|link| &link.subject));
    let mut page = Page::new();
    let mut region = "";
    for link in links {
        let pb::ShareLink {
            rule,
            subject,
            evidence,
            ..
        } = link;
        if link.region != region {
            region = &link.region;
            page.gap();
            page.say(Tone::Strong, format!("{region}:"));
        }
        let (mark, tone) = mark(link.state());
        let line = format!("  {mark:6}  {rule:rules$}  {subject:subjects$}  {evidence}");
        page.say(tone, line.trim_end());
        for (word, text) in [("cause", &link.cause), ("remedy", &link.remedy)] {
            if !text.is_empty() {
                page.line(format!("          {word}: {text}"));
            }
        }
    }
    page
}

fn mark(state: State) -> (&'static str, Tone) {
    match state {
        State::Sound => ("ok", Tone::Plain),
        State::Broken => ("BROKEN", Tone::Bad),
        State::Unknown | State::Unspecified => ("?", Tone::Caution),
    }
}

/// What earlier jobs saw, with what to do about it.
fn alerts(alerts: &[pb::ShareAlert]) -> Page {
    let mut page = Page::new();
    if alerts.is_empty() {
        return page;
    }
    page.say(Tone::Bad, format!("{}:", counted(alerts.len(), "alert")));
    for alert in alerts {
        let pb::ShareAlert { rule, subject, .. } = alert;
        let since = moment(alert.since_time.as_ref());
        let pending = if alert.pending { ", not sent yet" } else { "" };
        let region = prefixed(" in ", &alert.region);
        page.line(format!(
            "  {rule}  {subject}{region}  since {since}{pending}"
        ));
        for (word, text) in [("cause", &alert.cause), ("remedy", &alert.remedy)] {
            if !text.is_empty() {
                page.line(format!("    {word}: {text}"));
            }
        }
    }
    page
}

/// What the daemon starts by itself, and what became of it. Why something went wrong stands below.
fn schedules(schedules: &[pb::ShareSchedule]) -> Page {
    let mut page = Page::new();
    if schedules.is_empty() {
        return page;
    }
    page.line("The daemon starts by itself:");
    let row = |it: &pb::ShareSchedule| {
        let next = it.next_time.as_ref();
        [
            it.word.clone(),
            it.region.clone(),
            it.expression.clone(),
            next.map_or_else(
                || "never again".into(),
                |_| format!("next {}", moment(next)),
            ),
            last(it),
        ]
    };
    page.table(&schedules.iter().map(row).collect::<Vec<_>>());
    for it in schedules {
        let troubles = [(&it.left_out, "left out"), (&it.last_error, "failed")];
        for (why, what) in troubles.into_iter().filter(|(why, _)| !why.is_empty()) {
            page.say(Tone::Caution, format!("  {} {what}: {why}", it.word));
        }
    }
    page
}

fn last(schedule: &pb::ShareSchedule) -> String {
    let Some(last) = schedule.last_time.as_ref() else {
        return String::new();
    };
    let state = match schedule.last_state() {
        LastState::Unspecified => "",
        LastState::Unfinished => " still going",
        LastState::Succeeded => " succeeded",
        LastState::Failed => " failed",
        LastState::Cancelled => " cancelled",
        LastState::NeedsAttention => " needs attention",
    };
    let missed = match schedule.missed {
        0 => String::new(),
        missed => format!(", {missed} missed before it"),
    };
    let moment = moment(Some(last));
    let job = prefixed(" ", &schedule.last_job);
    format!("last {moment}{state}{job}{missed}")
}

fn would(what: &str, steps: &[String]) -> Page {
    let count = counted(steps.len(), "step");
    let mut page = Page::of(Tone::Strong, &format!("{what} would take {count}:"));
    for step in steps {
        page.line(format!("  {step}"));
    }
    page
}

fn data_sets(data_sets: &[String]) -> Page {
    let mut page = Page::new();
    if !data_sets.is_empty() {
        page.line(format!("{}:", counted(data_sets.len(), "data set")));
        for data_set in data_sets {
            page.line(format!("  {data_set}"));
        }
    }
    page
}
