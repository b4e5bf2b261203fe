//! Logged contacts through two versions.

#![allow(
    clippy::needless_pass_by_value,
    reason = "`json!` reads better where it is handed over"
)]

use expect_test::expect;
use flow_language::walk::{
    FlowSet,
    recording::{EventRow, read_events, read_log, read_rows},
    replay,
};
use flow_language::{Document, bundle::ItemName};
use serde_json::{Value, json};

use crate::walk::{document, main_name, shop};

fn line(contact: &str, second: usize, block: &str, kind: &str, results: Value) -> String {
    let mut line = json!({
        "ContactId": contact, "ContactFlowName": "Main", "ContactFlowModuleType": kind, "Identifier": block,
        "ContactFlowId": "arn:aws:connect:eu-west-2:123456789012:instance/i/contact-flow/f",
        "Timestamp": format!("2026-11-20T10:00:{second:02}.000Z"), "Parameters": {},
    });
    if !results.is_null() {
        line["Results"] = results;
    }
    line.to_string()
}

/// A contact that presses a digit; the menu logs its results in a line of their own.
fn pressing(contact: &str, digit: &str, next: &str) -> Vec<String> {
    vec![
        line(contact, 1, "Welcome", "PlayPrompt", Value::Null),
        line(
            contact,
            2,
            "Function",
            "InvokeExternalResource",
            Value::Null,
        ),
        line(
            contact,
            3,
            "Function",
            "InvokeExternalResource",
            json!({"tier": "silver"}),
        ),
        line(contact, 4, "Menu", "GetUserInput", Value::Null),
        line(contact, 5, "Menu", "GetUserInput", json!(digit)),
        line(contact, 6, next, "CheckHoursOfOperation", Value::Null),
    ]
}

fn log() -> String {
    let mut lines = pressing("c1", "1", "Hours");
    lines.push("no log at all".to_owned());
    lines.extend(pressing("c2", "1", "Hours"));
    lines.extend(pressing("c3", "2", "Service flow"));
    lines.push(line("c4", 1, "Gone", "PlayPrompt", Value::Null));
    lines.join("\n")
}

/// The same shop, but 1 now leads to the service flow.
fn changed() -> FlowSet {
    let mut set = shop();
    let mut content = set.get(&main_name()).unwrap().content().clone();
    content["Actions"][2]["Transitions"]["Conditions"][0]["NextAction"] = json!("Service flow");
    let actions = content["Actions"].as_array().unwrap().clone();
    set.insert(main_name(), document("Welcome", &actions));
    set
}

#[test]
fn a_log_is_read_by_contact_and_other_lines_are_counted() {
    let text = log();
    let recording = read_log(text.lines());
    assert_eq!(recording.skipped, 1);
    let contacts: Vec<_> = recording
        .contacts
        .iter()
        .map(|contact| (contact.contact_id.as_str(), contact.blocks.len()))
        .collect();
    assert_eq!(contacts, [("c1", 6), ("c2", 6), ("c3", 6), ("c4", 1)]);
    assert_eq!(recording.contacts[0].flows, ["Main"]);
    assert_eq!(recording.contacts[0].blocks[4].results, json!("1"));
    let wrapped =
        json!({"@message": line("c9", 1, "Welcome", "PlayPrompt", Value::Null)}).to_string();
    assert_eq!(
        read_log([wrapped.as_str(), "2026-11-20 {}", ""])
            .contacts
            .len(),
        1
    );
}

#[test]
fn the_same_version_changes_nothing() {
    let text = log();
    let report = replay(&read_log(text.lines()).contacts, &shop(), &shop());
    assert_eq!((report.replayed, report.same), (3, 3));
    assert!(
        report
            .branches
            .iter()
            .all(|count| count.before == count.after)
    );
}

