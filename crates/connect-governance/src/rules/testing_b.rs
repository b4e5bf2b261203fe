//! A world that breaks none of the rules of flows, routing, cost, tags and resilience; their tests break
//! it in one place each.

use std::fmt::Write as _;

use flow_language::{Document, FlowType};
use serde_json::{Value, json};

use crate::{
    Rule, Settings,
    world::{
        Association, Budget, BudgetAlert, DataShare, Destination, Flow, FlowKind, Hours, Instance,
        Number, Prompt, Queue, QuickConnect, QuickConnectTarget, QuotaUse, Replica, RoutingProfile,
        Storage, TestCase, TestRun, Topic, TrafficGroup, User, World,
    },
};

/// The function that the flows of the sound world call.
pub(in crate::rules) const FUNCTION: &str = "arn:aws:lambda:eu-west-2:111122223333:function:lookup";

/// The alias of the bot that they ask.
pub(in crate::rules) const BOT: &str =
    "arn:aws:lex:eu-west-2:111122223333:bot-alias/ABCDEFGHIJ/TSTALIASID";

/// The topic that the alerts of its budget go to.
pub(in crate::rules) const TOPIC: &str = "arn:aws:sns:eu-west-2:111122223333:spend";

const INSTANCE: &str =
    "arn:aws:connect:eu-west-2:111122223333:instance/11111111-1111-4111-8111-111111111111";

/// The ARN of a thing of the instance.
pub(in crate::rules) fn arn(noun: &str, number: u32) -> String {
    format!("{INSTANCE}/{noun}/{}", id(number))
}

/// An action of a flow: its identifier, type, parameters, and where it leads. An error leads to the end.
pub(in crate::rules) fn act(
    identifier: &str,
    action_type: &str,
    parameters: &Value,
    next: &str,
    errors: &[&str],
) -> Value {
    let error = |error: &&str| json!({"ErrorType": error, "NextAction": "End"});
    let errors: Vec<Value> = errors.iter().map(error).collect();
    json!({
        "Identifier": identifier, "Type": action_type, "Parameters": parameters,
        "Transitions": {"NextAction": next, "Errors": errors, "Conditions": []},
    })
}

/// The content of a flow that starts with the first of its actions, and has an end.
pub(in crate::rules) fn document(actions: &[Value]) -> Document {
    let end = json!({
        "Identifier": "End", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {},
    });
    let start = actions.first().unwrap_or(&end)["Identifier"].clone();
    let actions: Vec<&Value> = actions.iter().chain([&end]).collect();
    let content = json!({"Version": "2019-10-30", "StartAction": start, "Actions": actions});
    Document::parse(&content.to_string()).unwrap()
}

/// A flow.
pub(in crate::rules) fn flow(name: &str, number: u32, kind: FlowType, actions: &[Value]) -> Flow {
    Flow {
        name: name.to_owned(),
        arn: arn("contact-flow", number),
        kind: FlowKind::Flow(kind),
        is_builtin: false,
        document: Some(document(actions)),
        modified_s: None,
    }
}

/// A module.
pub(in crate::rules) fn module(name: &str, number: u32, actions: &[Value]) -> Flow {
    Flow {
        arn: arn("flow-module", number),
        kind: FlowKind::Module,
        ..flow(name, number, FlowType::ContactFlow, actions)
    }
}

/// What the flow that answers the number of the sound world does, block by block.
pub(in crate::rules) fn main_actions() -> Vec<Value> {
    [talking(), queueing()].concat()
}

fn talking() -> Vec<Value> {
    let none: &[&str] = &[];
    let failed = &["NoMatchingError"];
    vec![
        act(
            "Log",
            "UpdateFlowLoggingBehavior",
            &json!({"FlowLoggingBehavior": "Enabled"}),
            "Notice",
            none,
        ),
        act(
            "Notice",
            "MessageParticipant",
            &json!({"Text": "Calls are recorded."}),
            "Record",
            failed,
        ),
        act(
            "Record",
            "UpdateContactRecordingBehavior",
            &json!({"RecordingBehavior": {"RecordedParticipants": ["Agent", "Customer"]}}),
            "Tag",
            none,
        ),
        act(
            "Tag",
            "TagContact",
            &json!({"Tags": {"unit": "sales"}}),
            "Look up",
            failed,
        ),
        act(
            "Look up",
            "InvokeLambdaFunction",
            &json!({"LambdaFunctionARN": FUNCTION, "InvocationTimeLimitSeconds": "8"}),
            "Ask",
            failed,
        ),
        act(
            "Ask",
            "ConnectParticipantWithLexBot",
            &json!({"PromptId": arn("prompt", 401), "LexV2Bot": {"AliasArn": BOT}}),
            "Hours",
            &["NoMatchingError", "NoMatchingCondition"],
        ),
    ]
}

