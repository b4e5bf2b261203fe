//! Logged contacts, joined to the blocks of flows.

#![allow(
    clippy::needless_pass_by_value,
    reason = "`json!` reads better where it is handed over"
)]

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use flow_language::{
    Document,
    bundle::ItemName,
    walk::{FlowSet, Logged, logged, recording::read_log, replay},
};
use serde_json::{Value, json};

use crate::walk::{action, document, main_name, shop, ways};

const FLOW: &str = "3b1a7c52-5b0e-4a08-9a34-0f0f3a2e7d11";
const MODULE: &str = "9d4c0b71-1d2e-4f65-8a7b-6c5d4e3f2a10";

fn line(second: usize, flow: (&str, &str), block: &str, kind: &str, more: Value) -> String {
    let (name, path) = flow;
    let mut line = json!({
        "ContactId": "c1", "ContactFlowName": name, "ContactFlowModuleType": kind, "Identifier": block,
        "ContactFlowId": format!("arn:aws:connect:eu-west-2:123456789012:instance/i/{path}"),
        "Timestamp": format!("2026-11-20T10:00:{second:02}.000Z"), "Parameters": {},
    });
    let members = more.as_object().unwrap().clone();
    line.as_object_mut().unwrap().extend(members);
    line.to_string()
}

fn main(second: usize, block: &str, kind: &str, more: Value) -> String {
    let path = format!("contact-flow/{FLOW}");
    line(second, ("Main", &path), block, kind, more)
}

fn lookup(second: usize, block: &str, kind: &str, more: Value) -> String {
    let path = format!("flow-module/{MODULE}");
    line(second, ("Lookup", &path), block, kind, more)
}

fn flows() -> FlowSet {
    let mut set = shop();
    set.identify(FLOW, main_name());
    set.identify(MODULE, ItemName::module("Lookup"));
    set
}

fn join(lines: &[String], flows: &FlowSet) -> Logged {
    let recording = read_log(lines.iter().map(String::as_str));
    logged(&recording.contacts[0], flows)
}

/// One line for each visit.
fn check(lines: &[String], flows: &FlowSet, expected: Expect) {
    let logged = join(lines, flows);
    let mut text = String::new();
    for visit in &logged.visits {
        let label = visit.block.as_ref().map_or("?", |block| &block.label);
        let branch = visit.branch.as_ref().map_or("", |branch| &branch.name);
        let error = visit.error.as_deref().unwrap_or_default();
        writeln!(
            text,
            "{} {} | {} {label} | {} | {branch} | {error}",
            &visit.time[17..19],
            visit.flow,
            visit.flow_type,
            visit.results,
        )
        .unwrap();
    }
    for flow in &logged.flows {
        writeln!(
            text,
            "{} {}: {} {}",
            flow.flow_type, flow.name, flow.visits, flow.unknown
        )
        .unwrap();
    }
    expected.assert_eq(&text);
}

