//! Structure, ways and types.

use flow_language::Role;
use serde_json::{Value, json};

use super::flows::{
    INBOUND, MENU, Row, action, ask, content, hours, queue, row, text, third, transfer, whole,
};

pub(super) fn structure() -> Vec<Row> {
    let good = content(&[text("hello")]);
    let with = |change: &dyn Fn(&mut Value)| {
        let mut content = good.clone();
        change(&mut content);
        content
    };
    let returning = action("a", "EndFlowModuleExecution", json!({}), &[]);
    let mut module = content(&[returning]);
    let without = module.clone();
    module["Settings"] = json!({"InputParameters": [], "OutputParameters": [], "Transitions": []});
    let many: Vec<Value> = (0..251)
        .map(|at| action(&format!("a{at}"), "DisconnectParticipant", json!({}), &[]))
        .collect();
    vec![
        whole(
            "flow-version",
            INBOUND,
            with(&|flow| flow["Version"] = json!("2020-01-01")),
            good.clone(),
        ),
        whole("flow-size", INBOUND, content(&many), good.clone()),
        whole("flow-settings", Role::Module, without, module),
        whole(
            "flow-identifier",
            INBOUND,
            with(&|flow| flow["Actions"][0]["Identifier"] = json!("a/b")),
            good.clone(),
        ),
        whole(
            "flow-start",
            INBOUND,
            with(&|flow| flow["StartAction"] = json!("nowhere")),
            good.clone(),
        ),
        whole(
            "flow-action",
            INBOUND,
            with(&|flow| flow["Actions"][0]["Parameters"] = json!(1)),
            good.clone(),
        ),
        row(
            "flow-transition",
            &[action(
                "a",
                "MessageParticipant",
                json!({"Text": "x"}),
                &["nowhere"],
            )],
            &[text("x")],
        ),
        row(
            "flow-reference",
            &[queue("ref://quue/Sales"), transfer()],
            &[queue("ref://queue/Sales"), transfer()],
        ),
    ]
}

pub(super) fn ways() -> Vec<Row> {
    let wait = |next: &str| {
        let ways = [
            next,
            &format!("=WaitCompleted>{next}"),
            "!NoMatchingError>end",
        ];
        action("wait", "Wait", json!({"TimeLimitSeconds": "5"}), &ways)
    };
    let closed = action("b", "MessageParticipant", json!({"Text": "x"}), &["a"]);
    let again = [
        "end",
        "=1>end",
        "!NoMatchingError>end",
        "!NoMatchingCondition>ask",
        "!InputTimeLimitExceeded>end",
    ];
    let counted = [
        "end",
        "=1>end",
        "!NoMatchingError>end",
        "!NoMatchingCondition>loop",
        "!InputTimeLimitExceeded>loop",
    ];
    let looping = |ways: &[&str]| action("loop", "Loop", json!({"LoopCount": "3"}), ways);
    vec![
        row(
            "unreachable-block",
            &[text("x"), closed.clone()],
            &[text("x")],
        ),
        row(
            "dead-end",
            &[action("a", "SomethingNew", json!({}), &[])],
            &[action("a", "SomethingNew", json!({}), &["end"])],
        ),
        row(
            "endless-loop",
            &[
                action("a", "MessageParticipant", json!({"Text": "x"}), &["b"]),
                closed,
            ],
            &[text("x")],
        ),
        row("loop-left-by-errors", &[wait("wait")], &[wait("end")]),
        row(
            "retry-without-limit",
            &[ask(json!({"Text": "Press 1."}), &again)],
            &[
                ask(json!({"Text": "Press 1."}), &counted),
                looping(&["end", "=ContinueLooping>ask", "=DoneLooping>end"]),
            ],
        ),
    ]
}

pub(super) fn outcomes() -> Vec<Row> {
    vec![
        whole(
            "no-ending",
            INBOUND,
            json!({"Version": "2019-10-30", "StartAction": "a", "Actions": [
                action("a", "MessageParticipantIteratively", json!({"Messages": [{"Text": "x"}]}), &["!NoMatchingError>a"])]}),
            content(&[text("x")]),
        ),
        row(
            "missing-error-branch",
            &[ask(
                json!({"Text": "Press 1."}),
                &["end", "=1>end", "!NoMatchingError>end"],
            )],
            &[ask(json!({"Text": "Press 1."}), &MENU)],
        ),
        row(
            "unhandled-third-party-outcome",
            &[third(json!({"ContinueFlowExecution": "True"}), &[])],
            &[third(
                json!({"ContinueFlowExecution": "True"}),
                &["!CallFailed>end", "!ConnectionTimeLimitExceeded>end"],
            )],
        ),
        row(
            "missing-outcome",
            &[hours(&["end", "=True>end", "!NoMatchingError>end"])],
            &[hours(&[
                "end",
                "=True>end",
                "=False>end",
                "!NoMatchingError>end",
            ])],
        ),
    ]
}

pub(super) fn types() -> Vec<Row> {
    let plain = |action_type: &str| action("a", action_type, json!({}), &["end"]);
    let wait = |name: &str| {
        action(
            "a",
            "Wait",
            json!({name: "5"}),
            &["end", "=WaitCompleted>end", "!NoMatchingError>end"],
        )
    };
    let lex = |bot: Value| {
        let ways = ["end", "!NoMatchingError>end", "!NoMatchingCondition>end"];
        action("a", "ConnectParticipantWithLexBot", bot, &ways)
    };
    vec![
        row(
            "action-not-in-flow-type",
            &[plain("EndFlowExecution")],
            &[text("x")],
        ),
        row(
            "unknown-action-type",
            &[plain("SomethingNew")],
            &[text("x")],
        ),
        row(
            "misnamed-action-type",
            &[plain("UnTagContact")],
            &[plain("UntagContact")],
        ),
        row(
            "misnamed-parameter",
            &[wait("TimeoutSeconds")],
            &[wait("TimeLimitSeconds")],
        ),
        row("voice-id", &[plain("StartVoiceIdStream")], &[text("x")]),
        row(
            "lex-v1",
            &[lex(
                json!({"Text": "x", "LexBot": {"Name": "b", "Region": "eu-west-2"}}),
            )],
            &[lex(
                json!({"Text": "x", "LexV2Bot": {"AliasArn": "ref://lex/b%2Flive"}}),
            )],
        ),
    ]
}
