//! `flow`: flows between instances.

use std::{collections::BTreeMap, fs, io};

use control_api::v1::{self as pb, job};
use flow_language::{
    FlowType,
    bundle::{Bundle, Files, Loose, Read},
    lint::{self, Finding, Severity, Source},
};
use serde_json::json;

use super::{
    export::{spare, write},
    start::start,
};
use crate::{
    args::{
        FlowCheckArgs, FlowCommand, FlowDeployArgs, FlowExportArgs, FlowRollbackArgs, Format,
        SeverityName,
    },
    bundle::{gather, mapping},
    render::{Page, Tone, counted},
    session::Session,
    status::{Exit, Failure},
    upload,
};

pub(super) async fn run(command: FlowCommand, session: &Session<'_>) -> Result<Exit, Failure> {
    match command {
        FlowCommand::Export(args) => export(args, session).await,
        FlowCommand::Deploy(args) => deploy(args, session).await,
        FlowCommand::Rollback(args) => roll_back(args, session).await,
        FlowCommand::Check(args) => check(&args, session),
    }
}

async fn export(args: FlowExportArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let folder = session.folder.join(&args.dir);
    if !args.force {
        spare(&folder)?;
    }
    let request = pb::ExportFlowsRequest {
        target: session.target().await?,
        alias: args.instance,
        only: args.only,
        without: args.without,
        built_in: args.built_in,
        audio: args.audio,
        mapping: mapping(args.mapping.as_deref(), session)?,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::ExportFlowsRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.export_flows(request).await
    })
    .await?;
    if let Some(job::Result::ExportFlows(export)) = ended.job.and_then(|job| job.result) {
        write(&export.files, &folder, session).await?;
        if session.output.format() == Format::Text && !session.output.is_quiet() {
            let files = counted(export.files.len(), "file");
            session
                .output
                .tell(Tone::Good, &format!("Wrote {files} to {}", args.dir));
        }
    }
    Ok(ended.exit)
}

async fn deploy(args: FlowDeployArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let files = gather(&args.paths, session)?;
    let request = pb::DeployFlowsRequest {
        target: session.target().await?,
        alias: args.instance,
        bundle: Some(pb::FlowBundle {
            files: upload::files(&session.daemon, &files).await?,
            default_type: args.r#type,
        }),
        mapping: mapping(args.mapping.as_deref(), session)?,
        overwrite: Some(pb::FlowOverwrite {
            everything: args.overwrite_all,
            names: args.overwrite,
        }),
        version: args.version,
        version_alias: args.alias,
        look: args.look,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::DeployFlowsRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.deploy_flows(request).await
    })
    .await?;
    Ok(ended.exit)
}

async fn roll_back(args: FlowRollbackArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let request = pb::RollBackFlowsRequest {
        target: session.target().await?,
        alias: args.instance,
        before: args.before,
        overwrite: Some(pb::FlowOverwrite {
            everything: args.overwrite_all,
            names: args.overwrite,
        }),
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::RollBackFlowsRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.roll_back_flows(request).await
    })
    .await?;
    Ok(ended.exit)
}

fn check(args: &FlowCheckArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let files: Files = gather(&args.paths, session)?
        .into_iter()
        .map(|file| (file.path, file.bytes))
        .collect();
    let flow_type = args.r#type.as_deref().map(flow_type).transpose()?;
    let read = Bundle::read(&files, Loose { flow_type });
    refuse(&read)?;
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

/// What could not be converted of old exports.
fn unconverted(read: &Read) -> Page {
    let mut page = Page::new();
    for (file, gap) in &read.gaps {
        page.gap();
        page.say(Tone::Caution, format!("{file}: {}", gap.message));
        page.line(format!("  remedy: {}", gap.remedy));
    }
    page
}

fn flow_type(text: &str) -> Result<FlowType, Failure> {
    text.parse().map_err(|_| {
        let known: Vec<_> = FlowType::ALL.iter().map(|it| it.as_str()).collect();
        Failure::usage(
            format!("{text} is no type of flow"),
            &format!("Types are {}.", known.join(", ")),
        )
    })
}

/// What is no bundle cannot be checked.
fn refuse(read: &Read) -> Result<(), Failure> {
    let finding = |trouble: &flow_language::bundle::Trouble| pb::Finding {
        rule: trouble.rule.to_owned(),
        file: trouble.file.clone(),
        message: trouble.message.clone(),
        remedy: trouble.remedy.clone(),
        ..pb::Finding::default()
    };
    if !read.troubles.is_empty() {
        return Err(Failure::Findings(
            read.troubles.iter().map(finding).collect(),
        ));
    }
    if read.bundle.items.is_empty() {
        let skipped = read
            .skipped
            .iter()
            .map(|it| format!("{}: {}", it.file, it.why));
        let mut all: Vec<_> = skipped.collect();
        if all.is_empty() {
            all.push("there is no file that could hold a flow".to_owned());
        }
        return Err(Failure::Files(all));
    }
    Ok(())
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
    let source = |(name, file): (&flow_language::bundle::ItemName, &'f String)| {
        let text = std::str::from_utf8(files.get(file)?).ok()?;
        let source = Source {
            uri: file,
            text,
            form: flow_language::Document::parse(text).ok()?.form(),
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
