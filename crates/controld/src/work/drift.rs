//! What differs from what is declared.

use std::sync::Arc;

use async_trait::async_trait;
use connect_model::Target;
use connect_provision::{Drift, DriftOptions, Owner, detect};

use super::{
    ground::{Ground, reading},
    plan::{misfit, misfit_stop},
    spec, telling,
};
use crate::jobs::{
    Accepted, Deviation, DeviationKind, Drifted, Files, JobContext, JobResult, Order, Rejected,
    Stopped, Work,
};

/// Finds out what differs from what is declared.
#[derive(Debug)]
pub(super) struct DetectDrift(pub(super) Arc<Ground>);

// === impl DetectDrift ===

#[async_trait]
impl Work for DetectDrift {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Some(declared) = order.spec() else {
            return Err(misfit());
        };
        let center = spec::checked(declared, files)?;
        Ok(reading(target, &center.instance.alias))
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Order::DetectDrift {
            spec: declared,
            depth,
            undeclared,
        } = &job.order
        else {
            return Err(misfit_stop());
        };
        let center = spec::of_job(declared, job)?;
        let alias = &center.instance.alias;
        let footing = self.0.footing(job, alias).await?;
        footing.verify_to_read().await?;
        let options = DriftOptions {
            depth: (*depth).into(),
            undeclared: *undeclared,
        };
        let drift = detect(&footing.cx, footing.site(), &center, options)
            .await
            .map_err(|error| footing.stopped(error))?;
        Ok(JobResult::Drift(Drifted {
            center: job.subject.clone(),
            depth: *depth,
            reads: footing.reads(),
            ..told(&drift)
        }))
    }
}

fn told(drift: &Drift) -> Drifted {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Drifted {
        deviations: drift.things.iter().map(deviation).collect(),
        unchanged: number(drift.unchanged),
        ignored: number(drift.ignored),
        text: drift.to_string(),
        unsure: drift.unsure.iter().map(telling::unsure).collect(),
        ..Drifted::default()
    }
}

fn deviation(drifted: &connect_provision::Drifted) -> Deviation {
    use connect_provision::Deviation as Found;
    let bare = |what: DeviationKind| Deviation {
        kind: drifted.key.kind.to_string(),
        name: drifted.key.name.clone(),
        what,
        ours: drifted.owner.map(|owner| owner == Owner::Ours),
        field: String::new(),
        declared: None,
        found: None,
        message: String::new(),
    };
    match &drifted.deviation {
        Found::Field {
            field,
            declared,
            found,
        } => Deviation {
            field: field.clone(),
            declared: declared.clone(),
            found: found.clone(),
            ..bare(DeviationKind::Field)
        },
        Found::NotReady(why) => Deviation {
            message: why.clone(),
            ..bare(DeviationKind::NotReady)
        },
        Found::Missing => bare(DeviationKind::Missing),
        Found::Surplus => bare(DeviationKind::Surplus),
        Found::Undeclared => bare(DeviationKind::Undeclared),
    }
}
