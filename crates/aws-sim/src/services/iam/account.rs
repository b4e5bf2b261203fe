//! The account as a whole: its alias, and everything in it at once.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{State, errors, held::Held, naming::encoded, page::Paging, policy::Policy, tag};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Alias {
    account_alias: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Summary {}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Details {
    #[serde(default)]
    filter: Vec<String>,
    #[serde(flatten)]
    page: Paging,
}

/// A second alias takes the place of the first.
pub(super) fn create_alias(ctx: &mut Ctx<'_>, input: Alias) -> Result<(), AwsError> {
    let taken = ctx.world.iam.iter().any(|(account, state)| {
        account != ctx.account && state.alias.as_ref() == Some(&input.account_alias)
    });
    if taken {
        return Err(AwsError::new(
            "EntityAlreadyExists",
            format!("The account alias {} already exists.", input.account_alias),
        ));
    }
    ctx.world.iam.at(ctx.account).alias = Some(input.account_alias);
    Ok(())
}

pub(super) fn delete_alias(ctx: &mut Ctx<'_>, input: Alias) -> Result<(), AwsError> {
    let alias = &mut ctx.world.iam.at(ctx.account).alias;
    if alias.as_ref() != Some(&input.account_alias) {
        return Err(errors::no_entity(format!(
            "The account alias {} cannot be found.",
            input.account_alias
        )));
    }
    *alias = None;
    Ok(())
}

pub(super) fn list_aliases(ctx: &mut Ctx<'_>, page: Paging) -> Result<Value, AwsError> {
    page.list(ctx, "AccountAliases", |_, state| {
        let alias = state.alias.iter();
        alias.map(|alias| (alias.clone(), json!(alias))).collect()
    })
}

pub(super) fn summary(ctx: &mut Ctx<'_>, _: Summary) -> Result<Value, AwsError> {
    let quotas = [
        ("RolesQuota", "iam-roles"),
        ("UsersQuota", "iam-users"),
        ("GroupsQuota", "iam-groups"),
        ("PoliciesQuota", "iam-policies"),
        ("InstanceProfilesQuota", "iam-instance-profiles"),
        ("AccessKeysPerUserQuota", "iam-access-keys-per-user"),
    ];
    // The wire has a 32-bit number for a quota that is switched off.
    let most = |name| ctx.quota(name).min(i32::MAX.unsigned_abs().into());
    let mut summary = json!({});
    for (key, name) in quotas {
        summary[key] = json!(most(name));
    }
    let state = ctx.world.iam.at(ctx.account);
    for (key, count) in [
        ("Roles", state.roles.len()),
        ("Users", state.users.len()),
        ("Groups", state.groups.len()),
        ("Policies", state.policies.len()),
        ("InstanceProfiles", state.instance_profiles.len()),
        (
            "Providers",
            state.saml_providers.len() + state.oidc_providers.len(),
        ),
    ] {
        summary[key] = json!(count);
    }
    Ok(json!({ "SummaryMap": summary }))
}

/// The four lists are one for paging.
pub(super) fn details(ctx: &mut Ctx<'_>, input: Details) -> Result<Value, AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    let asked = |kind: &str| input.filter.is_empty() || input.filter.iter().any(|f| f == kind);
    let mut rows = Vec::new();
    for (kind, list, of) in [
        (
            "AWSManagedPolicy",
            POLICIES,
            policies_of_aws as fn(&State) -> Vec<(String, Value)>,
        ),
        ("Group", GROUPS, groups),
        ("LocalManagedPolicy", POLICIES, policies),
        ("Role", ROLES, roles),
        ("User", USERS, users),
    ] {
        if asked(kind) {
            let all = of(state).into_iter();
            rows.extend(all.map(|(name, row)| (format!("{kind} {name}"), json!([list, row]))));
        }
    }
    let mut answer = input.page.page(ctx, "rows", rows)?;
    let rows = answer["rows"].take();
    for list in [GROUPS, POLICIES, ROLES, USERS] {
        let rows = rows.as_array().into_iter().flatten();
        let rows = rows.filter(|row| row[0] == list).map(|row| row[1].clone());
        answer[list] = Value::Array(rows.collect());
    }
    if let Some(answer) = answer.as_object_mut() {
        answer.remove("rows");
    }
    Ok(answer)
}

