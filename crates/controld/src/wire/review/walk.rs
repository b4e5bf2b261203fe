//! The ways of contacts.

use control_api::v1 as pb;
use flow_language::{
    bundle::ItemName,
    walk::{CaseResult, Coverage, Departure, Step, UnknownPath, UntakenBranch, Walk},
};

use super::{item, many, picture::pictures};
use crate::review::Tried;

/// What became of contacts.
pub fn tried(tried: &Tried) -> pb::TryFlowsResponse {
    let failed = tried
        .results
        .iter()
        .filter(|result| !result.departures.is_empty());
    pb::TryFlowsResponse {
        walk: tried.walk.as_ref().map(walk),
        failed: many(failed.count()),
        cases: tried.results.iter().map(case).collect(),
        coverage: tried.coverage.iter().map(coverage).collect(),
        text: tried.text.clone(),
        junit: tried.junit.clone().unwrap_or_default(),
        pictures: pictures(&tried.pictures),
    }
}

fn walk(walk: &Walk) -> pb::FlowWalk {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    pb::FlowWalk {
        start: Some(item(&walk.start)),
        steps: walk.steps.iter().map(step).collect(),
        prompts: walk.prompts.clone(),
        attributes: walk.attributes.clone().into_iter().collect(),
        flow_attributes: walk.flow_attributes.clone().into_iter().collect(),
        contact_data: walk.contact_data.clone().into_iter().collect(),
        queue: text(&walk.queue),
        event_hooks: walk.event_hooks.clone().into_iter().collect(),
        recording: text(&walk.recording),
        logging: text(&walk.logging),
        unknown_paths: walk.unknown_paths.iter().map(unknown).collect(),
        end: walk.end.kind.to_string(),
        end_detail: walk.end.detail.clone(),
    }
}

fn step(step: &Step) -> pb::FlowStep {
    let taken = step.branch.as_ref();
    pb::FlowStep {
        flow: Some(item(&step.flow)),
        block: Some(pb::FlowBlock {
            identifier: step.identifier.clone(),
            label: step.label.clone(),
            r#type: step.action_type.clone(),
        }),
        what: step.what.clone(),
        branch: taken.map_or_else(String::new, |taken| taken.name.clone()),
        pointer: taken.map_or_else(String::new, |taken| taken.pointer.clone()),
        assumed: step.assumed,
    }
}

fn unknown(unknown: &UnknownPath) -> pb::FlowUnknownPath {
    pb::FlowUnknownPath {
        flow: Some(item(&unknown.flow)),
        identifier: unknown.identifier.clone(),
        path: unknown.path.clone(),
    }
}

fn case(result: &CaseResult) -> pb::FlowCase {
    pb::FlowCase {
        name: result.name.clone(),
        flow: result.flow.clone(),
        departures: result.departures.iter().map(departure).collect(),
        walk: Some(walk(&result.walk)),
    }
}

fn departure(departure: &Departure) -> pb::FlowDeparture {
    pb::FlowDeparture {
        step: many(departure.step.unwrap_or_default()),
        expected: departure.expected.clone(),
        came: departure.came.clone(),
    }
}

fn coverage((name, coverage): &(ItemName, Coverage)) -> pb::FlowCoverage {
    let untaken = |branch: &UntakenBranch| pb::FlowUntaken {
        identifier: branch.identifier.clone(),
        label: branch.label.clone(),
        branch: branch.branch.clone(),
    };
    pb::FlowCoverage {
        flow: Some(item(name)),
        blocks: many(coverage.blocks),
        branches: many(coverage.branches),
        unvisited: coverage.unvisited.clone(),
        untaken: coverage.untaken.iter().map(untaken).collect(),
    }
}