fn queueing() -> Vec<Value> {
    let failed = &["NoMatchingError"];
    vec![
        json!({
            "Identifier": "Hours", "Type": "CheckHoursOfOperation",
            "Parameters": {"HoursOfOperationId": arn("operating-hours", 201)},
            "Transitions": {
                "NextAction": "End",
                "Conditions": [{"NextAction": "Queue", "Condition": {"Operator": "Equals", "Operands": ["True"]}}],
                "Errors": [{"NextAction": "End", "ErrorType": "NoMatchingError"}],
            },
        }),
        act(
            "Queue",
            "UpdateContactTargetQueue",
            &json!({"QueueId": arn("queue", 101)}),
            "Staff",
            failed,
        ),
        json!({
            "Identifier": "Staff", "Type": "CheckMetricData",
            "Parameters": {"MetricType": "NumberOfAgentsAvailable"},
            "Transitions": {
                "NextAction": "End",
                "Conditions": [{"NextAction": "Wait", "Condition": {"Operator": "NumberGreaterThan", "Operands": ["0"]}}],
                "Errors": [
                    {"NextAction": "End", "ErrorType": "NoMatchingError"},
                    {"NextAction": "End", "ErrorType": "NoMatchingCondition"},
                ],
            },
        }),
        act(
            "Wait",
            "TransferContactToQueue",
            &json!({}),
            "End",
            &["NoMatchingError", "QueueAtCapacity"],
        ),
    ]
}

/// A world that breaks none of these rules.
pub(in crate::rules) fn sound() -> World {
    World {
        account: "111122223333".parse().ok(),
        region: "eu-west-2".parse().ok(),
        instance: instance(),
        storage: vec![Storage {
            sort: "CALL_RECORDINGS".to_owned(),
            destination: Destination::Bucket {
                bucket: "acme-recordings".to_owned(),
                prefix: "calls".to_owned(),
                key: None,
            },
        }],
        users: vec![User {
            name: "ada".to_owned(),
            arn: arn("agent", 1),
            routing_profile: "Sellers".to_owned(),
            ..User::default()
        }],
        routing_profiles: vec![RoutingProfile {
            name: "Sellers".to_owned(),
            arn: arn("routing-profile", 301),
            default_outbound_queue: "Sales".to_owned(),
            queues: ["Sales".to_owned()].into(),
            is_builtin: false,
        }],
        queues: vec![queue("Sales", 101)],
        hours: vec![hours("Weekdays", 201)],
        flows: flows(),
        numbers: vec![number("+442071234567", 501)],
        tests: vec![test_case()],
        quick_connects: vec![quick_connect(
            "Call Ada",
            QuickConnectTarget::User {
                name: "ada".to_owned(),
                exists: true,
            },
        )],
        prompts: vec![Prompt {
            name: "Welcome".to_owned(),
            arn: arn("prompt", 401),
            is_builtin: false,
        }],
        associations: vec![
            Association::Function(FUNCTION.to_owned()),
            Association::Bot(BOT.to_owned()),
        ],
        budgets: vec![budget()],
        topics: vec![Topic {
            arn: TOPIC.to_owned(),
            ..Topic::default()
        }],
        anomaly_monitors: 1,
        allocation_tags: [("unit".to_owned(), true)].into(),
        tags: [INSTANCE.to_owned(), arn("queue", 101)]
            .map(|arn| (arn, [("unit".to_owned(), "sales".to_owned())].into()))
            .into(),
        quotas: vec![QuotaUse {
            name: "Queues".to_owned(),
            code: Some("L-19A87C94".to_owned()),
            limit: 100,
            used: 79,
            is_adjustable: true,
        }],
        shares: Vec::<DataShare>::new(),
        ..World::default()
    }
}

/// A queue that is as it should be.
pub(in crate::rules) fn queue(name: &str, number: u32) -> Queue {
    Queue {
        name: name.to_owned(),
        arn: arn("queue", number),
        hours: "Weekdays".to_owned(),
        max_contacts: Some(50),
        caller_number: Some("+442071234567".to_owned()),
        is_enabled: true,
        ..Queue::default()
    }
}

