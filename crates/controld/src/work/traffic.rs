//! Traffic between Regions: shown, and moved.

use std::{collections::BTreeSet, sync::Arc};

use async_trait::async_trait;
use connect_model::{Alias, Region, Target};
use connect_resiliency::{Subject, shift, traffic, via};
use connect_resources::traffic_distribution_group as resources;

use super::{
    between::stopped_between,
    ground::{Footing, Ground},
    plan::{misfit, misfit_stop},
    telling,
};
use crate::{
    jobs::{
        Accepted, Distribution, Files, GroupShift, GroupTraffic, JobContext, JobResult, LockKey,
        Order, Rejected, Shifted, Stopped, Traffic, Work,
    },
    refusal::Violation,
};

/// Shows where traffic goes.
#[derive(Debug)]
pub(super) struct GetTraffic(pub(super) Arc<Ground>);

/// Moves traffic.
#[derive(Debug)]
pub(super) struct ShiftTraffic(pub(super) Arc<Ground>);

// === impl GetTraffic ===

#[async_trait]
impl Work for GetTraffic {
    fn accept(&self, order: &Order, _: &Files, target: &Target) -> Result<Accepted, Rejected> {
        match order {
            Order::GetTraffic { subject, .. } => Ok(Accepted {
                subject: about(target, subject),
                locks: BTreeSet::new(),
            }),
            _ => Err(misfit()),
        }
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Order::GetTraffic { subject, via } = &job.order else {
            return Err(misfit_stop());
        };
        let footing = match via {
            Some(region) => verified(&self.0, job, region).await?,
            None => verified(&self.0, job, self.0.region(job)?).await?,
        };
        let groups = traffic(&footing.cx, footing.regional(), subject).await;
        let groups = groups.map_err(|error| stopped_between(error, &job.cancel))?;
        Ok(JobResult::Traffic(Traffic {
            via: footing.scope.region.to_string(),
            groups: groups.iter().map(group).collect(),
            reads: footing.reads(),
        }))
    }
}

// === impl ShiftTraffic ===

#[async_trait]
impl Work for ShiftTraffic {
    /// One shift at a time in an account; nothing else keeps one from its turn, a long apply neither.
    fn accept(&self, order: &Order, _: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Order::ShiftTraffic { shift, via: chosen } = order else {
            return Err(misfit());
        };
        if let (None, Err(finding)) = (chosen, via(&shift.wanted, &target.region)) {
            let why = format!("{}; {}", finding.message, finding.remedy);
            return Err(Rejected::Violations(vec![Violation::new("via", why)]));
        }
        Ok(Accepted {
            subject: about(target, &shift.subject),
            locks: BTreeSet::from([LockKey::new(format!("traffic/{}", target.account))]),
        })
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Order::ShiftTraffic {
            shift: order,
            via: chosen,
        } = &job.order
        else {
            return Err(misfit_stop());
        };
        let region = match chosen {
            Some(region) => region.clone(),
            None => via(&order.wanted, self.0.region(job)?).map_err(|finding| {
                let error = connect_resiliency::Error::Findings(vec![finding]);
                stopped_between(error, &job.cancel)
            })?,
        };
        let footing = verified(&self.0, job, &region).await?;
        let done = shift(&footing.cx, footing.regional(), order, job.journal()).await;
        let done = done.map_err(|error| stopped_between(error, &job.cancel))?;
        let moved = |it: &connect_resiliency::ShiftedGroup| GroupShift {
            before: group(&it.before),
            after: distribution(&it.after),
        };
        let told = JobResult::Shift(Shifted {
            via: done.via.to_string(),
            groups: done.groups.iter().map(moved).collect(),
            outcomes: telling::outcomes(&done.run),
            changes: u32::try_from(done.changes()).unwrap_or(u32::MAX),
            notes: done.notes.clone(),
        });
        telling::ended(&done.run, &job.cancel, told)
    }
}

/// What a job is about: the instance, else the group.
fn about(target: &Target, subject: &Subject) -> String {
    let target = &target.name;
    match (&subject.instance, &subject.group) {
        (Some(instance), _) => format!("targets/{target}/centers/{instance}"),
        (None, Some(group)) => format!("targets/{target}/traffic-distribution-groups/{group}"),
        (None, None) => format!("targets/{target}"),
    }
}

/// A person waits, and a Region may have failed: only the one that is named is called.
async fn verified(ground: &Ground, job: &JobContext, region: &Region) -> Result<Footing, Stopped> {
    let nobody = Alias::new("traffic").expect("the word is an alias");
    let footing = ground.footing_in(job, region, &nobody).await?;
    footing.verify().await?;
    Ok(footing)
}

fn group(group: &connect_resiliency::GroupTraffic) -> GroupTraffic {
    GroupTraffic {
        name: group.name.clone(),
        id: group.id.clone(),
        arn: group.arn.clone(),
        is_default: group.is_default,
        distribution: distribution(&group.distribution),
    }
}

fn distribution(distribution: &resources::Distribution) -> Distribution {
    Distribution {
        telephony: distribution.telephony.clone(),
        agents: distribution.agents.clone(),
        sign_in: distribution.sign_in.clone(),
    }
}
