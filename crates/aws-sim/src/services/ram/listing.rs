//! What is shared, and with whom, over all shares.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    errors, permission,
    share::{self, Owner, Paging, Share, account_of},
};
use crate::{context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Resources {
    resource_owner: Owner,
    principal: Option<String>,
    resource_type: Option<String>,
    #[serde(default)]
    resource_arns: Vec<String>,
    #[serde(default)]
    resource_share_arns: Vec<String>,
    resource_region_scope: Option<String>,
    #[serde(flatten)]
    page: Paging,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Principals {
    resource_owner: Owner,
    resource_arn: Option<String>,
    #[serde(default)]
    principals: Vec<String>,
    resource_type: Option<String>,
    #[serde(default)]
    resource_share_arns: Vec<String>,
    #[serde(flatten)]
    page: Paging,
}

/// What another account shares is shown once its invitation is accepted.
pub(super) fn resources(ctx: &mut Ctx<'_>, input: Resources) -> Result<Value, AwsError> {
    let known = |kind: &&String| kind.split_once(':').is_some();
    if let Some(kind) = input.resource_type.as_ref().filter(|kind| !known(kind)) {
        let message = format!("The resource type {kind} is not valid.");
        return Err(AwsError::new("InvalidResourceTypeException", message));
    }
    let shares = asked(ctx, input.resource_owner, &input.resource_share_arns)?;
    let named = |share: &Share| {
        let principal = input.principal.as_ref();
        principal.is_none_or(|id| share.principals.contains_key(id))
    };
    let shares = shares.iter().filter(|share| named(share));
    let rows = shares.flat_map(|share| {
        let resources = share.resources.iter();
        let wanted = resources.filter(|(arn, since)| input.fits(arn) && ctx.visible(**since));
        wanted.map(|(arn, since)| (format!("{arn} {}", share.arn), resource(share, arn, *since)))
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by(|(left, _), (right, _)| left.cmp(right));
    let page = share::page(ctx, &input.page, rows)?;
    Ok(json!({ "resources": page.items, "nextToken": page.next_token }))
}

/// Of the shares of others, the owner is the principal that is shown.
pub(super) fn principals(ctx: &mut Ctx<'_>, input: Principals) -> Result<Value, AwsError> {
    let shares = asked(ctx, input.resource_owner, &input.resource_share_arns)?;
    let mut rows: Vec<_> = shares
        .iter()
        .filter(|share| input.fits(share))
        .flat_map(|share| input.rows(share))
        .collect();
    rows.sort_by(|(left, _), (right, _)| left.cmp(right));
    let page = share::page(ctx, &input.page, rows)?;
    Ok(json!({ "principals": page.items, "nextToken": page.next_token }))
}

/// One shared resource.
pub(super) fn resource(share: &Share, arn: &str, since: Time) -> Value {
    json!({
        "arn": arn,
        "type": permission::kind(arn),
        "resourceShareArn": share.arn,
        "status": "AVAILABLE",
        "creationTime": since,
        "lastUpdatedTime": since,
        "resourceRegionScope": "REGIONAL",
    })
}

fn asked(ctx: &Ctx<'_>, owner: Owner, arns: &[String]) -> Result<Vec<Share>, AwsError> {
    let mut shares = share::of(ctx, owner);
    shares.retain(|share| share.deleted.is_none());
    if let Some(missing) = share::missing(&shares, arns) {
        return Err(errors::unknown(missing));
    }
    shares.retain(|share| arns.is_empty() || arns.contains(&share.arn));
    Ok(shares)
}

// === impl Resources ===

impl Resources {
    fn fits(&self, arn: &String) -> bool {
        let kind = self.resource_type.as_ref();
        (self.resource_arns.is_empty() || self.resource_arns.contains(arn))
            && kind.is_none_or(|kind| *kind == permission::kind(arn))
            && self.resource_region_scope.as_deref() != Some("GLOBAL")
    }
}

// === impl Principals ===

impl Principals {
    fn fits(&self, share: &Share) -> bool {
        let arn = self.resource_arn.as_ref();
        let kind = self.resource_type.as_ref();
        arn.is_none_or(|arn| share.resources.contains_key(arn))
            && kind.is_none_or(|kind| {
                share
                    .resources
                    .keys()
                    .any(|arn| permission::kind(arn) == *kind)
            })
    }

    fn rows(&self, share: &Share) -> Vec<(String, Value)> {
        let owner = [(share.owner.to_string(), share.created)];
        let principals: Vec<(String, Time)> = match self.resource_owner {
            Owner::Own => share.principals.clone().into_iter().collect(),
            Owner::Others => owner.into(),
        };
        let wanted = principals
            .into_iter()
            .filter(|(id, _)| self.principals.is_empty() || self.principals.contains(id));
        let row = |(id, since): (String, Time)| {
            let external = account_of(&id).is_none_or(|account| account != share.owner)
                || self.resource_owner == Owner::Others;
            let shown = json!({
                "id": id,
                "resourceShareArn": share.arn,
                "creationTime": since,
                "lastUpdatedTime": since,
                "external": external,
            });
            (format!("{id} {}", share.arn), shown)
        };
        wanted.map(row).collect()
    }
}