#[test]
fn lines_become_visits_of_blocks_with_the_ways_between_them() {
    let lines = [
        main(1, "Welcome", "PlayPrompt", json!({})),
        main(2, "Look up", "InvokeFlowModule", json!({})),
        lookup(3, "Function", "InvokeExternalResource", json!({})),
        lookup(
            4,
            "Function",
            "InvokeExternalResource",
            json!({"ExternalResults": {"tier": "silver"}}),
        ),
        lookup(5, "Gold", "CheckAttribute", json!({})),
        lookup(6, "Plain", "Return", json!({})),
        main(
            7,
            "Menu",
            "GetUserInput",
            json!({"Parameters": {"Text": "1 for sales"}}),
        ),
        main(12, "Menu", "GetUserInput", json!({"Results": "Timeout"})),
        main(12, "Again", "Loop", json!({"Results": "ContinueLooping"})),
        main(
            13,
            "Menu",
            "GetUserInput",
            json!({"Parameters": {"Text": "1 for sales"}}),
        ),
        main(14, "Menu", "GetUserInput", json!({"Results": "1"})),
        main(
            15,
            "Hours",
            "CheckHoursOfOperation",
            json!({"Results": "False"}),
        ),
        main(16, "Bye", "Disconnect", json!({})),
    ];
    check(
        &lines,
        &flows(),
        expect![[r#"
        01 Main | CONTACT_FLOW Welcome | null | next | 
        02 Main | CONTACT_FLOW Look up | null | next | 
        03 Lookup | MODULE Function | {"tier":"silver"} |  | 
        05 Lookup | MODULE Gold | null | next | 
        06 Lookup | MODULE Plain | null |  | 
        07 Main | CONTACT_FLOW Menu | "Timeout" |  | 
        12 Main | CONTACT_FLOW Again | "ContinueLooping" | ContinueLooping | 
        13 Main | CONTACT_FLOW Menu | "1" | 1 | 
        15 Main | CONTACT_FLOW Hours | "False" | False | 
        16 Main | CONTACT_FLOW Bye | null |  | 
        CONTACT_FLOW Main: 7 0
        MODULE Lookup: 3 0
    "#]],
    );
}

#[test]
fn what_is_not_there_any_more_is_said() {
    let lines = [
        main(1, "Welcome", "PlayPrompt", json!({})),
        main(2, "Old block", "PlayPrompt", json!({})),
        line(3, ("Gone", "contact-flow/x"), "Hello", "PlayPrompt", json!({})),
        // The documented form of a line has neither the name of the flow nor that of the block.
        r#"{"ContactId":"c1","ContactFlowId":"arn:aws:connect:eu-west-2:1:instance/i/contact-flow/3b1a7c52-5b0e-4a08-9a34-0f0f3a2e7d11","ContactFlowModuleType":"SetQueue","Timestamp":"2026-11-20T10:00:04.000Z","Parameters":{"Queue":"q"}}"#.to_owned(),
    ];
    check(
        &lines,
        &flows(),
        expect![[r#"
            01 Main | CONTACT_FLOW Welcome | null |  | 
            02 Main | CONTACT_FLOW ? | null |  | 
            03 Gone |  ? | null |  | 
            04 Main | CONTACT_FLOW ? | null |  | 
            CONTACT_FLOW Main: 3 2
             Gone: 1 1
        "#]],
    );
}

/// What the log calls the blocks of a module is not documented.
#[test]
fn blocks_of_a_module_are_found_under_the_name_of_its_flow_too() {
    let lines = [
        main(1, "Look up", "InvokeFlowModule", json!({})),
        main(
            2,
            "Function",
            "InvokeExternalResource",
            json!({"ExternalResults": {}}),
        ),
    ];
    check(
        &lines,
        &flows(),
        expect![[r#"
        01 Main | CONTACT_FLOW Look up | null |  | 
        02 Lookup | MODULE Function | {} |  | 
        CONTACT_FLOW Main: 1 0
        MODULE Lookup: 1 0
    "#]],
    );
}

#[test]
fn a_failed_block_has_its_error() {
    let denied = "Status Code: 403; Error Code: AccessDeniedException";
    let lines = [
        lookup(
            1,
            "Function",
            "InvokeExternalResource",
            json!({"Results": denied}),
        ),
        lookup(2, "Plain", "Return", json!({})),
    ];
    let logged = join(&lines, &flows());
    assert_eq!(logged.visits[0].error.as_deref(), Some(denied));
    assert_eq!(logged.visits[1].error, None);
}

/// A menu that leads to itself, and a message that does not.
fn asking() -> FlowSet {
    let actions = [
        action(
            "Say",
            "MessageParticipant",
            json!({"Text": "Hello"}),
            ways("Menu", &[], &[]),
        ),
        action(
            "Menu",
            "GetParticipantInput",
            json!({"Text": "1 for sales"}),
            ways(
                "End",
                &[("1", "End")],
                &[("InputTimeLimitExceeded", "Menu")],
            ),
        ),
        action("End", "DisconnectParticipant", json!({}), json!({})),
    ];
    let mut set = FlowSet::new();
    set.insert(main_name(), document("Say", &actions));
    set
}

#[test]
fn a_block_that_leads_to_itself_is_met_as_often_as_it_logs() {
    let asks = |second| {
        let set = json!({"Parameters": {"Text": "1 for sales"}});
        main(second, "Menu", "GetUserInput", set)
    };
    let lines = [
        main(1, "Say", "PlayPrompt", json!({})),
        main(2, "Say", "PlayPrompt", json!({})),
        asks(3),
        asks(9),
        asks(9),
        asks(15),
        main(17, "Menu", "GetUserInput", json!({"Results": "1"})),
        main(18, "End", "Disconnect", json!({})),
    ];
    let flows = asking();
    check(
        &lines,
        &flows,
        expect![[r#"
        01 Main | CONTACT_FLOW Say | null | next | 
        03 Main | CONTACT_FLOW Menu | null | InputTimeLimitExceeded | InputTimeLimitExceeded
        09 Main | CONTACT_FLOW Menu | null | InputTimeLimitExceeded | InputTimeLimitExceeded
        15 Main | CONTACT_FLOW Menu | "1" | 1 | 
        18 Main | CONTACT_FLOW End | null |  | 
        CONTACT_FLOW Main: 5 0
    "#]],
    );
    let recording = read_log(lines.iter().map(String::as_str));
    let replayed = replay(&recording.contacts, &flows, &flows);
    let branches = replayed.branches.iter();
    let taken: Vec<_> = branches
        .map(|it| (it.identifier.as_str(), it.pointer.as_str()))
        .collect();
    let branches = ["/Conditions/0", "/Errors/0"].map(|pointer| ("Menu", pointer));
    assert_eq!(taken, [&branches[..], &[("Say", "/NextAction")]].concat());
    assert_eq!(replayed.same, 1);
}

#[test]
fn several_attributes_are_set_by_one_visit() {
    let actions = [
        action(
            "Set",
            "UpdateContactAttributes",
            json!({}),
            ways("End", &[], &[]),
        ),
        action("End", "DisconnectParticipant", json!({}), json!({})),
    ];
    let mut set = FlowSet::new();
    set.insert(main_name(), document("Set", &actions));
    let set_one = |key: &str| {
        main(
            1,
            "Set",
            "SetAttributes",
            json!({"Parameters": {"Key": key}}),
        )
    };
    let lines = [
        set_one("a"),
        set_one("b"),
        main(1, "End", "Disconnect", json!({})),
    ];
    let logged = join(&lines, &set);
    let keys: Vec<_> = logged.visits[0]
        .parameters
        .iter()
        .map(|it| &it["Key"])
        .collect();
    assert_eq!(keys, ["a", "b"]);
    assert_eq!(logged.visits.len(), 2);
}

#[test]
fn the_picture_shows_the_way_and_what_failed() {
    let lines = [
        main(1, "Menu", "GetUserInput", json!({"Results": "Timeout"})),
        main(2, "Again", "Loop", json!({})),
        main(3, "Menu", "GetUserInput", json!({"Results": "1"})),
        main(
            4,
            "Hours",
            "CheckHoursOfOperation",
            json!({"Results": "Error"}),
        ),
        main(5, "Bye", "Disconnect", json!({})),
    ];
    let flows = flows();
    let document: &Document = flows.get(&main_name()).unwrap();
    let logged = join(&lines, &flows);
    let picture = logged.picture(&main_name(), document);
    let plain = flow_language::draw::svg(document, &flow_language::draw::Options::default());
    assert_ne!(picture, plain);
    let walked = |svg: &str| svg.matches("walked").count();
    assert!(
        walked(&picture) > walked(&plain) + 4,
        "{}",
        walked(&picture)
    );
    // A contact that was elsewhere leaves no trace.
    let elsewhere = logged.picture(&ItemName::module("Lookup"), document);
    assert_eq!(elsewhere, plain);
}

#[test]
fn the_joined_log_is_read_back_as_it_was_written() {
    let lines = [
        main(1, "Welcome", "PlayPrompt", json!({})),
        main(2, "Gone", "PlayPrompt", json!({"Results": "x"})),
    ];
    let logged = join(&lines, &flows());
    let json = serde_json::to_string(&logged).unwrap();
    assert_eq!(serde_json::from_str::<Logged>(&json).unwrap(), logged);
}