const GROUPS: &str = "GroupDetailList";
const POLICIES: &str = "Policies";
const ROLES: &str = "RoleDetailList";
const USERS: &str = "UserDetailList";

fn groups(state: &State) -> Vec<(String, Value)> {
    let groups = state.groups.values();
    groups
        .map(|group| {
            let naming = &group.naming;
            let detail = json!({
                "Path": naming.path,
                "GroupName": naming.name,
                "GroupId": naming.id,
                "Arn": naming.arn,
                "CreateDate": naming.created,
                "GroupPolicyList": inline(&group.held),
                "AttachedManagedPolicies": attached(&group.held),
            });
            (naming.name.clone(), detail)
        })
        .collect()
}

fn users(state: &State) -> Vec<(String, Value)> {
    let users = state.users.values();
    users
        .map(|user| {
            let groups: Vec<_> = state.groups_of(&user.naming.name).collect();
            let groups: Vec<_> = groups.iter().map(|group| &group.naming.name).collect();
            let mut detail = user.summary();
            detail["UserPolicyList"] = inline(&user.held);
            detail["AttachedManagedPolicies"] = attached(&user.held);
            detail["PermissionsBoundary"] = json!(user.held.boundary());
            detail["GroupList"] = json!(groups);
            detail["Tags"] = json!(tag::shown(&user.tags));
            (user.naming.name.clone(), detail)
        })
        .collect()
}

fn roles(state: &State) -> Vec<(String, Value)> {
    let roles = state.roles.values();
    roles
        .map(|role| {
            let naming = &role.naming;
            let profiles = state.profiles_of(&naming.name).into_iter();
            let detail = json!({
                "Path": naming.path,
                "RoleName": naming.name,
                "RoleId": naming.id,
                "Arn": naming.arn,
                "CreateDate": naming.created,
                "AssumeRolePolicyDocument": encoded(&role.trust),
                "InstanceProfileList": profiles.map(|(_, shown)| shown).collect::<Vec<_>>(),
                "RolePolicyList": inline(&role.held),
                "AttachedManagedPolicies": attached(&role.held),
                "PermissionsBoundary": role.held.boundary(),
                "Tags": tag::shown(&role.tags),
                "RoleLastUsed": role.last_used(),
            });
            (naming.name.clone(), detail)
        })
        .collect()
}

fn policies(state: &State) -> Vec<(String, Value)> {
    let policies = state.policies.values();
    policies
        .map(|policy| (policy.naming.name.clone(), policy_detail(policy, state)))
        .collect()
}

/// Those that somebody holds.
fn policies_of_aws(state: &State) -> Vec<(String, Value)> {
    let held = state.holders().flat_map(|held| &held.attached);
    let of_aws = held.filter(|arn| arn.starts_with("arn:aws:iam::aws:"));
    let arns: BTreeSet<&String> = of_aws.collect();
    let policies = arns.into_iter().filter_map(|arn| state.policy(arn).ok());
    let named = policies.map(|policy| {
        let detail = policy_detail(&policy, state);
        (policy.naming.name.clone(), detail)
    });
    let by_name: BTreeMap<String, Value> = named.collect();
    by_name.into_iter().collect()
}

fn policy_detail(policy: &Policy, state: &State) -> Value {
    let versions = policy.versions.keys().rev();
    let versions: Vec<_> = versions
        .filter_map(|number| policy.shown_version(*number))
        .collect();
    let mut detail = policy.shown(state);
    detail["Description"] = json!(policy.description);
    detail["PolicyVersionList"] = json!(versions);
    if let Some(detail) = detail.as_object_mut() {
        detail.remove("Tags");
    }
    detail
}

fn inline(held: &Held) -> Value {
    let policies = held.inline.iter();
    let policies =
        policies.map(|(name, text)| json!({ "PolicyName": name, "PolicyDocument": encoded(text) }));
    Value::Array(policies.collect())
}

fn attached(held: &Held) -> Value {
    Value::Array(held.attachments().into_values().collect())
}
