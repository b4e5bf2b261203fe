//! Running test cases, and saying where a walk departed from what was expected.

use std::{
    collections::BTreeMap,
    fmt::{self, Write as _},
};

use serde::Serialize;

use crate::{
    bundle::ItemName,
    walk::{
        Limits,
        case::{Case, CaseFile, Expectation},
        coverage::Coverage,
        flow_set::FlowSet,
        trail::{End, EndKind, Step, Walk},
        walk,
    },
};

/// What became of a test case.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseResult {
    /// The case's name.
    pub name: String,
    /// The flow at which it started.
    pub flow: String,
    /// Where the walk departed from the expectation; empty if it did not.
    pub departures: Vec<Departure>,
    /// The walk itself.
    pub walk: Walk,
}

/// One point in which a walk is not what was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Departure {
    /// The number of the step, from 1, if one step is to blame.
    pub step: Option<usize>,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub came: String,
}

/// Runs the cases of a file against a set.
///
/// A case whose flow the set does not have fails with a walk that has no steps.
pub fn run(file: &CaseFile, set: &FlowSet) -> Vec<CaseResult> {
    let start = file.flow.find(set);
    let run_one = |case: &Case| match &start {
        Some(start) => judged(case, start, set),
        None => homeless(case, file),
    };
    file.cases.iter().map(run_one).collect()
}

fn judged(case: &Case, start: &ItemName, set: &FlowSet) -> CaseResult {
    let walk = walk(set, start, &case.contact, &Limits::default());
    CaseResult {
        name: case.name.clone(),
        flow: start.name.clone(),
        departures: departures(&case.expect, &walk),
        walk,
    }
}

fn homeless(case: &Case, file: &CaseFile) -> CaseResult {
    let flow = file.flow.to_string();
    let detail = format!("there is no {flow} in the set");
    let departure = Departure {
        step: None,
        expected: format!("flow {flow}"),
        came: detail.clone(),
    };
    let mut walk = walk(
        &FlowSet::new(),
        &ItemName::module(&*flow),
        &case.contact,
        &Limits::default(),
    );
    walk.end = End {
        kind: EndKind::DeadEnd,
        detail,
    };
    CaseResult {
        name: case.name.clone(),
        flow,
        departures: vec![departure],
        walk,
    }
}

fn departures(expect: &Expectation, walk: &Walk) -> Vec<Departure> {
    let mut found = Vec::new();
    found.extend(path(expect, walk));
    found.extend(visits(expect, walk));
    found.extend(avoids(expect, walk));
    found.extend(end(expect, walk));
    found.extend(queue(expect, walk));
    found.extend(prompts(expect, walk));
    found.extend(values("attribute", &expect.attributes, &walk.attributes));
    let flow_attributes = &expect.flow_attributes;
    found.extend(values(
        "flow attribute",
        flow_attributes,
        &walk.flow_attributes,
    ));
    found
}

fn path(expect: &Expectation, walk: &Walk) -> Option<Departure> {
    if expect.exact {
        return exact(&expect.path, walk);
    }
    let mut at = 0;
    for wanted in &expect.path {
        let found = walk.steps[at..].iter().position(|step| is(step, wanted));
        match found {
            Some(found) => at += found + 1,
            None => return Some(missing(wanted, at, walk)),
        }
    }
    None
}

/// The departure is told at the step after the last one that was as expected.
fn missing(wanted: &str, at: usize, walk: &Walk) -> Departure {
    let came = match walk.steps.get(at) {
        Some(step) => format!("{}: {}", step.label, step.what),
        None => format!("the end, {}", walk.end),
    };
    Departure {
        step: Some(at + 1),
        expected: format!("block {wanted}"),
        came,
    }
}

fn exact(path: &[String], walk: &Walk) -> Option<Departure> {
    let same = path
        .iter()
        .zip(&walk.steps)
        .take_while(|(wanted, step)| is(step, wanted))
        .count();
    match path.get(same) {
        Some(wanted) => Some(missing(wanted, same, walk)),
        None => walk.steps.get(same).map(|step| Departure {
            step: Some(same + 1),
            expected: "the end".to_owned(),
            came: format!("{}: {}", step.label, step.what),
        }),
    }
}

