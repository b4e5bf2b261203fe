//! One text per document, whatever the order of members and the spelling of numbers.

use serde_json::Value;

/// Doubles hold every integer up to here, so a whole number has one integer spelling.
const WHOLE_MAX: f64 = 9_007_199_254_740_992.0;

pub(crate) fn text(value: &Value) -> String {
    let mut value = value.clone();
    value.sort_all_objects();
    respell_numbers(&mut value);
    value.to_string()
}

/// The flow designer is JavaScript, which writes 265.0 as 265.
fn respell_numbers(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(whole) = number.as_f64().filter(|_| number.is_f64()).and_then(whole) {
                *value = whole.into();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(respell_numbers),
        Value::Object(members) => members.values_mut().for_each(respell_numbers),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is checked before the cast"
)]
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() <= WHOLE_MAX).then_some(number as i64)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    #[test]
    fn order_and_number_spelling_do_not_count_and_values_do() {
        let left: Value =
            serde_json::from_str(r#"{"b":[265.0,1e2,-0.0],"a":{"d":1,"c":"é"}}"#).unwrap();
        assert_eq!(
            super::text(&left),
            r#"{"a":{"c":"é","d":1},"b":[265,100,0]}"#
        );
        assert_ne!(super::text(&json!([1, 2])), super::text(&json!([2, 1])));
        assert_eq!(
            super::text(&json!([231.003_448_486_328_12])),
            "[231.00344848632812]"
        );
    }
}
