//! Managed permissions: what a share lets its principals do, by type of resource.
//!
//! Only AWS's own are simulated, one for each type.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    errors,
    share::{self, Paging},
};
use crate::{arn::Arn, context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct List {
    resource_type: Option<String>,
    permission_type: Option<String>,
    #[serde(flatten)]
    page: Paging,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Get {
    permission_arn: String,
    permission_version: Option<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OfShare {
    resource_share_arn: String,
    #[serde(flatten)]
    page: Paging,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Change {
    resource_share_arn: String,
    permission_arn: String,
    #[serde(default)]
    replace: bool,
    client_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Types {
    #[serde(flatten)]
    page: Paging,
}

/// The permission for shared tables.
pub(super) const GLUE_TABLE: &str = "arn:aws:ram::aws:permission/AWSRAMDefaultPermissionGlueTable";

const PREFIX: &str = "arn:aws:ram::aws:permission/AWSRAMDefaultPermission";
/// Type of resource, and the end of the name of its permission.
const TYPES: [(&str, &str); 6] = [
    ("glue:Catalog", "GlueCatalog"),
    ("glue:Database", "GlueDatabase"),
    ("glue:Table", "GlueTable"),
    ("kms:Key", "KmsKey"),
    ("lambda:Function", "LambdaFunction"),
    ("secretsmanager:Secret", "SecretsManagerSecret"),
];

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let wanted = |kind: &str| {
        let only = input.resource_type.as_deref();
        only.is_none_or(|only| only.eq_ignore_ascii_case(kind))
            && input.permission_type.as_deref() != Some("CUSTOMER_MANAGED")
    };
    let types = TYPES.iter().filter(|(kind, _)| wanted(kind));
    let rows = types.map(|(kind, _)| ((*kind).to_owned(), summary(kind, &usual(kind))));
    let page = share::page(ctx, &input.page, rows)?;
    Ok(json!({ "permissions": page.items, "nextToken": page.next_token }))
}

pub(super) fn get(_: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let (kind, arn) = named(&input.permission_arn)?;
    if input.permission_version.is_some_and(|version| version != 1) {
        return Err(errors::unknown(&input.permission_arn));
    }
    let mut shown = summary(&kind, &arn);
    let (service, what) = kind.split_once(':').unwrap_or_default();
    let policy = json!({ "Effect": "Allow", "Action": [format!("{service}:Get{what}")] });
    shown["permission"] = json!(policy.to_string());
    Ok(json!({ "permission": shown }))
}

pub(super) fn of_share(ctx: &mut Ctx<'_>, input: OfShare) -> Result<Value, AwsError> {
    let permissions = share::own(ctx, &input.resource_share_arn)?
        .permissions
        .clone();
    let rows = permissions.into_iter().map(|(kind, arn)| {
        let mut shown = summary(&kind, &arn);
        shown["status"] = json!("ASSOCIATED");
        (kind, shown)
    });
    let page = share::page(ctx, &input.page, rows)?;
    Ok(json!({ "permissions": page.items, "nextToken": page.next_token }))
}

/// A type of resource has one permission, which is only replaced when that is asked for.
pub(super) fn associate(ctx: &mut Ctx<'_>, input: Change) -> Result<Value, AwsError> {
    let (kind, arn) = named(&input.permission_arn)?;
    let share = share::own(ctx, &input.resource_share_arn)?;
    let other = share.permissions.get(&kind).is_some_and(|has| *has != arn);
    if other && !input.replace {
        return Err(errors::invalid(&format!(
            "The share has a permission for {kind}."
        )));
    }
    share.permissions.insert(kind, arn);
    Ok(json!({ "returnValue": true, "clientToken": input.client_token }))
}

/// A permission stays while the share has resources of its type.
pub(super) fn disassociate(ctx: &mut Ctx<'_>, input: Change) -> Result<Value, AwsError> {
    let (of, _) = named(&input.permission_arn)?;
    let share = share::own(ctx, &input.resource_share_arn)?;
    if share.resources.keys().any(|arn| kind(arn) == of) {
        return Err(AwsError::new(
            "InvalidStateTransitionException",
            format!("The share has resources of type {of}."),
        ));
    }
    share.permissions.remove(&of);
    Ok(json!({ "returnValue": true, "clientToken": input.client_token }))
}

pub(super) fn types(ctx: &mut Ctx<'_>, input: Types) -> Result<Value, AwsError> {
    let rows = TYPES.iter().map(|(kind, _)| {
        let service = kind.split(':').next();
        let shown = json!({
            "resourceType": kind,
            "serviceName": service,
            "resourceRegionScope": "REGIONAL",
        });
        ((*kind).to_owned(), shown)
    });
    let page = share::page(ctx, &input.page, rows)?;
    Ok(json!({ "resourceTypes": page.items, "nextToken": page.next_token }))
}

/// Type and ARN of a permission that there is.
pub(super) fn named(arn: &str) -> Result<(String, String), AwsError> {
    let end = arn.strip_prefix(PREFIX);
    let mut types = TYPES.iter();
    let found = end.and_then(|end| types.find(|(_, name)| *name == end));
    match found {
        Some((kind, _)) => Ok(((*kind).to_owned(), arn.to_owned())),
        None if Arn::parse(arn).is_none() => Err(errors::malformed(arn)),
        None => Err(errors::unknown(arn)),
    }
}

/// The type of a resource, as `glue:Table`.
pub(super) fn kind(arn: &str) -> String {
    let Some(arn) = Arn::parse(arn) else {
        return String::new();
    };
    let what = arn.resource.split(['/', ':']).next().unwrap_or_default();
    let (first, rest) = what.split_at_checked(1).unwrap_or_default();
    format!("{}:{}{rest}", arn.service, first.to_uppercase())
}

/// The permission that a type has unless another is asked for.
pub(super) fn usual(kind: &str) -> String {
    let mut types = TYPES.iter();
    let known = types
        .find(|(of, _)| *of == kind)
        .map(|(_, name)| (*name).to_owned());
    format!("{PREFIX}{}", known.unwrap_or_else(|| kind.replace(':', "")))
}

fn summary(kind: &str, arn: &str) -> Value {
    json!({
        "arn": arn,
        "version": "1",
        "defaultVersion": true,
        "name": arn.rsplit('/').next(),
        "resourceType": kind,
        "status": "ATTACHABLE",
        "creationTime": Time::default(),
        "lastUpdatedTime": Time::default(),
        "isResourceTypeDefault": true,
        "permissionType": "AWS_MANAGED",
        "featureSet": "STANDARD",
    })
}
