//! Values and data.

use serde_json::{Value, json};

use super::flows::{Row, action, compare, lambda, row, set, text};

pub(super) fn values() -> Vec<Row> {
    let share = |bounds: &[&str]| {
        let conditions: Vec<Value> = bounds
            .iter()
            .map(|bound| json!({"NextAction": "end", "Condition": {"Operator": "NumberLessThan", "Operands": [bound]}}))
            .collect();
        let mut share = action(
            "share",
            "DistributeByPercentage",
            json!({}),
            &["end", "!NoMatchingCondition>end"],
        );
        share["Transitions"]["Conditions"] = json!(conditions);
        share
    };
    let looping = |count: &str| {
        let ways = ["end", "=ContinueLooping>end", "=DoneLooping>end"];
        action("loop", "Loop", json!({"LoopCount": count}), &ways)
    };
    let channel = |ways: &[&str]| compare("$.Channel", ways);
    let mut odd = channel(&["end", "=VOICE>end", "!NoMatchingCondition>end"]);
    odd["Transitions"]["Conditions"][0]["Condition"]["Operator"] = json!("Contains");
    let many: Vec<Value> = (0..225)
        .map(|at| action(&format!("a{at}"), "DisconnectParticipant", json!({}), &[]))
        .collect();
    let voice = ["end", "=VOICE>end", "!NoMatchingCondition>end"];
    vec![
        row(
            "duplicate-condition",
            &[channel(&[
                "end",
                "=CHAT>end",
                "=CHAT>end",
                "!NoMatchingCondition>end",
            ])],
            &[channel(&voice)],
        ),
        row(
            "percentages",
            &[share(&["60", "60"])],
            &[share(&["21", "61"])],
        ),
        row("percentages", &[share(&["102"])], &[share(&["51", "101"])]),
        row(
            "static-comparison",
            &[compare("VOICE", &voice)],
            &[channel(&voice)],
        ),
        row("unknown-operator", &[odd], &[channel(&voice)]),
        row("near-limit", &many, &[text("x")]),
        row("loop-count", &[looping("101")], &[looping("3")]),
        row(
            "lambda-time-limit",
            &[lambda(json!({"InvocationTimeLimitSeconds": "9"}), "end")],
            &[lambda(
                json!({"InvocationTimeLimitSeconds": "60", "InvocationType": "ASYNCHRONOUS"}),
                "end",
            )],
        ),
    ]
}

pub(super) fn prompts() -> Vec<Row> {
    let say = |parameters: Value| action("a", "MessageParticipant", parameters, &["end"]);
    vec![
        row("no-prompt", &[say(json!({}))], &[text("x")]),
        row(
            "two-prompts",
            &[say(json!({"Text": "x", "SSML": "<speak>x</speak>"}))],
            &[text("x")],
        ),
        row(
            "broken-ssml",
            &[say(json!({"SSML": "<speak><p>x</speak>"}))],
            &[say(json!({"SSML": "<speak>x</speak>"}))],
        ),
        row(
            "long-prompt",
            &[text(&"x".repeat(3001))],
            &[text(&"x".repeat(3000))],
        ),
    ]
}

pub(super) fn data() -> Vec<Row> {
    let greeting = || text("Hello $.Attributes.name.");
    let external = || text("You are number $.External.place.");
    let flow_text = || text("Hello $.FlowAttributes.name.");
    let flow_set = action(
        "set",
        "UpdateFlowAttributes",
        json!({"FlowAttributes": {"name": {"Value": "x"}}}),
        &["a", "!NoMatchingError>end"],
    );
    let branch = compare(
        "$.Channel",
        &["call", "=CHAT>a", "!NoMatchingCondition>call"],
    );
    vec![
        row(
            "attribute-not-set",
            &[greeting()],
            &[set(json!({"name": "x"}), "a"), greeting()],
        ),
        row(
            "flow-attribute-not-set",
            &[flow_text()],
            &[flow_set, flow_text()],
        ),
        row(
            "external-without-lambda",
            &[branch, lambda(json!({}), "a"), external()],
            &[lambda(json!({}), "a"), external()],
        ),
    ]
}
