//! The policy of a key: who administers it, and who reads what it encrypts (facts/governance.md, 1.2).
//!
//! Nothing in it lets Amazon Connect in. An instance gets its rights by a grant, which the caller of the
//! association makes; readers need `kms:Decrypt`, and nobody else needs anything.

use connect_model::{AccountId, Arn, Region, governance::KeySpec};
use serde_json::{Value, json};

const ACCOUNT: &str = "TrunklineAccount";
const ADMINISTRATORS: &str = "TrunklineAdministrators";
const READERS: &str = "TrunklineReaders";
/// What an administrator may: all but to use the key.
const ADMINISTER: &[&str] = &[
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:CreateGrant",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RetireGrant",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
];

/// The policy of a key, over what others wrote in it: their statements stay.
pub(super) fn over(
    there: Option<&str>,
    key: &KeySpec,
    (account, region): (&AccountId, &Region),
) -> String {
    let mut statements = wanted(key, account, region);
    let others = there.map(statements_of).unwrap_or_default();
    statements.extend(others.into_iter().filter(|it| !is_ours(it)));
    json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
}

/// Whether a policy has every statement of ours as it is to be, and none of ours beside them.
pub(super) fn is_so(there: &str, key: &KeySpec, (account, region): (&AccountId, &Region)) -> bool {
    let wanted = wanted(key, account, region);
    let ours = statements_of(there).into_iter().filter(is_ours);
    let sorted = |statements: Vec<Value>| {
        let plain = statements.into_iter().map(plain);
        let mut texts: Vec<String> = plain.map(|it| it.to_string()).collect();
        texts.sort();
        texts
    };
    sorted(ours.collect()) == sorted(wanted)
}

fn wanted(key: &KeySpec, account: &AccountId, region: &Region) -> Vec<Value> {
    let root = format!("arn:{}:iam::{account}:root", region.partition());
    let mut statements = vec![allow(ACCOUNT, &json!(root), &json!("kms:*"))];
    if !key.administrators.is_empty() {
        let who = principals(&key.administrators);
        statements.push(allow(ADMINISTRATORS, &who, &json!(ADMINISTER)));
    }
    if !key.readers.is_empty() {
        let who = principals(&key.readers);
        statements.push(allow(READERS, &who, &json!("kms:Decrypt")));
    }
    statements
}

fn principals(arns: &[Arn]) -> Value {
    let mut arns: Vec<String> = arns.iter().map(ToString::to_string).collect();
    arns.sort();
    arns.dedup();
    json!(arns)
}

fn allow(sid: &str, who: &Value, actions: &Value) -> Value {
    json!({
        "Sid": sid,
        "Effect": "Allow",
        "Principal": { "AWS": who },
        "Action": actions,
        "Resource": "*",
    })
}

fn is_ours(statement: &Value) -> bool {
    let sid = statement["Sid"].as_str().unwrap_or_default();
    [ACCOUNT, ADMINISTRATORS, READERS].contains(&sid)
}

/// A policy may have one statement in the place of a list.
fn statements_of(policy: &str) -> Vec<Value> {
    let policy = serde_json::from_str::<Value>(policy).unwrap_or_default();
    match policy.get("Statement") {
        Some(Value::Array(statements)) => statements.clone(),
        Some(statement @ Value::Object(_)) => vec![statement.clone()],
        _ => Vec::new(),
    }
}

/// One value and a list of one are the same, and so are lists in another order.
fn plain(value: Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<Value> = items.into_iter().map(plain).collect();
            items.sort_by_key(Value::to_string);
            match <[Value; 1]>::try_from(items) {
                Ok([one]) => one,
                Err(items) => Value::Array(items),
            }
        }
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, it)| (name, plain(it)));
            Value::Object(members.collect())
        }
        value => value,
    }
}

#[cfg(test)]
mod tests {
    use connect_model::governance::GovernName;

    use super::*;

    fn key(administrators: &[&str], readers: &[&str]) -> KeySpec {
        let arns = |arns: &[&str]| arns.iter().map(|arn| Arn::parse(arn).unwrap()).collect();
        KeySpec {
            name: GovernName::new("recordings").unwrap(),
            description: None,
            rotation: true,
            administrators: arns(administrators),
            readers: arns(readers),
        }
    }

    fn place() -> (AccountId, Region) {
        (
            AccountId::new("111111111111").unwrap(),
            Region::new("eu-west-2").unwrap(),
        )
    }

    const READER: &str = "arn:aws:iam::111111111111:role/analyst";
    const OTHER: &str = "arn:aws:iam::111111111111:role/auditor";
    const ADMIN: &str = "arn:aws:iam::111111111111:role/security";

    #[test]
    fn readers_decrypt_and_nothing_lets_the_service_in() {
        let (account, region) = place();
        let policy = over(None, &key(&[], &[READER]), (&account, &region));
        let told: Value = serde_json::from_str(&policy).unwrap();
        let root = "arn:aws:iam::111111111111:root";
        let wanted = json!({ "Version": "2012-10-17", "Statement": [
            { "Sid": "TrunklineAccount", "Effect": "Allow", "Principal": { "AWS": root },
              "Action": "kms:*", "Resource": "*" },
            { "Sid": "TrunklineReaders", "Effect": "Allow", "Principal": { "AWS": [READER] },
              "Action": "kms:Decrypt", "Resource": "*" },
        ] });
        assert_eq!(told, wanted);
        assert!(!policy.contains("connect.amazonaws.com"));
    }

    #[test]
    fn administrators_do_not_read() {
        let (account, region) = place();
        let policy = over(None, &key(&[ADMIN], &[]), (&account, &region));
        let policy: Value = serde_json::from_str(&policy).unwrap();
        let actions = policy["Statement"][1]["Action"].to_string();
        assert!(actions.contains("kms:PutKeyPolicy"));
        assert!(!actions.contains("Decrypt") && !actions.contains("DataKey"));
    }

    #[test]
    fn what_others_wrote_stays_and_what_is_ours_is_made_so() {
        let (account, region) = place();
        let place = (&account, &region);
        let stream = json!({ "Sid": "Stream", "Effect": "Allow", "Principal": "*",
            "Action": "kms:GenerateDataKey", "Resource": "*" });
        let first = over(None, &key(&[], &[READER]), place);
        let mut policy: Value = serde_json::from_str(&first).unwrap();
        policy["Statement"].as_array_mut().unwrap().push(stream);
        let there = policy.to_string();
        assert!(is_so(&there, &key(&[], &[READER]), place));
        assert!(!is_so(&there, &key(&[], &[READER, OTHER]), place));
        assert!(!is_so(&there, &key(&[], &[]), place));
        let next = over(Some(&there), &key(&[], &[]), place);
        assert!(is_so(&next, &key(&[], &[]), place));
        assert!(next.contains("\"Stream\"") && !next.contains("analyst"));
    }

    #[test]
    fn one_reader_in_a_list_and_one_without_are_the_same() {
        let (account, region) = place();
        let place = (&account, &region);
        let wanted = key(&[], &[OTHER, READER]);
        let policy = over(None, &wanted, place);
        let turned = key(&[], &[READER, OTHER]);
        assert!(is_so(&policy, &turned, place));
        let one = over(None, &key(&[], &[READER]), place);
        let bare = one.replace(&format!("[\"{READER}\"]"), &format!("\"{READER}\""));
        assert_ne!(one, bare);
        assert!(is_so(&bare, &key(&[], &[READER]), place));
        assert!(!is_so("{}", &wanted, place));
    }
}