fn visits<'w>(expect: &'w Expectation, walk: &'w Walk) -> impl Iterator<Item = Departure> + 'w {
    let absent = |wanted: &&String| !walk.steps.iter().any(|step| is(step, wanted));
    expect.visits.iter().filter(absent).map(|wanted| Departure {
        step: None,
        expected: format!("a visit of block {wanted}"),
        came: format!("none; the walk ends {}", walk.end),
    })
}

fn avoids<'w>(expect: &'w Expectation, walk: &'w Walk) -> impl Iterator<Item = Departure> + 'w {
    let met = |wanted: &String| {
        let step = walk.steps.iter().position(|step| is(step, wanted))?;
        Some(Departure {
            step: Some(step + 1),
            expected: format!("no visit of block {wanted}"),
            came: walk.steps[step].what.clone(),
        })
    };
    expect.avoids.iter().filter_map(met)
}

fn end(expect: &Expectation, walk: &Walk) -> Option<Departure> {
    let wanted = expect.end.filter(|wanted| *wanted != walk.end.kind)?;
    Some(Departure {
        step: Some(walk.steps.len()),
        expected: format!("the end {wanted}"),
        came: walk.end.to_string(),
    })
}

fn queue(expect: &Expectation, walk: &Walk) -> Option<Departure> {
    let wanted = expect.queue.as_ref()?;
    (walk.queue.as_ref() != Some(wanted)).then(|| Departure {
        step: None,
        expected: format!("queue {wanted}"),
        came: walk.queue.clone().unwrap_or_else(|| "no queue".to_owned()),
    })
}

fn prompts(expect: &Expectation, walk: &Walk) -> Option<Departure> {
    let mut said = walk.prompts.iter();
    let missing = expect
        .prompts
        .iter()
        .find(|wanted| !said.any(|said| sounds(said, wanted)))?;
    let all: Vec<String> = walk
        .prompts
        .iter()
        .map(|said| format!("“{said}”"))
        .collect();
    Some(Departure {
        step: None,
        expected: format!("prompt “{missing}”"),
        came: format!("prompts {}", all.join(", ")),
    })
}

fn sounds(said: &str, wanted: &str) -> bool {
    match wanted.strip_suffix('…') {
        Some(start) => said.starts_with(start.trim_end()),
        None => said == wanted,
    }
}

fn values<'w>(
    what: &'w str,
    expect: &'w BTreeMap<String, String>,
    came: &'w BTreeMap<String, String>,
) -> impl Iterator<Item = Departure> + 'w {
    let differs = move |(name, wanted): (&'w String, &'w String)| {
        let value = came.get(name);
        (value != Some(wanted)).then(|| Departure {
            step: None,
            expected: format!("{what} {name} = {wanted}"),
            came: value.map_or_else(|| "not set".to_owned(), Clone::clone),
        })
    };
    expect.iter().filter_map(differs)
}

fn is(step: &Step, name: &str) -> bool {
    step.label == name || step.identifier == name
}

impl fmt::Display for Departure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(step) = self.step {
            write!(f, "step {step}: ")?;
        }
        write!(f, "expected {}, came {}", self.expected, self.came)
    }
}

/// The results for people: a line per case, the departures, and what no case has tried of the flows that
/// they came to.
pub fn render_results(results: &[CaseResult], covered: &[(ItemName, Coverage)]) -> String {
    let mut text = String::new();
    for result in results {
        let word = if result.departures.is_empty() {
            "ok  "
        } else {
            "FAIL"
        };
        let _ = writeln!(text, "{word} {}: {}", result.flow, result.name);
        for departure in &result.departures {
            let _ = writeln!(text, "     {departure}");
        }
    }
    let failed = results
        .iter()
        .filter(|result| !result.departures.is_empty());
    let _ = writeln!(text, "{} cases, {} failed", results.len(), failed.count());
    text.push_str(&untried(covered));
    text
}

fn untried(covered: &[(ItemName, Coverage)]) -> String {
    let mut text = String::new();
    for (name, found) in covered {
        let _ = writeln!(
            text,
            "{}: {} of {} blocks, {} of {} branches",
            name.name,
            found.blocks - found.unvisited.len(),
            found.blocks,
            found.branches - found.untaken.len(),
            found.branches
        );
        for branch in &found.untaken {
            let _ = writeln!(text, "  untried: {} → {}", branch.label, branch.branch);
        }
    }
    text
}
