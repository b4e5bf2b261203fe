//! What members of a share say together.

use std::collections::BTreeSet;

use super::{DataSets, ProducerSpec, ShareDocument};
use crate::{
    Alias, Arn, Log, RuleInfo, TargetName,
    rules::info,
    tree::{Node, Path},
    words::{quote, suggest},
};

/// The rules that only shares know.
pub fn share_rules() -> &'static [RuleInfo] {
    RULES
}

#[rustfmt::skip]
const RULES: &[RuleInfo] = &[
    info("bad-share-name", "the name of a share or export is malformed",
        "Use 1 to 32 small letters, digits and inner hyphens, the first a letter."),
    info("bad-target-name", "the name of a target is malformed", "Write it as the daemon's configuration has it."),
    info("bad-data-set", "the id of a data set is malformed", "Write one such as contact_record."),
    info("bad-catalog-name", "a database or suffix has a name that Athena takes in quotes alone",
        "Use small letters, digits and _."),
    info("bad-workgroup-name", "a workgroup has a name that Athena refuses", "Use letters, digits and ._-."),
    info("bad-schedule", "a schedule is malformed", "Write cron(0 2 * * ? *) or rate(1 day)."),
    info(SIDES_TWICE, "producers and consumer are named at the top and by Region", "Keep one of the two."),
    info(DUPLICATE_REGION, "a Region is named twice", "Put all of its producers into one entry."),
    info(BOUND_PART, "a part that is in one Region is named for several", "Leave it out, or write a file for each Region."),
    info("bad-event-bus", "a bus has a name that EventBridge refuses", "Write its name or its ARN."),
    info(DUPLICATE_INSTANCE, "an instance is named twice", "Keep one of the two."),
    info(DUPLICATE_EXPORT, "two exports have one name", "Give each a name of its own."),
    info(UNSHARED_EXPORT, "an export is of a data set that is not shared", "Add it to data_sets."),
    info(UNSHARED_AGE, "an age is of a data set that is not shared, or is said twice",
        "Add it to data_sets, or keep one of the two."),
    info(UNFIT_PRINCIPAL, "a principal is none that Lake Formation knows",
        "Name a role, a user, or a group of an identity provider."),
    info(UNFIT_KEY, "the key of results is said twice, or is no key", "Name a key of KMS, or let one be made."),
    info(EXPORT_WITHOUT_BUCKET, "an export needs a workgroup and a bucket that the share does not make",
        "Name the workgroup and the bucket, or let them be made."),
    info(NAMELESS_PART, "a part is somebody else's to make, and has no name", "Name it."),
];

const SIDES_TWICE: &str = "sides-twice";
const DUPLICATE_REGION: &str = "duplicate-region";
const BOUND_PART: &str = "bound-part";
const DUPLICATE_INSTANCE: &str = "duplicate-instance";
const DUPLICATE_EXPORT: &str = "duplicate-export";
const UNSHARED_EXPORT: &str = "unshared-export";
const UNSHARED_AGE: &str = "unshared-age";
const UNFIT_PRINCIPAL: &str = "unfit-principal";
const UNFIT_KEY: &str = "unfit-key";
const EXPORT_WITHOUT_BUCKET: &str = "export-without-bucket";
const NAMELESS_PART: &str = "nameless-part";

/// The longest name of a role (IAM, quotas).
const ROLE_CHARS_MAX: usize = 64;

/// Looks at a share as a whole.
pub(super) fn check(root: &Node, share: &ShareDocument, log: &mut Log) {
    sides(root, share, log);
    bound(root, share, log);
    instances(root, share, log);
    principals(root, share, log);
    key(root, share, log);
    nameless(root, share, log);
    exports(root, share, log);
    ages(root, share, log);
}

