//! Shares of analytics: made so, removed, verified, written to files, read.

mod ensure;
mod export;
mod herald;
mod leg;
mod read;
mod remove;
mod sides;
mod timetable;
mod verify;

use std::collections::BTreeSet;

use analytics_share::Error;
use connect_model::{
    Finding, Place, Region, Target, TargetName,
    share::{AnalyticsShare, ShareName},
    suggest,
};
use reconcile::Cancel;

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

/// Reads the share of an order, as one for each of its Regions; every target that it names is one of the
/// configuration, and in the Region that is declared.
fn checked(
    ground: &Ground,
    order: &Order,
    files: &Files,
) -> Result<(Vec<AnalyticsShare>, ShareAsk), Rejected> {
    let (of, ask) = order_of(order).ok_or_else(misfit)?;
    let shares = of.read(files).map_err(Rejected::Findings)?;
    let all = shares.iter().enumerate();
    let wrong: Vec<_> = all
        .flat_map(|(n, it)| misplaced(ground, of, n, it))
        .collect();
    if wrong.is_empty() {
        Ok((shares, ask.clone()))
    } else {
        Err(Rejected::Findings(wrong))
    }
}

/// Targets of a share that are not there, or not in its Region.
fn misplaced(ground: &Ground, of: &ShareFiles, n: usize, share: &AnalyticsShare) -> Vec<Finding> {
    let before = match share.region {
        Some(_) => format!("regions[{n}]."),
        None => String::new(),
    };
    let producers = share.producers.iter().enumerate();
    let producers = producers.map(|(m, it)| (format!("{before}producers[{m}].target"), &it.target));
    let consumer = (format!("{before}consumer"), &share.consumer);
    let named = producers.chain([consumer]);
    let wrong = named.filter_map(|(path, name)| match (ground.named(name), &share.region) {
        (None, _) => Some(unknown_target(ground, of, path, name)),
        (Some(target), Some(region)) if target.region != *region => {
            Some(elsewhere(of, path, target, region))
        }
        _ => None,
    });
    wrong.collect()
}

fn unknown_target(ground: &Ground, of: &ShareFiles, path: String, target: &TargetName) -> Finding {
    let known: Vec<&str> = ground.names().map(AsRef::as_ref).collect();
    Finding {
        rule: "unknown-target".into(),
        place: place_in(of, path),
        message: format!("the daemon has no target {target}"),
        remedy: suggest(
            target.as_str(),
            &known,
            "name one of its configuration, which `connectctl targets list` shows",
        ),
    }
}

fn elsewhere(of: &ShareFiles, path: String, target: &Target, region: &Region) -> Finding {
    let (name, there) = (&target.name, &target.region);
    Finding {
        rule: "region-mismatch".into(),
        place: place_in(of, path),
        message: format!(
            "{name} is in {there}, and not in {region}; the lake of an instance can be read in its own Region alone"
        ),
        remedy: format!("name a target in {region}, or move it to the entry of {there}"),
    }
}

fn place_in(of: &ShareFiles, path: String) -> Place {
    let file = of.spec.specs.first();
    Place {
        file: file.map(|file| file.path.clone()).unwrap_or_default(),
        path,
        ..Place::default()
    }
}

/// The same for a job, whose order was checked when it was accepted.
fn shares_of_job(
    ground: &Ground,
    job: &JobContext,
) -> Result<(Vec<AnalyticsShare>, ShareAsk), Stopped> {
    checked(ground, &job.order, job.files()).map_err(|rejected| {
        let findings = match rejected {
            Rejected::Findings(findings) => findings,
            Rejected::Violations(_) => Vec::new(),
        };
        let error = JobError::new(reason::SPEC_INVALID, "the share is not valid");
        Stopped::failed(JobError { findings, ..error })
    })
}

/// The name that all Regions of a share have.
fn name(shares: &[AnalyticsShare]) -> ShareName {
    first(shares).name.clone()
}

fn first(shares: &[AnalyticsShare]) -> &AnalyticsShare {
    shares
        .first()
        .expect("a declaration is of one Region at least")
}

/// The one Region that work is about which cannot be about several.
fn only<'s>(of: &ShareFiles, shares: &'s [AnalyticsShare]) -> Result<&'s AnalyticsShare, Rejected> {
    match (shares, of.several(shares)) {
        ([_, _, ..], Some(violation)) => Err(Rejected::Violations(vec![violation])),
        _ => Ok(first(shares)),
    }
}

/// A job that waits for nobody.
fn reading(target: &Target, shares: &[AnalyticsShare]) -> Accepted {
    Accepted {
        subject: subject(&target.name, &name(shares)),
        locks: BTreeSet::new(),
    }
}

/// A share as it is read at a target. Its Regions are read at a target each.
fn subject(target: &TargetName, share: &ShareName) -> String {
    format!("targets/{target}/shares/{share}")
}

/// A job that writes. Settings of a lake are read, changed and written as a whole, so only one job at a time
/// may do that; and an instance tells its data sets one after another.
fn writing(ground: &Ground, target: &Target, shares: &[AnalyticsShare]) -> Accepted {
    let mut locks = BTreeSet::new();
    for share in shares {
        if let Some(here) = ground.named(&share.consumer).map(place) {
            locks.insert(LockKey::new(format!("lakeformation/{here}")));
            locks.insert(LockKey::new(format!("share/{here}/{}", share.name)));
        }
        for producer in &share.producers {
            let Some(there) = ground.named(&producer.target).map(place) else {
                continue;
            };
            let instances = producer.instances.iter();
            locks.extend(instances.map(|it| LockKey::new(format!("analytics/{there}/{it}"))));
        }
    }
    Accepted {
        locks,
        ..reading(target, shares)
    }
}

fn place(target: &Target) -> String {
    format!("{}/{}", target.account, target.region)
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
