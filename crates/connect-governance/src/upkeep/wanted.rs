//! What is declared, in the words of the ports. Pure.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{
    Tags,
    governance::{BudgetPeriod, BudgetSpec, DataSort, KeptSpec, KeySpec},
};
use connect_resources::{GOVERNED_TAG, governed, storage::Destination};

use super::{
    Deal, GOVERNANCE_TAG,
    seen::{BucketRecord, Seen},
};
use crate::{
    bill,
    port::upkeep::{AlertDraft, BudgetDraft, BudgetRecord, ExpiryRule, Subscriber},
};

/// After how many days the parts of an upload go that was never ended: nothing takes that long, and nobody
/// sees them in a list.
const UPLOAD_DAYS: u32 = 7;
/// How ids of rules of ours begin.
const RULE: &str = "trunkline-governance-";

/// The alias of a key.
pub(super) fn alias(deal: Deal<'_>, key: &str) -> String {
    format!("alias/trunkline/{}/{key}", deal.alias())
}

/// What the tag of ours says on a key.
pub(super) fn key_mark(deal: Deal<'_>, key: &str) -> String {
    format!("{}/{key}", deal.alias())
}

/// The tags of a thing that is made, with the one that says whose it is.
pub(super) fn tags(deal: Deal<'_>, mark: &str) -> Tags {
    let mut tags = deal.governance.tags.clone();
    tags.insert(GOVERNANCE_TAG, mark)
        .expect("aliases and names are short and plain");
    tags
}

/// A key by its name.
pub(super) fn key<'a>(deal: Deal<'a>, name: &str) -> Option<&'a KeySpec> {
    let mut keys = deal.governance.keys.iter();
    keys.find(|key| key.name.as_str() == name)
}

/// Where a sort of data goes.
pub(super) fn kept(deal: Deal<'_>, sort: DataSort) -> Option<&KeptSpec> {
    deal.governance.storage.iter().find(|it| it.data == sort)
}

/// The buckets, each once.
pub(super) fn buckets(deal: Deal<'_>) -> BTreeSet<&str> {
    let storage = deal.governance.storage.iter();
    storage.map(|kept| kept.bucket.as_str()).collect()
}

/// What keys of objects begin with; Amazon Connect writes a slash after it.
pub(super) fn prefix(kept: &KeptSpec) -> String {
    let usual = || kept.data.as_str().to_lowercase().replace('_', "-");
    let prefix = kept.prefix.clone().unwrap_or_else(usual);
    prefix.trim_end_matches('/').to_owned()
}

/// The rules of a bucket, by prefix.
pub(super) fn rules(deal: Deal<'_>, bucket: &str) -> Vec<ExpiryRule> {
    let of_bucket = deal.governance.storage.iter();
    let of_bucket = of_bucket.filter(|kept| kept.bucket.as_str() == bucket);
    let rule = |kept: &KeptSpec| {
        let prefix = prefix(kept);
        let rule = ExpiryRule {
            id: format!("{RULE}{prefix}"),
            prefix: format!("{prefix}/"),
            expires_days: kept.expire_days,
            uploads_days: Some(UPLOAD_DAYS),
        };
        (prefix, rule)
    };
    // Two sorts below one prefix cannot be told apart: nothing goes before the later of both.
    let mut rules = BTreeMap::<String, ExpiryRule>::new();
    for (prefix, rule) in of_bucket.map(rule) {
        let days = rule.expires_days;
        let there = rules.entry(prefix).or_insert(rule);
        there.expires_days = there
            .expires_days
            .zip(days)
            .map(|(one, other)| one.max(other));
    }
    rules.into_values().collect()
}

/// The rules that a bucket lacks, or has otherwise.
pub(super) fn open_rules(deal: Deal<'_>, bucket: &str, there: &[ExpiryRule]) -> Vec<ExpiryRule> {
    let mut rules = rules(deal, bucket);
    rules.retain(|rule| !there.contains(rule));
    rules
}

/// The one whose key a bucket encrypts by: the first that has one.
pub(super) fn sealing<'a>(deal: Deal<'a>, bucket: &str) -> Option<&'a KeptSpec> {
    let mut storage = deal.governance.storage.iter();
    storage.find(|it| it.bucket.as_str() == bucket && has_key(it))
}

/// Whether data is encrypted by a key that is declared.
pub(super) fn has_key(kept: &KeptSpec) -> bool {
    kept.key.is_some() || kept.kms_key.is_some()
}

