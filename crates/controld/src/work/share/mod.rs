//! Shares of analytics: made so, removed, verified, written to files, read.

mod ensure;
mod export;
mod herald;
mod read;
mod remove;
mod sides;
mod timetable;
mod verify;

use std::collections::BTreeSet;

use analytics_share::Error;
use connect_model::{Finding, Place, Target, TargetName, share::AnalyticsShare, suggest};
use reconcile::{Cancel, Plan};

pub(super) use self::{
    ensure::{EnsureShare, GetShareStatus},
    export::RunShareExport,
    herald::BusHerald,
    read::ReadShare,
    remove::RemoveShare,
    verify::VerifyShare,
};
use super::{
    ground::{Ground, stopped},
    plan::misfit,
};
use crate::{
    jobs::{
        Accepted, Files, JobContext, JobError, LockKey, Order, Rejected, ShareAsk, ShareFiles,
        Stopped,
    },
    reason,
};

/// The share of an order, and what is asked about it.
fn order_of(order: &Order) -> Option<(&ShareFiles, &ShareAsk)> {
    match order {
        Order::Share { share, ask } => Some((share, ask)),
        _ => None,
    }
}

/// Reads the share of an order; every target that it names is one of the configuration.
fn checked(
    ground: &Ground,
    order: &Order,
    files: &Files,
) -> Result<(AnalyticsShare, ShareAsk), Rejected> {
    let (of, ask) = order_of(order).ok_or_else(misfit)?;
    let share = of.read(files).map_err(Rejected::Findings)?;
    let named = share.producers.iter().enumerate();
    let unknown = named.filter(|(_, it)| ground.named(&it.target).is_none());
    let unknown: Vec<_> = unknown
        .map(|(n, it)| unknown_target(ground, of, n, &it.target))
        .collect();
    if unknown.is_empty() {
        Ok((share, ask.clone()))
    } else {
        Err(Rejected::Findings(unknown))
    }
}

fn unknown_target(ground: &Ground, of: &ShareFiles, n: usize, target: &TargetName) -> Finding {
    let known: Vec<&str> = ground.names().map(AsRef::as_ref).collect();
    let file = of.spec.specs.first();
    Finding {
        rule: "unknown-target".into(),
        place: Place {
            file: file.map(|file| file.path.clone()).unwrap_or_default(),
            path: format!("producers[{n}].target"),
            ..Place::default()
        },
        message: format!("the daemon has no target {target}"),
        remedy: suggest(
            target.as_str(),
            &known,
            "name one of its configuration, which `connectctl targets list` shows",
        ),
    }
}

/// The same for a job, whose order was checked when it was accepted.
fn share_of_job(ground: &Ground, job: &JobContext) -> Result<(AnalyticsShare, ShareAsk), Stopped> {
    checked(ground, &job.order, job.files()).map_err(|rejected| {
        let findings = match rejected {
            Rejected::Findings(findings) => findings,
            Rejected::Violations(_) => Vec::new(),
        };
        let error = JobError::new(reason::SPEC_INVALID, "the share is not valid");
        Stopped::failed(JobError { findings, ..error })
    })
}

/// A job that waits for nobody.
fn reading(target: &Target, share: &AnalyticsShare) -> Accepted {
    Accepted {
        subject: format!("targets/{}/shares/{}", target.name, share.name),
        locks: BTreeSet::new(),
    }
}

/// A job that writes. Settings of a lake are read, changed and written as a whole, so only one job at a time
/// may do that; and an instance tells its data sets one after another.
fn writing(ground: &Ground, target: &Target, share: &AnalyticsShare) -> Accepted {
    let here = place(target);
    let mut locks = BTreeSet::from([
        LockKey::new(format!("lakeformation/{here}")),
        LockKey::new(format!("share/{here}/{}", share.name)),
    ]);
    for producer in &share.producers {
        let Some(there) = ground.named(&producer.target).map(place) else {
            continue;
        };
        let instances = producer.instances.iter();
        locks.extend(instances.map(|it| LockKey::new(format!("analytics/{there}/{it}"))));
    }
    Accepted {
        locks,
        ..reading(target, share)
    }
}

fn place(target: &Target) -> String {
    format!("{}/{}", target.account, target.region)
}

/// The ids of all steps.
fn ids<A>(plan: &Plan<A>) -> Vec<String> {
    plan.steps().iter().map(|it| it.id.to_string()).collect()
}

/// What the error of the capability means for the job.
fn stopped_share(error: Error, cancel: &Cancel) -> Stopped {
    match error {
        Error::Journal(cause) => Stopped::from(cause),
        Error::Observe(fault) => stopped(connect_provision::Error::Observe(fault), cancel),
        Error::Findings(findings) => {
            let message = "what there is does not allow it; nothing was written";
            Stopped::failed(JobError {
                findings,
                ..JobError::new(reason::PRECONDITIONS_UNMET, message)
            })
        }
    }
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}