/// Hours that are open on Mondays.
pub(in crate::rules) fn hours(name: &str, number: u32) -> Hours {
    Hours {
        name: name.to_owned(),
        arn: arn("operating-hours", number),
        time_zone: "Europe/London".to_owned(),
        openings: vec![("MONDAY".to_owned(), 540, 1_020)],
        is_builtin: false,
    }
}

/// A number that the flow `Main` answers, and that is called.
pub(in crate::rules) fn number(number: &str, id_number: u32) -> Number {
    Number {
        number: number.to_owned(),
        arn: format!(
            "arn:aws:connect:eu-west-2:111122223333:phone-number/{}",
            id(id_number)
        ),
        country: "GB".to_owned(),
        r#type: "DID".to_owned(),
        flow: Some("Main".to_owned()),
        has_target: true,
        minutes: Some((812, 30)),
    }
}

/// A test case of the flow that answers.
fn test_case() -> TestCase {
    TestCase {
        name: "Call the shop".to_owned(),
        arn: arn("test-case", 601),
        flow: Some(id(11)),
        is_published: true,
        last_run: Some(TestRun {
            started_s: 0,
            has_passed: true,
        }),
        ..TestCase::default()
    }
}

/// A quick connect.
pub(in crate::rules) fn quick_connect(name: &str, target: QuickConnectTarget) -> QuickConnect {
    QuickConnect {
        name: name.to_owned(),
        arn: arn("transfer-destination", 601),
        target,
    }
}

/// What a rule says of a world, a line each.
pub(in crate::rules) fn said(rule: &Rule, world: &World) -> String {
    said_by(rule, world, &Settings::default())
}

/// The same where something was declared.
pub(in crate::rules) fn said_by(rule: &Rule, world: &World, settings: &Settings) -> String {
    let mut text = String::new();
    for finding in rule.judged(world, settings) {
        assert_eq!((finding.rule.as_str(), finding.area), (rule.id, rule.area));
        let (severity, subject) = (finding.severity, &finding.subject);
        writeln!(text, "{severity} {subject}: {}", finding.evidence).unwrap();
        writeln!(text, "  do: {}", finding.remedy).unwrap();
        if let Some(mend) = &finding.mend {
            writeln!(text, "  mend: {}", serde_json::to_string(mend).unwrap()).unwrap();
        }
    }
    text
}

fn instance() -> Instance {
    let on = |name: &str| (name.to_owned(), true);
    Instance {
        id: "11111111-1111-4111-8111-111111111111".to_owned(),
        arn: INSTANCE.to_owned(),
        alias: "acme".to_owned(),
        attributes: ["CONTACTFLOW_LOGS", "INBOUND_CALLS", "OUTBOUND_CALLS"]
            .map(on)
            .into(),
        replica: Some(Replica {
            region: "eu-central-1".to_owned(),
            status: "INSTANCE_REPLICATION_COMPLETE".to_owned(),
        }),
        traffic_groups: vec![TrafficGroup {
            name: "Front".to_owned(),
            arn: "arn:aws:connect:eu-west-2:111122223333:traffic-distribution-group/g".to_owned(),
            status: "ACTIVE".to_owned(),
            is_default: true,
        }],
        ..Instance::default()
    }
}

fn flows() -> Vec<Flow> {
    let hold = act(
        "Music",
        "MessageParticipant",
        &json!({"Text": "Please hold."}),
        "End",
        &["NoMatchingError"],
    );
    let builtin = Flow {
        is_builtin: true,
        ..flow("Default customer hold", 12, FlowType::CustomerHold, &[hold])
    };
    vec![
        flow("Main", 11, FlowType::ContactFlow, &main_actions()),
        builtin,
    ]
}

fn budget() -> Budget {
    let alert = |is_forecast| BudgetAlert {
        is_forecast,
        threshold: "80 %".to_owned(),
        subscribers: vec![TOPIC.to_owned()],
    };
    let services = [
        "Amazon Connect",
        "Contact Center Telecommunications (service sold by AMCS, LLC) ",
    ];
    Budget {
        name: "connect".to_owned(),
        is_cost: true,
        services: services.map(str::to_owned).into(),
        alerts: vec![alert(false), alert(true)],
        ..Budget::default()
    }
}

fn id(number: u32) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}
