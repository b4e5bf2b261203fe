//! Whether a policy of a resource lets a service in.

use serde_json::Value;

/// Whether a statement allows this action to a service of AWS by name, or to everybody without a condition.
pub(super) fn lets_in(policy: &str, service: &str, action: &str) -> bool {
    let policy = serde_json::from_str::<Value>(policy).unwrap_or_default();
    let statements = match policy.get("Statement") {
        Some(Value::Array(statements)) => statements.as_slice(),
        Some(statement) => std::slice::from_ref(statement),
        None => &[],
    };
    let is_fit = |it: &&Value| it["Effect"] == "Allow" && covers(&it["Action"], action);
    let mut fit = statements.iter().filter(is_fit);
    fit.any(|statement| is_for(statement, service))
}

fn is_for(statement: &Value, service: &str) -> bool {
    let principal = &statement["Principal"];
    let by_name = texts(&principal["Service"]).any(|name| name == service);
    let is_open = principal == "*" || texts(&principal["AWS"]).any(|name| name == "*");
    // A service calls from an account of its own, so a condition on the owner keeps it out.
    by_name || (is_open && statement.get("Condition").is_none())
}

/// Letters of actions count as they do in IAM, which is not at all; `*` stands for what follows.
fn covers(actions: &Value, action: &str) -> bool {
    let action = action.to_lowercase();
    texts(actions).any(|pattern| {
        let pattern = pattern.to_lowercase();
        match pattern.strip_suffix('*') {
            Some(begin) => action.starts_with(begin),
            None => pattern == action,
        }
    })
}

/// A text, or those in a list.
fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let one = value.as_str();
    one.into_iter().chain(list.iter().filter_map(Value::as_str))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn allows(statement: &Value) -> bool {
        let policy = json!({ "Statement": [statement] }).to_string();
        lets_in(&policy, "budgets.amazonaws.com", "SNS:Publish")
    }

    #[test]
    fn a_service_is_let_in_by_name_or_with_everybody() {
        let budgets = json!({ "Service": ["events.amazonaws.com", "budgets.amazonaws.com"] });
        for (principal, action) in [
            (budgets.clone(), json!("SNS:Publish")),
            (
                budgets.clone(),
                json!(["SNS:GetTopicAttributes", "sns:publish"]),
            ),
            (budgets, json!("sns:*")),
            (json!("*"), json!("*")),
            (json!({ "AWS": "*" }), json!("SNS:Pub*")),
        ] {
            let statement = json!({ "Effect": "Allow", "Principal": principal, "Action": action });
            assert!(allows(&statement), "{statement}");
        }
    }

    #[test]
    fn the_policy_that_every_topic_begins_with_lets_no_service_in() {
        let owner = json!({ "StringEquals": { "AWS:SourceOwner": "111111111111" } });
        let usual = json!({ "Effect": "Allow", "Principal": { "AWS": "*" },
            "Action": ["SNS:Publish"], "Condition": owner });
        assert!(!allows(&usual));
        let events = json!({ "Service": "events.amazonaws.com" });
        let other = json!({ "Effect": "Allow", "Principal": events, "Action": "SNS:Publish" });
        assert!(!allows(&other));
        let budgets = json!({ "Service": "budgets.amazonaws.com" });
        let denied = json!({ "Effect": "Deny", "Principal": budgets, "Action": "SNS:Publish" });
        assert!(!allows(&denied));
        let reading =
            json!({ "Effect": "Allow", "Principal": budgets, "Action": "SNS:GetTopicAttributes" });
        assert!(!allows(&reading));
        assert!(!lets_in("", "budgets.amazonaws.com", "SNS:Publish"));
    }
}
