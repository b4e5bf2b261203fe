//! Grants: leave to use a key, beside its policy.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors,
    page::Paging,
    state::{Key, key},
};
use crate::{arn::Arn, context::Ctx, error::AwsError, settings::Iam, time::Time};

#[derive(Debug, Serialize)]
pub(super) struct Grant {
    id: String,
    token: String,
    pub(super) grantee: String,
    retiring: Option<String>,
    pub(super) operations: Vec<String>,
    pub(super) constraints: Option<Constraints>,
    name: Option<String>,
    issuer: String,
    created: Time,
}

/// What the encryption context has to be. Grants without it hold for any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Constraints {
    #[serde(skip_serializing_if = "Option::is_none")]
    encryption_context_subset: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encryption_context_equals: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    key_id: String,
    grantee_principal: String,
    retiring_principal: Option<String>,
    operations: Vec<String>,
    constraints: Option<Constraints>,
    name: Option<String>,
    #[serde(default)]
    dry_run: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    key_id: String,
    grant_id: Option<String>,
    grantee_principal: Option<String>,
    #[serde(flatten)]
    page: Paging,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ListRetirable {
    retiring_principal: String,
    #[serde(flatten)]
    page: Paging,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Retire {
    grant_token: Option<String>,
    key_id: Option<String>,
    grant_id: Option<String>,
    #[serde(default)]
    dry_run: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Revoke {
    key_id: String,
    grant_id: String,
    #[serde(default)]
    dry_run: bool,
}

const HEX: &str = "0123456789abcdef";
const ID: usize = 64;
const TOKEN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A grant that a service had made: the ARN of the key, and the id of the grant.
pub(crate) type Made = (String, String);

/// Lets `grantee` use the key that `id` names, as a service does with the rights of its caller.
/// Nothing if there is no such key.
pub(crate) fn lend(
    ctx: &mut Ctx<'_>,
    id: &str,
    grantee: &str,
    operations: &[&str],
) -> Result<Option<Made>, AwsError> {
    let (grant_id, token) = (ctx.ids.letters(HEX, ID), ctx.ids.letters(TOKEN, ID));
    let (issuer, now) = (format!("arn:aws:iam::{}:root", ctx.account), ctx.now);
    let Ok(key) = key(ctx, id) else {
        return Ok(None);
    };
    key.usable()?;
    let grant = Grant {
        id: grant_id.clone(),
        token,
        grantee: grantee.to_owned(),
        retiring: None,
        operations: operations.iter().map(|&name| name.to_owned()).collect(),
        constraints: None,
        name: None,
        issuer,
        created: now,
    };
    key.grants.insert(grant_id.clone(), grant);
    Ok(Some((key.arn.clone(), grant_id)))
}

/// Gives back what was lent, whatever became of the key.
pub(crate) fn give_back(ctx: &mut Ctx<'_>, (arn, id): &Made) {
    if let Ok(key) = key(ctx, arn) {
        key.grants.remove(id);
    }
}

/// A grant with a name is made once: to ask for the same again gives the same id.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let most = ctx.quota("kms-grants-per-key");
    for principal in [
        Some(&input.grantee_principal),
        input.retiring_principal.as_ref(),
    ] {
        if principal.is_some_and(|principal| !is_principal(principal)) {
            return Err(AwsError::new(
                "InvalidArnException",
                "ARN is not a valid principal.",
            ));
        }
    }
    let grant = Grant {
        id: ctx.ids.letters(HEX, ID),
        token: ctx.ids.letters(TOKEN, ID),
        grantee: input.grantee_principal,
        retiring: input.retiring_principal,
        operations: input.operations,
        constraints: input.constraints,
        name: input.name,
        issuer: format!("arn:aws:iam::{}:root", ctx.account),
        created: ctx.now,
    };
    let key = key(ctx, &input.key_id)?;
    key.usable()?;
    if input.dry_run {
        return Err(dry_run());
    }
    if let Some(same) = key.grants.values().find(|other| other.is_same(&grant)) {
        return Ok(same.made());
    }
    if key.grants.len() as u64 >= most {
        return Err(errors::limit("grants for a key", most));
    }
    let answer = grant.made();
    key.grants.insert(grant.id.clone(), grant);
    Ok(answer)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let key = key(ctx, &input.key_id)?;
    let asked = |grant: &&Grant| {
        input.grant_id.as_ref().is_none_or(|id| *id == grant.id)
            && input
                .grantee_principal
                .as_ref()
                .is_none_or(|grantee| *grantee == grant.grantee)
    };
    let grants = key.grants.values().filter(asked);
    let rows: Vec<_> = grants.map(|grant| grant.row(key)).collect();
    if rows.is_empty()
        && let Some(id) = &input.grant_id
    {
        return Err(errors::not_found(format!("Grant ID {id} not found")));
    }
    input.page.page(ctx, "Grants", rows)
}

pub(super) fn list_retirable(ctx: &mut Ctx<'_>, input: ListRetirable) -> Result<Value, AwsError> {
    let state = ctx.world.kms.get(ctx.account, ctx.region);
    let keys = state.into_iter().flat_map(|state| state.keys.values());
    let rows = keys.flat_map(|key| {
        let grants = key.grants.values();
        let asked =
            grants.filter(|grant| grant.retiring.as_ref() == Some(&input.retiring_principal));
        asked.map(|grant| grant.row(key))
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    input.page.page(ctx, "Grants", rows)
}

/// A grant is given back by who may retire it, by its grantee if it says so, or by the account of
/// the key. Without enforcement anybody may.
pub(super) fn retire(ctx: &mut Ctx<'_>, input: Retire) -> Result<(), AwsError> {
    let enforced = ctx.settings.iam == Iam::Enforce;
    let (caller, root) = (ctx.caller.principal().to_owned(), ctx.caller.is_root());
    let key = match (&input.grant_token, &input.key_id, &input.grant_id) {
        (Some(token), None, None) => by_token(ctx, token)?,
        (None, Some(id), Some(_)) => key(ctx, id)?,
        _ => return Err(errors::validation("Give a grant token, or key and grant.")),
    };
    let grants = key.grants.values();
    let mut asked = grants.filter(|grant| {
        input.grant_token.as_ref() == Some(&grant.token)
            || input.grant_id.as_ref() == Some(&grant.id)
    });
    let grant = asked.next().ok_or_else(|| no_grant(&input))?;
    if enforced && !root && !grant.lets_retire(&caller) {
        return Err(errors::denied(format!(
            "User: {caller} is not authorized to perform: kms:RetireGrant on resource: {}",
            key.arn
        )));
    }
    if input.dry_run {
        return Err(dry_run());
    }
    let id = grant.id.clone();
    key.grants.remove(&id);
    Ok(())
}

pub(super) fn revoke(ctx: &mut Ctx<'_>, input: Revoke) -> Result<(), AwsError> {
    let key = key(ctx, &input.key_id)?;
    key.live()?;
    if !key.grants.contains_key(&input.grant_id) {
        return Err(errors::not_found(format!(
            "Grant ID {} not found",
            input.grant_id
        )));
    }
    if input.dry_run {
        return Err(dry_run());
    }
    key.grants.remove(&input.grant_id);
    Ok(())
}

fn by_token<'w>(ctx: &'w mut Ctx<'_>, token: &str) -> Result<&'w mut Key, AwsError> {
    let state = ctx.world.kms.at(ctx.account, ctx.region);
    let mut keys = state.keys.values_mut();
    keys.find(|key| key.grants.values().any(|grant| grant.token == token))
        .ok_or_else(|| AwsError::new("InvalidGrantTokenException", "The grant token is unknown."))
}

fn no_grant(input: &Retire) -> AwsError {
    let id = input.grant_id.as_deref().unwrap_or_default();
    errors::not_found(format!("Grant ID {id} not found"))
}

/// What a call answers that would have worked.
pub(super) fn dry_run() -> AwsError {
    AwsError::new(
        "DryRunOperationException",
        "The request would have succeeded, but the DryRun option is set.",
    )
}

/// Whether `text` can be a principal: an account or its root, a user, a role or a session, or a
/// service.
fn is_principal(text: &str) -> bool {
    let arn = Arn::parse(text);
    let of_aws = arn.is_some_and(|arn| {
        matches!(arn.service, "iam" | "sts") && arn.owner().is_some() && !arn.resource.contains('*')
    });
    of_aws || crate::place::Account::new(text).is_some() || text.ends_with(".amazonaws.com")
}

// === impl Grant ===

impl Grant {
    fn made(&self) -> Value {
        json!({ "GrantToken": self.token, "GrantId": self.id })
    }

    fn is_same(&self, other: &Self) -> bool {
        self.name.is_some()
            && (
                &self.name,
                &self.grantee,
                &self.retiring,
                &self.operations,
                &self.constraints,
            ) == (
                &other.name,
                &other.grantee,
                &other.retiring,
                &other.operations,
                &other.constraints,
            )
    }

    fn lets_retire(&self, caller: &str) -> bool {
        let as_grantee = self
            .operations
            .iter()
            .any(|operation| operation == "RetireGrant");
        self.retiring.as_deref() == Some(caller) || (as_grantee && self.grantee == caller)
    }

    /// Whether the grant holds for this encryption context.
    pub(super) fn fits(&self, context: &BTreeMap<String, String>) -> bool {
        let Some(constraints) = &self.constraints else {
            return true;
        };
        let subset = constraints.encryption_context_subset.as_ref();
        let equals = constraints.encryption_context_equals.as_ref();
        subset.is_none_or(|wanted| {
            wanted
                .iter()
                .all(|(key, value)| context.get(key) == Some(value))
        }) && equals.is_none_or(|wanted| wanted == context)
    }

    fn row(&self, key: &Key) -> (String, Value) {
        let row = json!({
            "KeyId": key.arn,
            "GrantId": self.id,
            "Name": self.name,
            "CreationDate": self.created,
            "GranteePrincipal": self.grantee,
            "RetiringPrincipal": self.retiring,
            "IssuingAccount": self.issuer,
            "Operations": self.operations,
            "Constraints": self.constraints,
        });
        (self.id.clone(), row)
    }
}
