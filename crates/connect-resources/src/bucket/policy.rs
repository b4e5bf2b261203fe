//! The statement in the policy of a bucket that refuses requests without TLS.

use serde_json::{Value, json};

const SID: &str = "TrunklineTlsOnly";

/// Whether a policy refuses requests without TLS.
pub fn is_tls_only(policy: Option<&str>, arn: &str) -> bool {
    statements(policy).iter().any(|it| refuses_plain(it, arn))
}

/// The policy with or without that refusal; other statements stay. `None` if nothing is left.
pub fn with_tls_only(policy: Option<&str>, arn: &str, wanted: bool) -> Option<String> {
    let mut left = statements(policy);
    left.retain(|it| !refuses_plain(it, arn) && it["Sid"] != SID);
    if wanted {
        left.push(refusal(arn));
    }
    let policy = json!({ "Version": "2012-10-17", "Statement": left });
    (!left.is_empty()).then(|| policy.to_string())
}

/// A policy may have one statement in the place of a list.
fn statements(policy: Option<&str>) -> Vec<Value> {
    let policy = policy.and_then(|text| serde_json::from_str::<Value>(text).ok());
    match policy.map(|mut policy| policy["Statement"].take()) {
        Some(Value::Array(statements)) => statements,
        Some(statement @ Value::Object(_)) => vec![statement],
        _ => Vec::new(),
    }
}

fn refusal(arn: &str) -> Value {
    json!({
        "Sid": SID,
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, format!("{arn}/*")],
        "Condition": { "Bool": { "aws:SecureTransport": "false" } },
    })
}

/// Whoever wrote it: without its name it is the same.
fn refuses_plain(statement: &Value, arn: &str) -> bool {
    let (mut one, mut other) = (statement.clone(), refusal(arn));
    for statement in [&mut one, &mut other] {
        if let Some(members) = statement.as_object_mut() {
            members.remove("Sid");
        }
    }
    if one["Principal"] == json!({ "AWS": "*" }) {
        one["Principal"] = json!("*");
    }
    if let Some(resources) = one["Resource"].as_array_mut() {
        resources.sort_by_key(ToString::to_string);
    }
    one == other
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:s3:::b";

    #[test]
    fn the_refusal_comes_and_goes_and_leaves_what_others_wrote() {
        let other = json!({ "Sid": "Read", "Effect": "Allow", "Principal": "*",
            "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" });
        let policy = json!({ "Version": "2012-10-17", "Statement": other }).to_string();
        assert!(!is_tls_only(Some(&policy), ARN));
        let with = with_tls_only(Some(&policy), ARN, true).unwrap();
        assert!(is_tls_only(Some(&with), ARN));
        assert!(with.contains("GetObject"));
        let twice = with_tls_only(Some(&with), ARN, true).unwrap();
        assert_eq!(statements(Some(&twice)).len(), 2);
        let without = with_tls_only(Some(&with), ARN, false).unwrap();
        assert_eq!(statements(Some(&without)), [other]);
        let alone = with_tls_only(None, ARN, true).unwrap();
        assert_eq!(with_tls_only(Some(&alone), ARN, false), None);
    }

    #[test]
    fn a_refusal_of_somebody_else_counts_if_it_is_for_everybody_and_everything() {
        let mut theirs = refusal(ARN);
        theirs["Sid"] = json!("SecureTransport");
        theirs["Principal"] = json!({ "AWS": "*" });
        theirs["Resource"] = json!(["arn:aws:s3:::b/*", "arn:aws:s3:::b"]);
        let policy = |statement: &Value| json!({ "Statement": [statement] }).to_string();
        assert!(is_tls_only(Some(&policy(&theirs)), ARN));
        theirs["Resource"] = json!(["arn:aws:s3:::b/*"]);
        assert!(!is_tls_only(Some(&policy(&theirs)), ARN));
    }
}
