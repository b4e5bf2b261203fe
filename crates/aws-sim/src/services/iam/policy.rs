//! Managed policies, which many can hold.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    State,
    access::{Document, Purpose},
    catalogue, errors,
    naming::{Naming, POLICY, taken},
    page::Paging,
    policy_version::Version,
    tag::{self, Tag},
};
use crate::{context::Ctx, error::AwsError, time::Time, world::Tags};

#[derive(Debug, Clone, Serialize)]
pub(super) struct Policy {
    #[serde(flatten)]
    pub(super) naming: Naming,
    pub(super) description: Option<String>,
    pub(super) tags: Tags,
    pub(super) updated: Time,
    /// By number. A number is not given twice.
    pub(super) versions: BTreeMap<u32, Version>,
    /// The number of the version that holds.
    pub(super) default: u32,
    /// The number of the latest version.
    pub(super) last: u32,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    policy_name: String,
    path: Option<String>,
    policy_document: String,
    description: Option<String>,
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ByArn {
    policy_arn: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    scope: Option<String>,
    #[serde(default)]
    only_attached: bool,
    policy_usage_filter: Option<String>,
    #[serde(flatten)]
    page: Paging,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let most = ctx.quota("iam-policies");
    let characters = ctx.quota("iam-policy-characters");
    let state = ctx.world.iam.at(ctx.account);
    let names = state.policies.values().map(|policy| &policy.naming.name);
    if taken(names, &input.policy_name) {
        return Err(AwsError::new(
            "EntityAlreadyExists",
            format!(
                "A policy called {} already exists. Duplicate names are not allowed.",
                input.policy_name
            ),
        ));
    }
    check(&input.policy_document, characters)?;
    if state.policies.len() as u64 >= most {
        return Err(errors::limit("PoliciesPerAccount", most));
    }
    let version = Version {
        document: input.policy_document,
        created: ctx.now,
    };
    let policy = Policy {
        tags: tag::checked(input.tags)?,
        naming: POLICY.name(
            ctx.account,
            &mut ctx.ids,
            ctx.now,
            input.path,
            input.policy_name,
        ),
        description: input.description,
        updated: ctx.now,
        versions: BTreeMap::from([(1, version)]),
        default: 1,
        last: 1,
    };
    let answer = json!({ "Policy": policy.shown(state) });
    state.policies.insert(policy.naming.arn.clone(), policy);
    Ok(answer)
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: ByArn) -> Result<Value, AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    let policy = state.policy(&input.policy_arn)?;
    let created = policy.naming.created;
    let mut shown = policy.shown(state);
    shown["Description"] = json!(policy.description);
    if ctx.visible(created) {
        Ok(json!({ "Policy": shown }))
    } else {
        Err(errors::no_policy(&input.policy_arn))
    }
}

/// Those of AWS come after those of the account.
pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let nobody = State::default();
    let state = ctx.world.iam.get(ctx.account).unwrap_or(&nobody);
    let scope = input.scope.as_deref().unwrap_or("All");
    let own = state.policies.values().filter(|_| scope != "AWS");
    let own = own.map(|policy| (format!("1 {}", policy.naming.name), policy.clone()));
    let theirs = catalogue::all().filter(|_| scope != "Local");
    let theirs = theirs.map(|policy| (format!("2 {}", policy.naming.name), policy));
    let mut rows: Vec<_> = own
        .chain(theirs)
        .filter(|(_, policy)| input.asks_for(policy, state) && ctx.visible(policy.naming.created))
        .map(|(key, policy)| (key, policy.shown(state)))
        .collect();
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    input.page.page(ctx, "Policies", rows)
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: ByArn) -> Result<(), AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    let policy = state.policy_mut(&input.policy_arn)?;
    if policy.versions.len() > 1 {
        return Err(AwsError::new(
            "DeleteConflict",
            "This policy has more than one version. Before you delete a policy, you must delete \
             the policy's versions. The default version is deleted with the policy.",
        ));
    }
    if uses(state, &input.policy_arn) != (0, 0) {
        return Err(AwsError::new(
            "DeleteConflict",
            "Cannot delete a policy attached to entities.",
        ));
    }
    state.policies.remove(&input.policy_arn);
    Ok(())
}

/// Refuses a text that cannot be a policy.
pub(super) fn check(text: &str, characters: u64) -> Result<(), AwsError> {
    Document::checked(text, Purpose::Identity).map_err(errors::malformed)?;
    if size(text) as u64 > characters {
        return Err(errors::limit("PolicySize", characters));
    }
    Ok(())
}

/// How large a document counts: white space does not.
pub(super) fn size(text: &str) -> usize {
    text.chars().filter(|char| !char.is_whitespace()).count()
}

/// How often a policy is attached, and how often it is a boundary.
fn uses(state: &State, arn: &str) -> (usize, usize) {
    let attached = state.holders().filter(|held| held.attached.contains(arn));
    let bounds = state
        .holders()
        .filter(|held| held.boundary.as_deref() == Some(arn));
    (attached.count(), bounds.count())
}

// === impl Policy ===

impl Policy {
    /// The text that holds.
    pub(super) fn text(&self) -> &str {
        self.versions
            .get(&self.default)
            .map_or("", |version| &version.document)
    }

    /// The policy on the wire, without the description, which lists do not have.
    pub(super) fn shown(&self, state: &State) -> Value {
        let (attached, bounds) = uses(state, &self.naming.arn);
        let mut shown = json!({
            "PolicyName": self.naming.name,
            "PolicyId": self.naming.id,
            "Arn": self.naming.arn,
            "Path": self.naming.path,
            "DefaultVersionId": format!("v{}", self.default),
            "AttachmentCount": attached,
            "PermissionsBoundaryUsageCount": bounds,
            "IsAttachable": true,
            "CreateDate": self.naming.created,
            "UpdateDate": self.updated,
        });
        if !self.tags.is_empty() {
            shown["Tags"] = json!(tag::shown(&self.tags));
        }
        shown
    }
}

// === impl List ===

impl List {
    fn asks_for(&self, policy: &Policy, state: &State) -> bool {
        let (attached, bounds) = uses(state, &policy.naming.arn);
        let used = match self.policy_usage_filter.as_deref() {
            Some("PermissionsPolicy") => attached > 0,
            Some("PermissionsBoundary") => bounds > 0,
            _ => !self.only_attached || attached > 0,
        };
        used && self.page.under(&policy.naming.path)
    }
}
