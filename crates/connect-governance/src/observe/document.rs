//! Policies of resources and roles, judged by what they say.
//!
//! Only what can be told from the text: whether a statement lets anybody in without a condition, whether one
//! denies what comes without TLS, who may make data keys.

use std::collections::BTreeSet;

use serde_json::Value;

/// Whether anybody may do something, without a condition.
pub(super) fn is_open(policy: &str) -> bool {
    let open = |it: &Value| allows(it) && is_anybody(&it["Principal"]) && no_condition(it);
    statements(policy).iter().any(open)
}

/// Whether everything that comes without TLS is denied.
pub(super) fn demands_tls(policy: &str) -> bool {
    statements(policy).iter().any(|it| {
        let transport = &it["Condition"]["Bool"]["aws:SecureTransport"];
        let is_plain = texts(transport).iter().any(|it| it == "false") || *transport == false;
        let every = texts(&it["Action"]);
        it["Effect"] == "Deny"
            && is_anybody(&it["Principal"])
            && is_plain
            && every.iter().any(|it| it == "s3:*" || it == "*")
    })
}

/// Whether somebody of the account may administer a key: change its policy.
pub(super) fn has_administrator(policy: &str, account: &str) -> bool {
    let administers = |it: &Value| {
        let actions = texts(&it["Action"]);
        let may = |action: &String| {
            ["kms:*", "*", "kms:PutKeyPolicy", "kms:Put*"].contains(&action.as_str())
        };
        let principals = texts(&it["Principal"]["AWS"]);
        let is_here = |it: &String| it == account || it.contains(&format!(":{account}:"));
        allows(it) && actions.iter().any(may) && principals.iter().any(is_here)
    };
    statements(policy).iter().any(administers)
}

/// Who may make data keys.
pub(super) fn data_key_principals(policy: &str) -> Vec<String> {
    let mut principals = BTreeSet::new();
    for statement in statements(policy).iter().filter(|it| allows(it)) {
        let actions = texts(&statement["Action"]);
        let may = |action: &String| matches(action, "kms:GenerateDataKey");
        if actions.iter().any(may) {
            principals.extend(texts(&statement["Principal"]["AWS"]));
            principals.extend(texts(&statement["Principal"]["Service"]));
            principals.extend(statement["Principal"].as_str().map(str::to_owned));
        }
    }
    principals.into_iter().collect()
}

/// Whether AWS Budgets may publish to a topic with this policy.
pub(super) fn lets_budgets_in(policy: &str) -> bool {
    statements(policy).iter().any(|it| {
        let services = texts(&it["Principal"]["Service"]);
        let is_it =
            is_anybody(&it["Principal"]) || services.iter().any(|it| it == "budgets.amazonaws.com");
        let actions = texts(&it["Action"]);
        let may = |action: &String| matches(&action.to_ascii_lowercase(), "sns:publish");
        allows(it) && is_it && actions.iter().any(may)
    })
}

/// Patterns of actions that policies allow, and whether one about Connect is allowed on every resource.
pub(super) fn allowed(policies: &[String]) -> (BTreeSet<String>, bool) {
    let (mut patterns, mut everywhere) = (BTreeSet::new(), false);
    for policy in policies {
        for statement in statements(policy).iter().filter(|it| allows(it)) {
            let actions = texts(&statement["Action"]);
            let is_wide = texts(&statement["Resource"]).iter().any(|it| it == "*");
            everywhere |= is_wide && actions.iter().any(|it| is_of_connect(it));
            patterns.extend(actions);
        }
    }
    (patterns, everywhere)
}

/// Whether an action is one of Amazon Connect, or any.
pub(super) fn is_of_connect(pattern: &str) -> bool {
    pattern == "*" || pattern.to_ascii_lowercase().starts_with("connect:")
}

/// Whether a pattern of actions covers an action. Letters count alike.
fn matches(pattern: &str, action: &str) -> bool {
    let (pattern, action) = (pattern.to_ascii_lowercase(), action.to_ascii_lowercase());
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| action.strip_prefix(first)) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

fn allows(statement: &Value) -> bool {
    statement["Effect"] == "Allow"
}

fn is_anybody(principal: &Value) -> bool {
    principal == "*" || texts(&principal["AWS"]).iter().any(|it| it == "*")
}

