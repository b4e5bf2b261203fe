//! `export`: a contact centre as a spec.

use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

use control_api::v1::{self as pb, job};

use super::start::start;
use crate::{
    args::{ExportArgs, Format},
    render::{Tone, counted},
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: ExportArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let folder = session.folder.join(&args.dir);
    if !args.force {
        spare(&folder)?;
    }
    let request = pb::ExportContactCenterRequest {
        target: session.target().await?,
        alias: args.instance,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::ExportContactCenterRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.export(request).await
    })
    .await?;
    if let Some(job::Result::Export(export)) = ended.job.and_then(|job| job.result) {
        write(&export.files, &folder, session).await?;
        said(&export, &args.dir, session);
    }
    Ok(ended.exit)
}

/// Refuses a folder that holds anything.
pub(super) fn spare(folder: &Path) -> Result<(), Failure> {
    match fs::read_dir(folder).map(|mut entries| entries.next()) {
        Ok(Some(_)) => Err(Failure::usage(
            format!("{} holds other things", folder.display()),
            "Name another folder with -o, or write into this one with --force.",
        )),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unwritable(folder, &error)),
        Ok(None) | Err(_) => Ok(()),
    }
}

pub(super) async fn write(
    files: &[pb::ExportedFile],
    folder: &Path,
    session: &Session<'_>,
) -> Result<(), Failure> {
    for file in files {
        let path = inside(folder, &file.path)?;
        let content = session.daemon.download(&file.document).await?;
        let above = path.parent().unwrap_or(folder);
        fs::create_dir_all(above)
            .and_then(|()| fs::write(&path, content))
            .map_err(|error| unwritable(&path, &error))?;
    }
    Ok(())
}

/// The path of a file, which must not lead out of the folder, whoever says so.
fn inside(folder: &Path, path: &str) -> Result<PathBuf, Failure> {
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    if path.is_empty() || !Path::new(path).components().all(is_plain) {
        let message = format!("the daemon names a file outside of the folder: {path:?}");
        return Err(Failure::Output(io::Error::other(message)));
    }
    Ok(folder.join(path))
}

fn said(export: &pb::ExportResult, dir: &str, session: &Session<'_>) {
    if session.output.format() == Format::Text && !session.output.is_quiet() {
        let files = counted(export.files.len(), "file");
        let dir = dir.trim_end_matches('/');
        let text = format!("Wrote {files} to {dir}\n  connectctl plan -f {dir}/center.yaml");
        session.output.tell(Tone::Good, &text);
    }
}

pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let message = format!("{}: {error}", path.display());
    Failure::Output(io::Error::new(error.kind(), message))
}
