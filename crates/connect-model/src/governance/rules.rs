//! What members of governance say together.

use std::collections::BTreeSet;

use super::GovernanceDocument;
use crate::{
    Log, RuleInfo,
    rules::info,
    tree::{Node, Path},
    words::{quote, suggest},
};

/// The rules that only governance knows.
pub fn governance_rules() -> &'static [RuleInfo] {
    RULES
}

#[rustfmt::skip]
const RULES: &[RuleInfo] = &[
    info("bad-govern-name", "the name of a key or budget is malformed",
        "Use 1 to 64 small letters, digits and inner hyphens, the first a letter."),
    info("bad-amount", "an amount is malformed", "Write one such as 1200 or 99.50."),
    info("bad-rule-id", "the id of a rule is malformed", "Write it as `connectctl govern rules` lists it."),
    info("bad-account-id", "the id of an account is malformed", "Write its 12 digits, in quotes."),
    info("bad-tag-key", "the key of a tag is malformed", "Use letters, digits, spaces and _.:/=+-@."),
    info(DUPLICATE_NAME, "two keys or budgets have one name", "Give each a name of its own."),
    info(DUPLICATE_DATA, "one sort of data goes to two places", "Keep one of the two: AWS takes one."),
    info(UNKNOWN_KEY, "a key is named that is not declared", "Declare it under keys."),
    info(KEY_TWICE, "a key is named in two ways", "Keep key or kms_key."),
    info(UNFIT_KMS_KEY, "an ARN is that of no KMS key", "Name a key of KMS."),
    info(UNFIT_TOPIC, "an ARN is that of no topic", "Name a topic of SNS."),
    info(UNTOLD_ALERT, "an alert tells nobody", "Name addresses of e-mail, or a topic."),
    info(UNCLEAR_ALERT, "an alert is about nothing, or about two things", "Say actual or forecast."),
    info(UNFIT_RANGE, "data has to be gone before it may go", "Raise keep_days_max or lower keep_days_min."),
];

const DUPLICATE_NAME: &str = "duplicate-govern-name";
const DUPLICATE_DATA: &str = "duplicate-data";
const UNKNOWN_KEY: &str = "unknown-key";
const KEY_TWICE: &str = "key-twice";
const UNFIT_KMS_KEY: &str = "unfit-kms-key";
const UNFIT_TOPIC: &str = "unfit-topic";
const UNTOLD_ALERT: &str = "untold-alert";
const UNCLEAR_ALERT: &str = "unclear-alert";
const UNFIT_RANGE: &str = "unfit-range";

/// Looks at governance as a whole.
pub(super) fn check(root: &Node, governance: &GovernanceDocument, log: &mut Log) {
    range(root, governance, log);
    if is_whole(root, "keys", governance.keys.len()) {
        let keys = governance.keys.iter().map(|key| key.name.as_str());
        names("keys", root, keys, log);
    }
    if is_whole(root, "budgets", governance.budgets.len()) {
        let budgets = governance.budgets.iter().map(|budget| budget.name.as_str());
        names("budgets", root, budgets, log);
        alerts(root, governance, log);
    }
    if is_whole(root, "storage", governance.storage.len()) {
        storage(root, governance, log);
    }
}

/// Whether no entry of a section was lost for what is wrong with it. The others would be told at the place of
/// their neighbours, and what names a lost one is not wrong.
fn is_whole(root: &Node, section: &str, read: usize) -> bool {
    let all = root.get(section);
    all.is_none_or(|all| all.items().len() == read)
}

fn range(root: &Node, governance: &GovernanceDocument, log: &mut Log) {
    let assess = &governance.assess;
    let Some(most) = assess
        .keep_days_max
        .filter(|most| *most < assess.keep_days_min)
    else {
        return;
    };
    let least = assess.keep_days_min;
    let message = format!("data has to be kept {least} days, and gone after {most}");
    let node = root.get("assess").and_then(|it| it.get("keep_days_max"));
    let top = Path::Top.member("assess");
    let remedy = "raise keep_days_max or lower keep_days_min";
    find(
        UNFIT_RANGE,
        node,
        &top.member("keep_days_max"),
        log,
        message,
        remedy,
    );
}

