//! `govern`: governance of an instance, one file a command.

mod assess;
mod cost;
mod ensure;
mod mend;
mod policy;
mod rules;
mod tags;

use std::{fs, path::Path};

use control_api::v1::{self as pb, GovernancePart};

use crate::{
    args::{GovernCommand, SubjectArgs},
    session::Session,
    spec::SpecFiles,
    status::{Exit, Failure},
    upload,
};

/// The options that fill fields of requests.
const OPTIONS: &[(&str, &str)] = &[
    ("alias", "--instance"),
    ("baseline_json", "--baseline"),
    ("end", "--to"),
    ("forecast_end", "--forecast-to"),
    ("required", "--require"),
    ("role", "--attach"),
    ("rules", "--rule"),
    ("source.job", "--job"),
    ("source.operations", "--operation"),
    ("start", "--from"),
    ("tag_key", "--tag"),
    ("trusts", "--trust"),
];

pub(super) async fn run(command: GovernCommand, session: &Session<'_>) -> Result<Exit, Failure> {
    let ran = dispatch(command, session).await;
    ran.map_err(|failure| match failure {
        Failure::Refused(refusal) => Failure::Refused(Box::new(refusal.with_options(OPTIONS))),
        other => other,
    })
}

async fn dispatch(command: GovernCommand, session: &Session<'_>) -> Result<Exit, Failure> {
    match command {
        GovernCommand::Assess(args) => assess::run(args, session).await,
        GovernCommand::Rules(args) => rules::run(&args, session).await,
        GovernCommand::Mend(args) => mend::run(args, session).await,
        GovernCommand::Policy(args) => policy::run(args, session).await,
        GovernCommand::Ensure(args) => ensure::run(args, &[], session).await,
        GovernCommand::Keys(args) => ensure::run(args, &[GovernancePart::Storage], session).await,
        GovernCommand::Budget(args) => ensure::run(args, &[GovernancePart::Budgets], session).await,
        GovernCommand::Cost(args) => cost::run(args, session).await,
        GovernCommand::Tags(args) => tags::run(args, session).await,
    }
}

/// What the command line says of the instance and of what it is held to.
struct Held {
    alias: String,
    spec: Option<pb::Spec>,
    files: Option<SpecFiles>,
}

async fn held(args: &SubjectArgs, session: &Session<'_>) -> Result<Held, Failure> {
    let alias = args.instance.clone().unwrap_or_default();
    let Some(given) = args.given() else {
        return Ok(Held {
            alias,
            spec: None,
            files: None,
        });
    };
    let (files, governance) = SpecFiles::gather_governance(&given, session).await?;
    if !alias.is_empty() && alias != governance.instance.as_str() {
        let named = governance.instance.as_str();
        return Err(Failure::usage(
            format!("the files are about {named:?}, and --instance says {alias:?}"),
            "Leave --instance out, or name the files of that instance.",
        ));
    }
    let spec = upload::spec(&session.daemon, &files).await?;
    Ok(Held {
        alias: governance.instance.to_string(),
        spec: Some(spec),
        files: Some(files),
    })
}

/// Writes a text and the folders above it.
fn file(path: &Path, content: &str) -> Result<(), Failure> {
    bytes(path, content.as_bytes())
}

/// Writes a file and the folders above it.
fn bytes(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let above = path.parent().unwrap_or(path);
    fs::create_dir_all(above)
        .and_then(|()| fs::write(path, content))
        .map_err(|error| {
            let message = format!("{}: {error}", path.display());
            Failure::Output(std::io::Error::new(error.kind(), message))
        })
}
