//! The flows of one instance brought to another, in another Region and under other names.

use anyhow::bail;
use control_api::v1 as pb;

use super::{Caller, Say, sample};

const FROM: &str = "full-contact-center";
const TO: &str = "harbour-branch";

/// Exports the flows, makes the other instance, and deploys twice.
pub(super) async fn flows(caller: &mut Caller, say: Say<'_>) -> anyhow::Result<()> {
    say(&format!("\nExporting the flows of {FROM}:"))?;
    let exported = caller.export(export(), say).await?;
    for file in &exported.files {
        say(&format!("  {}", file.path))?;
    }
    say("\nApplying examples/branch-office, which has no flows, to target local-us:")?;
    caller.apply(apply(), say).await?;

    say(&format!("\nDeploying {} to {TO}:", exported.bundle))?;
    let bundle = bundle(exported.files);
    let first = deploy("55555555-5555-4555-8555-555555555555", bundle.clone());
    let first = caller.deploy(first, say).await?;
    say("\nDeploying the same again:")?;
    let second = deploy("66666666-6666-4666-8666-666666666666", bundle);
    let second = caller.deploy(second, say).await?;
    say(&format!(
        "\nThe first deploy made {} changes and bound {} names, the second made {} changes.",
        first.changes,
        names(&first),
        second.changes
    ))?;
    if first.changes == 0 || second.changes != 0 {
        bail!("the first deploy must change something, and the second nothing");
    }
    Ok(())
}

fn export() -> pb::ExportFlowsRequest {
    pb::ExportFlowsRequest {
        target: "targets/local".to_owned(),
        request_id: "33333333-3333-4333-8333-333333333333".to_owned(),
        alias: FROM.to_owned(),
        audio: true,
        ..pb::ExportFlowsRequest::default()
    }
}

fn apply() -> pb::ApplyContactCenterRequest {
    pb::ApplyContactCenterRequest {
        target: "targets/local-us".to_owned(),
        request_id: "44444444-4444-4444-8444-444444444444".to_owned(),
        spec: Some(sample::branch()),
        ..pb::ApplyContactCenterRequest::default()
    }
}

fn deploy(request_id: &str, bundle: pb::FlowBundle) -> pb::DeployFlowsRequest {
    pb::DeployFlowsRequest {
        target: "targets/local-us".to_owned(),
        request_id: request_id.to_owned(),
        alias: TO.to_owned(),
        bundle: Some(bundle),
        mapping: Some(sample::mapping()),
        ..pb::DeployFlowsRequest::default()
    }
}

/// The files that the export left with the daemon, by the names of their documents.
fn bundle(files: Vec<pb::ExportedFile>) -> pb::FlowBundle {
    let file = |file: pb::ExportedFile| pb::SourceFile {
        path: file.path,
        content: Some(pb::source_file::Content::Document(file.document)),
    };
    pb::FlowBundle {
        files: files.into_iter().map(file).collect(),
        ..pb::FlowBundle::default()
    }
}

fn names(deployed: &pb::DeployFlowsResult) -> usize {
    let rewritten = deployed.references.iter().map(|of| of.rewritten.len());
    rewritten.sum()
}