/// Both sides are named once: at the top, or by Region.
fn sides(root: &Node, share: &ShareDocument, log: &mut Log) {
    for member in ["producers", "consumer"] {
        let node = root.get(member);
        match (root.get("regions"), node) {
            (Some(_), Some(_)) => {
                let message = format!("{member} is named at the top and by Region");
                let at = Path::Top.member(member);
                find(SIDES_TWICE, node, &at, log, message, "keep one of the two");
            }
            (None, None) => {
                let message = format!("the member {} is missing", quote(member));
                find(
                    "missing-member",
                    Some(root),
                    &Path::Top,
                    log,
                    message,
                    "add it",
                );
            }
            _ => {}
        }
    }
    let mut seen = BTreeSet::new();
    for (n, entry) in share.regions.iter().enumerate() {
        if !seen.insert(&entry.region) {
            let node = root.get("regions").and_then(|all| all.items().get(n));
            let message = format!("{} is named twice", entry.region);
            let remedy = "put all of its producers into one entry";
            let top = Path::Top.member("regions");
            find(DUPLICATE_REGION, node, &top.item(n), log, message, remedy);
        }
    }
}

/// What is in one Region cannot be part of a share in several.
fn bound(root: &Node, share: &ShareDocument, log: &mut Log) {
    if share.regions.len() < 2 {
        return;
    }
    let bus = share.alerts.as_ref().map(|it| it.event_bus.as_str());
    let parts = [
        ("results", "bucket", share.results.bucket.is_some()),
        ("results", "kms_key", share.results.kms_key.is_some()),
        (
            "alerts",
            "event_bus",
            bus.is_some_and(|it| it.starts_with("arn:")),
        ),
    ];
    for (section, member, _) in parts.into_iter().filter(|(.., is_named)| *is_named) {
        let node = root.get(section).and_then(|it| it.get(member));
        let message = format!("{section}.{member} is in one Region, and the share in several");
        let remedy = "leave it out, or write a file for each Region";
        let top = Path::Top.member(section);
        find(BOUND_PART, node, &top.member(member), log, message, remedy);
    }
    let longest = share
        .regions
        .iter()
        .map(|it| it.region.as_str().len())
        .max();
    let name = share
        .query_role
        .name
        .as_ref()
        .filter(|_| share.query_role.create);
    if let (Some(name), Some(longest)) = (name, longest)
        && name.as_str().len() + 1 + longest > ROLE_CHARS_MAX
    {
        let node = root.get("query_role").and_then(|it| it.get("name"));
        let message = "the name of the role is too long with a Region behind it";
        let top = Path::Top.member("query_role");
        find(
            BOUND_PART,
            node,
            &top.member("name"),
            log,
            message,
            "shorten it",
        );
    }
}

fn instances(root: &Node, share: &ShareDocument, log: &mut Log) {
    let mut seen = BTreeSet::new();
    let top = Path::Top.member("producers");
    let producers = share.producers.iter().flatten();
    once(&mut seen, producers, (root.get("producers"), &top), log);
    let regions = Path::Top.member("regions");
    for (n, entry) in share.regions.iter().enumerate() {
        let node = root.get("regions").and_then(|all| all.items().get(n));
        let (at, node) = (regions.item(n), node.and_then(|it| it.get("producers")));
        let at = at.member("producers");
        once(&mut seen, entry.producers.iter(), (node, &at), log);
    }
}

fn once<'s>(
    seen: &mut BTreeSet<(&'s TargetName, &'s Alias)>,
    producers: impl Iterator<Item = &'s ProducerSpec>,
    (node, at): (Option<&Node>, &Path<'_>),
    log: &mut Log,
) {
    for (n, producer) in producers.enumerate() {
        for instance in &producer.instances {
            if !seen.insert((&producer.target, instance)) {
                let node = node.and_then(|all| all.items().get(n));
                let message = format!("{instance} of {} is named twice", producer.target);
                let remedy = "keep one of the two";
                find(DUPLICATE_INSTANCE, node, &at.item(n), log, message, remedy);
            }
        }
    }
}

/// Lake Formation knows users and roles of IAM, groups and users of SAML providers, of Identity Center
/// and of `QuickSight`, and no groups of IAM.
fn principals(root: &Node, share: &ShareDocument, log: &mut Log) {
    let node = root.get("principals");
    for (n, principal) in share.principals.iter().enumerate() {
        if !is_principal(principal) {
            let node = node.and_then(|all| all.items().get(n));
            let message = format!(
                "{} is no principal of Lake Formation",
                quote(principal.as_str())
            );
            let remedy =
                "name a role, a user, or a group of an identity provider; groups of IAM are none";
            let at = Path::Top.member("principals");
            find(UNFIT_PRINCIPAL, node, &at.item(n), log, message, remedy);
        }
    }
}

