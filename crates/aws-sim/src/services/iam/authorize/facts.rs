//! Condition keys of a call.
//!
//! Every call counts as one from 127.0.0.1: a simulator has no network to tell. Keys that are not
//! here are absent, as `aws:SourceVpc` or `aws:MultiFactorAuthPresent`.

use serde_json::Value;

use super::{Asking, Need, contact_centre, tag};
use crate::{
    services::iam::{Context, State},
    time::Time,
    world::{Tags, World},
};

/// What is known about the call, whatever it needs.
pub(super) fn of(asking: &Asking<'_>, now: Time) -> Context {
    let (world, caller) = (asking.world, asking.caller);
    let seconds = now.as_micros() / 1_000_000;
    let principal = match caller.is_root() {
        true => "Account",
        false if caller.role.is_some() => "AssumedRole",
        false => "User",
    };
    let mut context = Context::default()
        .with("aws:RequestedRegion", caller.region.as_str())
        .with("aws:PrincipalArn", caller.principal())
        .with("aws:PrincipalAccount", caller.account.as_str())
        .with("aws:PrincipalType", principal)
        .with("aws:PrincipalIsAWSService", "false")
        .with("aws:ViaAWSService", "false")
        .with("aws:SourceIp", "127.0.0.1")
        .with("aws:CurrentTime", &seconds.to_string())
        .with("aws:EpochTime", &seconds.to_string())
        .with("kms:CallerAccount", caller.account.as_str());
    let session = world.sts.session(&caller.key);
    if let Some(user) = caller.user() {
        context = context.with("aws:username", user);
    }
    let state = world.iam.get(&caller.account);
    if let Some(id) = session
        .map(|session| session.user_id.as_str())
        .or_else(|| Some(state?.user_identity(caller.user()?)?.1))
    {
        context = context.with("aws:userid", id);
    }
    if let Some(identity) = session.and_then(|session| session.source_identity.as_ref()) {
        context = context.with("aws:SourceIdentity", identity);
    }
    let mut tags = state
        .map(|state| principal_tags(state, asking))
        .unwrap_or_default();
    tags.extend(
        session
            .map(|session| session.tags.clone())
            .unwrap_or_default(),
    );
    for (key, value) in tags {
        context = context.with(&format!("aws:PrincipalTag/{key}"), &value);
    }
    requested(asking.input, asked(asking, context))
}

/// The same, with what is known about the resource.
pub(super) fn about(world: &World, need: &Need, mut context: Context) -> Context {
    for (key, value) in &need.context {
        context = context.with(key, value);
    }
    let counts = match need.action.split_once(':') {
        Some(("connect", action)) => {
            context = contact_centre::about(world, need, context);
            contact_centre::counts_tags(action, &need.resource)
        }
        _ => true,
    };
    let tags = tag::of(world, &need.resource).filter(|_| counts);
    for (key, value) in tags.into_iter().flatten() {
        context = context.with(&format!("aws:ResourceTag/{key}"), value);
        if let Some((service @ ("iam" | "secretsmanager"), _)) = need.action.split_once(':') {
            context = context.with(&format!("{service}:ResourceTag/{key}"), value);
        }
    }
    context
}

fn principal_tags(state: &State, asking: &Asking<'_>) -> Tags {
    let caller = asking.caller;
    let tags = match (&caller.role, caller.user()) {
        (Some(role), _) => state
            .roles
            .values()
            .find(|own| own.naming.arn == *role)
            .map(|own| &own.tags),
        (None, Some(user)) => state.users.get(user).map(|own| &own.tags),
        (None, None) => None,
    };
    tags.cloned().unwrap_or_default()
}

