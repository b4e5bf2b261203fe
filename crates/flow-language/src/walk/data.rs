//! Actions that read or set data of the contact, and modules.

use serde_json::{Map, Value, json};

use crate::walk::{
    contact::{Failure, LambdaAnswer},
    outcome::Outcome,
    state::{State, answer},
    visit::Visit,
};

pub(super) fn attributes(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let what = assign(visit, state, "/Attributes", "Attributes");
    Outcome::next(what)
}

pub(super) fn flow_attributes(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let what = assign(visit, state, "/FlowAttributes", "FlowAttributes");
    Outcome::next(what)
}

/// Sets the members of a parameter, each a text or an object with a `Value`. All are read before
/// the first is set.
fn assign(visit: Visit<'_>, state: &mut State<'_>, pointer: &str, namespace: &str) -> String {
    let members = members(visit, pointer);
    let mut filled = Vec::new();
    for (name, value) in members.into_iter().flatten() {
        let value = value.get("Value").unwrap_or(value);
        filled.push((name.as_str(), state.fill_value(value)));
    }
    let words: Vec<String> = filled
        .iter()
        .map(|(name, value)| format!("{name} = {value}"))
        .collect();
    for (name, value) in filled {
        state.set(namespace, name, Value::String(value));
    }
    format!("sets {}", words.join(", "))
}

fn members<'a>(visit: Visit<'a>, pointer: &str) -> Option<&'a Map<String, Value>> {
    visit.parameter(pointer)?.as_object()
}

pub(super) fn contact_data(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let mut words = Vec::new();
    for (name, value) in members(visit, "").into_iter().flatten() {
        let value = state.fill_value(value);
        words.push(format!("{name} = {value}"));
        state
            .data
            .insert(name.clone(), Value::String(value.clone()));
        state.contact_data.insert(name.clone(), value);
    }
    Outcome::next(format!("sets {}", words.join(", ")))
}

pub(super) fn event_hooks(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let mut words = Vec::new();
    for (event, flow) in members(visit, "/EventHooks").into_iter().flatten() {
        let flow = state.fill_value(flow);
        let pointer = format!("/EventHooks/{event}");
        let noted = format!("/parameters/EventHooks.{event}/displayName");
        let names = visit.names(&pointer, &flow, &[&noted, "/contactFlow/text"]);
        let name = names.into_iter().next().unwrap_or_default();
        words.push(format!("{event} to flow {name}"));
        state.hooks.insert(event.clone(), name);
    }
    Outcome::next(format!("sets {}", words.join(", ")))
}

pub(super) fn callback_number(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let number = state.fill(visit.text("/CallbackNumber").unwrap_or_default());
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let dialable = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !dialable {
        return Outcome::error("InvalidCallbackNumber", format!("`{number}` is no number"));
    }
    state
        .data
        .insert("CustomerCallBackPhoneNumber".to_owned(), json!(number));
    Outcome::next(format!("sets the callback number {number}"))
}

pub(super) fn recording(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let behavior = visit
        .parameter("/RecordingBehavior")
        .or_else(|| visit.action.parameters());
    let text = behavior.map_or_else(String::new, |behavior| state.fill_value(behavior));
    state.recording = Some(text.clone());
    Outcome::next(format!("sets recording to {text}"))
}

pub(super) fn logging(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let text = visit.text("/FlowLoggingBehavior").unwrap_or_default();
    state.logging = Some(text.to_owned());
    Outcome::next(format!("sets logging to {text}"))
}

pub(super) fn compare(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let path = visit.text("/ComparisonValue").unwrap_or_default();
    let value = state.fill(path);
    let what = format!("{path} is `{value}`");
    Outcome::value(value, what)
}

