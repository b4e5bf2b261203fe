//! `flow check`: what is wrong with flows, without AWS and without a daemon.

use flow_language::lint::{self, Finding, Severity};
use serde_json::json;

use super::{
    output::file,
    read::{read, unconverted},
};
use crate::{
    args::{FlowCheckArgs, SeverityName},
    render::{Page, Tone},
    session::Session,
    status::{Exit, Failure},
};

pub(super) fn run(args: &FlowCheckArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let (read, files) = read(&args.paths, args.r#type.as_deref(), session)?;
    let findings = lint::of_bundle(&read.bundle, &lint::Context::default());
    if let Some(path) = &args.sarif {
        let sarif = lint::sarif(
            &findings,
            &lint::sources(&read, &files),
            env!("CARGO_PKG_VERSION"),
        );
        file(
            &session.folder.join(path),
            format!("{sarif:#}\n").as_bytes(),
        )?;
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
