//! The policy of a bucket that takes nothing without TLS.

use connect_resources::{
    Trouble,
    bucket::{is_tls_only, with_tls_only},
};
use serde_json::{Map, Value};

/// The policy with a statement that refuses what comes without TLS; none where it has one. Everything
/// else in it stays as it is, its version too: an older one reads variables as plain text.
pub(super) fn demanding_tls(policy: Option<&str>, arn: &str) -> Result<Option<String>, Trouble> {
    let Some(text) = policy else {
        return Ok(with_tls_only(None, arn, true));
    };
    let mut policy: Map<String, Value> = serde_json::from_str(text).map_err(|_| unreadable(arn))?;
    if is_tls_only(Some(text), arn) {
        return Ok(None);
    }
    let refusal = with_tls_only(None, arn, true).and_then(|it| statements_of(&it));
    let mut statements = match policy.remove("Statement") {
        Some(Value::Array(statements)) => statements,
        Some(statement @ Value::Object(_)) => vec![statement],
        _ => return Err(unreadable(arn)),
    };
    for statement in refusal.into_iter().flatten() {
        // One of this name that says something else was ours once.
        statements.retain(|it| it["Sid"] != statement["Sid"]);
        statements.push(statement);
    }
    policy.insert("Statement".to_owned(), Value::Array(statements));
    Ok(Some(Value::Object(policy).to_string()))
}

fn statements_of(policy: &str) -> Option<Vec<Value>> {
    let mut policy: Value = serde_json::from_str(policy).ok()?;
    match policy["Statement"].take() {
        Value::Array(statements) => Some(statements),
        _ => None,
    }
}

/// A policy that cannot be read is left alone: what is in it would be lost.
fn unreadable(arn: &str) -> Trouble {
    let message = format!("the policy of {arn} cannot be read, so nothing is put into it");
    Trouble::stored("POLICY_UNREADABLE", message)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ARN: &str = "arn:aws:s3:::calls";

    fn demanding(policy: &Value) -> Value {
        let text = demanding_tls(Some(&policy.to_string()), ARN).unwrap();
        serde_json::from_str(&text.unwrap()).unwrap()
    }

    #[test]
    fn the_refusal_is_added_and_all_else_stays() {
        let alone = demanding_tls(None, ARN).unwrap().unwrap();
        assert!(is_tls_only(Some(&alone), ARN));
        let other = json!({ "Sid": "Read", "Effect": "Allow", "Principal": "*",
            "Action": "s3:GetObject", "Resource": "arn:aws:s3:::calls/${aws:username}" });
        for statement in [json!([other]), other.clone()] {
            let policy = json!({ "Id": "theirs", "Version": "2008-10-17", "Statement": statement });
            let with = demanding(&policy);
            assert_eq!(with["Id"], "theirs");
            assert_eq!(with["Version"], "2008-10-17");
            let statements = with["Statement"].as_array().unwrap();
            assert_eq!((statements.len(), &statements[0]), (2, &other));
            let text = with.to_string();
            assert!(is_tls_only(Some(&text), ARN));
            assert_eq!(demanding_tls(Some(&text), ARN).unwrap(), None);
        }
    }

    #[test]
    fn a_refusal_of_ours_that_was_changed_is_put_right() {
        let broken = json!({ "Sid": "TrunklineTlsOnly", "Effect": "Deny", "Principal": "*",
            "Action": "s3:GetObject", "Resource": "arn:aws:s3:::calls/*" });
        let with = demanding(&json!({ "Version": "2012-10-17", "Statement": [broken] }));
        assert_eq!(with["Statement"].as_array().unwrap().len(), 1);
        assert!(is_tls_only(Some(&with.to_string()), ARN));
    }

    #[test]
    fn a_policy_that_cannot_be_read_is_left_alone() {
        for text in ["", "[]", "{}", "{\"Statement\":7}"] {
            assert!(demanding_tls(Some(text), ARN).is_err(), "{text}");
        }
    }
}
