//! Who may take the query role: those that are named, else whom the account lets; and the scheduler, where
//! it keeps a schedule.

use connect_model::{AccountId, share::Keeper};
use connect_resources::service_role::ServiceRoleRecord;
use serde_json::{Value, json};

use crate::{SHARE_TAG, policy::document, site::Deal};

/// The document of a role that is made for the share.
pub(crate) fn of(deal: Deal<'_>) -> String {
    document(&statements(deal))
}

/// The document that a role is to have which is there. Whom the role of somebody else trusts, it goes on
/// to trust.
pub(crate) fn over(deal: Deal<'_>, there: &ServiceRoleRecord) -> String {
    let is_ours = there.tags.get(SHARE_TAG) == Some(deal.share.name.as_str());
    let read = serde_json::from_str::<Value>(&there.trust).ok();
    let Some(mut trusted) = read.filter(|_| !is_ours) else {
        return of(deal);
    };
    let mut all = listed(trusted["Statement"].take());
    let partition = deal.consumer().region.partition();
    for wanted in statements(deal) {
        if !all.iter().any(|it| gives(it, &wanted, partition)) {
            all.push(wanted);
        }
    }
    trusted["Statement"] = Value::Array(all);
    trusted.to_string()
}

fn statements(deal: Deal<'_>) -> Vec<Value> {
    let (consumer, share) = (deal.consumer(), deal.share);
    let partition = consumer.region.partition();
    let named: Vec<&str> = share.query_role.trusts.iter().map(AsRef::as_ref).collect();
    let trusted = if named.is_empty() {
        json!(format!("arn:{partition}:iam::{}:root", consumer.account))
    } else {
        json!(named)
    };
    let mut statements = vec![json!({
        "Effect": "Allow",
        "Principal": { "AWS": trusted },
        "Action": "sts:AssumeRole",
    })];
    let is_scheduled = |keeper: Keeper| keeper == Keeper::Aws;
    if (share.exports.iter()).any(|it| it.schedule.is_some() && is_scheduled(it.keeper)) {
        statements.push(json!({
            "Effect": "Allow",
            "Principal": { "Service": "scheduler.amazonaws.com" },
            "Action": "sts:AssumeRole",
            "Condition": { "StringEquals": { "aws:SourceAccount": consumer.account.as_str() } },
        }));
    }
    statements
}

/// Whether a statement lets in all whom another does, without a condition that the other has not.
fn gives(there: &Value, wanted: &Value, partition: &str) -> bool {
    let has = |one: &Value, other: &Value| {
        let one: Vec<Value> = all_of(one, partition);
        all_of(other, partition).iter().all(|it| one.contains(it))
    };
    let principals = |kind: &str| has(&there["Principal"][kind], &wanted["Principal"][kind]);
    let condition = &there["Condition"];
    there["Effect"] == wanted["Effect"]
        && has(&there["Action"], &wanted["Action"])
        && principals("AWS")
        && principals("Service")
        && (condition.is_null() || *condition == wanted["Condition"])
}

/// What is listed; an account by its ARN, which people may write as its id alone.
fn all_of(value: &Value, partition: &str) -> Vec<Value> {
    let account = |it: &Value| it.as_str().and_then(|it| AccountId::new(it).ok());
    let spelled = |it: Value| match account(&it) {
        Some(id) => json!(format!("arn:{partition}:iam::{id}:root")),
        None => it,
    };
    listed(value.clone()).into_iter().map(spelled).collect()
}

/// A document may have one thing in the place of a list.
fn listed(value: Value) -> Vec<Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(all) => all,
        one => vec![one],
    }
}