fn no_condition(statement: &Value) -> bool {
    statement["Condition"]
        .as_object()
        .is_none_or(serde_json::Map::is_empty)
}

/// A policy may have one statement in the place of a list.
fn statements(policy: &str) -> Vec<Value> {
    let policy = serde_json::from_str::<Value>(policy).ok();
    match policy.map(|mut policy| policy["Statement"].take()) {
        Some(Value::Array(statements)) => statements,
        Some(statement @ Value::Object(_)) => vec![statement],
        _ => Vec::new(),
    }
}

/// One text, or a list of them.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items
            .iter()
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(statement: &str) -> String {
        format!(r#"{{"Version": "2012-10-17", "Statement": {statement}}}"#)
    }

    #[test]
    fn a_policy_is_open_if_anybody_may_do_something_without_a_condition() {
        let open = r#"{"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": "s3:GetObject"}"#;
        assert!(is_open(&policy(open)));
        let bound = r#"[{"Effect": "Allow", "Principal": "*", "Action": "s3:*",
            "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}]"#;
        assert!(!is_open(&policy(bound)));
        let denied = r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*"}"#;
        assert!(!is_open(&policy(denied)));
        assert!(!is_open("this is none"));
    }

    #[test]
    fn tls_is_demanded_however_that_is_written() {
        for condition in [r#""false""#, r#"["false"]"#, "false"] {
            let deny = format!(
                r#"{{"Effect": "Deny", "Principal": {{"AWS": "*"}}, "Action": ["s3:*"],
                "Condition": {{"Bool": {{"aws:SecureTransport": {condition}}}}}}}"#
            );
            assert!(demands_tls(&policy(&deny)), "{condition}");
        }
        let some = r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
            "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#;
        assert!(!demands_tls(&policy(some)), "reading is not denied");
    }

    #[test]
    fn the_account_or_one_of_its_principals_administers_a_key() {
        let root = r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111111111111:root"}, "Action": "kms:*"}"#;
        assert!(has_administrator(&policy(root), "111111111111"));
        assert!(!has_administrator(&policy(root), "222222222222"));
        let reader = r#"{"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": ["kms:Decrypt"]}"#;
        assert!(!has_administrator(&policy(reader), "111111111111"));
    }

    #[test]
    fn who_makes_data_keys_is_told_by_patterns_too() {
        let stream = r#"[{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::1:role/a"}, "Action": "kms:GenerateDataKey*"},
            {"Effect": "Allow", "Principal": {"Service": "connect.amazonaws.com"}, "Action": ["kms:decrypt"]}]"#;
        assert_eq!(
            data_key_principals(&policy(stream)),
            ["arn:aws:iam::1:role/a"]
        );
    }

    #[test]
    fn a_topic_lets_budgets_in_or_not() {
        let open = r#"{"Effect": "Allow", "Principal": {"Service": "budgets.amazonaws.com"}, "Action": "SNS:Publish"}"#;
        assert!(lets_budgets_in(&policy(open)));
        let other = r#"{"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sns:Publish"}"#;
        assert!(!lets_budgets_in(&policy(other)));
    }

    #[test]
    fn actions_are_matched_by_patterns() {
        for (pattern, action, is) in [
            ("*", "connect:ListQueues", true),
            ("connect:*", "connect:ListQueues", true),
            ("connect:List*", "connect:ListQueues", true),
            ("connect:*Queues", "connect:ListQueues", true),
            ("connect:L*t*s", "connect:ListQueues", true),
            ("connect:Describe*", "connect:ListQueues", false),
            ("connect:ListQueue", "connect:ListQueues", false),
        ] {
            assert_eq!(matches(pattern, action), is, "{pattern}");
        }
    }

    #[test]
    fn what_a_role_may_is_put_together() {
        let policies = [
            policy(r#"{"Effect": "Allow", "Action": "connect:*", "Resource": "*"}"#),
            policy(
                r#"[{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::b/*"}]"#,
            ),
        ];
        let (patterns, everywhere) = allowed(&policies);
        assert_eq!(
            patterns,
            ["connect:*", "s3:GetObject"].map(str::to_owned).into()
        );
        assert!(everywhere);
    }
}
