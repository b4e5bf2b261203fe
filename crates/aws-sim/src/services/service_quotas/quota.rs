//! Quotas and their values. The applied value and the default are one: nothing raises it.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{missing, page};
use crate::{
    context::Ctx, error::AwsError, log, paging::PageRequest, quotas::quota_names, settings::Quotas,
};

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

/// Quotas whose title and code are published (Amazon Connect service quotas, administrator guide).
#[rustfmt::skip] // One line a quota.
const PUBLISHED: &[(&str, &str, &str)] = &[
    ("agent-statuses", "Agent status per instance", "L-D945C9A8"),
    ("flow-modules", "Flow modules per instance", "L-19755C7E"),
    ("flows", "Contact flows per instance", "L-22922690"),
    ("hierarchy-groups", "User hierarchy groups per instance", "L-D68AAAE4"),
    ("hours-of-operation", "Hours of operation per instance", "L-20CD02F7"),
    ("instances-per-region", "Amazon Connect instance count", "L-AA17A6B9"),
    ("lex-v1-bots", "Amazon Lex bots per instance", "L-B93A6612"),
    ("lex-v2-aliases", "Amazon Lex V2 bot aliases per instance", "L-CCEA7427"),
    ("phone-numbers", "Phone numbers per instance", "L-8F812903"),
    ("prompts", "Prompts per instance", "L-0865B754"),
    ("queues", "Queues per instance", "L-19A87C94"),
    ("queues-per-routing-profile", "Queues per routing profile per instance", "L-516BC0EB"),
    ("quick-connects", "Quick connects per instance", "L-68BBE2E8"),
    ("routing-profiles", "Routing profiles per instance", "L-D3E7BE26"),
    ("security-profiles", "Security profiles per instance", "L-F325A715"),
    ("users", "Users per instance", "L-9A46857E"),
];

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

/// As it is published, or else the name as a sentence: `Hours overrides`.
pub(super) fn title(name: &str) -> String {
    if let Some((_, title, _)) = published(name) {
        return (*title).to_owned();
    }
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

/// What holds; without quotas, what would hold by default.
pub(super) fn value(ctx: &Ctx<'_>, name: &str) -> u64 {
    match &ctx.settings.quotas {
        Quotas::None => Quotas::Documented.of(name),
        quotas => quotas.of(name),
    }
}

fn published(name: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    PUBLISHED.iter().find(|(known, ..)| *known == name)
}

/// As it is published, or else `L-` and eight letters that belong to the name.
fn code(name: &str) -> String {
    if let Some((.., code)) = published(name) {
        return (*code).to_owned();
    }
    let digest = format!("{:016X}", log::digest(&json!(name)));
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
        "Value": value(ctx, name),
        "Unit": "None",
        "Adjustable": true,
        "GlobalQuota": false,
        "QuotaAppliedAtLevel": "ACCOUNT",
    })
}
