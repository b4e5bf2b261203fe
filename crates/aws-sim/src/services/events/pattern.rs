//! Whether an event matches a pattern (EventBridge user guide, event patterns).

use serde_json::Value;

/// Whether every member of the pattern is met by the event. A pattern that asks for a comparison that
/// is not simulated (`cidr`, `wildcard` within others) matches nothing.
pub(super) fn fits(pattern: &Value, event: &Value) -> bool {
    let Some(members) = pattern.as_object() else {
        return false;
    };
    members.iter().all(|(name, wanted)| match wanted {
        Value::Array(ways) if name == "$or" => ways.iter().any(|way| fits(way, event)),
        Value::Array(wanted) => {
            let value = event.get(name);
            wanted.iter().any(|wanted| one(wanted, value))
        }
        Value::Object(_) => event.get(name).is_some_and(|event| fits(wanted, event)),
        _ => false,
    })
}

/// Whether a value is what one entry of a pattern wants. Of a list, one element is enough.
fn one(wanted: &Value, value: Option<&Value>) -> bool {
    if let Some(asked) = wanted.get("exists").and_then(Value::as_bool) {
        return value.is_some() == asked;
    }
    match value {
        None => false,
        Some(Value::Array(values)) => values.iter().any(|value| alone(wanted, value)),
        Some(value) => alone(wanted, value),
    }
}

fn alone(wanted: &Value, value: &Value) -> bool {
    let Some((operator, operand)) = wanted.as_object().and_then(|rule| rule.iter().next()) else {
        return wanted == value;
    };
    let text = value.as_str();
    match operator.as_str() {
        "prefix" => with(operand, text, |text, part| text.starts_with(part)),
        "suffix" => with(operand, text, |text, part| text.ends_with(part)),
        "equals-ignore-case" => with(operand, text, str::eq_ignore_ascii_case),
        "wildcard" => with(operand, text, matches),
        "anything-but" => !but(operand, value),
        "numeric" => value.as_f64().is_some_and(|value| in_range(operand, value)),
        _ => false,
    }
}

/// Whether the value is among those that are left out.
fn but(operand: &Value, value: &Value) -> bool {
    match operand {
        Value::Array(values) => values.iter().any(|own| alone(own, value)),
        own => alone(own, value),
    }
}

fn with(operand: &Value, text: Option<&str>, matches: impl Fn(&str, &str) -> bool) -> bool {
    text.zip(operand.as_str())
        .is_some_and(|(text, part)| matches(text, part))
}

/// Whether `text` is what `pattern` says, in which a star stands for any letters.
fn matches(text: &str, pattern: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return text == pattern;
    };
    let Some(after) = text.strip_prefix(start) else {
        return false;
    };
    let ends = after.char_indices().map(|(at, _)| at).chain([after.len()]);
    ends.into_iter().any(|at| matches(&after[at..], rest))
}

/// `[">", 0, "<=", 5]`
fn in_range(operand: &Value, value: f64) -> bool {
    let Some(tests) = operand.as_array().filter(|tests| !tests.is_empty()) else {
        return false;
    };
    tests.chunks(2).all(|test| {
        let [Value::String(operator), bound] = test else {
            return false;
        };
        let Some(order) = bound.as_f64().and_then(|bound| value.partial_cmp(&bound)) else {
            return false;
        };
        match operator.as_str() {
            "=" => order.is_eq(),
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            ">" => order.is_gt(),
            ">=" => order.is_ge(),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_pattern_asks_for_members_and_one_of_the_values_of_each() {
        let event = json!({
            "source": "aws.s3", "detail": { "object": { "key": "calls/a.wav", "size": 7 } },
            "resources": ["a", "b"],
        });
        for (pattern, expected) in [
            (json!({ "source": ["aws.s3", "x"] }), true),
            (json!({ "source": ["x"] }), false),
            (json!({ "resources": ["b"] }), true),
            (
                json!({ "detail": { "object": { "key": [{ "prefix": "calls/" }] } } }),
                true,
            ),
            (
                json!({ "detail": { "object": { "key": [{ "suffix": ".txt" }] } } }),
                false,
            ),
            (
                json!({ "detail": { "object": { "key": [{ "wildcard": "c*/*.wav" }] } } }),
                true,
            ),
            (
                json!({ "detail": { "object": { "size": [{ "numeric": [">", 0, "<=", 7] }] } } }),
                true,
            ),
            (
                json!({ "detail": { "object": { "size": [{ "numeric": [">", 7] }] } } }),
                false,
            ),
            (json!({ "source": [{ "anything-but": ["aws.s3"] }] }), false),
            (
                json!({ "source": [{ "anything-but": { "prefix": "aws.e" } }] }),
                true,
            ),
            (json!({ "account": [{ "exists": false }] }), true),
            (json!({ "account": ["1"] }), false),
            (
                json!({ "$or": [{ "source": ["x"] }, { "resources": ["a"] }] }),
                true,
            ),
        ] {
            assert_eq!(fits(&pattern, &event), expected, "{pattern}");
        }
    }
}