fn names<'a>(section: &str, root: &Node, names: impl Iterator<Item = &'a str>, log: &mut Log) {
    let mut seen = BTreeSet::new();
    for (n, name) in names.enumerate() {
        if !seen.insert(name) {
            let message = format!("the name {} is taken by another of {section}", quote(name));
            let top = Path::Top.member(section);
            let node = entry(root, section, n);
            let remedy = "give each a name of its own";
            find(DUPLICATE_NAME, node, &top.item(n), log, message, remedy);
        }
    }
}

fn storage(root: &Node, governance: &GovernanceDocument, log: &mut Log) {
    let known: Vec<&str> = governance
        .keys
        .iter()
        .map(|key| key.name.as_str())
        .collect();
    let knows_keys = is_whole(root, "keys", known.len());
    let mut seen = BTreeSet::new();
    let top = Path::Top.member("storage");
    for (n, kept) in governance.storage.iter().enumerate() {
        let node = entry(root, "storage", n);
        let at = top.item(n);
        let mut say = |rule, member: &str, message: String, remedy: &str| {
            let node = node.and_then(|it| it.get(member)).or(node);
            find(rule, node, &at.member(member), log, message, remedy);
        };
        if !seen.insert(kept.data) {
            let message = format!("{} goes to two places", kept.data.as_str());
            say(
                DUPLICATE_DATA,
                "data",
                message,
                "keep one of the two: AWS takes one",
            );
        }
        if let Some(key) = kept
            .key
            .as_ref()
            .filter(|key| knows_keys && !known.contains(&key.as_str()))
        {
            let message = format!("there is no key named {}", quote(key.as_str()));
            let remedy = suggest(key.as_str(), &known, "declare it under keys");
            say(UNKNOWN_KEY, "key", message, &remedy);
        }
        if kept.key.is_some() && kept.kms_key.is_some() {
            let message = "the key is named in two ways".to_owned();
            say(KEY_TWICE, "kms_key", message, "keep key or kms_key");
        }
        if let Some(arn) = kept.kms_key.as_ref().filter(|arn| arn.service() != "kms") {
            let message = format!("{arn} is no key");
            say(UNFIT_KMS_KEY, "kms_key", message, "name a key of KMS");
        }
    }
}

fn alerts(root: &Node, governance: &GovernanceDocument, log: &mut Log) {
    let top = Path::Top.member("budgets");
    for (n, budget) in governance.budgets.iter().enumerate() {
        let of_budget = entry(root, "budgets", n).and_then(|it| it.get("alerts"));
        let (entry, at) = (top.item(n), of_budget);
        if at.is_some_and(|all| all.items().len() != budget.alerts.len()) {
            continue;
        }
        let all = entry.member("alerts");
        for (m, alert) in budget.alerts.iter().enumerate() {
            let node = at.and_then(|it| it.items().get(m));
            let place = all.item(m);
            let mut say = |rule, message: String, remedy: &str| {
                find(rule, node, &place, log, message, remedy);
            };
            // What is there and cannot be read was told already.
            let says = |member: &str| node.is_some_and(|it| it.get(member).is_some());
            if says("actual") == says("forecast") {
                let message = "the alert is about nothing, or about two things".to_owned();
                say(UNCLEAR_ALERT, message, "say actual or forecast");
            }
            if alert.email.is_empty() && alert.topic.is_none() {
                let message = "the alert tells nobody".to_owned();
                say(
                    UNTOLD_ALERT,
                    message,
                    "name addresses of e-mail, or a topic",
                );
            }
            if let Some(arn) = alert.topic.as_ref().filter(|arn| arn.service() != "sns") {
                let message = format!("{arn} is no topic");
                say(UNFIT_TOPIC, message, "name a topic of SNS");
            }
        }
    }
}

fn entry<'n>(root: &'n Node, section: &str, n: usize) -> Option<&'n Node> {
    root.get(section).and_then(|all| all.items().get(n))
}

fn find(
    rule: &'static str,
    node: Option<&Node>,
    at: &Path<'_>,
    log: &mut Log,
    message: impl Into<String>,
    remedy: &str,
) {
    let place = node.map(|node| log.place(node.mark, at));
    log.add(rule, place.unwrap_or_default(), message, remedy);
}
