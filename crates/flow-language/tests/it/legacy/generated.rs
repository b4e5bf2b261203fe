//! Old exports made up for tests.

use std::collections::{BTreeMap, BTreeSet};

use flow_language::{
    FlowType,
    legacy::{GapReason, LegacyFlow, convert, read},
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

/// Type and target of a block, its parameters, and the conditions of its ways out.
type Kind = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const KINDS: &[Kind] = &[
    (
        "PlayPrompt",
        "",
        r#"[{"name": "Text", "value": "Hello"}, {"name": "TextToSpeechType", "value": "text"}]"#,
        &["Success"],
    ),
    (
        "LoopPrompts",
        "",
        r#"[{"name": "Text", "value": "Wait", "key": "text"}, {"name": "InterruptSeconds", "value": 30}]"#,
        &["Timeout", "Error"],
    ),
    (
        "GetUserInput",
        "Digits",
        r#"[{"name": "Text", "value": "1?"}, {"name": "Timeout", "value": "5"}]"#,
        &["Evaluate", "Evaluate", "Timeout", "NoMatch", "Error"],
    ),
    (
        "GetUserInput",
        "Lex",
        r#"[{"name": "Text", "value": "?"}, {"name": "BotName", "value": "b"}, {"name": "BotAlias", "value": "live"}, {"name": "BotRegion", "value": "eu-west-2"}]"#,
        &["Evaluate", "NoMatch", "Error"],
    ),
    (
        "GetUserInput",
        "Lex",
        r#"[{"name": "Text", "value": "?"}, {"name": "LexVersion", "value": "V2"}, {"name": "BotAliasArn", "value": "arn:aws:lex:eu-west-2:111111111111:bot-alias/A/B"}, {"name": "Parameter", "key": "k", "value": "topic", "namespace": "Lex.SessionAttributes"}]"#,
        &["Evaluate", "NoMatch", "Error"],
    ),
    (
        "StoreUserInput",
        "",
        r#"[{"name": "Text", "value": "?"}, {"name": "CustomerInputType", "value": "PhoneNumber"}, {"name": "PhoneNumberFormat", "value": "Local"}, {"name": "CountryCode", "value": "GB"}]"#,
        &["Success", "InvalidNumber", "Error"],
    ),
    (
        "SetQueue",
        "",
        r#"[{"name": "Queue", "value": "7f18d5d6-8e42-4613-9014-84503d17e7da"}]"#,
        &["Success", "Error"],
    ),
    ("Transfer", "Queue", "[]", &["AtCapacity", "Error"]),
    (
        "Transfer",
        "Queue",
        r#"[{"name": "Queue", "value": "q", "namespace": "External"}]"#,
        &["Success", "AtCapacity", "Error"],
    ),
    (
        "Transfer",
        "Flow",
        r#"[{"name": "ContactFlowId", "value": "7f18d5d6-8e42-4613-9014-84503d17e7da"}]"#,
        &["Error"],
    ),
    (
        "Transfer",
        "PhoneNumber",
        r#"[{"name": "PhoneNumber", "value": "+442079460000"}, {"name": "TimeLimit", "value": "30"}, {"name": "BlindTransfer", "value": false}]"#,
        &["Success", "CallFailure", "Timeout", "Error"],
    ),
    ("Transfer", "Agent", "[]", &[]),
    (
        "InvokeExternalResource",
        "Lambda",
        r#"[{"name": "FunctionArn", "value": "arn:aws:lambda:eu-west-2:111111111111:function:f"}, {"name": "TimeLimit", "value": "3"}]"#,
        &["Success", "Error"],
    ),
    (
        "SetEventHook",
        "",
        r#"[{"name": "Type", "value": "AgentWhisper"}, {"name": "ContactFlowId", "value": "7f18d5d6-8e42-4613-9014-84503d17e7da"}]"#,
        &["Success", "Error"],
    ),
    (
        "SetContactFlow",
        "",
        r#"[{"name": "Type", "value": "CustomerHold"}, {"name": "ContactFlowId", "value": "7f18d5d6-8e42-4613-9014-84503d17e7da"}]"#,
        &["Success"],
    ),
    (
        "CheckAttribute",
        "",
        r#"[{"name": "Attribute", "value": "a"}, {"name": "Namespace", "value": "User Defined"}]"#,
        &["Evaluate", "Evaluate", "NoMatch"],
    ),
    (
        "CheckHoursOfOperation",
        "",
        r#"[{"name": "Hours", "value": "7f18d5d6-8e42-4613-9014-84503d17e7da"}]"#,
        &["True", "False", "Error"],
    ),
    (
        "CheckStaffing",
        "",
        r#"[{"name": "Status", "value": "Available"}]"#,
        &["True", "False", "Error"],
    ),
    (
        "CheckQueueStatus",
        "",
        "[]",
        &[
            "CheckQueueTime",
            "CheckQueueCapacity",
            "CheckQueueTime",
            "NoMatch",
            "Error",
        ],
    ),
    (
        "GetMetricData",
        "",
        r#"[{"name": "Queue", "value": "7f18d5d6-8e42-4613-9014-84503d17e7da"}]"#,
        &["Success", "Error"],
    ),
    (
        "SetAttributes",
        "",
        r#"[{"name": "Attribute", "key": "k", "value": "v"}]"#,
        &["Success", "Error"],
    ),
    (
        "SetScreenPop",
        "",
        r#"[{"name": "key", "value": "k"}, {"name": "value", "value": "v"}]"#,
        &["Success", "Error"],
    ),
    (
        "SetContactData",
        "",
        r#"[{"name": "ContactData", "namespace": null, "languageCode": "en-GB"}]"#,
        &["Success", "Error"],
    ),
    (
        "SetLoggingBehavior",
        "",
        r#"[{"name": "LoggingBehavior", "value": "Disable"}]"#,
        &["Success"],
    ),
    (
        "SetRecordingBehavior",
        "",
        r#"[{"name": "RecordingBehaviorOption", "value": "Enable"}, {"name": "RecordingParticipantOption", "value": "Both"}]"#,
        &["Success"],
    ),
    (
        "SetVoice",
        "",
        r#"[{"name": "GlobalVoice", "value": "Amy"}]"#,
        &["Success"],
    ),
    (
        "UpdateRoutingPriority",
        "",
        r#"[{"name": "TimeOffset", "value": 600}]"#,
        &["Success"],
    ),
    (
        "StartMediaStreaming",
        "",
        r#"[{"name": "Track", "value": "FromCustomer"}, {"name": "MediaStreamTypes", "value": "Audio"}]"#,
        &["Success", "Error"],
    ),
    (
        "StopMediaStreaming",
        "",
        r#"[{"name": "Track", "value": "ToCustomer"}, {"name": "MediaStreamTypes", "value": "Audio"}]"#,
        &["Success", "Error"],
    ),
    (
        "HoldCustomerOrAgent",
        "",
        r#"[{"name": "Option", "value": "Agent on hold"}]"#,
        &["Success", "Error"],
    ),
    (
        "SetCallBackNumber",
        "",
        r#"[{"name": "CallBackNumber", "value": "Stored customer input", "namespace": "System"}]"#,
        &["Success", "InvalidPhoneNumber", "NonDialableNumber"],
    ),
    (
        "CreateCallback",
        "",
        r#"[{"name": "InitialDelaySeconds", "value": 5}, {"name": "RetryDelaySeconds", "value": 600}, {"name": "MaxRetryAttempts", "value": 1}]"#,
        &["Success", "Error"],
    ),
    (
        "PercentileBranching",
        "",
        "[]",
        &["Evaluate", "Evaluate", "NoMatch"],
    ),
    (
        "Loop",
        "",
        r#"[{"name": "LoopCount", "value": "3"}]"#,
        &["Looping", "Complete"],
    ),
    (
        "Wait",
        "",
        r#"[{"name": "TimeoutSeconds", "value": "20"}, {"name": "InterruptOnCustomerReturn", "value": "true"}]"#,
        &["CustomerReturn", "Timeout", "Error"],
    ),
    ("Disconnect", "", "[]", &[]),
];

fn flows() -> impl Strategy<Value = Value> {
    let targets = vec(any::<prop::sample::Index>(), 8);
    let module = (select(KINDS), targets);
    vec(module, 1..30).prop_map(|modules| {
        let id = |at: usize| format!("00000000-0000-4000-8000-{at:012}");
        let count = modules.len();
        let modules = modules.into_iter().enumerate().map(|(at, (kind, targets))| {
            let (of_type, target, parameters, conditions) = kind;
            let ways = conditions.iter().zip(targets).enumerate();
            let ways = ways.map(|(order, (condition, target))| json!({
                "condition": condition, "conditionType": "LessThan", "conditionValue": order + 1,
                "transition": id(target.index(count))
            }));
            let parameters: Value = serde_json::from_str(parameters).unwrap();
            let mut module = json!({
                "id": id(at), "type": of_type, "branches": ways.collect::<Value>(), "parameters": parameters,
                "metadata": {"position": {"x": at, "y": 0}}
            });
            if !target.is_empty() {
                module["target"] = target.into();
            }
            module
        });
        json!({
            "modules": modules.collect::<Vec<_>>(), "version": "1", "type": "contactFlow", "start": id(0),
            "metadata": {"name": "N"}
        })
    })
}

/// The ids of the modules that some way leads to from the start, by an oracle of its own.
fn reached(flow: &LegacyFlow) -> BTreeSet<String> {
    let ways: BTreeMap<&str, Vec<&str>> = flow
        .modules()
        .map(|module| {
            (
                module.id(),
                module.ways().map(|way| way.transition).collect(),
            )
        })
        .collect();
    let mut seen = BTreeSet::new();
    let mut open = vec![flow.start().unwrap()];
    while let Some(id) = open.pop() {
        if seen.insert(id.to_owned()) {
            open.extend(ways[id].iter().copied());
        }
    }
    seen
}

proptest! {
    #[test]
    fn the_converted_flow_goes_where_the_old_one_went(flow in flows()) {
        let flow = read(&flow.to_string()).unwrap();
        let conversion = convert(&flow);
        prop_assert_eq!(conversion.document.check(FlowType::ContactFlow), []);
        prop_assert_eq!(&conversion.gaps, &[]);
        let graph = conversion.document.graph();
        let reachable = graph.reachable();
        let ids: BTreeSet<&str> = flow.modules().map(flow_language::legacy::Module::id).collect();
        let found = graph.actions().iter().filter(|action| reachable[action.index]);
        let found = found.map(|action| action.identifier()).filter(|identifier| ids.contains(identifier));
        prop_assert_eq!(found.map(str::to_owned).collect::<BTreeSet<_>>(), reached(&flow));
    }

    /// Each way of each block leads where it led: by comparison, by error, or as the way on.
    #[test]
    fn every_way_out_is_one_of_the_action_or_of_its_chain(flow in flows()) {
        let flow = read(&flow.to_string()).unwrap();
        let document = convert(&flow).document;
        let graph = document.graph();
        for module in flow.modules() {
            let own = graph.find(module.id()).unwrap();
            let chain = document.notes(graph.action(own)).unwrap().get("children").and_then(Value::as_array);
            let chain = chain.into_iter().flatten().filter_map(|child| graph.find(child.as_str()?));
            let chain: Vec<usize> = std::iter::once(own).chain(chain).collect();
            let next: BTreeSet<&str> = chain.iter().flat_map(|at| graph.edges(*at)).map(|edge| edge.branch.next).collect();
            for way in module.ways() {
                prop_assert!(next.contains(way.transition), "{} {}", module.module_type(), way.condition);
            }
        }
    }

    /// Strangers' text is converted, whatever it holds where something else belongs.
    #[test]
    fn any_object_with_modules_converts(modules in vec(values(), 0..6), metadata in values(), start in values()) {
        let text = json!({"modules": modules, "metadata": metadata, "start": start, "type": "contactFlow"});
        let flow = read(&text.to_string()).unwrap();
        prop_assert_eq!(flow.to_json(), text.to_string());
        let conversion = convert(&flow);
        prop_assert_eq!(conversion.document.actions().count() >= modules.len(), true);
        let problems = conversion.document.check(conversion.role());
        let is_blocked = conversion.gaps.iter().any(|gap| gap.blocks_publishing);
        let malformed = problems.iter().all(|problem| problem.rule == "flow-reference");
        prop_assert!(problems.is_empty() || malformed || is_blocked, "{problems:?}");
        let renamed = conversion.gaps.iter().filter(|gap| gap.reason == GapReason::Renamed).count();
        prop_assert!(renamed <= modules.len());
    }
}

fn values() -> impl Strategy<Value = Value> {
    let words = vec![
        "id",
        "type",
        "branches",
        "parameters",
        "metadata",
        "target",
        "name",
        "value",
        "key",
        "namespace",
        "resourceName",
        "condition",
        "transition",
        "conditionType",
        "conditionValue",
        "a",
        "b",
        "",
        "Success",
        "Error",
        "Evaluate",
        "SetQueue",
        "PlayPrompt",
        "Transfer",
        "Queue",
        "Text",
        "AudioPrompt",
        "LoopPrompts",
        "audio",
        "position",
        "SetAttributes",
        "Attribute",
        "System",
        "External",
        "queue",
        "text",
        "children",
        "legacyParameters",
        "SetContactData",
        "ContactData",
        "languageCode",
    ];
    let leaf = prop_oneof![
        4 => select(words.clone()).prop_map(Value::from),
        1 => any::<i32>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null)
    ];
    leaf.prop_recursive(5, 64, 8, move |inner| {
        let members = vec((select(words.clone()), inner.clone()), 0..8);
        prop_oneof![
            vec(inner, 0..5).prop_map(Value::Array),
            members.prop_map(|members| members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect()),
        ]
    })
}
