//! Rules of what becomes of objects as they grow old. They are kept, and not carried out.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    context::Ctx,
    error::AwsError,
    services::s3::{address::Address, errors},
};

const ACTIONS: [&str; 6] = [
    "Expiration",
    "Transitions",
    "NoncurrentVersionExpiration",
    "NoncurrentVersionTransitions",
    "AbortIncompleteMultipartUpload",
    "Transition",
];

/// Each rule has an action, a filter and an id; one without an id gets one.
pub(super) fn check(
    ctx: &mut Ctx<'_>,
    _: &Address,
    mut document: Value,
) -> Result<Value, AwsError> {
    let rules = document["Rules"].as_array_mut();
    let rules = rules
        .filter(|rules| !rules.is_empty())
        .ok_or_else(errors::malformed)?;
    let mut ids = BTreeSet::new();
    for rule in rules {
        check_rule(rule)?;
        if rule["ID"].as_str().is_none_or(str::is_empty) {
            rule["ID"] = json!(ctx.ids.uuid());
        }
        if !ids.insert(rule["ID"].to_string()) {
            let message = "Rule ID must be unique. Found same ID for more than one rule";
            return Err(errors::invalid_argument("ID", "", message));
        }
    }
    let size = &mut document["TransitionDefaultMinimumObjectSize"];
    if size.is_null() {
        *size = json!("all_storage_classes_128K");
    }
    Ok(document)
}

fn check_rule(rule: &Value) -> Result<(), AwsError> {
    let has = |name: &&str| !rule[*name].is_null();
    if !["Filter", "Prefix"].iter().any(has) {
        return Err(errors::malformed());
    }
    if !ACTIONS.iter().any(has) {
        let message = "At least one action needs to be specified in a rule";
        return Err(errors::invalid_request(message));
    }
    let days = &rule["Expiration"]["Days"];
    if days.as_i64().is_some_and(|days| days <= 0) {
        return Err(errors::invalid_argument(
            "Days",
            &days.to_string(),
            "'Days' for Expiration action must be a positive integer",
        ));
    }
    Ok(())
}
