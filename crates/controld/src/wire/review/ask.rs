//! What is asked about flows.

use control_api::v1 as pb;
use flow_language::{diff, walk::Contact};
use tonic::Request;

use crate::{
    jobs::{BundleFiles, FileRef},
    refusal::Refusal,
    review::{Asked, Check, Convert, Diff, Draw, Replay, Subject, Trial},
    wire::{
        flow::bundle,
        reader::Reader,
        spec::{self, Contents},
    },
};

/// Most files of test cases, of logs, and of rows.
const FILES_MAX: usize = 100;
/// Most names of flows that are picked, and most ids.
const NAMES_MAX: usize = 10_000;

/// What is wrong?
pub fn check(request: Request<pb::CheckFlowsRequest>) -> Result<Asked<Check>, Refusal> {
    let body = request.into_inner();
    let mut asking = Asking::default();
    let bundle = asking.bundle("bundle", body.bundle);
    let sarif = body.sarif;
    asking.finish(bundle.map(|bundle| Check { bundle, sarif }))
}

/// What changed?
pub fn diff(request: Request<pb::DiffFlowsRequest>) -> Result<Asked<Diff>, Refusal> {
    let body = request.into_inner();
    let mut asking = Asking::default();
    let old = asking.bundle("old", body.old);
    let new = asking.bundle("new", body.new);
    let only = asking.only(body.only);
    let made = old.zip(new).zip(only);
    asking.finish(made.map(|((old, new), only)| Diff {
        old,
        new,
        only,
        options: diff::Options {
            positions: body.positions,
            notes: body.notes,
        },
        draw: body.draw,
    }))
}

/// How do they look?
pub fn draw(request: Request<pb::DrawFlowsRequest>) -> Result<Asked<Draw>, Refusal> {
    let body = request.into_inner();
    let mut asking = Asking::default();
    let bundle = asking.bundle("bundle", body.bundle);
    let against = match body.against {
        Some(against) => asking.bundle("against", Some(against)).map(Some),
        None => Some(None),
    };
    let only = asking.only(body.only);
    let made = bundle.zip(against).zip(only);
    asking.finish(made.map(|((bundle, against), only)| Draw {
        bundle,
        only,
        findings: body.findings,
        against,
        page: body.page,
    }))
}

/// What becomes of these contacts?
pub fn trial(request: Request<pb::TryFlowsRequest>) -> Result<Asked<Trial>, Refusal> {
    let body = request.into_inner();
    let mut asking = Asking::default();
    let bundle = asking.bundle("bundle", body.bundle);
    let subject = if body.cases.is_empty() {
        asking.one(body.flow, &body.contact)
    } else {
        for (field, text) in [("flow", &body.flow), ("contact", &body.contact)] {
            if !text.is_empty() {
                asking.reader.wrong(field, "test cases say their own");
            }
        }
        asking.files("cases", body.cases).map(Subject::Cases)
    };
    asking.finish(bundle.zip(subject).map(|(bundle, subject)| Trial {
        bundle,
        subject,
        draw: body.draw,
        junit: body.junit,
    }))
}

/// What would have become of these contacts?
pub fn replay(request: Request<pb::ReplayFlowsRequest>) -> Result<Asked<Replay>, Refusal> {
    let body = request.into_inner();
    let mut asking = Asking::default();
    let old = asking.bundle("old", body.old);
    let new = asking.bundle("new", body.new);
    if body.logs.is_empty() && body.events.is_empty() {
        asking.reader.wrong("logs", "logs or events are required");
    }
    if body.ids.len() > NAMES_MAX {
        let many = format!("has more than {NAMES_MAX} entries");
        asking.reader.wrong("ids", many);
    }
    let logs = asking.files("logs", body.logs);
    let events = asking.files("events", body.events);
    let made = old.zip(new).zip(logs.zip(events));
    asking.finish(made.map(|((old, new), (logs, events))| Replay {
        old,
        new,
        logs,
        events,
        ids: body.ids.into_iter().collect(),
        draw: body.draw,
    }))
}

/// What do these files look like as a bundle?
pub fn convert(request: Request<pb::ConvertFlowsRequest>) -> Result<Asked<Convert>, Refusal> {
    let body = request.into_inner();
    let mut asking = Asking::default();
    let bundle = asking.bundle("bundle", body.bundle);
    asking.finish(bundle.map(|bundle| Convert { bundle }))
}

/// A question as it is read.
#[derive(Default)]
struct Asking {
    reader: Reader,
    contents: Contents,
}

// === impl Asking ===

impl Asking {
    fn bundle(&mut self, field: &str, given: Option<pb::FlowBundle>) -> Option<BundleFiles> {
        let (bundle, contents) = bundle(&mut self.reader, field, given)?;
        if bundle.named.is_some() {
            let place = format!("{field}.name");
            self.reader
                .wrong(&place, "is not taken here; send the files");
            return None;
        }
        self.contents.extend(contents);
        Some(bundle)
    }

    /// Files that may be missing.
    fn files(&mut self, field: &str, files: Vec<pb::SourceFile>) -> Option<Vec<FileRef>> {
        if files.is_empty() {
            return Some(Vec::new());
        }
        let (files, contents) = spec::sources(&mut self.reader, field, files, FILES_MAX)?;
        self.contents.extend(contents);
        Some(files)
    }

    fn only(&mut self, only: Vec<String>) -> Option<Vec<String>> {
        if only.len() > NAMES_MAX {
            let many = format!("has more than {NAMES_MAX} entries");
            self.reader.wrong("only", many);
            return None;
        }
        Some(only)
    }

    fn one(&mut self, flow: String, contact: &str) -> Option<Subject> {
        if flow.is_empty() {
            self.reader.wrong("flow", "is required without cases");
        }
        let read = |text: &str| serde_saphyr::from_str::<Contact>(text);
        let contact = self.reader.optional("contact", contact, read)?;
        Some(Subject::One {
            flow,
            contact: Box::new(contact.unwrap_or_default()),
        })
    }

    fn finish<Q>(self, question: Option<Q>) -> Result<Asked<Q>, Refusal> {
        let contents = self.contents;
        let asked = question.map(|question| Asked { question, contents });
        self.reader.finish(asked)
    }
}
