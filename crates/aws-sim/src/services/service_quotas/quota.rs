//! Quotas and their values. The applied value and the default are one: nothing raises it.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{missing, page};
use crate::{context::Ctx, error::AwsError, log, paging::PageRequest, quotas::quota_names};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    service_code: String,
    quota_code: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    service_code: String,
    quota_code: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
pub(super) struct Services {
    #[serde(flatten)]
    page: PageRequest,
}

pub(super) const SERVICE: &str = "connect";
pub(super) const SERVICE_NAME: &str = "Amazon Connect";

pub(super) fn services(ctx: &mut Ctx<'_>, input: Services) -> Result<Value, AwsError> {
    let only = json!({ "ServiceCode": SERVICE, "ServiceName": SERVICE_NAME });
    let page = page(ctx, &input.page, [(SERVICE.to_owned(), only)])?;
    Ok(json!({ "Services": page.items, "NextToken": page.next_token }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    known(&input.service_code)?;
    let wanted = input.quota_code.as_ref();
    let names = quota_names().map(|name| (code(name), name));
    let mut rows: Vec<(String, Value)> = names
        .filter(|(code, _)| wanted.is_none_or(|wanted| wanted == code))
        .map(|(code, name)| (code, shown(ctx, name)))
        .collect();
    rows.sort_by(|(left, _), (right, _)| left.cmp(right));
    let page = page(ctx, &input.page, rows)?;
    Ok(json!({ "Quotas": page.items, "NextToken": page.next_token }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let name = named(&input.service_code, &input.quota_code)?;
    Ok(json!({ "Quota": shown(ctx, name) }))
}

/// The name of the quota with this code.
pub(super) fn named(service: &str, wanted: &str) -> Result<&'static str, AwsError> {
    known(service)?;
    quota_names()
        .find(|name| code(name) == wanted)
        .ok_or_else(missing)
}

/// As a sentence: `Queues per routing profile`.
pub(super) fn title(name: &str) -> String {
    let words = name.replace('-', " ");
    let (first, rest) = words.split_at(1);
    first.to_uppercase() + rest
}

fn known(service: &str) -> Result<(), AwsError> {
    if service == SERVICE {
        Ok(())
    } else {
        Err(missing())
    }
}

/// `L-` and eight letters that belong to the name.
fn code(name: &str) -> String {
    let digest = log::digest(&json!(name)).to_uppercase();
    format!("L-{}", digest.get(..8).unwrap_or_default())
}

fn shown(ctx: &Ctx<'_>, name: &str) -> Value {
    let code = code(name);
    json!({
        "ServiceCode": SERVICE,
        "ServiceName": SERVICE_NAME,
        "QuotaArn": format!(
            "arn:aws:servicequotas:{}:{}:{SERVICE}/{code}",
            ctx.region, ctx.account
        ),
        "QuotaCode": code,
        "QuotaName": title(name),
        "Value": ctx.quota(name),
        "Unit": "None",
        "Adjustable": true,
        "GlobalQuota": false,
        "QuotaAppliedAtLevel": "ACCOUNT",
    })
}
