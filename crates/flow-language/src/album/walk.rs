//! The ways of contacts, on the pictures of the flows that they went through.

use std::collections::BTreeMap;

use super::Picture;
use crate::{
    bundle::{ItemName, Paths},
    draw,
    walk::{CaseResult, FlowName, FlowSet, Walk, coverage, place_of},
};

/// The flows that a contact went through, in the order in which it came to them, with its way.
pub fn of_walk(set: &FlowSet, walk: &Walk) -> Vec<Picture> {
    let mut flows: Vec<(&FlowName, Vec<String>, Vec<String>)> = Vec::new();
    for (number, step) in walk.steps.iter().enumerate() {
        let at = flows.iter().position(|(flow, ..)| **flow == step.flow);
        let at = at.unwrap_or_else(|| {
            flows.push((&step.flow, Vec::new(), Vec::new()));
            flows.len() - 1
        });
        flows[at].1.push(step.identifier.clone());
        flows[at].2.push(format!("{:>4}  {step}", number + 1));
    }
    let last = walk.steps.last().map(|step| &step.flow);
    if let Some((_, _, lines)) = flows.iter_mut().find(|(flow, ..)| Some(*flow) == last) {
        lines.push(format!("      {}", walk.end));
    }
    let mut paths = Paths::default();
    let picture = |(flow, path, lines): (&FlowName, Vec<String>, Vec<String>)| {
        let options = draw::Options {
            path: &path,
            ..draw::Options::default()
        };
        Some(one(
            flow,
            draw::svg(set.get(flow)?, &options),
            lines,
            &mut paths,
        ))
    };
    flows.into_iter().filter_map(picture).collect()
}

/// The flows that contacts of test cases went through, with how many took each branch, and what none
/// has tried.
pub fn of_cases(set: &FlowSet, results: &[CaseResult]) -> Vec<Picture> {
    let walks: Vec<Walk> = results.iter().map(|result| result.walk.clone()).collect();
    let mut paths = Paths::default();
    let visited = |flow: &&FlowName| {
        let mut steps = walks.iter().flat_map(|walk| &walk.steps);
        steps.any(|step| step.flow == **flow)
    };
    let picture = |flow: &FlowName| {
        let document = set.get(flow)?;
        let counts = counts(flow, &walks);
        let options = draw::Options {
            counts: &counts,
            ..draw::Options::default()
        };
        let untried = coverage(flow, document, &walks).untaken.into_iter();
        let lines = untried.map(|branch| format!("untried: {} → {}", branch.label, branch.branch));
        Some(one(
            flow,
            draw::svg(document, &options),
            lines.collect(),
            &mut paths,
        ))
    };
    set.names().filter(visited).filter_map(picture).collect()
}

/// How often each branch of a flow was taken.
fn counts(flow: &FlowName, walks: &[Walk]) -> Vec<draw::Count> {
    let mut taken: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    let steps = walks.iter().flat_map(|walk| &walk.steps);
    for step in steps.filter(|step| step.flow == *flow) {
        if let Some(branch) = &step.branch {
            *taken
                .entry((&step.identifier, &branch.pointer))
                .or_default() += 1;
        }
    }
    let count = |((action, pointer), count): ((&str, &str), u64)| {
        Some(draw::Count {
            action: action.to_owned(),
            branch: place_of(pointer)?,
            count,
        })
    };
    taken.into_iter().filter_map(count).collect()
}

pub(super) fn one(flow: &FlowName, svg: String, lines: Vec<String>, paths: &mut Paths) -> Picture {
    let item = ItemName::from(flow);
    Picture {
        file: paths.of(&item),
        item,
        version: "",
        svg,
        lines,
    }
}
