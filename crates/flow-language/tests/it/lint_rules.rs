//! For each rule one flow that breaks it and one that does not.

mod flows;
mod modules;
mod references;
mod structure;
mod values;

use std::collections::BTreeSet;

use flow_language::{
    Document, FlowType, Role,
    lint::{self, Context, Finding, RULES, Severity},
};
use serde_json::{Value, json};

use self::flows::{INBOUND, Row, action, content, text, transfer};

fn found(flow: &Value, role: Role, context: &Context) -> Vec<Finding> {
    let document = Document::parse(&flow.to_string()).unwrap();
    lint::flow(&document, role, context)
}

fn table() -> Vec<Row> {
    let parts = [
        structure::structure,
        structure::ways,
        structure::outcomes,
        structure::types,
        references::queues,
        references::call_backs,
        references::references,
        references::unset,
        values::values,
        values::prompts,
        values::data,
        modules::privacy,
        modules::modules,
    ];
    parts.into_iter().flat_map(|part| part()).collect()
}

#[test]
fn each_rule_finds_what_breaks_it_and_leaves_the_rest_alone() {
    for row in table() {
        let codes = |content: &Value| {
            let all = found(content, row.role, &row.context);
            all.into_iter()
                .map(|finding| finding.code)
                .collect::<BTreeSet<_>>()
        };
        assert!(
            codes(&row.bad).contains(row.code),
            "{}: {:?}",
            row.code,
            codes(&row.bad)
        );
        assert!(
            !codes(&row.good).contains(row.code),
            "{}: found in the good one",
            row.code
        );
    }
}

#[test]
fn each_rule_for_one_document_stands_in_the_table() {
    let tested: BTreeSet<&str> = table().iter().map(|row| row.code).collect();
    let of_several = ["flow-ring", "unused-module"];
    let all = RULES.iter().map(|rule| rule.code);
    let missing: Vec<&str> = all
        .filter(|code| !tested.contains(code) && !of_several.contains(code))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

/// Findings point into the document and have all that people need to act.
#[test]
fn each_finding_points_at_something() {
    for row in table() {
        let document = Document::parse(&row.bad.to_string()).unwrap();
        for finding in found(&row.bad, row.role, &row.context) {
            let parent = finding
                .path
                .rsplit_once('/')
                .map_or("", |(parent, _)| parent);
            assert!(document.content().pointer(parent).is_some(), "{finding:?}");
            assert!(!finding.message.is_empty() && !finding.remedy.is_empty());
            assert!(
                !finding.message.ends_with('.') && !finding.remedy.ends_with('.'),
                "{finding:?}"
            );
        }
    }
}

#[test]
fn severities_are_milder_where_the_document_may_not_be_the_whole_story() {
    let alone = content(&[transfer()]);
    let all = found(&alone, INBOUND, &Context::default());
    let queue = all
        .iter()
        .find(|finding| finding.code == "queue-not-set")
        .unwrap();
    assert_eq!(queue.severity, Severity::Note);
    let follows = Context {
        follows_another: true,
        ..Context::default()
    };
    let all = found(&alone, INBOUND, &follows);
    assert!(
        all.iter().all(|finding| finding.code != "queue-not-set"),
        "{all:?}"
    );

    let external = content(&[text("$.External.place")]);
    let all = found(&external, INBOUND, &Context::default());
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(
        (all[0].code, all[0].severity),
        ("external-without-lambda", Severity::Note)
    );
}

#[test]
fn waiting_in_a_queue_may_go_round_for_ever() {
    let music = action(
        "a",
        "MessageParticipantIteratively",
        json!({"Messages": [{"Text": "x"}]}),
        &["a"],
    );
    let flow = json!({"Version": "2019-10-30", "StartAction": "a", "Actions": [music]});
    let in_queue = found(
        &flow,
        Role::Flow(FlowType::CustomerQueue),
        &Context::default(),
    );
    assert_eq!(in_queue, []);
    let inbound = found(&flow, INBOUND, &Context::default());
    assert!(inbound.iter().any(|finding| finding.code == "endless-loop"));
}
