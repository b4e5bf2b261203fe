//! The second line of a block: the parameter that tells most.

use serde_json::Value;

use crate::{
    action::Action,
    diff::label::{reference_name, scalar},
    document::Document,
    reference,
    reference::value::{RefValue, Reference},
};

/// What an action does it to or with, in a few words; empty if nothing tells more than the label.
pub(crate) fn caption(document: &Document, action: Action<'_>) -> String {
    let Some(parameters) = action.parameters() else {
        return String::new();
    };
    special(action.action_type(), parameters)
        .or_else(|| TELLING.iter().find_map(|path| text(parameters, path)))
        .or_else(|| named(document, action))
        .or_else(|| first(parameters))
        .unwrap_or_default()
}

/// Texts that say more than any reference, by JSON pointer.
const TELLING: &[&str] = &["/Text", "/SSML", "/Messages/0/Text", "/Messages/0/SSML"];

fn special(action_type: &str, parameters: &Value) -> Option<String> {
    match action_type {
        "Compare" => text(parameters, "/ComparisonValue"),
        "UpdateContactAttributes" => pairs(parameters.get("Attributes")?),
        "UpdateFlowAttributes" => pairs(parameters.get("FlowAttributes")?),
        "UpdateContactTextToSpeechVoice" => text(parameters, "/TextToSpeechVoice"),
        "UpdateFlowLoggingBehavior" => text(parameters, "/FlowLoggingBehavior"),
        "CheckMetricData" => text(parameters, "/MetricType"),
        "Wait" => text(parameters, "/TimeLimitSeconds").map(|seconds| format!("{seconds} s")),
        "Loop" => text(parameters, "/LoopCount").map(|count| format!("{count} times")),
        "TransferParticipantToThirdParty" => text(parameters, "/ThirdPartyPhoneNumber"),
        _ => None,
    }
}

/// `a = 1, b = 2`.
fn pairs(members: &Value) -> Option<String> {
    let members = members.as_object().filter(|members| !members.is_empty())?;
    let pair = |(name, value): (&String, &Value)| {
        let value = value.get("Value").unwrap_or(value);
        format!("{name} = {}", scalar(value))
    };
    let shown: Vec<String> = members.iter().take(PAIRS_MAX).map(pair).collect();
    Some(shown.join(", "))
}

/// No more fit into a line.
const PAIRS_MAX: usize = 4;

fn text(parameters: &Value, pointer: &str) -> Option<String> {
    let text = parameters.pointer(pointer)?.as_str()?;
    (!text.trim().is_empty()).then(|| text.to_owned())
}

fn named(document: &Document, action: Action<'_>) -> Option<String> {
    let found = reference::found(action).into_iter().next()?;
    let reference = Reference {
        action: action.identifier().to_owned(),
        path: found.place.pointer,
        part: found.place.part,
        kind: found.slot.kind,
        value: found.value,
    };
    let name = reference_name(document, action, &reference);
    name.or_else(|| match &reference.value {
        RefValue::Dynamic(text) | RefValue::Foreign(text) | RefValue::Malformed { text, .. } => {
            Some(text.clone())
        }
        RefValue::Static(text) => Some(reference::arn::bare_id(text).to_owned()),
        RefValue::Empty => Some("not set".to_owned()),
        RefValue::Named(_) => None,
    })
}

/// The first plain text among the parameters, with its name.
fn first(parameters: &Value) -> Option<String> {
    let members = parameters.as_object()?.iter();
    let mut plain = members.filter_map(|(name, value)| Some((name, value.as_str()?)));
    plain
        .find(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}: {value}"))
}