#[test]
fn a_changed_branch_is_found_with_its_contacts() {
    let text = log();
    let report = replay(&read_log(text.lines()).contacts, &shop(), &changed());
    expect![[r#"
        3 contacts replayed: 1 same, 2 different
             2  Main · Menu: 1 → Hours, now 1 → Service flow (such as c1, c2)
             1  not comparable: the old version of Main does not lead to block Gone
    "#]]
    .assert_eq(&report.to_string());
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["notComparable"][0]["contacts"], 1);
}

#[test]
fn a_changed_condition_is_decided_anew_by_what_was_recorded() {
    let lookup = ItemName::module("Lookup");
    let content = shop().get(&lookup).unwrap().to_json();
    let lowered = content.replace("[\"gold\"]", "[\"silver\"]");
    assert_ne!(content, lowered);
    let mut new = shop();
    new.insert(lookup, Document::parse(&lowered).unwrap());
    let mut lines = pressing("c1", "1", "Hours");
    lines.insert(3, line("c1", 3, "Gold", "CheckAttribute", Value::Null));
    lines.insert(4, line("c1", 3, "Plain", "Return", Value::Null));
    let text = lines.join("\n");
    let report = replay(&read_log(text.lines()).contacts, &shop(), &new);
    expect![[r#"
        1 contacts replayed: 0 same, 1 different
             1  Lookup · Gold: next → Plain, now silver → Golden (such as c1)
    "#]]
    .assert_eq(&report.to_string());
}

#[test]
fn a_block_under_a_new_identifier_gets_what_its_twin_recorded() {
    let content = shop().get(&main_name()).unwrap().to_json();
    let renamed = content.replace("\"Menu\"", "\"Choice\"");
    let mut new = shop();
    new.insert(main_name(), Document::parse(&renamed).unwrap());
    let text = log();
    let report = replay(&read_log(text.lines()).contacts, &shop(), &new);
    assert_eq!(report.different[0].contacts, 3);
    let took = |pointer: &str| {
        let count = report
            .branches
            .iter()
            .find(|count| count.identifier == "Choice" && count.pointer == pointer);
        count.map(|count| (count.before, count.after))
    };
    assert_eq!(took("/Conditions/0"), Some((0, 2)));
    assert_eq!(took("/Conditions/1"), Some((0, 1)));
}

#[test]
fn rows_of_the_data_lake_say_which_flows_but_not_which_blocks() {
    let row = |flow: &str, at: &str| EventRow {
        contact_id: "c1".to_owned(),
        flow_resource_id: flow.to_owned(),
        start_timestamp: at.to_owned(),
    };
    let recording = read_events([row("b", "2026-11-20 10:01"), row("a", "2026-11-20 10:00")]);
    assert_eq!(recording.contacts[0].flows, ["a", "b"]);
    let report = replay(&recording.contacts, &shop(), &shop());
    assert_eq!(
        report.not_comparable[0].reason,
        "the record names flows but no blocks"
    );
}

#[test]
fn rows_that_say_no_flow_or_no_time_are_counted_and_lead_nowhere() {
    let csv = "contact_id,channel,flow_resource_id,start_timestamp\n\
               c1,VOICE,b,2026-11-20 10:01\n\
               c1,VOICE,,2026-11-20 10:02\n\
               c1,VOICE,c,\n\
               c1,VOICE,a,2026-11-20 10:00\n";
    let json = [
        r#"{"contact_id": "c1", "flow_resource_id": "b", "start_timestamp": "2026-11-20 10:01", "channel": 1}"#,
        r#"{"contact_id": "c1", "flow_resource_id": null, "start_timestamp": "2026-11-20 10:02"}"#,
        r#"{"contact_id": "c1", "flow_resource_id": "c", "start_timestamp": null}"#,
        r#"{"contact_id": "c1", "flow_resource_id": "a", "start_timestamp": "2026-11-20 10:00"}"#,
    ];
    for text in [csv, &json.join("\n")] {
        let recording = read_events(read_rows(text).unwrap());
        assert_eq!(recording.contacts[0].flows, ["a", "b"], "{text}");
        assert_eq!(recording.skipped, 2, "{text}");
    }
}

#[test]
fn rows_without_the_columns_that_order_them_are_no_rows() {
    let told = |text: &str| {
        let wrong = read_rows(text).unwrap_err();
        wrong.told().collect::<Vec<_>>().join("\n")
    };
    expect!["line 1: there is no column `start_timestamp`"]
        .assert_eq(&told("contact_id,flow_resource_id\nc1,a\n"));
    let row = r#"{"contact_id": "c1", "flow_resource_id": "a"}"#;
    expect!["line 1: missing field `start_timestamp` at line 1 column 45"].assert_eq(&told(row));
    let many = told(&[row; 50].join("\n"));
    assert_eq!(many.lines().count(), 21);
    assert!(many.ends_with("\n30 further lines cannot be read"));
}
