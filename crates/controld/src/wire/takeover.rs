//! Files of Terraform, and what came of them, as callers see them.

use control_api::v1 as pb;
use terraform_import::{Left, Note, Reason, Source, Taken};
use tonic::Request;

use super::{field, reader::Reader, readings::file, report::finding, spec};
use crate::{
    refusal::Refusal,
    takeover::{Order, TakenOver},
};

/// Most files of one import.
const FILES_MAX: usize = 100;

/// What to take over.
pub fn read(request: Request<pb::ImportTerraformRequest>) -> Result<Order, Refusal> {
    let body = request.into_inner();
    let mut reader = Reader::new();
    let files = spec::sources(&mut reader, "files", body.files, FILES_MAX);
    let alias = reader.optional("alias", &body.alias, field::alias);
    let made = files.zip(alias).map(|((files, contents), alias)| Order {
        files,
        contents,
        alias,
    });
    reader.finish(made)
}

/// What came of it.
pub fn to_pb(takeover: &TakenOver) -> pb::ImportTerraformResponse {
    use pb::import_terraform_response::Source as Kind;
    let report = &takeover.report;
    let source = match report.source {
        Source::State => Kind::State,
        Source::Variables => Kind::Variables,
    };
    pb::ImportTerraformResponse {
        source: source.into(),
        alias: report.alias.clone(),
        files: takeover.files.iter().map(file).collect(),
        removed: takeover.removed.as_ref().map(file),
        taken: report.taken.iter().map(taken).collect(),
        left: report.left.iter().map(left).collect(),
        notes: report.notes.iter().map(note).collect(),
        findings: report.findings.iter().map(finding).collect(),
        text: report.text(),
    }
}

fn taken(taken: &Taken) -> pb::TakenOver {
    pb::TakenOver {
        address: taken.address.clone(),
        r#type: taken.r#type.clone(),
        section: taken.section.to_owned(),
        name: taken.name.clone(),
    }
}

fn left(left: &Left) -> pb::LeftBehind {
    use pb::left_behind::Reason as Word;
    let reason = match left.reason {
        Reason::NotManaged => Word::NotManaged,
        Reason::OtherInstance => Word::OtherInstance,
        Reason::UnknownReference => Word::UnknownReference,
        Reason::Incomplete => Word::Incomplete,
        Reason::NameTaken => Word::NameTaken,
        Reason::NotUnderstood => Word::NotUnderstood,
    };
    pb::LeftBehind {
        address: left.address.clone(),
        r#type: left.r#type.clone(),
        name: left.name.clone(),
        reason: reason.into(),
        why: left.why.clone(),
        remedy: left.remedy.clone(),
    }
}

fn note(note: &Note) -> pb::ImportNote {
    pb::ImportNote {
        address: note.address.clone(),
        message: note.message.clone(),
        remedy: note.remedy.clone(),
    }
}
