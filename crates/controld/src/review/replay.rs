//! Contacts of the past through two versions of flows.

use std::collections::BTreeMap;

use flow_language::{
    FlowType,
    album::{self, Picture},
    walk::{
        self, FlowSelector, FlowSet, Passages, passages,
        recording::{Recording, read_events, read_log, read_rows},
        replay,
    },
};

use super::{Contents, Question, bundle::Given};
use crate::{
    jobs::{BundleFiles, FileRef},
    refusal::{Refusal, Violation},
};

/// What would have become of these contacts?
#[derive(Clone, Debug)]
pub struct Replay {
    /// The version that they met.
    pub old: BundleFiles,
    /// The version to judge.
    pub new: BundleFiles,
    /// Flow logs.
    pub logs: Vec<FileRef>,
    /// Rows of `contact_flow_events`.
    pub events: Vec<FileRef>,
    /// Which flow an id is.
    pub ids: BTreeMap<String, String>,
    /// Whether pictures are wanted, too.
    pub draw: bool,
}

/// What would have become of them.
#[derive(Clone, Debug)]
pub struct Replayed {
    /// By the logs, and how many lines of them were no event.
    pub log: Option<(walk::Replay, usize)>,
    /// By the rows, and how many of them were left out.
    pub events: Option<(Passages, usize)>,
    /// All of it for people.
    pub text: String,
    /// Pictures, if they were wanted.
    pub pictures: Vec<Picture>,
}

// === impl Replay ===

impl Question for Replay {
    type Answer = Replayed;

    fn files(&self) -> Vec<&FileRef> {
        let bundles = self.old.files.iter().chain(&self.new.files);
        bundles.chain(&self.logs).chain(&self.events).collect()
    }

    fn answer(self, contents: &Contents) -> Result<Replayed, Refusal> {
        let fallback = Some(FlowType::ContactFlow);
        let old = Given::read(&self.old, fallback, contents)?;
        let new = Given::read(&self.new, fallback, contents)?;
        let mut old = FlowSet::from(&old.read.bundle);
        let new = FlowSet::from(&new.read.bundle);
        let mut wrong = self.identify(&mut old);
        let log = self.log(contents, &mut wrong);
        let rows = self.rows(contents, &mut wrong);
        if !wrong.is_empty() {
            return Err(Refusal::Invalid(wrong));
        }
        let log = log.map(|log| (replay(&log.contacts, &old, &new), log.skipped));
        let events = rows.map(|rows| (passages(&rows.contacts, &old, &new), rows.skipped));
        let pictures = match &log {
            Some((replay, _)) if self.draw => album::of_replay(&old, &new, replay),
            _ => Vec::new(),
        };
        Ok(Replayed {
            text: text(
                log.as_ref().map(|(replay, _)| replay),
                events.as_ref().map(|(told, _)| told),
            ),
            log,
            events,
            pictures,
        })
    }
}

impl Replay {
    fn identify(&self, set: &mut FlowSet) -> Vec<Violation> {
        let mut wrong = Vec::new();
        for (id, flow) in &self.ids {
            match FlowSelector::from(flow.as_str()).find(set) {
                Some(name) => set.identify(id, name),
                None => wrong.push(Violation::new(
                    format!("ids[{id}]"),
                    "the old bundle has no such flow or module",
                )),
            }
        }
        wrong
    }

    fn log(&self, contents: &Contents, wrong: &mut Vec<Violation>) -> Option<Recording> {
        if self.logs.is_empty() {
            return None;
        }
        let known = wrong.len();
        let texts = texts("logs", &self.logs, contents, wrong);
        let log = read_log(texts.iter().flat_map(|text| text.lines()));
        if log.contacts.is_empty() && wrong.len() == known {
            wrong.push(Violation::new("logs", "no line is an event of a flow log"));
        }
        Some(log)
    }

    fn rows(&self, contents: &Contents, wrong: &mut Vec<Violation>) -> Option<Recording> {
        let mut rows = Vec::new();
        for (n, text) in texts("events", &self.events, contents, wrong)
            .into_iter()
            .enumerate()
        {
            match read_rows(text) {
                Ok(read) => rows.extend(read),
                Err(lines) => {
                    let lines = lines.told();
                    wrong.extend(lines.map(|line| Violation::new(format!("events[{n}]"), line)));
                }
            }
        }
        (!self.events.is_empty()).then(|| read_events(rows))
    }
}

fn text(log: Option<&walk::Replay>, events: Option<&Passages>) -> String {
    let texts = [
        log.map(ToString::to_string),
        events.map(ToString::to_string),
    ];
    let texts: Vec<_> = texts.into_iter().flatten().collect();
    texts.join("\n")
}

/// The files as texts. One that is none is wrong, and reads as nothing.
fn texts<'c>(
    field: &str,
    files: &[FileRef],
    contents: &'c Contents,
    wrong: &mut Vec<Violation>,
) -> Vec<&'c str> {
    let mut texts = Vec::with_capacity(files.len());
    for (n, file) in files.iter().enumerate() {
        match contents.text(file) {
            Ok(text) => texts.push(text),
            Err(cause) => {
                wrong.push(Violation::new(format!("{field}[{n}]"), cause));
                texts.push("");
            }
        }
    }
    texts
}
