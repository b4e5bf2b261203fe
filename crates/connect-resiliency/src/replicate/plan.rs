//! What has to be done for a replica, or what stands in its way. Pure.

use std::collections::BTreeSet;

use connect_model::{Alias, Finding, Region};
use connect_resources::{
    instance::InstanceStatus,
    replica::{ReplicaStatus, default_alias},
};
use reconcile::{Lane, Plan, Step, StepId};

use super::{Replicate, observe::Seen};
use crate::pairs::pair_finding;

/// The aspects of steps.
pub(super) const CREATE: &str = "create";
const READY: &str = "ready";
const IN_STEP: &str = "in-step";

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// Asks for the replica.
    Create { region: String, alias: String },
    /// Waits until it is there.
    Ready { region: String },
    /// Waits until nothing lags behind.
    InStep,
}

/// The steps, none where all is done; else every reason why there can be no replica.
pub(super) fn plan(
    order: &Replicate,
    region: &Region,
    seen: &Seen,
) -> Result<Plan<Task>, Vec<Finding>> {
    let findings = findings(order, region, seen);
    if !findings.is_empty() {
        return Err(findings);
    }
    let to = order.to.to_string();
    let create = || Task::Create {
        region: to.clone(),
        alias: alias(order),
    };
    let ready = || Task::Ready { region: to.clone() };
    let replica = seen.replication.in_region(&to);
    let tasks = match replica.map(|replica| &replica.status) {
        None => vec![create(), ready(), Task::InStep],
        Some(ReplicaStatus::Complete) if seen.is_in_step => Vec::new(),
        Some(ReplicaStatus::Complete) => vec![Task::InStep],
        Some(_) => vec![ready(), Task::InStep],
    };
    Ok(Plan::new(chain(&to, tasks)).expect("one waits for the other"))
}

/// Each after the one before it.
fn chain(region: &str, tasks: Vec<Task>) -> Vec<Step<Task>> {
    let mut before = BTreeSet::new();
    let step = |task: Task| {
        let (aspect, lane) = match &task {
            Task::Create { .. } => (CREATE, "connect:ReplicateInstance"),
            Task::Ready { .. } => (READY, "connect:DescribeInstance"),
            Task::InStep => (IN_STEP, "connect:ListReplicationFindings"),
        };
        let id = StepId::new("replica", region, aspect);
        Step {
            needs: std::mem::replace(&mut before, BTreeSet::from([id.clone()])),
            id,
            lane: Lane::new(lane),
            stage: 0,
            action: task,
        }
    };
    tasks.into_iter().map(step).collect()
}

fn alias(order: &Replicate) -> String {
    let (instance, to) = (order.instance.as_str(), order.to.as_str());
    let given = order.replica_alias.as_ref().map(ToString::to_string);
    given.unwrap_or_else(|| default_alias(instance, to))
}

fn findings(order: &Replicate, region: &Region, seen: &Seen) -> Vec<Finding> {
    let to = order.to.as_str();
    let mut found: Vec<_> = pair_finding(region, &order.to).into_iter().collect();
    found.extend(unfit_instance(seen));
    if seen.replication.in_region(to).is_some() {
        found.extend(unfit_replica(order, seen));
    } else {
        found.extend(replicated_otherwise(region, seen));
        found.extend(unfit_alias(order, seen));
    }
    found
}

fn unfit_instance(seen: &Seen) -> Vec<Finding> {
    let (name, record) = (&seen.instance.name, &seen.record);
    let mut found = Vec::new();
    if record.identity_management != "SAML" {
        let identity = &record.identity_management;
        let message = format!("{name} is of {identity}; AWS replicates instances of SAML alone");
        let remedy = "AWS changes it for no instance: make one with identity_management SAML";
        found.push(Finding::of_the_world("identity-not-saml", message, remedy));
    }
    match &record.status {
        InstanceStatus::Active => {}
        InstanceStatus::InProgress => {
            let message = format!("{name} is not active yet");
            found.push(Finding::of_the_world(
                "instance-not-active",
                message,
                "wait until it is",
            ));
        }
        InstanceStatus::Failed(reason) => {
            let message = format!("{name} could not be made: {reason}");
            let remedy = "remove it, and make another";
            found.push(Finding::of_the_world(
                "instance-not-active",
                message,
                remedy,
            ));
        }
    }
    found
}

/// A replica that is there, but will not be of use.
fn unfit_replica(order: &Replicate, seen: &Seen) -> Option<Finding> {
    let (name, to) = (&seen.instance.name, order.to.as_str());
    match &seen.replication.in_region(to)?.status {
        ReplicaStatus::Complete | ReplicaStatus::InProgress => None,
        ReplicaStatus::Deleting => {
            let message = format!("the replica of {name} in {to} is being deleted");
            Some(Finding::of_the_world(
                "replica-going",
                message,
                "replicate it again when it is gone",
            ))
        }
        ReplicaStatus::Failed(reason) => {
            let message = format!("the replication of {name} to {to} failed: {reason}");
            let remedy = format!("delete the replica in {to}, then replicate it again");
            Some(Finding::of_the_world("replication-failed", message, remedy))
        }
    }
}

fn replicated_otherwise(region: &Region, seen: &Seen) -> Option<Finding> {
    let (name, replication) = (&seen.instance.name, &seen.replication);
    let source = replication.source.as_deref()?;
    if source != region.as_str() {
        let message = format!("{name} is a replica itself, of the instance in {source}");
        return Some(Finding::of_the_world(
            "is-a-replica",
            message,
            "leave it as it is",
        ));
    }
    let other = replication.replicas.first()?;
    let message = format!("{name} is replicated to {} already", other.region);
    let remedy = "AWS makes one replica of an instance";
    Some(Finding::of_the_world(
        "replicated-elsewhere",
        message,
        remedy,
    ))
}

/// That the alias is free in all of AWS only AWS knows.
fn unfit_alias(order: &Replicate, seen: &Seen) -> Option<Finding> {
    let alias = alias(order);
    if let Err(wrong) = Alias::new(alias.as_str()) {
        let message = format!("{alias} is no alias: {wrong}");
        return Some(Finding::of_the_world(
            "bad-replica-alias",
            message,
            "choose one for the replica",
        ));
    }
    let has_it = |named: &&connect_resources::Named| {
        named.name == alias && named.known.id != seen.instance.known.id
    };
    seen.far.iter().find(has_it).map(|other| {
        let message = format!(
            "the alias {alias} is taken in {}, by {}",
            order.to, other.known.id
        );
        Finding::of_the_world(
            "replica-alias-taken",
            message,
            "choose another for the replica",
        )
    })
}
