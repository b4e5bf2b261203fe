//! `flow export`: the flows and modules of an instance as a bundle.

use control_api::v1::{self as pb, job};

use crate::{
    args::{FlowExportArgs, Format},
    bundle::mapping,
    commands::{
        export::{spare, write},
        start::start,
    },
    render::{Tone, counted},
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: FlowExportArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let folder = session.folder.join(&args.dir);
    if !args.force {
        spare(&folder)?;
    }
    let request = pb::ExportFlowsRequest {
        target: session.target().await?,
        alias: args.instance,
        only: args.selection.only,
        without: args.selection.without,
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
