//! A contact on its way through flows.

#![allow(
    clippy::needless_pass_by_value,
    reason = "`json!` reads better where it is handed over"
)]

use expect_test::{Expect, expect};
use flow_language::{
    Document, FlowType,
    bundle::ItemName,
    walk::{Contact, EndKind, FlowSet, Limits, Walk, coverage, walk},
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

use crate::{corpus, generated};

pub(crate) fn action(id: &str, action_type: &str, parameters: Value, transitions: Value) -> Value {
    json!({"Identifier": id, "Type": action_type, "Parameters": parameters, "Transitions": transitions})
}

/// Transitions: the next action, conditions as operand and next, errors as type and next.
pub(crate) fn ways(next: &str, conditions: &[(&str, &str)], errors: &[(&str, &str)]) -> Value {
    let condition = |(operand, next): &(&str, &str)| json!({"NextAction": next, "Condition": {"Operator": "Equals", "Operands": [operand]}});
    let error = |(kind, next): &(&str, &str)| json!({"NextAction": next, "ErrorType": kind});
    json!({
        "NextAction": next,
        "Conditions": conditions.iter().map(condition).collect::<Vec<_>>(),
        "Errors": errors.iter().map(error).collect::<Vec<_>>(),
    })
}

pub(crate) fn document(start: &str, actions: &[Value]) -> Document {
    let content = json!({"Version": "2019-10-30", "StartAction": start, "Actions": actions});
    Document::parse(&content.to_string()).unwrap()
}

pub(crate) fn main_name() -> ItemName {
    ItemName::flow(FlowType::ContactFlow, "Main")
}

/// Greets, looks up the customer in a module, offers a menu, checks the hours, queues.
pub(crate) fn shop() -> FlowSet {
    let mut set = FlowSet::new();
    set.insert(
        main_name(),
        document("Welcome", &[menu(), queueing()].concat()),
    );
    set.insert(ItemName::module("Lookup"), document("Function", &lookup()));
    set
}

fn menu() -> Vec<Value> {
    let bye = ("NoMatchingError", "Bye");
    let text = json!({"Text": "Welcome, $.CustomerEndpoint.Address."});
    let menu = json!({"StoreInput": "False", "InputTimeLimitSeconds": "5", "Text": "1 for sales, 2 for service"});
    let choices = [("1", "Hours"), ("2", "Service flow")];
    let failures = [
        ("InputTimeLimitExceeded", "Again"),
        ("NoMatchingCondition", "Again"),
        bye,
    ];
    let rounds = [("ContinueLooping", "Menu"), ("DoneLooping", "Bye")];
    let module = json!({"FlowModuleId": "ref://module/Lookup"});
    vec![
        action(
            "Welcome",
            "MessageParticipant",
            text,
            ways("Look up", &[], &[bye]),
        ),
        action(
            "Look up",
            "InvokeFlowModule",
            module,
            ways("Menu", &[("gold", "Sales queue")], &[bye]),
        ),
        action(
            "Menu",
            "GetParticipantInput",
            menu,
            ways("Menu", &choices, &failures),
        ),
        action(
            "Again",
            "Loop",
            json!({"LoopCount": "2"}),
            ways("Bye", &rounds, &[]),
        ),
    ]
}

fn queueing() -> Vec<Value> {
    let bye = ("NoMatchingError", "Bye");
    let hours = json!({"HoursOfOperationId": "ref://hours/UK Business Hours"});
    let open = [("True", "Sales queue"), ("False", "Bye")];
    let queue = json!({"QueueId": "ref://queue/Sales"});
    let flow = json!({"ContactFlowId": "ref://flow/CONTACT_FLOW/Service"});
    let full = ("QueueAtCapacity", "Bye");
    vec![
        action(
            "Hours",
            "CheckHoursOfOperation",
            hours,
            ways("Bye", &open, &[bye]),
        ),
        action(
            "Sales queue",
            "UpdateContactTargetQueue",
            queue,
            ways("Transfer", &[], &[bye]),
        ),
        action(
            "Transfer",
            "TransferContactToQueue",
            json!({}),
            ways("Bye", &[], &[full, bye]),
        ),
        action(
            "Service flow",
            "TransferToFlow",
            flow,
            ways("Bye", &[], &[bye]),
        ),
        action("Bye", "DisconnectParticipant", json!({}), json!({})),
    ]
}

fn lookup() -> Vec<Value> {
    let plain = ("NoMatchingError", "Plain");
    let function =
        json!({"LambdaFunctionARN": "arn:aws:lambda:eu-west-2:123456789012:function:lookup"});
    let tier = json!({"Attributes": {"tier": "$.External.tier"}});
    let other = ("NoMatchingCondition", "Plain");
    let value = json!({"ComparisonValue": "$.Attributes.tier"});
    vec![
        action(
            "Function",
            "InvokeLambdaFunction",
            function,
            ways("Tier", &[], &[plain]),
        ),
        action(
            "Tier",
            "UpdateContactAttributes",
            tier,
            ways("Gold", &[], &[plain]),
        ),
        action(
            "Gold",
            "Compare",
            value,
            ways("Plain", &[("gold", "Golden")], &[other]),
        ),
        action(
            "Golden",
            "EndFlowModuleExecution",
            json!({"Transition": "gold"}),
            json!({}),
        ),
        action("Plain", "EndFlowModuleExecution", json!({}), json!({})),
    ]
}

pub(crate) fn contact(value: Value) -> Contact {
    serde_json::from_value(value).unwrap()
}

fn check(given: Value, expected: Expect) {
    let walk = walk(&shop(), &main_name(), &contact(given), &Limits::default());
    expected.assert_eq(&walk.to_string());
}

#[test]
fn a_gold_customer_goes_straight_to_the_queue() {
    check(
        json!({"from": "+4420", "lambda": {"lookup": {"tier": "gold"}}, "queues": {"Sales": {}}}),
        expect![[r#"
            Main (CONTACT_FLOW)
               1  Welcome: plays “Welcome, +4420.” → next
               2  Look up: invokes module Lookup → gold
            Lookup (MODULE)
               3  Function: function lookup answers → next
               4  Tier: sets tier = gold → next
               5  Gold: $.Attributes.tier is `gold` → gold
               6  Golden: returns gold
            Main (CONTACT_FLOW)
               7  Sales queue: sets queue Sales → next
               8  Transfer: puts the contact into queue Sales
            QUEUED: Sales
            attribute tier = gold
        "#]],
    );
}

#[test]
fn others_choose_and_meet_the_hours() {
    check(
        json!({"input": ["9", "1"], "hours": {"UK Business Hours": "closed"}, "lambda": {"lookup": "error"}}),
        expect![[r#"
            Main (CONTACT_FLOW)
               1  Welcome: plays “Welcome, .” → next
               2  Look up: invokes module Lookup → next
            Lookup (MODULE)
               3  Function: function lookup fails → NoMatchingError
               4  Plain: returns
            Main (CONTACT_FLOW)
               5  Menu: the customer chooses 9 → NoMatchingCondition
               6  Again: loops, 1 of 2 → ContinueLooping
               7  Menu: the customer chooses 1 → 1
               8  Hours: UK Business Hours is closed → False
               9  Bye: disconnects
            DISCONNECTED
        "#]],
    );
}

#[test]
fn silence_loops_as_often_as_the_loop_says() {
    check(
        json!({"lambda": {"default": {}}}),
        expect![[r#"
        Main (CONTACT_FLOW)
           1  Welcome: plays “Welcome, .” → next
           2  Look up: invokes module Lookup → next
        Lookup (MODULE)
           3  Function: function lookup answers → next
           4  Tier: sets tier =  → next
           5  Gold: $.Attributes.tier is `` → NoMatchingCondition
           6  Plain: returns
        Main (CONTACT_FLOW)
           7  Menu: the customer chooses nothing → InputTimeLimitExceeded (assumed)
           8  Again: loops, 1 of 2 → ContinueLooping
           9  Menu: the customer chooses nothing → InputTimeLimitExceeded (assumed)
          10  Again: loops, 2 of 2 → ContinueLooping
          11  Menu: the customer chooses nothing → InputTimeLimitExceeded (assumed)
          12  Again: has looped 2 times → DoneLooping
          13  Bye: disconnects
        DISCONNECTED
        attribute tier = 
        unknown $.External.tier in Tier of Lookup
    "#]],
    );
}

#[test]
fn a_flow_outside_of_the_set_ends_the_walk() {
    check(
        json!({"input": ["2"], "results": {"Look up": "next"}}),
        expect![[r#"
            Main (CONTACT_FLOW)
               1  Welcome: plays “Welcome, .” → next
               2  Look up: comes out as `next`, as given → next
               3  Menu: the customer chooses 2 → 2
               4  Service flow: goes on to flow Service
            TRANSFERRED_TO_FLOW: left to flow Service
        "#]],
    );
}

#[test]
fn a_full_queue_is_an_error_and_a_ring_is_named() {
    let full = json!({"lambda": {"lookup": {"tier": "gold"}}, "queues": {"default": {"atCapacity": true}}});
    let walked = walk(&shop(), &main_name(), &contact(full), &Limits::default());
    assert_eq!(walked.end.kind, EndKind::Disconnected);
    let last = &walked.steps[walked.steps.len() - 2];
    assert_eq!(last.branch.as_ref().unwrap().name, "QueueAtCapacity");

    let ring = document(
        "a",
        &[
            action("a", "TagContact", json!({}), ways("b", &[], &[])),
            action("b", "TagContact", json!({}), ways("a", &[], &[])),
        ],
    );
    let mut set = FlowSet::new();
    set.insert(main_name(), ring);
    let limits = Limits {
        steps: 9,
        ..Limits::default()
    };
    let walked = walk(&set, &main_name(), &Contact::default(), &limits);
    assert_eq!(walked.end.kind, EndKind::LoopLimit);
    assert_eq!(walked.end.detail, "9 steps; goes round a → b → a");
}

#[test]
fn a_module_that_invokes_itself_is_stopped() {
    let own = document(
        "m",
        &[action(
            "m",
            "InvokeFlowModule",
            json!({"FlowModuleId": "ref://module/M"}),
            ways("m", &[], &[]),
        )],
    );
    let mut set = FlowSet::new();
    set.insert(ItemName::module("M"), own);
    let walked = walk(
        &set,
        &ItemName::module("M"),
        &Contact::default(),
        &Limits::default(),
    );
    assert_eq!(walked.end.kind, EndKind::NestingLimit);
    assert_eq!(walked.steps.len(), 6);
}

#[test]
fn coverage_lists_what_no_walk_tried() {
    let set = shop();
    let gold = contact(json!({"lambda": {"lookup": {"tier": "gold"}}}));
    let walks = [walk(&set, &main_name(), &gold, &Limits::default())];
    let found = coverage(&main_name(), set.get(&main_name()).unwrap(), &walks);
    assert_eq!(
        found.unvisited,
        ["Menu", "Again", "Hours", "Service flow", "Bye"]
    );
    assert_eq!(
        (found.blocks, found.branches, found.untaken.len()),
        (9, 25, 22)
    );
    assert!(
        !found
            .untaken
            .iter()
            .any(|branch| branch.label == "Look up" && branch.branch == "gold")
    );
}

#[test]
fn results_are_written_in_the_spelling_of_the_api() {
    let walked = walk(
        &shop(),
        &main_name(),
        &Contact::default(),
        &Limits::default(),
    );
    let json = serde_json::to_value(&walked).unwrap();
    assert_eq!(
        json["start"],
        json!({"type": "CONTACT_FLOW", "name": "Main"})
    );
    assert_eq!(json["end"]["kind"], "DISCONNECTED");
    assert!(json["unknownPaths"].is_array() && json["flowAttributes"].is_object());
}

fn contacts() -> Vec<Contact> {
    vec![
        Contact::default(),
        contact(
            json!({"channel": "CHAT", "input": ["1", "2", "3", "1", "1"], "hours": {"default": "closed"}, "queue": "Q"}),
        ),
        contact(
            json!({"input": ["invalid", "timeout", "12345"], "lambda": {"default": "error"}, "lex": {"default": "noMatch"}, "hours": {"default": "error"}, "percentage": 77}),
        ),
        contact(
            json!({"lambda": {"default": {"a": {"b": [1, null]}}}, "lex": {"default": {"intent": "Yes"}}, "views": {"default": "Back"}, "agentAnswers": false, "call": "CallFailed", "queues": {"default": {"atCapacity": true}}}),
        ),
    ]
}

/// Every step stands in its document and took a branch that it has; the walk ended in time.
fn sound(walked: &Walk, set: &FlowSet, limits: &Limits) {
    assert!(walked.steps.len() <= limits.steps);
    for step in &walked.steps {
        let document = set.get(&step.flow).unwrap();
        let found = document
            .actions()
            .find(|action| action.identifier() == step.identifier);
        let action = found.unwrap();
        if let Some(taken) = &step.branch {
            assert!(
                action.branches().any(|branch| branch.next == taken.next),
                "{step}"
            );
        }
    }
    for pair in walked.steps.windows(2) {
        if let Some(taken) = pair[0]
            .branch
            .as_ref()
            .filter(|_| pair[0].action_type != "InvokeFlowModule")
        {
            assert_eq!(taken.next, pair[1].identifier);
        }
    }
}

#[test]
fn every_corpus_flow_is_walked_by_all_kinds_of_contacts() {
    let (limits, name) = (Limits::default(), main_name());
    for (sample, document) in corpus::readable() {
        let actions = document.actions().count();
        let mut set = FlowSet::new();
        set.insert(name.clone(), document);
        for contact in contacts() {
            let walked = walk(&set, &name, &contact, &limits);
            sound(&walked, &set, &limits);
            assert!(actions == 0 || !walked.steps.is_empty(), "{}", sample.file);
            let document = set.get(&name).unwrap();
            let found = coverage(&name, document, std::slice::from_ref(&walked));
            assert!(found.unvisited.len() < found.blocks.max(1) || actions == 0);
        }
    }
}

proptest! {
    #[test]
    fn generated_flows_are_walked_to_an_end(generated in generated::flows(), which in 0..4_usize) {
        let document = Document::parse(&generated.content.to_string()).unwrap();
        let (limits, name) = (Limits::default(), main_name());
        let mut set = FlowSet::new();
        set.insert(name.clone(), document);
        sound(&walk(&set, &name, &contacts()[which], &limits), &set, &limits);
    }

    #[test]
    fn random_graphs_are_walked_to_an_end(nodes in vec((select(TYPES.to_vec()), 0..12_usize, 0..12_usize, "[$.a-z\\[\\]']{0,12}"), 1..10), which in 0..4_usize) {
        let actions: Vec<Value> = nodes.iter().enumerate().map(|(index, (kind, next, other, text))| {
            let (next, other) = (format!("{next}"), format!("{other}"));
            let parameters = json!({"Text": text, "ComparisonValue": text, "LoopCount": "3", "FlowModuleId": "Main", "ContactFlowId": "Main", "Attributes": {"a": text}});
            action(&format!("{index}"), kind, parameters, ways(&next, &[("1", &other), ("True", &other)], &[("NoMatchingError", &other)]))
        }).collect();
        let (limits, name) = (Limits::default(), main_name());
        let mut set = FlowSet::new();
        set.insert(name.clone(), document("0", &actions));
        set.insert(ItemName::module("Main"), document("0", &actions));
        sound(&walk(&set, &name, &contacts()[which], &limits), &set, &limits);
    }
}

const TYPES: [&str; 10] = [
    "Compare",
    "Loop",
    "InvokeFlowModule",
    "TransferToFlow",
    "GetParticipantInput",
    "MessageParticipant",
    "UpdateContactAttributes",
    "EndFlowModuleExecution",
    "Wait",
    "NoSuchType",
];
