//! Orders about releases of flows, and what comes of them.

use std::collections::BTreeSet;

use control_api::v1 as pb;
use flow_port::{Deploy, Selection};
use tonic::Request;

use super::{
    center::{demand, open},
    field, flow,
    job::count,
    reader::Reader,
    region, report,
};
use crate::{
    jobs::{
        BackWish, Demand, FlowsReleased, Order, ReleaseBack, ReleaseStop, StopFate, StopOutcome,
    },
    refusal::Refusal,
};

/// Most stops of one release.
const STOPS_MAX: usize = 20;

/// To release. The job is filed under the target of the first stop.
pub fn release(request: Request<pb::ReleaseFlowsRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let bundle = flow::bundle(&mut reader, "bundle", body.bundle);
    let how = Deploy {
        selection: Selection {
            only: body.only.into_iter().collect(),
            without: body.without.into_iter().collect(),
        },
        version: body.version,
        alias: Some(body.version_alias).filter(|alias| !alias.is_empty()),
        ..Deploy::default()
    };
    let first = body.stops.first().map(|stop| stop.target.clone());
    let first = first.unwrap_or_default();
    let stops = stops(&mut reader, body.stops, &how);
    let header = reader.header_of(&first, &body.request_id, body.reason, body.labels);
    let made = stops.zip(bundle).map(|(stops, (bundle, contents))| {
        let order = Order::ReleaseFlows {
            bundle,
            stops,
            look: body.look,
        };
        (order, contents)
    });
    let method = "ReleaseFlows";
    demand(reader, caller, method, body.validate_only, header, made)
}

/// To go the way back.
pub fn roll_back(request: Request<pb::RollBackReleaseRequest>) -> Result<BackWish, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let release = reader.required("release", &body.release, field::job_name);
    let request_id = reader.request_id(&body.request_id);
    let reason = reader.reason(body.reason);
    let labels = reader.labels(body.labels);
    let overwrite = flow::overwrite(body.overwrite);
    let wish = || {
        Some(BackWish {
            request_id: request_id?,
            validate_only: body.validate_only,
            labels: labels?,
            reason: reason?,
            caller,
            release: release?,
            overwrite,
        })
    };
    let wish = wish();
    reader.finish(wish)
}

/// What was released, as callers see it.
pub(super) fn released(released: &FlowsReleased) -> pb::ReleaseFlowsResult {
    pb::ReleaseFlowsResult {
        bundle: flow::named(&released.bundle),
        stops: released.stops.iter().map(outcome).collect(),
    }
}

/// What was put back, as callers see it.
pub(super) fn returned(back: &ReleaseBack) -> pb::RollBackReleaseResult {
    pb::RollBackReleaseResult {
        stops: back.stops.iter().map(outcome).collect(),
    }
}

fn outcome(stop: &StopOutcome) -> pb::FlowStopResult {
    use pb::flow_stop_result::Fate;
    let fate = match stop.fate {
        StopFate::Looked => Fate::Looked,
        StopFate::Done => Fate::Done,
        StopFate::Refused => Fate::Refused,
        StopFate::HalfDone => Fate::HalfDone,
        StopFate::Failed => Fate::Failed,
        StopFate::NeedsAttention => Fate::NeedsAttention,
        StopFate::Cancelled => Fate::Cancelled,
        StopFate::NotBegun => Fate::NotBegun,
    };
    pb::FlowStopResult {
        target: format!("targets/{}", stop.target),
        alias: stop.alias.to_string(),
        fate: fate.into(),
        references: stop.references.iter().map(flow::references).collect(),
        outcomes: stop.outcomes.iter().map(report::outcome).collect(),
        changes: count(stop.changes),
        before: flow::before(stop.before),
        steps: stop.steps.clone(),
        findings: stop.findings.iter().map(report::finding).collect(),
        notes: stop.notes.clone(),
    }
}

fn stops(reader: &mut Reader, stops: Vec<pb::FlowStop>, how: &Deploy) -> Option<Vec<ReleaseStop>> {
    if !(1..=STOPS_MAX).contains(&stops.len()) {
        reader.wrong("stops", format!("expected 1 to {STOPS_MAX} stops"));
        return None;
    }
    let (mut taken, mut all) = (BTreeSet::new(), Some(Vec::new()));
    for (n, stop) in stops.into_iter().enumerate() {
        let field = format!("stops[{n}]");
        let stop = self::stop(reader, &field, stop, how);
        if let Some(stop) = &stop
            && !taken.insert((stop.target.clone(), stop.alias.clone()))
        {
            reader.wrong(&field, "names the instance of a stop before");
        }
        all = all.zip(stop).map(|(mut all, stop)| {
            all.push(stop);
            all
        });
    }
    all
}

fn stop(reader: &mut Reader, at: &str, stop: pb::FlowStop, how: &Deploy) -> Option<ReleaseStop> {
    let target = reader.required(&format!("{at}.target"), &stop.target, field::target_name);
    let alias = reader.required(&format!("{at}.alias"), &stop.alias, field::alias);
    let mapping = flow::mapping(reader, &format!("{at}.mapping"), stop.mapping);
    let to = format!("{at}.replicated_to");
    let replicated_to = reader.optional(&to, &stop.replicated_to, region::region);
    Some(ReleaseStop {
        target: target?,
        alias: alias?,
        deploy: Deploy {
            mapping: mapping?,
            overwrite: flow::overwrite(stop.overwrite),
            ..how.clone()
        },
        replicated_to: replicated_to?,
    })
}
