//! Answers out of several parts.

use serde::Serialize;
use serde_json::Value;

/// `answer` with the members of `more` in it, those that are null left out.
pub(super) fn with(mut answer: Value, more: impl Serialize) -> Value {
    let more = serde_json::to_value(more).unwrap_or_default();
    if let (Some(object), Value::Object(more)) = (answer.as_object_mut(), more) {
        object.extend(more.into_iter().filter(|(_, value)| !value.is_null()));
    }
    answer
}
