//! Parameters of an action: those that it needs, and those that it cannot have.
//!
//! What each type of action needs is hardly documented. Needed here is what no action does without
//! that others have published, and misnamed what the documentation says and the service refuses.

use serde_json::Value;

/// Type of action, and the parameters of which it needs one.
const NEEDED: &[(&str, &[&str])] = &[
    ("CheckMetricData", &["MetricType"]),
    ("Compare", &["ComparisonValue"]),
    ("ConnectParticipantWithLexBot", &["LexV2Bot", "LexBot"]),
    ("InvokeFlowModule", &["FlowModuleId"]),
    ("InvokeLambdaFunction", &["LambdaFunctionARN"]),
    ("Loop", &["LoopCount"]),
    ("MessageParticipantIteratively", &["Messages"]),
    ("ShowView", &["ViewResource"]),
    (
        "TransferParticipantToThirdParty",
        &["ThirdPartyPhoneNumber"],
    ),
    ("TransferToFlow", &["ContactFlowId"]),
    ("UpdateContactAttributes", &["Attributes"]),
    ("UpdateContactCallbackNumber", &["CallbackNumber"]),
    ("UpdateContactTargetQueue", &["QueueId", "AgentId"]),
    ("UpdateFlowAttributes", &["FlowAttributes"]),
    ("UpdateFlowLoggingBehavior", &["FlowLoggingBehavior"]),
    ("Wait", &["TimeLimitSeconds"]),
];

/// Type of action, and a parameter that it does not have although it is documented.
const MISNAMED: &[(&str, &str)] = &[("Wait", "TimeoutSeconds")];

/// Parameters that hold data of the author's, which may be anything.
const FREE: &[&str] = &["ViewData"];

/// Finds what is wrong with the `parameters` of the action at `path`.
pub(super) fn check(action_type: &str, path: &str, parameters: &Value, found: &mut Vec<String>) {
    let of_type = NEEDED.iter().filter(|(of, _)| *of == action_type);
    for (_, needed) in of_type {
        if !needed.iter().any(|name| parameters.get(*name).is_some()) {
            let name = needed[0];
            found.push(format!(
                "Action is missing required property. Path: {path}.Parameters.{name}"
            ));
        }
    }
    for (of, name) in MISNAMED {
        if *of == action_type && parameters.get(*name).is_some() {
            found.push(format!(
                "Invalid Action property name. Path: {path}.Parameters.{name}"
            ));
        }
    }
    for (name, value) in parameters.as_object().into_iter().flatten() {
        if !FREE.contains(&name.as_str()) {
            check_texts(&format!("{path}.Parameters.{name}"), value, found);
        }
    }
}

/// The service takes no empty text in a parameter or an operand.
pub(super) fn check_texts(path: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.is_empty() => {
            found.push(format!("Invalid Action property value. Path: {path}"));
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                check_texts(&format!("{path}[{at}]"), item, found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                check_texts(&format!("{path}.{name}"), member, found);
            }
        }
        _ => {}
    }
}
