//! Which action of the old document is which of the new one.

use std::collections::HashMap;

use serde_json::Value;

use crate::{canonical, graph::Graph};

pub(crate) type Partners = Vec<Option<usize>>;

/// Partners by identifier; then, among the rest, by type, parameters and neighbours; last by type
/// and parameters alone where these occur once on each side.
pub(crate) fn partners(old: &Graph<'_>, new: &Graph<'_>) -> (Partners, Partners) {
    let mut forth = vec![None; old.actions().len()];
    let mut back = vec![None; new.actions().len()];
    for (at, action) in old.actions().iter().enumerate() {
        let same = new.find(action.identifier());
        if let Some(other) = same.filter(|other| back[*other].is_none()) {
            (forth[at], back[other]) = (Some(other), Some(at));
        }
    }
    let looks = (looks(old), looks(new));
    // A match makes neighbours alike that were not before, so this goes on while it helps.
    loop {
        let colours = (
            neighbourly(old, &looks.0, &forth, |_, partner| partner),
            neighbourly(new, &looks.1, &back, |at, _| at),
        );
        let found = pair(&colours.0, &colours.1, &mut forth, &mut back, usize::MAX)
            + pair(&looks.0, &looks.1, &mut forth, &mut back, 1);
        if found == 0 {
            return (forth, back);
        }
    }
}

/// Type and parameters of each action as one text.
fn looks(graph: &Graph<'_>) -> Vec<String> {
    let actions = graph.actions().iter();
    let look = actions.map(|action| {
        let parameters = action.parameters().unwrap_or(&Value::Null);
        format!("{} {}", action.action_type(), canonical::text(parameters))
    });
    look.collect()
}

/// Each action's own look with those of its neighbours. Matched ones count by who they are.
fn neighbourly(
    graph: &Graph<'_>,
    looks: &[String],
    partner: &[Option<usize>],
    shared: impl Fn(usize, usize) -> usize,
) -> Vec<String> {
    let who = |at: usize| {
        let matched = partner[at].map(|other| format!("#{}", shared(at, other)));
        matched.unwrap_or_else(|| looks[at].clone())
    };
    let mut around: Vec<Vec<String>> = vec![Vec::new(); looks.len()];
    for at in 0..looks.len() {
        for edge in graph.edges(at) {
            let label = edge.branch.label.unwrap_or_default();
            if let Some(to) = edge.to {
                if partner[at].is_none() {
                    around[at].push(format!("> {label} {}", who(to)));
                }
                if partner[to].is_none() {
                    around[to].push(format!("< {label} {}", who(at)));
                }
            }
        }
    }
    let joined = around.into_iter().enumerate().map(|(at, mut around)| {
        around.sort_unstable();
        format!("{}\n{}", looks[at], around.join("\n"))
    });
    joined.collect()
}

/// Matches what is left and looks the same, in document order, where both sides have equally many
/// and no more than `most`.
fn pair(
    old: &[String],
    new: &[String],
    forth: &mut Partners,
    back: &mut Partners,
    most: usize,
) -> usize {
    let group = |looks: &'_ [String], partner: &Partners| {
        let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, look) in looks.iter().enumerate() {
            if partner[at].is_none() {
                groups.entry(look.clone()).or_default().push(at);
            }
        }
        groups
    };
    let (left, right) = (group(old, forth), group(new, back));
    let mut found = 0;
    for (look, of_old) in left {
        let Some(of_new) = right.get(&look) else {
            continue;
        };
        if of_old.len() == of_new.len() && of_old.len() <= most {
            for (at, other) in of_old.into_iter().zip(of_new) {
                (forth[at], back[*other]) = (Some(*other), Some(at));
                found += 1;
            }
        }
    }
    found
}
