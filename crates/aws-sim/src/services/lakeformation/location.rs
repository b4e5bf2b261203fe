//! Registered places of data.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{errors, listing, own};
use crate::{arn::Arn, context::Ctx, error::AwsError, paging::PageRequest, time::Time};

#[derive(Debug, Clone, Serialize)]
pub(super) struct Location {
    role: String,
    federated: bool,
    hybrid: bool,
    owner: Option<String>,
    modified: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Register {
    resource_arn: String,
    #[serde(default)]
    use_service_linked_role: bool,
    role_arn: Option<String>,
    #[serde(default)]
    with_federation: bool,
    #[serde(default)]
    hybrid_access_enabled: bool,
    expected_resource_owner_account: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct One {
    resource_arn: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    resource_arn: String,
    role_arn: String,
    with_federation: Option<bool>,
    hybrid_access_enabled: Option<bool>,
    expected_resource_owner_account: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct List {
    #[serde(flatten)]
    page: PageRequest,
}

/// Needs a role, its own or that of the service.
pub(super) fn register(ctx: &mut Ctx<'_>, input: Register) -> Result<(), AwsError> {
    if Arn::parse(&input.resource_arn).is_none() {
        return Err(errors::invalid(&format!(
            "{} is not an ARN.",
            input.resource_arn
        )));
    }
    let account = ctx.account;
    let linked = || {
        let path = "role/aws-service-role/lakeformation.amazonaws.com";
        format!("arn:aws:iam::{account}:{path}/AWSServiceRoleForLakeFormationDataAccess")
    };
    let role = match (input.role_arn, input.use_service_linked_role) {
        (Some(role), false) => role,
        (None, true) => linked(),
        _ => {
            return Err(errors::invalid(
                "RoleArn or UseServiceLinkedRole is needed, and not both.",
            ));
        }
    };
    let location = Location {
        role,
        federated: input.with_federation,
        hybrid: input.hybrid_access_enabled,
        owner: input.expected_resource_owner_account,
        modified: ctx.now,
    };
    let locations = &mut own(ctx).locations;
    if locations.contains_key(&input.resource_arn) {
        return Err(errors::exists("Resource"));
    }
    locations.insert(input.resource_arn, location);
    Ok(())
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: One) -> Result<Value, AwsError> {
    let location = own(ctx).locations.get(&input.resource_arn);
    let location = location.ok_or_else(not_registered)?;
    Ok(json!({ "ResourceInfo": shown(&input.resource_arn, location) }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let now = ctx.now;
    let location = own(ctx).locations.get_mut(&input.resource_arn);
    let location = location.ok_or_else(not_registered)?;
    location.role = input.role_arn;
    location.federated = input.with_federation.unwrap_or(location.federated);
    location.hybrid = input.hybrid_access_enabled.unwrap_or(location.hybrid);
    location.owner = input
        .expected_resource_owner_account
        .or_else(|| location.owner.take());
    location.modified = now;
    Ok(())
}

pub(super) fn deregister(ctx: &mut Ctx<'_>, input: One) -> Result<(), AwsError> {
    let gone = own(ctx).locations.remove(&input.resource_arn);
    gone.map(drop).ok_or_else(not_registered)
}

/// Filters are not looked at.
pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let locations = own(ctx).locations.clone();
    let rows = locations
        .iter()
        .map(|(arn, location)| (arn.clone(), shown(arn, location)));
    let page = listing::page(ctx, &input.page, rows)?;
    Ok(json!({ "ResourceInfoList": page.items, "NextToken": page.next_token }))
}

fn shown(arn: &str, location: &Location) -> Value {
    json!({
        "ResourceArn": arn,
        "RoleArn": location.role,
        "LastModified": location.modified,
        "WithFederation": location.federated,
        "HybridAccessEnabled": location.hybrid,
        "ExpectedResourceOwnerAccount": location.owner,
    })
}

fn not_registered() -> AwsError {
    errors::not_found("Entity not found")
}
