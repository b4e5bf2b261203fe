//! What stands in the way, all of it before the first write; and what is worth knowing.

use connect_model::Finding;

use super::{Deal, UpkeepPart};
use crate::{
    port::upkeep::{KeyRecord, Subscriber},
    upkeep::{
        GOVERNANCE_TAG, access,
        seen::{Seen, SeenBucket, SeenBudget},
        wanted,
    },
};

const BUDGETS: &str = "budgets.amazonaws.com";
/// How many of each may be told by one alert.
const MOST_EMAILS: usize = 10;
const MOST_TOPICS: usize = 1;

/// Every reason why it cannot be as declared.
pub(crate) fn findings(deal: Deal<'_>, seen: &Seen) -> Vec<Finding> {
    let mut found = keys(deal, seen);
    found.extend(named_keys(seen));
    found.extend(buckets(seen));
    found.extend(budgets(deal, seen));
    if seen.has(UpkeepPart::Budgets) {
        found.extend(crowded(deal));
    }
    found.extend(topics(seen));
    found
}

/// What is worth knowing.
pub(crate) fn notes(deal: Deal<'_>, seen: &Seen) -> Vec<String> {
    let mut notes = shared_buckets(deal, seen);
    notes.extend(several_keys(deal, seen));
    notes.extend(unknown_allocation(deal, seen));
    notes.extend(closed_topics(seen));
    notes
}

/// An alias of ours that leads to a key of somebody else, and a key that cannot be used.
fn keys(deal: Deal<'_>, seen: &Seen) -> Vec<Finding> {
    let mut found = Vec::new();
    for (name, key) in &seen.keys {
        let (alias, arn) = (wanted::alias(deal, name), &key.record.arn);
        if key.tags.get(GOVERNANCE_TAG) != Some(&*wanted::key_mark(deal, name)) {
            let message = format!("{alias} leads to {arn}, which was not made here");
            let remedy = "name that key as kms_key, or choose another name";
            found.push(Finding::of_the_world("alias-taken", message, remedy));
        }
        found.extend(unusable(&key.record));
    }
    found
}

fn named_keys(seen: &Seen) -> Vec<Finding> {
    let mut found = Vec::new();
    for (arn, record) in &seen.named_keys {
        if let Some(record) = record {
            found.extend(unusable(record));
        } else {
            let message = format!("there is no key {arn}");
            let remedy = "name a key that is there, or have one made under keys";
            found.push(Finding::of_the_world("no-such-key", message, remedy));
        }
    }
    found
}

/// A key that is off, or on its way out, loses what is recorded.
fn unusable(record: &KeyRecord) -> Option<Finding> {
    let KeyRecord {
        arn,
        state,
        encrypts,
    } = record;
    let (message, remedy) = if state != "Enabled" {
        let message = format!("the key {arn} is in the state {state}");
        (message, "enable it, or take its deletion back first")
    } else if !encrypts {
        let message = format!("the key {arn} is not symmetric, or not made to encrypt");
        (message, "name another one")
    } else {
        return None;
    };
    Some(Finding::of_the_world("unusable-key", message, remedy))
}

fn buckets(seen: &Seen) -> Vec<Finding> {
    let closed = seen
        .buckets
        .iter()
        .filter_map(|(name, bucket)| match bucket {
            SeenBucket::Closed(why) => Some((name, why)),
            _ => None,
        });
    let finding = |(name, why): (&String, &String)| {
        let message = format!("the bucket {name} is another account's, or closed to you ({why})");
        let remedy = "choose another name, or let the caller in";
        Finding::of_the_world("bucket-closed", message, remedy)
    };
    closed.map(finding).collect()
}

fn budgets(deal: Deal<'_>, seen: &Seen) -> Vec<Finding> {
    let is_foreign = |tags: &connect_model::Tags| tags.get(GOVERNANCE_TAG) != Some(deal.alias());
    let foreign = seen.budgets.iter().filter(|(_, it)| is_foreign(&it.tags));
    let finding = |(name, it): (&String, &SeenBudget)| {
        let whose = match it.tags.get(GOVERNANCE_TAG) {
            Some(other) => format!("that was made for the instance {other}"),
            None => "that was not made here".to_owned(),
        };
        let message = format!("there is a budget {name} {whose}");
        let remedy = "choose another name, or remove it";
        Finding::of_the_world("budget-taken", message, remedy)
    };
    foreign.map(finding).collect()
}

