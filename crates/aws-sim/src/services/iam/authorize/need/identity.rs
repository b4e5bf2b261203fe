//! IAM, STS and KMS.

use super::{Asking, Need};
use crate::services::{
    iam::{State, service_linked_role},
    kms,
};

/// Members that name what an IAM call is about, its kind in ARNs, and whether they are ARNs.
const MEMBERS: &[(&str, &str)] = &[
    ("RoleName", "role"),
    ("UserName", "user"),
    ("GroupName", "group"),
    ("InstanceProfileName", "instance-profile"),
    ("PolicyName", "policy"),
];

const ARNS: &[&str] = &[
    "SAMLProviderArn",
    "OpenIDConnectProviderArn",
    "PolicySourceArn",
    "PolicyArn",
    "Arn",
];

/// Operations that need no leave, or are called without credentials of AWS.
const FREE: &[&str] = &[
    "AssumeRoleWithSAML",
    "AssumeRoleWithWebIdentity",
    "GetCallerIdentity",
    "GetSessionToken",
];

/// Operations of IAM that are about nothing that has an ARN.
const NOWHERE: &[&str] = &["SimulateCustomPolicy", "GetContextKeysForCustomPolicy"];

pub(super) fn iam(asking: &Asking<'_>) -> Vec<Need> {
    let action = format!("iam:{}", asking.operation);
    let resource = match asking.operation {
        operation if NOWHERE.contains(&operation) => "*".to_owned(),
        "CreateServiceLinkedRole" => linked_role(asking),
        "CreateSAMLProvider" => of_account(asking, "saml-provider/", asking.text("Name")),
        "CreateOpenIDConnectProvider" => {
            let url = asking
                .text("Url")
                .map(|url| url.trim_start_matches("https://"));
            of_account(asking, "oidc-provider/", url)
        }
        _ => named(asking),
    };
    let tags = asking.input.get("Tags").and_then(|tags| tags.as_array());
    let mut needs = vec![Need::new(action, &resource)];
    // A new thing with tags needs the right to tag too.
    let kind = asking.operation.strip_prefix("Create");
    if let Some(kind) = kind.filter(|_| tags.is_some_and(|tags| !tags.is_empty())) {
        needs.push(Need::new(format!("iam:Tag{kind}"), resource));
    }
    needs
}

/// The role that the input names.
pub(super) fn role(asking: &Asking<'_>) -> Option<String> {
    let name = asking.text("RoleName")?;
    Some(arn(asking, "role", name))
}

/// A principal comes before the policy that it gets.
fn named(asking: &Asking<'_>) -> String {
    let member = MEMBERS
        .iter()
        .find_map(|(member, kind)| Some((asking.text(member)?, kind)));
    let given = ARNS.iter().find_map(|member| asking.text(member));
    match (member, given) {
        (Some((_, &"policy")) | None, Some(arn)) => arn.to_owned(),
        (Some((name, kind)), _) => arn(asking, kind, name),
        (None, None) => whole_kind(asking),
    }
}

/// Calls about the caller itself, and lists.
fn whole_kind(asking: &Asking<'_>) -> String {
    match asking.operation {
        "ListRoles" => of_account(asking, "role/", None),
        "ListUsers" => of_account(asking, "user/", None),
        "ListGroups" => of_account(asking, "group/", None),
        "ListInstanceProfiles" => of_account(asking, "instance-profile/", None),
        "GetUser" | "CreateAccessKey" | "ListAccessKeys" | "UpdateAccessKey"
        | "DeleteAccessKey" => asking.caller.arn.clone(),
        _ => "*".to_owned(),
    }
}

fn of_account(asking: &Asking<'_>, path: &str, name: Option<&str>) -> String {
    let account = &asking.caller.account;
    format!("arn:aws:iam::{account}:{path}{}", name.unwrap_or("*"))
}

/// The ARN that a thing has, or will have.
fn arn(asking: &Asking<'_>, kind: &str, name: &str) -> String {
    let account = &asking.caller.account;
    let state = asking.world.iam.get(account);
    let known = state.and_then(|state| State::named(state, kind, name));
    known.unwrap_or_else(|| {
        let path = asking.text("Path").unwrap_or("/");
        format!("arn:aws:iam::{account}:{kind}{path}{name}")
    })
}

fn linked_role(asking: &Asking<'_>) -> String {
    let service = asking.text("AWSServiceName").unwrap_or_default();
    let role = service_linked_role::name(service, asking.text("CustomSuffix"));
    let path = format!("role/aws-service-role/{service}/");
    of_account(asking, &path, role.as_deref())
}

/// Session tags and a source identity need actions of their own.
pub(super) fn sts(asking: &Asking<'_>) -> Vec<Need> {
    if FREE.contains(&asking.operation) {
        return Vec::new();
    }
    let role = asking.text("RoleArn").unwrap_or("*");
    let mut needs = vec![Need::new(format!("sts:{}", asking.operation), role)];
    let tags = asking.input.get("Tags").and_then(|tags| tags.as_array());
    if tags.is_some_and(|tags| !tags.is_empty()) {
        needs.push(Need::new("sts:TagSession", role));
    }
    if asking.text("SourceIdentity").is_some() {
        needs.push(Need::new("sts:SetSourceIdentity", role));
    }
    needs
}

/// Keys are asked for by their ARN, whatever the call names them by.
pub(super) fn kms(asking: &Asking<'_>) -> Vec<Need> {
    let key = |id: &str| {
        kms::resource(
            asking.world,
            &asking.caller.account,
            &asking.caller.region,
            id,
        )
    };
    let action = format!("kms:{}", asking.operation);
    match asking.operation {
        "ListKeys" | "ListAliases" | "GenerateRandom" | "ListRetirableGrants" => {
            vec![Need::new(action, "*")]
        }
        "CreateKey" => {
            let mut needs = vec![Need::new(action, "*")];
            if asking.input.get("Tags").is_some() {
                needs.push(Need::new("kms:TagResource", "*"));
            }
            needs
        }
        "CreateAlias" | "UpdateAlias" | "DeleteAlias" => {
            let alias = asking.text("AliasName").unwrap_or_default();
            let target = asking.text("TargetKeyId").unwrap_or(alias);
            let alias = asking.arn("kms", alias);
            vec![Need::new(&*action, alias), Need::new(&*action, key(target))]
        }
        // The grant itself says who may give it back.
        "RetireGrant" => Vec::new(),
        "Decrypt" => {
            let blob = asking.text("CiphertextBlob").unwrap_or_default();
            let id = asking
                .text("KeyId")
                .map(str::to_owned)
                .or_else(|| kms::sealed_by(blob));
            vec![Need::new(
                action,
                id.map_or_else(|| "*".to_owned(), |id| key(&id)),
            )]
        }
        "ReEncrypt" => {
            let blob = asking.text("CiphertextBlob").unwrap_or_default();
            let source = kms::sealed_by(blob).unwrap_or_else(|| "*".to_owned());
            let target = key(asking.text("DestinationKeyId").unwrap_or_default());
            vec![
                Need::new("kms:ReEncryptFrom", source),
                Need::new("kms:ReEncryptTo", target),
            ]
        }
        _ => vec![Need::new(
            action,
            key(asking.text("KeyId").unwrap_or_default()),
        )],
    }
}