/// Tags of the request, and the keys of tags that are taken off.
fn requested(input: &Value, mut context: Context) -> Context {
    let given = ["Tags", "tags", "TagsToAdd", "TagsList", "ResourceTags"];
    let tags = given.iter().find_map(|name| input.get(name));
    let pairs: Vec<(String, String)> = match tags {
        Some(Value::Object(tags)) => tags
            .iter()
            .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
            .collect(),
        Some(Value::Array(tags)) => tags.iter().filter_map(pair).collect(),
        _ => Vec::new(),
    };
    let mut keys: Vec<String> = pairs.iter().map(|(key, _)| key.clone()).collect();
    for (key, value) in pairs {
        context = context.with(&format!("aws:RequestTag/{key}"), &value);
    }
    let gone = ["TagKeys", "tagKeys", "TagsToRemove"];
    let gone = gone
        .iter()
        .filter_map(|name| input.get(name)?.as_array())
        .flatten();
    keys.extend(gone.filter_map(|key| Some(key.as_str()?.to_owned())));
    context.put("aws:TagKeys", keys);
    context
}

/// `{"Key": …, "Value": …}`, or as other services call it.
fn pair(tag: &Value) -> Option<(String, String)> {
    let member = |names: [&str; 3]| {
        names
            .iter()
            .find_map(|name| tag.get(name)?.as_str())
            .map(str::to_owned)
    };
    Some((
        member(["Key", "key", "TagKey"])?,
        member(["Value", "value", "TagValue"])?,
    ))
}

/// Keys that are members of the input under another name.
const MEMBERS: &[(&str, &str, &str)] = &[
    ("iam", "AWSServiceName", "iam:AWSServiceName"),
    ("iam", "PermissionsBoundary", "iam:PermissionsBoundary"),
    ("iam", "PolicyArn", "iam:PolicyARN"),
    ("kms", "GranteePrincipal", "kms:GranteePrincipal"),
    ("kms", "KeySpec", "kms:KeySpec"),
    ("kms", "KeyUsage", "kms:KeyUsage"),
    ("kms", "MultiRegion", "kms:MultiRegion"),
    (
        "kms",
        "PendingWindowInDays",
        "kms:ScheduleKeyDeletionPendingWindowInDays",
    ),
    ("kms", "RetiringPrincipal", "kms:RetiringPrincipal"),
    ("lambda", "Principal", "lambda:Principal"),
    (
        "lambda",
        "FunctionUrlAuthType",
        "lambda:FunctionUrlAuthType",
    ),
    ("s3", "ACL", "s3:x-amz-acl"),
    ("s3", "Prefix", "s3:prefix"),
    ("s3", "Delimiter", "s3:delimiter"),
    (
        "s3",
        "ServerSideEncryption",
        "s3:x-amz-server-side-encryption",
    ),
    (
        "s3",
        "SSEKMSKeyId",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
    ),
    ("s3", "VersionId", "s3:VersionId"),
    ("secretsmanager", "Name", "secretsmanager:Name"),
    ("secretsmanager", "SecretId", "secretsmanager:SecretId"),
    ("sts", "DurationSeconds", "sts:DurationSeconds"),
    ("sts", "ExternalId", "sts:ExternalId"),
    ("sts", "RoleSessionName", "sts:RoleSessionName"),
    ("sts", "SourceIdentity", "sts:SourceIdentity"),
];

fn asked(asking: &Asking<'_>, mut context: Context) -> Context {
    for (service, member, key) in MEMBERS {
        if *service == asking.service
            && let Some(value) = asking.input.get(member)
        {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            context = context.with(key, &text);
        }
    }
    if asking.service == "connect" {
        context = contact_centre::of(asking, context);
    }
    if asking.service == "kms" {
        context = kms_keys(asking, context);
    }
    context
}

fn kms_keys(asking: &Asking<'_>, mut context: Context) -> Context {
    let input = asking.input;
    if let Some(operations) = input.get("Operations").and_then(Value::as_array) {
        let operations = operations.iter().filter_map(Value::as_str);
        context.put(
            "kms:GrantOperations",
            operations.map(str::to_owned).collect(),
        );
    }
    // Associations of other services make the grant; a call of CreateGrant itself is none of theirs.
    if asking.operation == "CreateGrant" {
        context = context.with("kms:GrantIsForAWSResource", "false");
    }
    if let Some(pairs) = input.get("EncryptionContext").and_then(Value::as_object) {
        context.put("kms:EncryptionContextKeys", pairs.keys().cloned().collect());
        for (key, value) in pairs {
            let value = value.as_str().unwrap_or_default();
            context = context.with(&format!("kms:EncryptionContext:{key}"), value);
        }
    }
    context
}