/// Alerts of one budget that are alike tell all those whom either names.
fn crowded(deal: Deal<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for spec in &deal.governance.budgets {
        for (alert, subscribers) in wanted::alerts(spec) {
            let is_topic = |it: &&Subscriber| matches!(it, Subscriber::Topic(_));
            let topics = subscribers.iter().filter(is_topic).count();
            if topics <= MOST_TOPICS && subscribers.len() - topics <= MOST_EMAILS {
                continue;
            }
            let message = format!(
                "the alert {alert} of the budget {} tells more than {MOST_EMAILS} addresses and \
                 {MOST_TOPICS} topic",
                spec.name
            );
            let remedy = "use one topic, and subscribe the addresses to it";
            found.push(Finding::of_the_world("crowded-alert", message, remedy));
        }
    }
    found
}

/// AWS Budgets takes a topic that is not there, and its alerts vanish.
fn topics(seen: &Seen) -> Vec<Finding> {
    let missing = seen.topics.iter().filter(|(_, topic)| topic.is_none());
    let finding = |(arn, _): (&String, _)| {
        let message = format!("there is no topic {arn}");
        Finding::of_the_world("no-such-topic", message, "make it, or name another one")
    };
    missing.map(finding).collect()
}

/// Settings of a bucket that others made are changed as declared, which is said.
fn shared_buckets(deal: Deal<'_>, seen: &Seen) -> Vec<String> {
    let names = seen.buckets.keys();
    let foreign = names.filter(|name| {
        let bucket = seen.bucket(name);
        bucket.is_some_and(|bucket| !wanted::is_ours(deal, bucket))
    });
    let note = |name: &String| {
        format!(
            "the bucket {name} was not made here; public access, TLS, encryption and the lifecycle of \
             what is kept in it are set all the same, the rest of it stays"
        )
    };
    foreign.map(note).collect()
}

/// A bucket encrypts by one key what names none; data of Amazon Connect names its own.
fn several_keys(deal: Deal<'_>, seen: &Seen) -> Vec<String> {
    let mut notes = Vec::new();
    for bucket in seen.buckets.keys() {
        let Some(first) = wanted::sealing(deal, bucket) else {
            continue;
        };
        let mut of_bucket = deal.governance.storage.iter();
        let differs = of_bucket.any(|kept| {
            let is_here = kept.bucket.as_str() == bucket && wanted::has_key(kept);
            is_here && (&kept.key, &kept.kms_key) != (&first.key, &first.kms_key)
        });
        if differs {
            notes.push(format!(
                "data in the bucket {bucket} is encrypted by several keys; the bucket itself has that of \
                 {}",
                first.data.as_str()
            ));
        }
    }
    notes
}

fn unknown_allocation(deal: Deal<'_>, seen: &Seen) -> Option<String> {
    let known = seen.allocation.as_ref()?;
    let wanted = deal.governance.allocation.iter();
    let unknown: Vec<&str> = wanted
        .map(AsRef::as_ref)
        .filter(|key: &&str| !known.contains_key(*key))
        .collect();
    (!unknown.is_empty()).then(|| {
        format!(
            "AWS has not seen these keys of tags yet, so cost cannot be allocated by them: {}; they appear \
             up to a day after their first use",
            unknown.join(", ")
        )
    })
}

/// What AWS Budgets may not publish vanishes, and nobody is told.
fn closed_topics(seen: &Seen) -> Vec<String> {
    let mut notes = Vec::new();
    for (arn, topic) in &seen.topics {
        let Some(topic) = topic else { continue };
        let policy = topic.policy.as_deref().unwrap_or_default();
        if !access::lets_in(policy, BUDGETS, "SNS:Publish") {
            notes.push(format!(
                "the policy of the topic {arn} does not let {BUDGETS} publish, so its alerts vanish: allow \
                 it SNS:Publish"
            ));
        }
        let policy = topic.key.as_ref().and_then(|key| seen.topic_keys.get(key));
        let is_open = |policy: &String| access::lets_in(policy, BUDGETS, "kms:GenerateDataKey");
        if let (Some(key), Some(false)) = (&topic.key, policy.map(is_open)) {
            notes.push(format!(
                "the policy of the key {key} of the topic {arn} does not let {BUDGETS} in, so its alerts \
                 vanish: allow it kms:Decrypt and kms:GenerateDataKey*"
            ));
        }
    }
    notes
}
