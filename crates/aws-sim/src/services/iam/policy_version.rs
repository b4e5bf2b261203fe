//! Versions of managed policies, one of which holds.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors,
    naming::encoded,
    page::Paging,
    policy::{self, Policy},
};
use crate::{context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Clone, Serialize)]
pub(super) struct Version {
    pub(super) document: String,
    pub(super) created: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    policy_arn: String,
    policy_document: String,
    #[serde(default)]
    set_as_default: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    policy_arn: String,
    version_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    policy_arn: String,
    #[serde(flatten)]
    page: Paging,
}

/// How many versions a policy may have.
const VERSIONS_MAX: usize = 5;

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let (now, characters) = (ctx.now, ctx.quota("iam-policy-characters"));
    let policy = ctx
        .world
        .iam
        .at(ctx.account)
        .policy_mut(&input.policy_arn)?;
    policy::check(&input.policy_document, characters)?;
    if policy.versions.len() >= VERSIONS_MAX {
        return Err(AwsError::new(
            "LimitExceeded",
            format!(
                "A managed policy can have up to {VERSIONS_MAX} versions. Before you create a new \
                 version, you must delete an existing version."
            ),
        ));
    }
    policy.last += 1;
    policy.updated = now;
    let version = Version {
        document: input.policy_document,
        created: now,
    };
    policy.versions.insert(policy.last, version);
    if input.set_as_default {
        policy.default = policy.last;
    }
    let mut shown = policy.shown_version(policy.last).unwrap_or_default();
    shown["Document"] = Value::Null;
    Ok(json!({ "PolicyVersion": shown }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let policy = ctx.world.iam.at(ctx.account).policy(&input.policy_arn)?;
    let version = policy.shown_version(input.number()?);
    let version = version.ok_or_else(|| input.missing())?;
    Ok(json!({ "PolicyVersion": version }))
}

/// The newest comes first, and none has its document (`ListPolicyVersions`, API reference).
pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let policy = ctx.world.iam.at(ctx.account).policy(&input.policy_arn)?;
    let numbers = policy.versions.keys().rev();
    let rows = numbers.filter_map(|number| {
        let mut shown = policy.shown_version(*number)?;
        shown["Document"] = Value::Null;
        Some((format!("{:010}", u32::MAX - number), shown))
    });
    let rows = rows.collect();
    input.page.page(ctx, "Versions", rows)
}

pub(super) fn set_default(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let now = ctx.now;
    let policy = ctx
        .world
        .iam
        .at(ctx.account)
        .policy_mut(&input.policy_arn)?;
    let number = input.number()?;
    if !policy.versions.contains_key(&number) {
        return Err(input.missing());
    }
    policy.default = number;
    policy.updated = now;
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let policy = ctx
        .world
        .iam
        .at(ctx.account)
        .policy_mut(&input.policy_arn)?;
    let number = input.number()?;
    if number == policy.default {
        return Err(AwsError::new(
            "DeleteConflict",
            "Cannot delete the default version of a policy.",
        ));
    }
    let gone = policy.versions.remove(&number);
    gone.map(drop).ok_or_else(|| input.missing())
}

// === impl Named ===

impl Named {
    fn number(&self) -> Result<u32, AwsError> {
        let digits = self.version_id.strip_prefix('v');
        digits
            .and_then(|digits| digits.parse().ok())
            .ok_or_else(|| self.missing())
    }

    fn missing(&self) -> AwsError {
        errors::no_entity(format!(
            "Policy {} version {} does not exist or is not attachable.",
            self.policy_arn, self.version_id
        ))
    }
}

// === impl Policy ===

impl Policy {
    /// A version on the wire.
    pub(super) fn shown_version(&self, number: u32) -> Option<Value> {
        let version = self.versions.get(&number)?;
        Some(json!({
            "Document": encoded(&version.document),
            "VersionId": format!("v{number}"),
            "IsDefaultVersion": number == self.default,
            "CreateDate": version.created,
        }))
    }
}