/// `LoopCount` passes, then done; a later visit starts anew.
pub(super) fn loops(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let count = visit
        .parameter("/LoopCount")
        .map(|value| state.fill_value(value));
    let items = visit
        .parameter("/Elements")
        .and_then(Value::as_array)
        .map(Vec::len);
    let by_items = || items.and_then(|items| u64::try_from(items).ok());
    let count = count.and_then(|text| text.parse::<u64>().ok());
    let Some(count) = count.or_else(by_items) else {
        return Outcome::value("DoneLooping", "loops over something unknown").assumed();
    };
    let key = (state.flow.clone(), state.identifier.clone());
    let passes = state.loops.entry(key.clone()).or_default();
    if *passes >= count {
        state.loops.remove(&key);
        return Outcome::value("DoneLooping", format!("has looped {count} times"));
    }
    *passes += 1;
    let pass = *passes;
    state.set("Loop", "Index", json!(pass - 1));
    Outcome::value("ContinueLooping", format!("loops, {pass} of {count}"))
}

pub(super) fn lambda(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let pointer = "/LambdaFunctionARN";
    let function = state.fill(visit.text(pointer).unwrap_or_default());
    for value in members(visit, "/LambdaInvocationAttributes")
        .into_iter()
        .flat_map(Map::values)
    {
        state.fill_value(value);
    }
    let noted = ["/parameters/LambdaFunctionARN/displayName"];
    let names = visit.names(pointer, &function, &noted);
    let name = names.first().cloned().unwrap_or_default();
    let recalled = state.recalled.as_ref();
    if let Some(members) = recalled.and_then(|recalled| recalled.external.clone()) {
        return answered(&name, members, state);
    }
    match answer(&state.contact.lambda, &names) {
        Some(LambdaAnswer::Success(members)) => answered(&name, members.clone(), state),
        Some(LambdaAnswer::Failure(Failure::Error)) => {
            Outcome::error("NoMatchingError", format!("function {name} fails"))
        }
        Some(LambdaAnswer::Failure(Failure::Timeout)) => Outcome::error(
            "TimeLimitExceeded",
            format!("function {name} takes too long"),
        ),
        None => answered(&name, Map::new(), state).assumed(),
    }
}

/// Each answer replaces the one before.
fn answered(name: &str, members: Map<String, Value>, state: &mut State<'_>) -> Outcome {
    state
        .data
        .insert("External".to_owned(), Value::Object(members));
    Outcome::next(format!("function {name} answers"))
}

pub(super) fn module(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let pointer = "/FlowModuleId";
    let module = state.fill(visit.text(pointer).unwrap_or_default());
    let noted = [
        "/parameters/FlowModuleId/displayName",
        "/contactFlowModuleName",
    ];
    let names = visit.names(pointer, &module, &noted);
    let input = filled(visit.parameter("/Input"), state);
    state.set("Modules", "Input", input);
    let name = names.first().cloned().unwrap_or_default();
    Outcome::module(names, format!("invokes module {name}"))
}

pub(super) fn give_back(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let result = ["/Transition", "/Result", "/ReferenceName"]
        .into_iter()
        .find_map(|pointer| visit.text(pointer));
    let result = state.fill(result.unwrap_or_default());
    let result_data = filled(visit.parameter("/ResultData"), state);
    state.set("Modules", "Result", json!(result));
    state.set("Modules", "ResultData", result_data);
    let what = if result.is_empty() {
        "returns".to_owned()
    } else {
        format!("returns {result}")
    };
    Outcome::back(result, what)
}

/// A value with the paths of its texts filled in, one level deep, as module contracts are.
fn filled(value: Option<&Value>, state: &mut State<'_>) -> Value {
    match value {
        Some(Value::Object(members)) => {
            let mut fill = |(name, value): (&String, &Value)| {
                let value = match value {
                    Value::String(text) => Value::String(state.fill(text)),
                    other => other.clone(),
                };
                (name.clone(), value)
            };
            Value::Object(members.iter().map(&mut fill).collect())
        }
        Some(value) => value.clone(),
        None => json!({}),
    }
}
