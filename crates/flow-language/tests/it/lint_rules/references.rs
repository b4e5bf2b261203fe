//! Queues and references.

use flow_language::lint::Context;
use serde_json::json;

use super::flows::{
    ARN, ID, Row, action, compare, hook, hours, lambda, queue, row, set, staffing, transfer, with,
};

fn own() -> Context {
    Context {
        account: Some("111111111111".to_owned()),
        region: Some("eu-west-2".to_owned()),
        instance: Some(ID.to_owned()),
        ..Context::default()
    }
}

pub(super) fn queues() -> Vec<Row> {
    let sales = || queue("ref://queue/Sales");
    let open = [
        "end",
        "=True>staffing",
        "=False>end",
        "!NoMatchingError>end",
    ];
    let checked = [hours(&open), staffing("queue"), sales(), transfer()];
    vec![
        row(
            "queue-not-set",
            &[
                compare(
                    "$.Channel",
                    &["transfer", "=VOICE>queue", "!NoMatchingCondition>transfer"],
                ),
                sales(),
                transfer(),
            ],
            &[sales(), transfer()],
        ),
        row(
            "queue-without-hours-check",
            &[sales(), transfer()],
            &checked,
        ),
        row(
            "queue-without-staffing-check",
            &[sales(), transfer()],
            &checked,
        ),
    ]
}

pub(super) fn call_backs() -> Vec<Row> {
    let call_back = action(
        "back",
        "CreateCallbackContact",
        json!({}),
        &["end", "!NoMatchingError>end"],
    );
    let number = |number: &str| {
        let ways = [
            "back",
            "!InvalidCallbackNumber>end",
            "!CallbackNumberNotDialable>end",
        ];
        action(
            "number",
            "UpdateContactCallbackNumber",
            json!({"CallbackNumber": number}),
            &ways,
        )
    };
    vec![
        row(
            "callback-number-not-set",
            std::slice::from_ref(&call_back),
            &[number("$.StoredCustomerInput"), call_back.clone()],
        ),
        row(
            "callback-number-static",
            &[number("+442079460000"), call_back.clone()],
            &[number("$.StoredCustomerInput"), call_back],
        ),
        row(
            "queue-and-agent",
            &[action(
                "a",
                "GetMetricData",
                json!({"QueueId": "ref://queue/S", "AgentId": "ref://user/u"}),
                &["end"],
            )],
            &[action(
                "a",
                "GetMetricData",
                json!({"QueueId": "ref://queue/S"}),
                &["end"],
            )],
        ),
    ]
}

pub(super) fn references() -> Vec<Row> {
    let own_queue = format!("{ARN}/queue/{ID}");
    let other = own_queue.replace(
        "7f18d5d6-8e42-4613-9014-84503d17e7da/queue",
        "00000000-0000-4000-8000-000000000001/queue",
    );
    let named = [queue("ref://queue/Sales"), transfer()];
    let two = |one: &str, other: &str| {
        [
            action(
                "metric",
                "GetMetricData",
                json!({"QueueId": one}),
                &["queue"],
            ),
            queue(other),
            transfer(),
        ]
    };
    let regional = "arn:aws:lambda:$.AwsRegion:111111111111:function:f";
    let invited = |value: &str| set(json!({"queueArn": value}), "end");
    vec![
        with(
            own(),
            row(
                "foreign-arn",
                &[queue(&other), transfer()],
                &[queue(&own_queue), transfer()],
            ),
        ),
        with(
            own(),
            row(
                "foreign-arn",
                &[lambda(
                    json!({"LambdaFunctionARN": regional.replace("$.AwsRegion", "us-east-1")}),
                    "end",
                )],
                &[lambda(json!({"LambdaFunctionARN": regional}), "end")],
            ),
        ),
        row(
            "mixed-instances",
            &two(&own_queue, &other),
            &two(&own_queue, &own_queue),
        ),
        row("static-reference", &[queue(ID), transfer()], &named),
        row(
            "soft-reference",
            &[invited(&own_queue)],
            &[invited("ref://queue/Sales")],
        ),
    ]
}

pub(super) fn unset() -> Vec<Row> {
    let named = [queue("ref://queue/Sales"), transfer()];
    let flow =
        |flow_type: &str| hook(json!({"CustomerQueue": format!("ref://flow/{flow_type}/Wait")}));
    vec![
        row("empty-reference", &[queue(""), transfer()], &named),
        row(
            "foreign-placeholder",
            &[queue("{{queues.sales}}"), transfer()],
            &named,
        ),
        row(
            "empty-condition",
            &[compare(
                "$.Channel",
                &["end", "=>end", "!NoMatchingCondition>end"],
            )],
            &[compare(
                "$.Channel",
                &["end", "=VOICE>end", "!NoMatchingCondition>end"],
            )],
        ),
        row(
            "empty-parameter",
            &[action(
                "a",
                "UpdateContactData",
                json!({"LanguageCode": ""}),
                &["end", "!NoMatchingError>end"],
            )],
            &[action(
                "a",
                "UpdateContactData",
                json!({"LanguageCode": "en-GB"}),
                &["end", "!NoMatchingError>end"],
            )],
        ),
        row(
            "hook-flow-type",
            &[flow("CONTACT_FLOW")],
            &[flow("CUSTOMER_QUEUE")],
        ),
        row(
            "several-hooks",
            &[hook(json!({}))],
            &[flow("CUSTOMER_QUEUE")],
        ),
    ]
}
