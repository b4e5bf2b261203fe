//! Managed policies of roles, users and groups.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    State, errors,
    held::{Held, Whose},
    naming::Naming,
    page::Paging,
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Attachment {
    #[serde(flatten)]
    whose: Whose,
    policy_arn: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct List {
    #[serde(flatten)]
    whose: Whose,
    #[serde(flatten)]
    page: Paging,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Holders {
    policy_arn: String,
    entity_filter: Option<String>,
    policy_usage_filter: Option<String>,
    #[serde(flatten)]
    page: Paging,
}

/// To attach what is attached changes nothing.
pub(super) fn attach(ctx: &mut Ctx<'_>, input: Attachment) -> Result<(), AwsError> {
    let most = ctx.quota("iam-policies-per-holder");
    let state = ctx.world.iam.at(ctx.account);
    state.held(&input.whose)?;
    if state.policy(&input.policy_arn).is_err() {
        return Err(errors::no_entity(format!(
            "Policy {} does not exist or is not attachable.",
            input.policy_arn
        )));
    }
    let held = state.held_mut(&input.whose)?;
    let full = held.attached.len() as u64 >= most;
    if full && !held.attached.contains(&input.policy_arn) {
        let kind = match input.whose {
            Whose::Role(_) => "PoliciesPerRole",
            Whose::User(_) => "PoliciesPerUser",
            Whose::Group(_) => "PoliciesPerGroup",
        };
        return Err(errors::limit(kind, most));
    }
    held.attached.insert(input.policy_arn);
    Ok(())
}

pub(super) fn detach(ctx: &mut Ctx<'_>, input: Attachment) -> Result<(), AwsError> {
    let held = ctx.world.iam.at(ctx.account).held_mut(&input.whose)?;
    if held.attached.remove(&input.policy_arn) {
        Ok(())
    } else {
        Err(errors::no_policy(&input.policy_arn))
    }
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let held = ctx.world.iam.at(ctx.account).held(&input.whose)?;
    let rows = held.attachments().into_iter();
    let rows = rows.filter(|(_, policy)| {
        let arn = policy["PolicyArn"].as_str().unwrap_or_default();
        let path = arn.split_once(":policy").map_or("/", |(_, path)| path);
        input.page.under(path)
    });
    let rows = rows.collect();
    input.page.page(ctx, "AttachedPolicies", rows)
}

/// The three lists are one for paging: groups, then roles, then users.
pub(super) fn holders(ctx: &mut Ctx<'_>, input: Holders) -> Result<Value, AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    state.policy(&input.policy_arn)?;
    let rows = input.rows(state);
    let mut answer = input.page.page(ctx, "rows", rows)?;
    let rows = answer["rows"].take();
    let of = |kind: &str| -> Vec<_> {
        let rows = rows.as_array().into_iter().flatten();
        rows.filter(|row| row.get(kind).is_some())
            .cloned()
            .collect()
    };
    Ok(json!({
        "PolicyGroups": of("GroupName"),
        "PolicyRoles": of("RoleName"),
        "PolicyUsers": of("UserName"),
        "IsTruncated": answer["IsTruncated"],
        "Marker": answer["Marker"],
    }))
}

// === impl Holders ===

impl Holders {
    fn rows(&self, state: &State) -> Vec<(String, Value)> {
        let groups = state
            .groups
            .values()
            .map(|group| ("Group", &group.naming, &group.held));
        let roles = state
            .roles
            .values()
            .map(|role| ("Role", &role.naming, &role.held));
        let users = state
            .users
            .values()
            .map(|user| ("User", &user.naming, &user.held));
        let rows = groups.chain(roles).chain(users);
        rows.filter(|(kind, naming, held)| self.asks_for(kind, naming, held))
            .map(|(kind, naming, _)| {
                let (name, id) = (format!("{kind}Name"), format!("{kind}Id"));
                let row = json!({ name: naming.name, id: naming.id });
                (format!("{kind} {}", naming.name), row)
            })
            .collect()
    }

    fn asks_for(&self, kind: &str, naming: &Naming, held: &Held) -> bool {
        let attached = held.attached.contains(&self.policy_arn);
        let bounds = held.boundary.as_ref() == Some(&self.policy_arn);
        let used = match self.policy_usage_filter.as_deref() {
            Some("PermissionsPolicy") => attached,
            Some("PermissionsBoundary") => bounds,
            _ => attached || bounds,
        };
        let filter = self.entity_filter.as_deref();
        used && self.page.under(&naming.path) && filter.is_none_or(|filter| filter == kind)
    }
}
