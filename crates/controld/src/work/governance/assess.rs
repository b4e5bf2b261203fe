//! An instance held to the rules.

use std::{collections::BTreeSet, sync::Arc};

use async_trait::async_trait;
use connect_governance::{
    Accepted as Excused, Assessment, Baseline, Gone, IdleException, IdleReason, Unjudged, report,
    rules,
};
use connect_model::Target;

use super::{
    ask_of, center,
    desk::Desk,
    instance_of,
    look::{self, look},
    of_job,
};
use crate::{
    jobs::{
        Accepted, AcceptedFinding, AssessDocument, AssessFormat, Assessed, FileRef, Files,
        GoneFinding, GovernanceAsk, GovernanceResult, JobContext, JobResult, Order, Rejected,
        Stopped, UnjudgedRule, Work,
    },
    refusal::Violation,
    work::{
        ground::{Ground, reading},
        plan::{misfit, misfit_stop},
    },
};

/// Most bytes of all documents that stand in the result itself. Callers take 4 MiB of a message.
const INLINE_BYTES_MAX: usize = 1 << 20;

/// Holds an instance to the rules.
#[derive(Debug)]
pub(in crate::work) struct AssessInstance(pub(in crate::work) Arc<Ground>);

// === impl AssessInstance ===

#[async_trait]
impl Work for AssessInstance {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Some(GovernanceAsk::Assess { held, baseline, .. }) = ask_of(order) else {
            return Err(misfit());
        };
        let (alias, _) = instance_of(held.alias.as_ref(), held.spec.as_ref(), files)?;
        read(baseline.as_ref(), files)?;
        Ok(reading(target, &alias))
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Some(GovernanceAsk::Assess {
            held,
            baseline,
            formats,
        }) = ask_of(&job.order)
        else {
            return Err(misfit_stop());
        };
        let of = instance_of(held.alias.as_ref(), held.spec.as_ref(), job.files());
        let (alias, governance) = of_job(of)?;
        let baseline = of_job(read(baseline.as_ref(), job.files()))?;
        let desk = Desk::open(&self.0, job).await?;
        desk.verify_to_read().await?;
        let options = look::options(held, governance, baseline);
        let assessment = look(&desk, &alias, &options).await?.assessment;
        let documents = documents(job, &assessment, formats).await?;
        let told = Assessed {
            center: center(job, &alias),
            documents,
            reads: desk.reads(),
            ..assessed(assessment)
        };
        Ok(JobResult::Governance(GovernanceResult::Assess(told)))
    }
}

/// What was found before.
fn read(baseline: Option<&FileRef>, files: &Files) -> Result<Option<Baseline>, Rejected> {
    let Some(file) = baseline else {
        return Ok(None);
    };
    let text = files.get(file.content).map(String::from_utf8_lossy);
    let read = Baseline::parse(&text.unwrap_or_default());
    read.map(Some).map_err(|wrong| {
        let violation = Violation::new("baseline_json", wrong.to_string());
        Rejected::Violations(vec![violation])
    })
}

fn assessed(assessment: Assessment) -> Assessed {
    Assessed {
        instance_arn: assessment.instance_arn,
        findings: assessment.findings.iter().map(look::finding).collect(),
        accepted: assessment.accepted.into_iter().map(accepted).collect(),
        unjudged: assessment.unjudged.into_iter().map(unjudged).collect(),
        sound: assessment.sound,
        looked_at_s: assessment.looked_at_s,
        idle_exceptions: assessment.idle_exceptions.iter().map(idle).collect(),
        gone: assessment.gone.into_iter().map(gone).collect(),
        ..Assessed::default()
    }
}

fn accepted(excused: Excused) -> AcceptedFinding {
    AcceptedFinding {
        finding: look::finding(&excused.finding),
        why: excused.why,
        until: excused.until.map(|day| day.to_string()),
    }
}

fn unjudged(unjudged: Unjudged) -> UnjudgedRule {
    UnjudgedRule {
        rule: unjudged.rule,
        why: unjudged.why,
    }
}

fn gone(gone: Gone) -> GoneFinding {
    GoneFinding {
        rule: gone.rule,
        severity: gone.severity,
        kind: gone.subject.kind,
        name: gone.subject.name,
        fingerprint: gone.fingerprint,
    }
}

fn idle(exception: &IdleException) -> String {
    let IdleException { rule, subject, .. } = exception;
    let why = match exception.reason {
        IdleReason::Expired => "its last day has passed",
        IdleReason::CoversNothing => "it covers nothing",
    };
    format!("{rule} of {subject}: {why}")
}

/// The assessment in the formats that were asked for: each as a document, and in the result itself as far
/// as they are small.
async fn documents(
    job: &JobContext,
    assessment: &Assessment,
    formats: &BTreeSet<AssessFormat>,
) -> Result<Vec<AssessDocument>, Stopped> {
    let write = |format: &AssessFormat| (*format, written(assessment, *format));
    let written: Vec<_> = formats.iter().map(write).collect();
    let bytes: usize = written.iter().map(|(_, content)| content.len()).sum();
    let mut documents = Vec::with_capacity(written.len());
    for (format, content) in written {
        documents.push(AssessDocument {
            format,
            document: job.keep(content.clone().into_bytes()).await?,
            content: (bytes <= INLINE_BYTES_MAX).then_some(content),
        });
    }
    Ok(documents)
}

fn written(assessment: &Assessment, format: AssessFormat) -> String {
    match format {
        AssessFormat::Json => report::json(assessment),
        AssessFormat::Sarif => report::sarif(assessment, rules()),
        AssessFormat::Html => report::html(assessment, rules()),
        AssessFormat::Text => report::text(assessment, rules()),
    }
}
