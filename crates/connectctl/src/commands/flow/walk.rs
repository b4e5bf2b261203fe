//! `flow try`: contacts walk through flows, without AWS.

use std::fs;

use flow_language::{
    album::{self, Picture},
    bundle::ItemName,
    walk::{
        CaseFile, CaseResult, Coverage, EndKind, FlowSelector, FlowSet, Limits, Walk, coverages,
        junit, render_results, run as run_cases, walk,
    },
};
use serde_json::{Value, json};

use super::{
    contact::contact,
    output::{draw, drawn, file},
    read::{ANY_TYPE, listed, read},
};
use crate::{
    args::FlowTryArgs,
    render::{Page, Tone},
    session::Session,
    status::{Exit, Failure, Wanted},
};

/// What the test suite is called for build servers.
const SUITE: &str = "connectctl flow try";

pub(super) fn run(args: &FlowTryArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let flow_type = args.r#type.as_deref().unwrap_or(ANY_TYPE);
    let (read, _) = read(&args.paths, Some(flow_type), session)?;
    let set = FlowSet::from(&read.bundle);
    match &args.flow {
        Some(flow) => {
            let start = FlowSelector::from(flow.as_str()).find(&set);
            let start = start.ok_or_else(|| {
                let message = format!("there is no flow or module {flow:?}");
                Failure::usage(message, &listed(&[&read.bundle]))
            })?;
            try_one(args, &start, &set, session)
        }
        None => try_cases(args, &set, session),
    }
}

fn try_one(
    args: &FlowTryArgs,
    start: &ItemName,
    set: &FlowSet,
    session: &Session<'_>,
) -> Result<Exit, Failure> {
    let contact = contact(&args.contact, session)?;
    let walk = walk(set, start, &contact, &Limits::default());
    let (tone, exit) = if is_lost(&walk) {
        (Tone::Bad, Exit::Failed)
    } else {
        (Tone::Good, Exit::Done)
    };
    show(args, &album::of_walk(set, &walk), session)?;
    let mut page = Page::new();
    let end = walk.end.to_string();
    for line in walk.to_string().lines() {
        let tone = if line == end { tone } else { Tone::Plain };
        page.say(tone, line);
    }
    session.output.answer(&page, || json!(walk))?;
    Ok(exit)
}

/// Nobody wants a contact to end so.
fn is_lost(walk: &Walk) -> bool {
    matches!(
        walk.end.kind,
        EndKind::DeadEnd | EndKind::LoopLimit | EndKind::NestingLimit
    )
}

fn try_cases(args: &FlowTryArgs, set: &FlowSet, session: &Session<'_>) -> Result<Exit, Failure> {
    let files = case_files(&args.cases, session)?;
    let results: Vec<CaseResult> = files.iter().flat_map(|file| run_cases(file, set)).collect();
    if let Some(path) = &args.junit {
        let path = session.folder.join(path);
        file(&path, junit(SUITE, &results).as_bytes())?;
    }
    show(args, &album::of_cases(set, &results), session)?;
    let covered = coverages(&results, set);
    let page = page(&render_results(&results, &covered));
    session.output.answer(&page, || told(&results, &covered))?;
    let failed = results.iter().any(|result| !result.departures.is_empty());
    Ok(if failed { Exit::Failed } else { Exit::Done })
}

/// All files that are wrong are told at once.
fn case_files(paths: &[String], session: &Session<'_>) -> Result<Vec<CaseFile>, Failure> {
    let (mut files, mut troubles) = (Vec::new(), Vec::new());
    for path in paths {
        let read = fs::read_to_string(session.folder.join(path)).map_err(|it| it.to_string());
        let read = read.and_then(|text| {
            serde_saphyr::from_str::<CaseFile>(&text).map_err(|error| error.to_string())
        });
        match read {
            Ok(file) => files.push(file),
            Err(error) => troubles.push(format!("{path}: {error}")),
        }
    }
    if troubles.is_empty() {
        Ok(files)
    } else {
        Err(Failure::files(Wanted::Cases, troubles))
    }
}

fn show(args: &FlowTryArgs, pictures: &[Picture], session: &Session<'_>) -> Result<(), Failure> {
    if let Some(out) = &args.draw {
        let title = args.flow.clone().unwrap_or_else(|| args.cases.join(", "));
        let open = draw(&title, pictures, out, session)?;
        drawn(pictures, &open, session);
    }
    Ok(())
}

fn page(text: &str) -> Page {
    let mut page = Page::new();
    for line in text.lines() {
        let tone = match line.split_whitespace().next() {
            Some("ok") => Tone::Good,
            Some("FAIL") => Tone::Bad,
            Some("untried:") => Tone::Faint,
            _ => Tone::Plain,
        };
        page.say(tone, line);
    }
    page
}

fn told(results: &[CaseResult], covered: &[(ItemName, Coverage)]) -> Value {
    let coverage: Vec<_> = covered
        .iter()
        .map(|(flow, coverage)| json!({ "flow": flow, "coverage": coverage }))
        .collect();
    json!({ "results": results, "coverage": coverage })
}
