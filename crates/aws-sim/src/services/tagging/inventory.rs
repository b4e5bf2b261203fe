//! What there is to tag.

use std::{borrow::Cow, collections::BTreeSet};

use crate::{
    place::{Account, Region},
    services::connect,
    world::{Tags, World},
};

/// Something with its tags.
#[derive(Debug)]
pub(super) struct Row<'w> {
    pub(super) arn: Cow<'w, str>,
    pub(super) tags: Cow<'w, Tags>,
}

/// The services that are read.
const SERVICES: &[&str] = &[
    "cloudtrail",
    "connect",
    "dynamodb",
    "firehose",
    "kinesis",
    "kms",
    "lambda",
    "logs",
    "s3",
    "secretsmanager",
    "sns",
    "sqs",
];

/// What is shown of a place: what has tags, or had some. In order of their ARNs.
pub(super) fn shown<'w>(world: &'w World, account: &Account, region: &Region) -> Vec<Row<'w>> {
    let state = world.tagging.get(account, region);
    let once = |arn: &str| state.is_some_and(|state| state.tagged_once.contains(arn));
    let services = SERVICES.iter();
    let all = services.flat_map(|service| of_service(world, account, region, service));
    let mut rows: Vec<Row<'w>> = all
        .filter(|row| !row.tags.is_empty() || once(&row.arn))
        .collect();
    rows.sort_unstable_by(|left, right| left.arn.cmp(&right.arn));
    rows
}

/// The keys of all tags of an account, wherever they are.
pub(crate) fn keys(world: &World, account: &Account) -> BTreeSet<String> {
    let mut regions: BTreeSet<Region> = world.s3.regions(account).collect();
    macro_rules! regions_of {
        ($($service:ident),* $(,)?) => {
            $( regions.extend(world.$service.regions(account).cloned()); )*
        };
    }
    regions_of!(
        cloudtrail,
        connect,
        dynamodb,
        firehose,
        kinesis,
        kms,
        lambda,
        logs,
        secretsmanager,
        sns,
        sqs,
    );
    let rows = regions
        .iter()
        .flat_map(|region| shown(world, account, region));
    rows.flat_map(|row| row.tags.keys().cloned().collect::<Vec<_>>())
        .collect()
}

/// Everything of one service in a place, tagged or not.
pub(super) fn of_service<'w>(
    world: &'w World,
    account: &Account,
    region: &Region,
    service: &str,
) -> Vec<Row<'w>> {
    macro_rules! tagged {
        ($service:ident) => {
            match world.$service.get(account, region) {
                Some(state) => state.tagged().map(Row::from).collect(),
                None => Vec::new(),
            }
        };
    }
    match service {
        "cloudtrail" => tagged!(cloudtrail),
        "connect" => {
            let state = world.connect.get(account, region);
            let all = state.map(connect::tagged).unwrap_or_default();
            all.into_iter().map(Row::from).collect()
        }
        "dynamodb" => tagged!(dynamodb),
        "firehose" => tagged!(firehose),
        "kinesis" => tagged!(kinesis),
        "kms" => tagged!(kms),
        "lambda" => tagged!(lambda),
        "logs" => tagged!(logs),
        "s3" => {
            let buckets = world.s3.tagged(account, region);
            let rows = buckets.map(|(arn, tags)| Row {
                arn: Cow::Owned(arn),
                tags: Cow::Owned(tags),
            });
            rows.collect()
        }
        "secretsmanager" => tagged!(secretsmanager),
        "sns" => tagged!(sns),
        "sqs" => tagged!(sqs),
        _ => Vec::new(),
    }
}

// === impl Row ===

impl<'w> From<(&'w str, &'w Tags)> for Row<'w> {
    fn from((arn, tags): (&'w str, &'w Tags)) -> Self {
        Self {
            arn: Cow::Borrowed(arn),
            tags: Cow::Borrowed(tags),
        }
    }
}
