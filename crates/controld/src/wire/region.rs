//! Orders about Regions, and what comes of them.

use std::collections::BTreeMap;

use connect_model::Region;
use connect_resiliency::{Replicate, Shares, Shift, SignIn, Subject, Wanted};
use control_api::v1 as pb;
use tonic::Request;

use super::{
    center::{demand, open},
    field,
    job::count,
    reader::Reader,
    report,
    spec::Contents,
};
use crate::{
    jobs::{
        Demand, Distribution, GroupShift, GroupTraffic, Order, RegionalInstance, Replicated,
        Shifted, Traffic,
    },
    refusal::Refusal,
};

/// To replicate.
pub fn replicate(request: Request<pb::ReplicateContactCenterRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let instance = reader.required("alias", &body.alias, field::alias);
    let to = reader.required("to", &body.to, region);
    let replica_alias = reader.optional("replica_alias", &body.replica_alias, field::alias);
    let order = || {
        Some(Replicate {
            instance: instance?,
            to: to?,
            replica_alias: replica_alias?,
        })
    };
    let made = order().map(|order| (Order::ReplicateCenter(order), Contents::new()));
    let method = "ReplicateContactCenter";
    demand(reader, caller, method, body.validate_only, header, made)
}

/// To show.
pub fn traffic(request: Request<pb::GetTrafficRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let subject = subject(&mut reader, body.instance, body.group);
    let via = reader.optional("via", &body.via, region);
    let made = subject.zip(via);
    let made = made.map(|(subject, via)| (Order::GetTraffic { subject, via }, Contents::new()));
    demand(
        reader,
        caller,
        "GetTraffic",
        body.validate_only,
        header,
        made,
    )
}

/// To move.
pub fn shift(request: Request<pb::ShiftTrafficRequest>) -> Result<Demand, Refusal> {
    let (caller, mut body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(
        &body.target,
        &body.request_id,
        std::mem::take(&mut body.reason),
        std::mem::take(&mut body.labels),
    );
    let (instance, group) = (&mut body.instance, &mut body.group);
    let subject = subject(&mut reader, std::mem::take(instance), std::mem::take(group));
    let via = reader.optional("via", &body.via, region);
    let validate_only = body.validate_only;
    let wanted = wanted(&mut reader, body);
    let made = subject
        .zip(wanted)
        .zip(via)
        .map(|((subject, wanted), via)| {
            let shift = Shift { subject, wanted };
            (Order::ShiftTraffic { shift, via }, Contents::new())
        });
    demand(reader, caller, "ShiftTraffic", validate_only, header, made)
}

/// What was replicated, as callers see it.
pub(super) fn replicated(replicated: &Replicated) -> pb::ReplicateResult {
    pb::ReplicateResult {
        source: Some(side(&replicated.source)),
        replica: replicated.replica.as_ref().map(side),
        outcomes: replicated.outcomes.iter().map(report::outcome).collect(),
        changes: count(replicated.changes),
        unfollowed: replicated.unfollowed.clone(),
    }
}

/// Where traffic goes, as callers see it.
pub(super) fn traffic_result(traffic: &Traffic) -> pb::TrafficResult {
    pb::TrafficResult {
        via: traffic.via.clone(),
        groups: traffic.groups.iter().map(group).collect(),
        reads: count(traffic.reads),
    }
}

/// What was moved, as callers see it.
pub(super) fn shifted(shifted: &Shifted) -> pb::ShiftResult {
    let group = |shift: &GroupShift| pb::GroupShift {
        before: Some(group(&shift.before)),
        after: Some(distribution(&shift.after)),
    };
    pb::ShiftResult {
        via: shifted.via.clone(),
        groups: shifted.groups.iter().map(group).collect(),
        outcomes: shifted.outcomes.iter().map(report::outcome).collect(),
        changes: count(shifted.changes),
        notes: shifted.notes.clone(),
    }
}

pub(super) fn region(text: &str) -> Result<Region, String> {
    Region::new(text).map_err(|wrong| wrong.to_string())
}

fn subject(reader: &mut Reader, instance: String, group: String) -> Option<Subject> {
    if instance.is_empty() && group.is_empty() {
        reader.wrong("instance", "one of instance and group is required");
        return None;
    }
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    Some(Subject {
        instance: some(instance),
        group: some(group),
    })
}

fn wanted(reader: &mut Reader, body: pb::ShiftTrafficRequest) -> Option<Wanted> {
    let has_shares = body.telephony.is_some() || body.agents.is_some() || body.sign_in.is_some();
    if !body.from.is_empty() {
        if has_shares {
            reader.wrong("from", "does not go together with shares");
        }
        return Some(Wanted::Away(reader.required("from", &body.from, region)?));
    }
    if !has_shares {
        reader.wrong(
            "telephony",
            "one of telephony, agents, sign_in and from is required",
        );
        return None;
    }
    let telephony = shares(reader, "telephony", body.telephony);
    let agents = shares(reader, "agents", body.agents);
    let sign_in = match body.sign_in {
        None => Some(None),
        Some(sign_in) => all_wrong(reader, "sign_in", SignIn::new(sign_in.enabled)).map(Some),
    };
    Some(Wanted::Shares {
        telephony: telephony?,
        agents: agents?,
        sign_in: sign_in?,
    })
}

#[expect(
    clippy::option_option,
    reason = "wrong, absent and there are three things"
)]
fn shares(reader: &mut Reader, field: &str, shares: Option<pb::Shares>) -> Option<Option<Shares>> {
    let Some(shares) = shares else {
        return Some(None);
    };
    all_wrong(reader, field, Shares::new(shares.percent)).map(Some)
}

fn all_wrong<T>(reader: &mut Reader, field: &str, made: Result<T, Vec<String>>) -> Option<T> {
    match made {
        Ok(made) => Some(made),
        Err(wrong) => {
            for wrong in wrong {
                reader.wrong(field, wrong);
            }
            None
        }
    }
}

fn side(side: &RegionalInstance) -> pb::RegionalInstance {
    pb::RegionalInstance {
        region: side.region.clone(),
        id: side.id.clone(),
        arn: side.arn.clone(),
        alias: side.alias.clone(),
        status: side.status.clone(),
    }
}

fn group(group: &GroupTraffic) -> pb::GroupTraffic {
    pb::GroupTraffic {
        name: group.name.clone(),
        id: group.id.clone(),
        arn: group.arn.clone(),
        is_default: group.is_default,
        distribution: Some(distribution(&group.distribution)),
    }
}

fn distribution(distribution: &Distribution) -> pb::Distribution {
    let shares = |shares: &BTreeMap<String, u32>| pb::Shares {
        percent: shares
            .iter()
            .map(|(region, share)| (region.clone(), count(*share)))
            .collect(),
    };
    let places = |places: &BTreeMap<String, bool>| pb::SignIn {
        enabled: places.clone(),
    };
    pb::Distribution {
        telephony: distribution.telephony.as_ref().map(shares),
        agents: distribution.agents.as_ref().map(shares),
        sign_in: distribution.sign_in.as_ref().map(places),
    }
}
