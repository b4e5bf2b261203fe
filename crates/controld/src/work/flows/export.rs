//! The flows of an instance as a bundle.

use std::sync::Arc;

use async_trait::async_trait;
use connect_model::Target;
use flow_port::export;

use super::{references, site, stopped_port};
use crate::{
    jobs::{
        Accepted, BundleFiles, ExportedFile, FileRef, Files, FlowsExported, JobContext, JobResult,
        Order, Rejected, Stopped, Work,
    },
    work::{
        ground::{Ground, reading},
        plan::{misfit, misfit_stop},
    },
};

/// Writes the flows of an instance as a bundle.
#[derive(Debug)]
pub(in crate::work) struct ExportFlows(pub(in crate::work) Arc<Ground>);

// === impl ExportFlows ===

#[async_trait]
impl Work for ExportFlows {
    fn accept(&self, order: &Order, _: &Files, target: &Target) -> Result<Accepted, Rejected> {
        match order {
            Order::ExportFlows { alias, .. } => Ok(reading(target, alias)),
            _ => Err(misfit()),
        }
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Order::ExportFlows { alias, options } = &job.order else {
            return Err(misfit_stop());
        };
        let footing = self.0.footing(job, alias).await?;
        footing.verify_to_read().await?;
        let calls = footing.session.flow_calls();
        let exported = export(&footing.cx, site(&footing, &calls), options).await;
        let exported = exported.map_err(|error| stopped_port(error, &job.cancel))?;
        let mut files = Vec::new();
        for (path, bytes) in exported.bundle.to_files() {
            let size_bytes = bytes.len() as u64;
            let content = job.keep(bytes).await?;
            files.push(ExportedFile {
                path,
                content,
                size_bytes,
            });
        }
        let digest = exported.bundle.digest();
        job.note_bundle(digest, &noted(&files)).await?;
        Ok(JobResult::FlowsExport(FlowsExported {
            bundle: digest.to_string(),
            files,
            references: references(&exported.told),
            reads: footing.reads(),
        }))
    }
}

/// The files of a bundle that was exported, for those who name it.
fn noted(files: &[ExportedFile]) -> BundleFiles {
    let file = |file: &ExportedFile| FileRef {
        path: file.path.clone(),
        content: file.content,
    };
    BundleFiles {
        named: None,
        files: files.iter().map(file).collect(),
        default_type: None,
    }
}