/// The ARN of the key of some data; none without one, or while it is not made.
pub(super) fn key_arn(
    kept: &KeptSpec,
    seen: &Seen,
    made: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    if let Some(name) = &kept.key {
        return made(name.as_str());
    }
    let arn = kept.kms_key.as_ref()?.to_string();
    // An alias leads to a key, and storage wants the key.
    let record = seen.named_keys.get(&arn).and_then(Option::as_ref);
    Some(record.map_or(arn, |record| record.arn.clone()))
}

/// Where some data goes. A key that nobody declares is left as it is.
pub(super) fn destination(kept: &KeptSpec, seen: &Seen, key: Option<String>) -> Destination {
    let there = seen.storage.get(&kept.data).map(|(_, there)| there);
    let own = match there {
        Some(Destination::S3 { kms_key, .. }) if !has_key(kept) => kms_key.clone(),
        _ => None,
    };
    Destination::S3 {
        bucket: kept.bucket.to_string(),
        prefix: prefix(kept),
        kms_key: key.or(own),
    }
}

/// The tag that names the sorts of data on the instance; none where it has it. What was named before stays:
/// where data goes that is no longer declared is nobody's to remove. Words that are no sorts are left out.
pub(super) fn mark(deal: Deal<'_>, there: &Tags) -> Option<Tags> {
    let named = governed(there);
    let kept = deal.governance.storage.iter().map(|it| it.data.as_str());
    let known = named.iter().copied();
    let known = known.filter(|word| word.parse::<DataSort>().is_ok());
    let sorts: BTreeSet<&str> = kept.chain(known).collect();
    if sorts == named {
        return None;
    }
    let mut tags = Tags::new();
    let sorts: Vec<_> = sorts.into_iter().collect();
    tags.insert(GOVERNED_TAG, sorts.join(" "))
        .expect("all sorts together are within a tag");
    Some(tags)
}

/// Whether a bucket has the tag of ours.
pub(super) fn is_ours(deal: Deal<'_>, bucket: &BucketRecord) -> bool {
    bucket.tags.get(GOVERNANCE_TAG) == Some(deal.alias())
}

/// A budget. What its filter has already of Amazon Connect stays in it, whether it cost something lately or
/// not.
pub(super) fn budget(spec: &BudgetSpec, seen: &Seen) -> BudgetRecord {
    let named: BTreeSet<String> = spec.services.iter().cloned().collect();
    let there = seen.budgets.get(spec.name.as_str());
    let there = there.into_iter().flat_map(|it| &it.record.services);
    let kept = there.filter(|name| bill::is_connect(name)).cloned();
    let services = if named.is_empty() {
        kept.chain(seen.services.iter().cloned()).collect()
    } else {
        named
    };
    BudgetRecord {
        name: spec.name.to_string(),
        amount: spec.amount.to_string(),
        unit: "USD".to_owned(),
        period: period(spec.period).to_owned(),
        services,
        counts_credits: false,
        counts_refunds: false,
        is_otherwise: false,
    }
}

/// The same with alerts and tags, to be made.
pub(super) fn budget_draft(deal: Deal<'_>, spec: &BudgetSpec, seen: &Seen) -> BudgetDraft {
    BudgetDraft {
        budget: budget(spec, seen),
        alerts: alerts(spec).into_iter().collect(),
        tags: tags(deal, deal.alias()),
    }
}

/// Alerts with those who are told; two that are alike are one.
pub(super) fn alerts(spec: &BudgetSpec) -> BTreeMap<AlertDraft, BTreeSet<Subscriber>> {
    let mut alerts = BTreeMap::<_, BTreeSet<Subscriber>>::new();
    for alert in &spec.alerts {
        let draft = AlertDraft {
            is_forecast: alert.forecast.is_some(),
            percent: alert.forecast.or(alert.actual).unwrap_or_default(),
        };
        let emails = alert.email.iter();
        let emails = emails.map(|address| Subscriber::Email(address.to_string()));
        let topic = alert.topic.iter();
        let topic = topic.map(|arn| Subscriber::Topic(arn.to_string()));
        alerts.entry(draft).or_default().extend(emails.chain(topic));
    }
    alerts
}

/// The ARN of a budget.
pub(super) fn budget_arn(deal: Deal<'_>, name: &str) -> String {
    let (partition, account) = (deal.region.partition(), deal.account);
    format!("arn:{partition}:budgets::{account}:budget/{name}")
}

fn period(period: BudgetPeriod) -> &'static str {
    match period {
        BudgetPeriod::Daily => "DAILY",
        BudgetPeriod::Monthly => "MONTHLY",
        BudgetPeriod::Quarterly => "QUARTERLY",
        BudgetPeriod::Annually => "ANNUALLY",
    }
}
