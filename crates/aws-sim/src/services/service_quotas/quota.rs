//! Quotas and their values. The applied value and the default are one: nothing raises it.
//!
//! Besides those of `src/quotas.rs` there is the rate of each operation of Connect that is simulated.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{missing, page};
use crate::{
    context::Ctx,
    error::AwsError,
    log,
    paging::PageRequest,
    quotas::quota_names,
    services,
    settings::{Quotas, Settings},
    throttle,
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

/// Without quotas there may be as many things as anybody asks for.
const UNBOUNDED: u64 = 1_000_000_000;

/// One quota.
#[derive(Clone, Copy)]
pub(super) enum Known {
    /// How many things there may be, by its name in `src/quotas.rs`.
    Count(&'static str),
    /// How often an operation of Connect may be called.
    Rate(&'static str),
}

/// Quotas whose title and code are published (Amazon Connect service quotas, administrator guide,
/// and public listings of the quotas of accounts).
#[rustfmt::skip] // One line a quota.
const PUBLISHED: &[(&str, &str, &str)] = &[
    ("agent-statuses", "Agent status per instance", "L-D945C9A8"),
    ("data-tables", "Data tables per instance", "L-D492D362"),
    ("email-addresses", "Email addresses per instance", "L-F4C86B27"),
    ("flow-modules", "Flow modules per instance", "L-19755C7E"),
    ("flows", "Contact flows per instance", "L-22922690"),
    ("hierarchy-groups", "User hierarchy groups per instance", "L-D68AAAE4"),
    ("hours-of-operation", "Hours of operation per instance", "L-20CD02F7"),
    ("hours-overrides", "Overrides per hours of operation", "L-E10B281B"),
    ("instances-per-region", "Amazon Connect instance count", "L-AA17A6B9"),
    ("lambda-functions", "AWS Lambda functions per instance", "L-E3D2F503"),
    ("lex-v1-bots", "Amazon Lex bots per instance", "L-B93A6612"),
    ("lex-v2-aliases", "Amazon Lex V2 bot aliases per instance", "L-CCEA7427"),
    ("phone-numbers", "Phone numbers per instance", "L-8F812903"),
    ("predefined-attributes", "Predefined Attributes", "L-3828FBF0"),
    ("proficiencies-per-user", "Proficiencies per agent", "L-50375162"),
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
    of_connect(&input.service_code)?;
    let wanted = input.quota_code.as_ref();
    let mut rows: Vec<(String, Value)> = known()
        .map(|quota| (quota.code(), quota))
        .filter(|(code, _)| wanted.is_none_or(|wanted| wanted == code))
        .map(|(code, quota)| (code, shown(ctx, quota)))
        .collect();
    rows.sort_by(|(left, _), (right, _)| left.cmp(right));
    let page = page(ctx, &input.page, rows)?;
    Ok(json!({ "Quotas": page.items, "NextToken": page.next_token }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let quota = coded(&input.service_code, &input.quota_code)?;
    Ok(json!({ "Quota": shown(ctx, quota) }))
}

/// The quota with this code.
pub(super) fn coded(service: &str, wanted: &str) -> Result<Known, AwsError> {
    of_connect(service)?;
    known()
        .find(|quota| quota.code() == wanted)
        .ok_or_else(missing)
}

fn of_connect(service: &str) -> Result<(), AwsError> {
    if service == SERVICE {
        Ok(())
    } else {
        Err(missing())
    }
}

fn known() -> impl Iterator<Item = Known> {
    let operations = services::simulated().remove(SERVICE).unwrap_or_default();
    let rates = operations.into_iter().map(Known::Rate);
    quota_names().map(Known::Count).chain(rates)
}

// === impl Known ===

impl Known {
    /// As it is published, or else the name as a sentence: `Hours overrides`.
    pub(super) fn title(self) -> String {
        let name = match self {
            Self::Rate(operation) => return format!("Rate of {operation} API requests"),
            Self::Count(name) => name,
        };
        if let Some((_, title, _)) = published(name) {
            return (*title).to_owned();
        }
        let words = name.replace('-', " ");
        let (first, rest) = words.split_at(1);
        first.to_uppercase() + rest
    }

    /// What holds.
    pub(super) fn value(self, settings: &Settings) -> f64 {
        let count = match (self, &settings.quotas) {
            (Self::Rate(operation), _) => return throttle::told(settings, operation),
            (Self::Count(_), Quotas::None) => UNBOUNDED,
            (Self::Count(name), quotas) => quotas.of(name),
        };
        #[expect(clippy::cast_precision_loss, reason = "quotas are small")]
        let value = count as f64;
        value
    }

    /// As it is published, or else `L-` and eight letters that belong to the name.
    fn code(self) -> String {
        let name = match self {
            Self::Rate(operation) => operation,
            Self::Count(name) => name,
        };
        if let Some((.., code)) = published(name) {
            return (*code).to_owned();
        }
        let digest = format!("{:016X}", log::digest(&json!(name)));
        format!("L-{}", digest.get(..8).unwrap_or_default())
    }
}

fn published(name: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    PUBLISHED.iter().find(|(known, ..)| *known == name)
}

fn shown(ctx: &Ctx<'_>, quota: Known) -> Value {
    let code = quota.code();
    json!({
        "ServiceCode": SERVICE,
        "ServiceName": SERVICE_NAME,
        "QuotaArn": format!(
            "arn:aws:servicequotas:{}:{}:{SERVICE}/{code}",
            ctx.region, ctx.account
        ),
        "QuotaCode": code,
        "QuotaName": quota.title(),
        "Value": quota.value(ctx.settings),
        "Unit": "None",
        "Adjustable": true,
        "GlobalQuota": false,
        "QuotaAppliedAtLevel": "ACCOUNT",
    })
}
