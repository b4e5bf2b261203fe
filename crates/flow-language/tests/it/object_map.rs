//! `FLOW_OBJECT_MAPS#`: filled, refused with all reasons, emptied again.

use flow_language::{Document, MapProblem, OBJECT_MAP, Target};
use serde_json::{Value, json};

fn flow(reads: &[&str], sets: &[&str]) -> Document {
    let map = |id: &str, next: &str, names: &[&str]| {
        let attributes: serde_json::Map<String, Value> = names
            .iter()
            .map(|name| ((*name).to_owned(), json!({"Value": "x"})))
            .collect();
        json!({"Identifier": id, "Type": "UpdateFlowAttributes",
               "Parameters": {"FlowAttributes": attributes},
               "Transitions": {"NextAction": next, "Errors": [{"NextAction": "end", "ErrorType": "NoMatchingError"}], "Conditions": []}})
    };
    let mut actions = vec![
        map(OBJECT_MAP, "own", &["stale"]),
        map("own", "q0", sets),
        json!({"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}),
    ];
    for (n, name) in reads.iter().enumerate() {
        let next = if n + 1 == reads.len() {
            "end".to_owned()
        } else {
            format!("q{}", n + 1)
        };
        actions.push(
            json!({"Identifier": format!("q{n}"), "Type": "UpdateContactTargetQueue",
            "Parameters": {"QueueId": format!("$.FlowAttributes.{name}")},
            "Transitions": {"NextAction": next, "Errors": [], "Conditions": []}}),
        );
    }
    let content = json!({"Version": "2019-10-30", "StartAction": OBJECT_MAP, "Metadata": {}, "Actions": actions});
    Document::parse(&content.to_string()).unwrap()
}

fn arn(name: &str) -> Vec<Target> {
    vec![Target {
        kind: "queue".to_owned(),
        arn: format!("arn:aws:connect:eu-west-2:111111111111:instance/i/queue/{name}"),
    }]
}

#[test]
fn each_name_that_the_flow_reads_gets_its_arn_and_the_rest_goes() {
    let document = flow(&["Sales", "2nd Line & more"], &[]);
    let filled = document.with_object_map(&arn).unwrap();
    let attributes = filled
        .content()
        .pointer("/Actions/0/Parameters/FlowAttributes")
        .unwrap();
    let names: Vec<_> = attributes.as_object().unwrap().keys().collect();
    assert_eq!(names, ["2nd Line & more", "Sales"]);
    assert_eq!(attributes["Sales"]["Value"], arn("Sales")[0].arn);
    assert_eq!(filled.without_object_map(), document.without_object_map());
    assert_eq!(
        filled.with_object_map(&arn).unwrap(),
        filled,
        "filling again changes nothing"
    );
}

#[test]
fn every_name_that_cannot_be_filled_is_told() {
    let document = flow(&["Gone", "Both", "Mine", "Twice"], &["Mine", "Both"]);
    let lookup = |name: &str| match name {
        "Both" => arn(name),
        "Twice" => [arn("a"), arn("b")].concat(),
        _ => Vec::new(),
    };
    let problems = document.with_object_map(&lookup).unwrap_err();
    let expected = [
        MapProblem::SetTwice {
            name: "Both".into(),
            action: "own".into(),
        },
        MapProblem::Unknown {
            name: "Gone".into(),
        },
        MapProblem::Ambiguous {
            name: "Twice".into(),
            kinds: vec!["queue".into(), "queue".into()],
        },
    ];
    assert_eq!(problems, expected);
}

#[test]
fn a_flow_without_the_block_is_left_as_it_is() {
    let text = flow(&["Gone"], &[])
        .to_json()
        .replace(OBJECT_MAP, "Attributes");
    let document = Document::parse(&text).unwrap();
    assert_eq!(document.with_object_map(&arn).unwrap(), document);
    assert!(document.object_names().is_empty());
}

#[test]
fn a_map_that_is_too_large_for_one_block_goes_into_several() {
    let names: Vec<String> = (0..150)
        .map(|n| format!("{n:03}{}", "n".repeat(60)))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let document = flow(&names, &[]);
    let filled = document.with_object_map(&arn).unwrap();
    let blocks: Vec<_> = filled
        .actions()
        .filter(|action| action.identifier().starts_with(OBJECT_MAP))
        .collect();
    assert_eq!(blocks.len(), 2);
    let graph = filled.graph();
    assert!(graph.reachable().into_iter().all(|reached| reached));
    assert_eq!(filled.without_object_map(), document.without_object_map());

    let names: Vec<String> = (0..400)
        .map(|n| format!("{n:03}{}", "n".repeat(60)))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let problems = flow(&names, &[]).with_object_map(&arn).unwrap_err();
    assert!(matches!(problems[..], [MapProblem::TooLarge { .. }]));
}
