//! `agents import`: bring a file of agents to an instance.

use std::{fs, io, io::Read as _, path::Path};

use control_api::v1::{self as pb, import_agents_request::File, job};

use super::{keeping, mapping::mapping};
use crate::{
    args::{AgentsImportArgs, Format},
    commands::{export::unwritable, start::start},
    render::Tone,
    session::Session,
    spec::SpecFile,
    status::{Exit, Failure, Wanted},
    upload,
};

/// What stands for standard input.
const STDIN: &str = "-";

pub(super) async fn run(args: AgentsImportArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let results = args.results.as_ref().map(|file| session.folder.join(file));
    if let Some(path) = results.as_ref().filter(|path| path.exists() && !args.force) {
        return Err(there(path));
    }
    let request = pb::ImportAgentsRequest {
        target: session.target().await?,
        alias: args.crew.instance.clone(),
        file: Some(file(&args, session).await?),
        options: Some(options(&args, session)?),
        look: args.dry_run,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::ImportAgentsRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.import_agents(request).await
    })
    .await?;
    let Some(job::Result::ImportAgents(result)) = ended.job.and_then(|job| job.result) else {
        return Ok(ended.exit);
    };
    if let Some(path) = results {
        keep(&result, &path, session).await?;
    }
    match ended.exit {
        Exit::Done if args.detailed_exitcode && is_open(&result) => Ok(Exit::SomethingToDo),
        exit => Ok(exit),
    }
}

/// Whether a row failed, or something is to do.
fn is_open(result: &pb::AgentsResult) -> bool {
    let tally = result.tally.clone().unwrap_or_default();
    let to_do = tally.created + tally.updated + tally.disabled + tally.deleted;
    tally.failed > 0 || result.look && (to_do > 0 || !result.groups.is_empty())
}

async fn file(args: &AgentsImportArgs, session: &Session<'_>) -> Result<File, Failure> {
    if let Some(path) = &args.daemon_file {
        return Ok(File::Path(path.clone()));
    }
    let typed = args.file.as_deref().unwrap_or(STDIN);
    if typed.starts_with("s3://") {
        return Ok(File::S3Uri(typed.to_owned()));
    }
    let file = SpecFile {
        path: name(typed),
        bytes: read(typed, session)?,
    };
    let sent = upload::files(&session.daemon, &[file]).await?;
    let source = sent.into_iter().next().unwrap_or_default();
    Ok(File::Source(source))
}

fn read(typed: &str, session: &Session<'_>) -> Result<Vec<u8>, Failure> {
    let read = if typed == STDIN {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(session.folder.join(typed))
    };
    read.map_err(|error| Failure::files(Wanted::Agents, vec![format!("{typed}: {error}")]))
}

fn name(typed: &str) -> String {
    if typed == STDIN {
        return "standard-input".to_owned();
    }
    let name = Path::new(typed).file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn options(
    args: &AgentsImportArgs,
    session: &Session<'_>,
) -> Result<pb::AgentImportOptions, Failure> {
    let leavers = &args.leavers;
    Ok(pb::AgentImportOptions {
        mapping: mapping(&args.reading, session)?,
        directory: args.crew.directory.clone(),
        leavers: Some(pb::AgentLeavers {
            action: pb::agent_leavers::Action::from(leavers.leavers).into(),
            routing_profile: leavers.leavers_routing_profile.clone(),
            security_profile: leavers.leavers_security_profile.clone(),
        }),
        leavers_percent_max: leavers.leavers_max,
        make_groups: args.make_groups,
        renames_make_new: args.renames_make_new,
        take_ownership: args.take_ownership,
        verify: args.verify,
        digest: args.digest.clone(),
        ..keeping(&args.secrets)
    })
}

/// Writes the result file.
async fn keep(
    result: &pb::AgentsResult,
    path: &Path,
    session: &Session<'_>,
) -> Result<(), Failure> {
    let Some(file) = &result.results else {
        return Ok(());
    };
    let content = session.daemon.download(&file.document).await?;
    fs::write(path, content).map_err(|error| unwritable(path, &error))?;
    if session.output.format() == Format::Text && !session.output.is_quiet() {
        let text = format!("Wrote the results to {}", path.display());
        session.output.tell(Tone::Good, &text);
    }
    Ok(())
}

pub(super) fn there(path: &Path) -> Failure {
    Failure::usage(
        format!("{} is there already", path.display()),
        "Name another file, or write over this one with --force.",
    )
}
