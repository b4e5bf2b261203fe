//! Groups of streams, with their retention and key.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Group, either, errors, group, millis};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, world::Tags};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Create {
    log_group_name: String,
    kms_key_id: Option<String>,
    #[serde(default)]
    tags: Tags,
    log_group_class: Option<String>,
    #[serde(default)]
    deletion_protection_enabled: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Describe {
    log_group_name_prefix: Option<String>,
    log_group_name_pattern: Option<String>,
    log_group_class: Option<String>,
    log_group_identifiers: Option<Vec<String>>,
    limit: Option<usize>,
    next_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Named {
    log_group_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PutRetention {
    log_group_name: String,
    retention_in_days: u64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Key {
    log_group_name: Option<String>,
    resource_identifier: Option<String>,
    kms_key_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Protect {
    log_group_identifier: String,
    deletion_protection_enabled: bool,
}

/// The days for which events may be kept (API reference, `PutRetentionPolicy`).
const RETENTIONS: &[u64] = &[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
];

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<(), AwsError> {
    let name = input.log_group_name;
    let arn = ctx.arn("logs", &format!("log-group:{name}"));
    let state = ctx.world.logs.at(ctx.account, ctx.region);
    if state.groups.contains_key(&name) {
        return Err(errors::exists("log group"));
    }
    let mut group = Group::new(arn, ctx.now);
    group.kms_key = input.kms_key_id;
    group.tags = input.tags;
    group.protected = input.deletion_protection_enabled;
    group.class = input.log_group_class.unwrap_or(group.class);
    state.groups.insert(name, group);
    Ok(())
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Describe) -> Result<Value, AwsError> {
    if input.log_group_name_prefix.is_some() && input.log_group_name_pattern.is_some() {
        return Err(errors::invalid(
            "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
        ));
    }
    let state = ctx.world.logs.get(ctx.account, ctx.region);
    let groups = state.into_iter().flat_map(|state| &state.groups);
    let shown = groups.filter(|(name, group)| input.asks_for(name, group));
    let rows = shown.map(|(name, group)| (name.clone(), summary(name, group)));
    let request = PageRequest {
        max_results: input.limit,
        next_token: input.next_token.clone(),
    };
    let page = ctx.page(&request, rows)?;
    Ok(json!({ "logGroups": page.items, "nextToken": page.next_token }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    if group(ctx, &input.log_group_name)?.protected {
        return Err(AwsError::new(
            "ValidationException",
            "The log group is protected from deletion.",
        ));
    }
    let state = ctx.world.logs.at(ctx.account, ctx.region);
    state.groups.remove(&input.log_group_name);
    Ok(())
}

pub(super) fn put_retention(ctx: &mut Ctx<'_>, input: PutRetention) -> Result<(), AwsError> {
    if !RETENTIONS.contains(&input.retention_in_days) {
        return Err(errors::invalid(format!(
            "1 validation error detected: Value '{}' at 'retentionInDays' failed to satisfy \
             constraint: Member must satisfy enum value set: {RETENTIONS:?}",
            input.retention_in_days,
        )));
    }
    group(ctx, &input.log_group_name)?.retention_days = Some(input.retention_in_days);
    Ok(())
}

pub(super) fn delete_retention(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    group(ctx, &input.log_group_name)?.retention_days = None;
    Ok(())
}

pub(super) fn associate_key(ctx: &mut Ctx<'_>, input: Key) -> Result<(), AwsError> {
    let id = either(input.log_group_name, input.resource_identifier)?;
    group(ctx, &id)?.kms_key = input.kms_key_id;
    Ok(())
}

pub(super) fn disassociate_key(ctx: &mut Ctx<'_>, input: Key) -> Result<(), AwsError> {
    let id = either(input.log_group_name, input.resource_identifier)?;
    group(ctx, &id)?.kms_key = None;
    Ok(())
}

pub(super) fn protect(ctx: &mut Ctx<'_>, input: Protect) -> Result<(), AwsError> {
    group(ctx, &input.log_group_identifier)?.protected = input.deletion_protection_enabled;
    Ok(())
}

fn summary(name: &str, group: &Group) -> Value {
    json!({
        "logGroupName": name,
        "creationTime": millis(group.created),
        "retentionInDays": group.retention_days,
        "metricFilterCount": group.metric_filters.len(),
        "arn": format!("{}:*", group.arn),
        "logGroupArn": group.arn,
        "storedBytes": group.stored_bytes(),
        "kmsKeyId": group.kms_key,
        "logGroupClass": group.class,
        "deletionProtectionEnabled": group.protected,
    })
}

// === impl Describe ===

impl Describe {
    /// Prefixes are exact, patterns ignore case (API reference, `DescribeLogGroups`).
    fn asks_for(&self, name: &str, group: &Group) -> bool {
        let prefix = self.log_group_name_prefix.as_deref();
        let pattern = self.log_group_name_pattern.as_deref();
        let class = self.log_group_class.as_deref();
        let ids = self.log_group_identifiers.as_deref();
        prefix.is_none_or(|prefix| name.starts_with(prefix))
            && pattern.is_none_or(|part| name.to_lowercase().contains(&part.to_lowercase()))
            && class.is_none_or(|class| group.class == class)
            && ids.is_none_or(|ids| ids.iter().any(|id| super::plain(id) == name))
    }
}
