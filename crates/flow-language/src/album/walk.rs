//! The ways of contacts, on the pictures of the flows that they went through.

use super::Picture;
use crate::{
    bundle::{ItemName, Paths},
    draw,
    walk::{CaseResult, Coverage, FlowSet, Walk, coverages},
};

/// The flows that a contact went through, in the order in which it came to them, with its way.
pub fn of_walk(set: &FlowSet, walk: &Walk) -> Vec<Picture> {
    let mut flows: Vec<(&ItemName, Vec<String>, Vec<String>)> = Vec::new();
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
    let picture = |(flow, path, lines): (&ItemName, Vec<String>, Vec<String>)| {
        let options = draw::Options {
            path: &path,
            ..draw::Options::default()
        };
        let svg = draw::svg(set.get(flow)?, &options);
        Some(Picture::of(flow, svg, lines, &mut paths))
    };
    flows.into_iter().filter_map(picture).collect()
}

/// The flows that contacts of test cases went through, with how many took each branch, and what none
/// has tried.
pub fn of_cases(set: &FlowSet, results: &[CaseResult]) -> Vec<Picture> {
    let mut paths = Paths::default();
    let picture = |(flow, coverage): (ItemName, Coverage)| {
        let counts = counts(&flow, results);
        let options = draw::Options {
            counts: &counts,
            ..draw::Options::default()
        };
        let untried = coverage.untaken.iter();
        let lines = untried.map(|branch| format!("untried: {} → {}", branch.label, branch.branch));
        let svg = draw::svg(set.get(&flow)?, &options);
        Some(Picture::of(&flow, svg, lines.collect(), &mut paths))
    };
    coverages(results, set)
        .into_iter()
        .filter_map(picture)
        .collect()
}

/// How often each branch of a flow was taken.
fn counts(flow: &ItemName, results: &[CaseResult]) -> Vec<draw::Count> {
    let steps = results.iter().flat_map(|result| &result.walk.steps);
    let here = steps.filter(|step| step.flow == *flow);
    draw::Count::tally(here.filter_map(|step| {
        let branch = step.branch.as_ref()?;
        Some((step.identifier.as_str(), branch.pointer.as_str()))
    }))
}
