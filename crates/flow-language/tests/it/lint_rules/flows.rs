//! Short builders of flows.

use flow_language::{FlowType, Role, lint::Context};
use serde_json::{Value, json};

pub(super) const INBOUND: Role = Role::Flow(FlowType::ContactFlow);

pub(super) const ARN: &str =
    "arn:aws:connect:eu-west-2:111111111111:instance/7f18d5d6-8e42-4613-9014-84503d17e7da";

pub(super) const ID: &str = "7f18d5d6-8e42-4613-9014-84503d17e7da";

pub(super) const MENU: [&str; 5] = [
    "end",
    "=1>end",
    "!NoMatchingError>end",
    "!NoMatchingCondition>end",
    "!InputTimeLimitExceeded>end",
];

/// An action: identifier, type, parameters, and ways out as `next`, `=operand>next` or `!error>next`.
pub(super) fn action(
    identifier: &str,
    action_type: &str,
    parameters: Value,
    ways: &[&str],
) -> Value {
    let (mut next, mut conditions, mut errors) = (Value::Null, Vec::new(), Vec::new());
    for way in ways {
        if let Some((operand, to)) = way.strip_prefix('=').and_then(|way| way.split_once('>')) {
            let condition = json!({"Operator": "Equals", "Operands": [operand]});
            conditions.push(json!({"NextAction": to, "Condition": condition}));
        } else if let Some((error, to)) = way.strip_prefix('!').and_then(|way| way.split_once('>'))
        {
            errors.push(json!({"NextAction": to, "ErrorType": error}));
        } else {
            next = json!(way);
        }
    }
    let mut transitions = json!({"Conditions": conditions, "Errors": errors});
    if ways.is_empty() {
        transitions = json!({});
    } else if !next.is_null() {
        transitions["NextAction"] = next;
    }
    json!({"Identifier": identifier, "Type": action_type, "Parameters": parameters, "Transitions": transitions})
}

/// A document that starts at the first action; `end` disconnects.
pub(super) fn content(actions: &[Value]) -> Value {
    let mut actions = actions.to_vec();
    let start = actions[0]["Identifier"].clone();
    actions.push(action("end", "DisconnectParticipant", json!({}), &[]));
    json!({"Version": "2019-10-30", "StartAction": start, "Actions": actions})
}

/// A row of the table: a rule, and what breaks it and what does not.
pub(super) struct Row {
    pub(super) code: &'static str,
    pub(super) role: Role,
    pub(super) context: Context,
    pub(super) bad: Value,
    pub(super) good: Value,
}

pub(super) fn row(code: &'static str, bad: &[Value], good: &[Value]) -> Row {
    Row {
        code,
        role: INBOUND,
        context: Context::default(),
        bad: content(bad),
        good: content(good),
    }
}

pub(super) fn whole(code: &'static str, role: Role, bad: Value, good: Value) -> Row {
    let context = Context::default();
    Row {
        code,
        role,
        context,
        bad,
        good,
    }
}

pub(super) fn with(context: Context, row: Row) -> Row {
    Row { context, ..row }
}

pub(super) fn text(text: &str) -> Value {
    action(
        "a",
        "MessageParticipant",
        json!({"Text": text}),
        &["end", "!NoMatchingError>end"],
    )
}

pub(super) fn ask(parameters: Value, ways: &[&str]) -> Value {
    action("ask", "GetParticipantInput", parameters, ways)
}

pub(super) fn compare(value: &str, ways: &[&str]) -> Value {
    action(
        "compare",
        "Compare",
        json!({"ComparisonValue": value}),
        ways,
    )
}

pub(super) fn queue(id: &str) -> Value {
    let ways = ["transfer", "!NoMatchingError>end"];
    action(
        "queue",
        "UpdateContactTargetQueue",
        json!({"QueueId": id}),
        &ways,
    )
}

pub(super) fn transfer() -> Value {
    let ways = ["end", "!NoMatchingError>end", "!QueueAtCapacity>end"];
    action("transfer", "TransferContactToQueue", json!({}), &ways)
}

pub(super) fn hours(ways: &[&str]) -> Value {
    action("hours", "CheckHoursOfOperation", json!({}), ways)
}

pub(super) fn staffing(next: &str) -> Value {
    let parameters = json!({"MetricType": "NumberOfAgentsStaffed"});
    let ways = [
        "end",
        &format!("=0>{next}"),
        "!NoMatchingError>end",
        "!NoMatchingCondition>end",
    ];
    action("staffing", "CheckMetricData", parameters, &ways)
}

pub(super) fn lambda(parameters: Value, next: &str) -> Value {
    let mut all = json!({"LambdaFunctionARN": "ref://lambda/lookup"});
    for (name, value) in parameters.as_object().unwrap() {
        all[name] = value.clone();
    }
    action(
        "call",
        "InvokeLambdaFunction",
        all,
        &[next, "!NoMatchingError>end"],
    )
}

pub(super) fn logging(state: &str, next: &str) -> Value {
    let parameters = json!({"FlowLoggingBehavior": state});
    action("log", "UpdateFlowLoggingBehavior", parameters, &[next])
}

pub(super) fn record(parameters: Value, next: &str) -> Value {
    action(
        "record",
        "UpdateContactRecordingBehavior",
        parameters,
        &[next],
    )
}

pub(super) fn set(attributes: Value, next: &str) -> Value {
    let parameters = json!({"Attributes": attributes});
    action(
        "set",
        "UpdateContactAttributes",
        parameters,
        &[next, "!NoMatchingError>end"],
    )
}

pub(super) fn hook(hooks: Value) -> Value {
    let ways = ["end", "!NoMatchingError>end"];
    action(
        "hook",
        "UpdateContactEventHooks",
        json!({"EventHooks": hooks}),
        &ways,
    )
}

pub(super) fn module(input: Value, ways: &[&str]) -> Value {
    let parameters = json!({"FlowModuleId": "ref://module/Find", "Input": input});
    let mut ways = ways.to_vec();
    ways.extend(["end", "!NoMatchingError>end"]);
    action("call", "InvokeFlowModule", parameters, &ways)
}

pub(super) fn third(parameters: Value, ways: &[&str]) -> Value {
    let mut ways = ways.to_vec();
    ways.extend(["end", "!NoMatchingError>end"]);
    action(
        "third",
        "TransferParticipantToThirdParty",
        parameters,
        &ways,
    )
}
