//! `flow check`: what is wrong with flows, without AWS and without a daemon.

use std::{collections::BTreeMap, fs, io};

use flow_language::{
    Document,
    bundle::{Files, ItemName, Read},
    lint::{self, Finding, Severity, Source},
};
use serde_json::json;

use super::read::{read, unconverted};
use crate::{
    args::{FlowCheckArgs, SeverityName},
    render::{Page, Tone},
    session::Session,
    status::{Exit, Failure},
};

pub(super) fn run(args: &FlowCheckArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let (read, files) = read(&args.paths, args.r#type.as_deref(), session)?;
    let findings = findings(&read);
    if let Some(path) = &args.sarif {
        let sarif = lint::sarif(
            &findings,
            &sources(&read, &files),
            env!("CARGO_PKG_VERSION"),
        );
        let path = session.folder.join(path);
        fs::write(&path, format!("{sarif:#}\n")).map_err(|error| {
            Failure::Output(io::Error::new(
                error.kind(),
                format!("{}: {error}", path.display()),
            ))
        })?;
    }
    let mut page = Page::of(Tone::Plain, &lint::text(&findings));
    page.append(unconverted(&read));
    let gaps = read.gaps.iter();
    let gaps: Vec<_> = gaps
        .map(|(file, gap)| json!({ "file": file, "gap": gap }))
        .collect();
    let answer = || json!({ "findings": findings, "gaps": gaps });
    session.output.answer(&page, answer)?;
    Ok(exit(args.fail_on, &findings))
}

fn findings(read: &Read) -> Vec<Finding> {
    let documents: Vec<_> = read
        .bundle
        .items
        .iter()
        .map(|(name, item)| (name, item, item.content.document()))
        .collect();
    let items = documents.iter().map(|(name, item, document)| lint::Item {
        name: &name.name,
        role: name.role,
        document,
        contract: item.contract.as_ref(),
    });
    lint::bundle(items, &lint::Context::default())
}

/// The file of each flow, as far as its text can be read.
fn sources<'f>(read: &'f Read, files: &'f Files) -> BTreeMap<String, Source<'f>> {
    let source = |(name, file): (&ItemName, &'f String)| {
        let text = std::str::from_utf8(files.get(file)?).ok()?;
        let source = Source {
            uri: file,
            text,
            form: Document::parse(text).ok()?.form(),
        };
        Some((name.name.clone(), source))
    };
    read.files.iter().filter_map(source).collect()
}

fn exit(fail_on: Option<SeverityName>, findings: &[Finding]) -> Exit {
    let is_meant = |severity: Severity| match fail_on {
        None => false,
        Some(SeverityName::Note) => true,
        Some(SeverityName::Warning) => severity != Severity::Note,
        Some(SeverityName::Error) => severity == Severity::Error,
    };
    if findings.iter().any(|finding| is_meant(finding.severity)) {
        Exit::SomethingToDo
    } else {
        Exit::Done
    }
}
