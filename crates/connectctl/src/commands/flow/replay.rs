//! `flow replay`: contacts of the past through two versions of flows.

use std::{collections::BTreeMap, fs};

use flow_language::{
    album,
    walk::{
        FlowSelector, FlowSet, Passages, Replay, passages,
        recording::{Recording, read_events, read_log, read_rows},
        replay,
    },
};
use serde_json::json;

use super::{
    contact::yaml,
    output::{draw, drawn},
    side::{Reading, Which, side},
};
use crate::{
    args::FlowReplayArgs,
    render::{Page, Tone, counted},
    session::Session,
    status::{Exit, Failure, Wanted},
};

pub(super) async fn run(args: &FlowReplayArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let how = Reading {
        flow_type: args.r#type.as_deref(),
        ..Reading::default()
    };
    let log = logs(&args.log, session)?;
    let events = events(&args.events, session)?;
    let mut old = side(&args.old, Which::Old, how, session).await?.set();
    let new = side(&args.new, Which::New, how, session).await?.set();
    if let Some(path) = &args.ids {
        identify(path, &mut old, session)?;
    }
    let replayed = log.map(|log| replay(&log.contacts, &old, &new));
    let passed = events.map(|events| passages(&events.contacts, &old, &new));
    if let (Some(dir), Some(replayed)) = (&args.draw, &replayed) {
        let pictures = album::of_replay(&old, &new, replayed);
        let title = format!("{} → {}", args.old, args.new);
        let open = draw(&title, &pictures, dir, session)?;
        drawn(&pictures, &open, session);
    }
    let page = page(replayed.as_ref(), passed.as_ref());
    session
        .output
        .answer(&page, || json!({ "log": replayed, "events": passed }))?;
    let differs = replayed.is_some_and(|replayed| !replayed.different.is_empty())
        || passed.is_some_and(|passed| !passed.lost.is_empty());
    Ok(if args.exit_code && differs {
        Exit::SomethingToDo
    } else {
        Exit::Done
    })
}

fn page(replayed: Option<&Replay>, passed: Option<&Passages>) -> Page {
    let mut page = Page::new();
    let texts = [
        replayed.map(ToString::to_string),
        passed.map(ToString::to_string),
    ];
    for text in texts.into_iter().flatten() {
        page.append(Page::of(Tone::Plain, &text));
    }
    page
}

/// The contacts of flow logs; a contact may be spread over files.
fn logs(paths: &[String], session: &Session<'_>) -> Result<Option<Recording>, Failure> {
    if paths.is_empty() {
        return Ok(None);
    }
    let texts = texts(paths, session)?;
    let recording = read_log(texts.iter().flat_map(|text| text.lines()));
    if recording.contacts.is_empty() {
        let why = "no line is an event of a flow log";
        let none = paths.iter().map(|path| format!("{path}: {why}"));
        return Err(Failure::files(Wanted::Recordings, none.collect()));
    }
    let why = "no event of a flow log";
    tell_left_out(
        &counted(recording.skipped, "line"),
        why,
        &recording,
        session,
    );
    Ok(Some(recording))
}

fn tell_left_out(count: &str, why: &str, recording: &Recording, session: &Session<'_>) {
    if recording.skipped > 0 && !session.output.is_quiet() {
        let text = format!("{count} left out: {why}");
        session.output.tell(Tone::Caution, &text);
    }
}

fn events(paths: &[String], session: &Session<'_>) -> Result<Option<Recording>, Failure> {
    if paths.is_empty() {
        return Ok(None);
    }
    let (mut rows, mut troubles) = (Vec::new(), Vec::new());
    for (path, text) in paths.iter().zip(texts(paths, session)?) {
        match read_rows(&text) {
            Ok(read) => rows.extend(read),
            Err(wrong) => troubles.extend(wrong.told().map(|it| format!("{path}: {it}"))),
        }
    }
    if !troubles.is_empty() {
        return Err(Failure::files(Wanted::Recordings, troubles));
    }
    let recording = read_events(rows);
    let why = "no contact, no flow or no time";
    tell_left_out(&counted(recording.skipped, "row"), why, &recording, session);
    Ok(Some(recording))
}

fn texts(paths: &[String], session: &Session<'_>) -> Result<Vec<String>, Failure> {
    let (mut texts, mut troubles) = (Vec::new(), Vec::new());
    for path in paths {
        match fs::read_to_string(session.folder.join(path)) {
            Ok(text) => texts.push(text),
            Err(error) => troubles.push(format!("{path}: {error}")),
        }
    }
    if troubles.is_empty() {
        Ok(texts)
    } else {
        Err(Failure::files(Wanted::Recordings, troubles))
    }
}

/// Tells the set which flow an id is. What is no flow of the set is wrong.
fn identify(path: &str, set: &mut FlowSet, session: &Session<'_>) -> Result<(), Failure> {
    let ids: BTreeMap<String, String> = yaml(path, session)?;
    let mut troubles = Vec::new();
    for (id, flow) in ids {
        match FlowSelector::from(flow.as_str()).find(set) {
            Some(name) => set.identify(id, name),
            None => troubles.push(format!("{path}: {id}: there is no flow or module {flow:?}")),
        }
    }
    if troubles.is_empty() {
        Ok(())
    } else {
        Err(Failure::files(Wanted::Recordings, troubles))
    }
}
