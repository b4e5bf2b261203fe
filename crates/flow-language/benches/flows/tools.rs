//! What people do with flows at their desk: check, compare, try.

use std::{hint::black_box, path::Path};

use flow_language::{
    Document, FlowType, Role,
    bundle::ItemName,
    diff, lint,
    walk::{self, Contact, FlowSet, Limits},
};
use serde_json::{Value, json};

use crate::{inventory::documents, stopwatch::ms};

const ROUNDS: usize = 7;

pub(crate) fn measure(folder: &Path) -> Value {
    let documents = documents(folder);
    let sets: Vec<_> = documents.iter().map(alone).collect();
    let (mut lint_ms, mut diff_ms, mut walk_us) = (Vec::new(), Vec::new(), Vec::new());
    let (mut findings, mut steps) = (0, 0);
    for _ in 0..ROUNDS {
        let (time, found) = ms(|| documents.iter().map(check).sum::<usize>());
        findings = found;
        lint_ms.push(time);
        diff_ms.push(ms(|| documents.iter().for_each(compare)).0);
        let (time, walked) = ms(|| sets.iter().map(walked).sum::<usize>());
        steps = walked;
        #[expect(clippy::cast_precision_loss, reason = "some thousands of steps")]
        walk_us.push(time * 1_000.0 / steps as f64);
    }
    json!({
        "flows": documents.len(), "findings": findings, "steps": steps,
        "lint_ms": lint_ms, "diff_ms": diff_ms, "walk_us": walk_us,
    })
}

fn role(document: &Document) -> Role {
    document
        .role_hint()
        .unwrap_or(Role::Flow(FlowType::ContactFlow))
}

fn check(document: &Document) -> usize {
    lint::flow(document, role(document), &lint::Context::default()).len()
}

/// With itself, but for its last action.
fn compare(document: &Document) {
    let mut content = document.content().clone();
    let actions = content["Actions"].as_array_mut().unwrap();
    actions.pop();
    let changed = Document::parse(&content.to_string()).unwrap();
    black_box(diff::documents(
        document,
        &changed,
        diff::Options::default(),
    ));
}

/// A contact that presses nothing; how many steps it took.
fn walked((set, name): &(FlowSet, ItemName)) -> usize {
    let walk = walk::walk(set, name, &Contact::default(), &Limits::default());
    walk.steps.len()
}

/// The document as the only one of a set.
fn alone(document: &Document) -> (FlowSet, ItemName) {
    let name = ItemName {
        role: role(document),
        name: "flow".to_owned(),
    };
    let mut set = FlowSet::new();
    set.insert(name.clone(), document.clone());
    (set, name)
}
