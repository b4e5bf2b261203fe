//! A contact centre as a spec.

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;
use connect_model::Target;
use connect_provision::{ExportReport, export};

use super::{
    ground::{Ground, reading},
    plan::{misfit, misfit_stop},
};
use crate::jobs::{
    Accepted, Exported, ExportedFile, Files, JobContext, JobResult, Order, Rejected, Stopped,
    Unsaid, Work,
};

/// Writes a contact centre as a spec.
#[derive(Debug)]
pub(super) struct ExportCenter(pub(super) Arc<Ground>);

// === impl ExportCenter ===

#[async_trait]
impl Work for ExportCenter {
    fn accept(&self, order: &Order, _: &Files, target: &Target) -> Result<Accepted, Rejected> {
        match order {
            Order::ExportCenter { alias } => Ok(reading(target, alias)),
            _ => Err(misfit()),
        }
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Order::ExportCenter { alias } = &job.order else {
            return Err(misfit_stop());
        };
        let footing = self.0.footing(job, alias).await?;
        footing.verify_to_read().await?;
        let written = export(&footing.cx, footing.site())
            .await
            .map_err(|error| footing.stopped(error))?;
        let files = keep(job, written.files).await?;
        Ok(JobResult::Export(Exported {
            files,
            reads: footing.reads(),
            ..told(written.report)
        }))
    }
}

async fn keep(
    job: &JobContext,
    files: BTreeMap<String, String>,
) -> Result<Vec<ExportedFile>, Stopped> {
    let mut kept = Vec::with_capacity(files.len());
    for (path, text) in files {
        let size_bytes = text.len() as u64;
        let content = job.keep(text.into_bytes()).await?;
        kept.push(ExportedFile {
            path,
            content,
            size_bytes,
        });
    }
    Ok(kept)
}

fn told(report: ExportReport) -> Exported {
    let entries = report.entries.into_iter();
    let unsaid = report.unsaid.into_iter().map(|unsaid| Unsaid {
        thing: unsaid.thing,
        why: unsaid.why,
        remedy: unsaid.remedy,
    });
    Exported {
        entries: entries
            .map(|(section, count)| (section, u32::try_from(count).unwrap_or(u32::MAX)))
            .collect(),
        unsaid: unsaid.collect(),
        findings: report.findings,
        ..Exported::default()
    }
}