fn is_principal(arn: &Arn) -> bool {
    let begins = |words: &[&str]| words.iter().any(|word| arn.resource().starts_with(word));
    match arn.service() {
        "iam" => begins(&["role/", "user/", "saml-provider/"]),
        "identitystore" | "quicksight" => begins(&["group/", "user/"]),
        _ => false,
    }
}

fn key(root: &Node, share: &ShareDocument, log: &mut Log) {
    let Some(key) = &share.results.kms_key else {
        return;
    };
    let results = root.get("results");
    let node = results.and_then(|results| results.get("kms_key"));
    let top = Path::Top.member("results");
    let at = top.member("kms_key");
    if key.service() != "kms" || !key.resource().starts_with("key/") {
        let message = format!("{} is no key of KMS", quote(key.as_str()));
        let remedy = "write the ARN of a key: arn:aws:kms:REGION:ACCOUNT:key/ID";
        find(UNFIT_KEY, node, &at, log, message, remedy);
    }
    if share.results.create_kms_key {
        let message = "a key is named, and one is to be made";
        find(
            UNFIT_KEY,
            node,
            &at,
            log,
            message,
            "leave one of the two out",
        );
    }
}

/// A workgroup that the share makes needs a place for results.
fn nameless(root: &Node, share: &ShareDocument, log: &mut Log) {
    let results = &share.results;
    if share.workgroup.create && !results.create && results.bucket.is_none() {
        let message = "no bucket is made and none is named, but the workgroup needs one";
        let remedy = "name it as results.bucket, or leave create out";
        let at = Path::Top.member("results");
        find(
            NAMELESS_PART,
            root.get("results"),
            &at,
            log,
            message,
            remedy,
        );
    }
}

fn exports(root: &Node, share: &ShareDocument, log: &mut Log) {
    let mut seen = BTreeSet::new();
    let top = Path::Top.member("exports");
    for (n, export) in share.exports.iter().enumerate() {
        let node = root.get("exports").and_then(|all| all.items().get(n));
        let at = top.item(n);
        if !seen.insert(&export.name) {
            let message = format!("two exports are called {}", export.name);
            find(
                DUPLICATE_EXPORT,
                node,
                &at,
                log,
                message,
                "rename one of the two",
            );
        }
        if let Some(DataSets::Named(named)) = &share.data_sets.0
            && !named.contains(&export.data_set)
        {
            let message = format!("{} is not shared", export.data_set);
            let known: Vec<&str> = named.iter().map(AsRef::as_ref).collect();
            let remedy = suggest(export.data_set.as_str(), &known, "add it to data_sets");
            find(UNSHARED_EXPORT, node, &at, log, message, &remedy);
        }
        let has_bucket = share.results.create || share.results.bucket.is_some();
        let has_workgroup = share.workgroup.create || share.workgroup.name.is_some();
        if !has_bucket || !has_workgroup {
            let message = format!("{} has no workgroup or no bucket to write to", export.name);
            let remedy = "name workgroup.name and results.bucket, or let them be made";
            find(EXPORT_WITHOUT_BUCKET, node, &at, log, message, remedy);
        }
    }
}

fn ages(root: &Node, share: &ShareDocument, log: &mut Log) {
    let mut seen = BTreeSet::new();
    let node = root.get("freshness").and_then(|it| it.get("data_sets"));
    let freshness = Path::Top.member("freshness");
    let top = freshness.member("data_sets");
    for (n, age) in share.freshness.data_sets.iter().enumerate() {
        let node = node.and_then(|all| all.items().get(n));
        let (at, name) = (top.item(n), &age.data_set);
        if !seen.insert(name) {
            let message = format!("the age of {name} is said twice");
            find(UNSHARED_AGE, node, &at, log, message, "keep one of the two");
        }
        if let Some(DataSets::Named(named)) = &share.data_sets.0
            && !named.contains(name)
        {
            let message = format!("{name} is not shared");
            let known: Vec<&str> = named.iter().map(AsRef::as_ref).collect();
            let remedy = suggest(name.as_str(), &known, "add it to data_sets");
            find(UNSHARED_AGE, node, &at, log, message, &remedy);
        }
    }
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
