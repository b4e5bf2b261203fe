//! Calls beside those that the facts of a kind tell of.

use connect_resources::{Declared, KindId};
use serde_json::Value;

/// Every observation begins with it.
pub(super) const LIST_INSTANCES: &str = "connect:ListInstances";

/// Calls of a row of a table.
pub(super) type Calls = &'static [&'static str];

/// How a kind is asked for what there is outside of any instance. Inside there is nothing to ask
/// while there is no instance.
const BEFORE: &[(KindId, Calls)] = &[
    (KindId::Bucket, &["s3:GetBucketTagging"]),
    (KindId::LogGroup, &["logs:DescribeLogGroups"]),
    (KindId::SamlProvider, &["iam:ListSAMLProviders"]),
    (KindId::FederationRole, &["iam:GetRole"]),
    (KindId::ServiceRole, &["iam:GetRole"]),
    (KindId::Function, &["lambda:GetFunction"]),
    (KindId::FunctionAlias, &["lambda:GetAlias"]),
    (KindId::FunctionLayer, &["lambda:ListLayerVersions"]),
    (KindId::Bot, &["lex:ListBots"]),
    (KindId::BotAlias, &["lex:ListBots"]),
];

/// How names of a kind are looked up.
const NAMES: &[(KindId, &str)] = &[
    (KindId::AgentStatus, "connect:ListAgentStatuses"),
    (KindId::Flow, "connect:ListContactFlows"),
    (KindId::HierarchyGroup, "connect:ListUserHierarchyGroups"),
    (KindId::Hours, "connect:ListHoursOfOperations"),
    (KindId::Module, "connect:ListContactFlowModules"),
    (
        KindId::PredefinedAttribute,
        "connect:ListPredefinedAttributes",
    ),
    (KindId::Prompt, "connect:ListPrompts"),
    (KindId::Queue, "connect:ListQueues"),
    (KindId::QuickConnect, "connect:ListQuickConnects"),
    (KindId::RoutingProfile, "connect:ListRoutingProfiles"),
    (KindId::SecurityProfile, "connect:ListSecurityProfiles"),
    (KindId::User, "connect:ListUsers"),
];

/// What looking up names calls besides, once there is something to find.
const SOUGHT: &[(KindId, &str)] = &[
    (KindId::HierarchyGroup, "connect:SearchUserHierarchyGroups"),
    (
        KindId::HierarchyStructure,
        "connect:DescribeUserHierarchyStructure",
    ),
];

/// What a call that makes a thing needs first.
const MAKING: &[(KindId, Calls)] = &[
    (
        KindId::FunctionAlias,
        &["lambda:GetFunctionConfiguration", "lambda:PublishVersion"],
    ),
    (
        KindId::BotAlias,
        &[
            "lex:CreateBotVersion",
            "lex:DescribeBotVersion",
            "lex:ListBotLocales",
            "lex:ListBotVersions",
        ],
    ),
];

/// What is looked at before an aspect is written, or written with it.
///
/// An archive goes to an address that Lex has signed, and so by the leave of Lex.
const MENDING: &[(KindId, &str, Calls)] = &[
    (KindId::Bucket, "policy", &["s3:GetBucketPolicy"]),
    (
        KindId::Bucket,
        "expiry",
        &["s3:GetBucketLifecycleConfiguration"],
    ),
    (
        KindId::Hours,
        "overrides",
        &["connect:ListHoursOfOperationOverrides"],
    ),
    (
        KindId::User,
        "proficiencies",
        &["connect:ListUserProficiencies"],
    ),
    (
        KindId::Queue,
        "quick-connects",
        &["connect:ListQueueQuickConnects"],
    ),
    (
        KindId::RoutingProfile,
        "queues",
        &["connect:ListRoutingProfileQueues"],
    ),
    (
        KindId::TrafficDistributionGroup,
        "users",
        &["connect:ListTrafficDistributionGroupUsers"],
    ),
    (
        KindId::HierarchyStructure,
        "names",
        &["connect:DescribeUserHierarchyStructure"],
    ),
    (
        KindId::PredefinedAttribute,
        "values",
        &["connect:DescribePredefinedAttribute"],
    ),
    // The recording that a prompt was made of is noted in a tag.
    (KindId::Prompt, "audio", &["connect:TagResource"]),
    (
        KindId::Bot,
        "archive",
        &[
            "lex:BuildBotLocale",
            "lex:CreateUploadUrl",
            "lex:DescribeBotLocale",
            "lex:DescribeImport",
            "lex:ListBotLocales",
            "lex:TagResource",
        ],
    ),
];

/// What changing an aspect of a thing that is there calls besides: a list grows, shrinks and has its entries
/// changed by calls of their own.
const CHANGING: &[(KindId, &str, Calls)] = &[
    (KindId::Bucket, "policy", &["s3:DeleteBucketPolicy"]),
    (
        KindId::FunctionAlias,
        "access",
        &["lambda:RemovePermission"],
    ),
    (
        KindId::Hours,
        "overrides",
        &[
            "connect:DeleteHoursOfOperationOverride",
            "connect:UpdateHoursOfOperationOverride",
        ],
    ),
    (
        KindId::User,
        "proficiencies",
        &[
            "connect:DisassociateUserProficiencies",
            "connect:UpdateUserProficiencies",
        ],
    ),
    (
        KindId::Queue,
        "quick-connects",
        &["connect:DisassociateQueueQuickConnects"],
    ),
    (
        KindId::RoutingProfile,
        "queues",
        &[
            "connect:DisassociateRoutingProfileQueues",
            "connect:UpdateRoutingProfileQueues",
        ],
    ),
    (
        KindId::TrafficDistributionGroup,
        "users",
        &["connect:DisassociateTrafficDistributionGroupUser"],
    ),
];

/// What sets tags, and what takes them away. A bucket has all of its tags set at once.
const UNTAGGING: &[(&str, &str)] = &[
    ("connect:TagResource", "connect:UntagResource"),
    ("iam:TagRole", "iam:UntagRole"),
    ("iam:TagSAMLProvider", "iam:UntagSAMLProvider"),
    ("lambda:TagResource", "lambda:UntagResource"),
    ("lex:TagResource", "lex:UntagResource"),
    ("logs:TagResource", "logs:UntagResource"),
    ("s3:PutBucketTagging", "s3:GetBucketTagging"),
];

/// What is asked about a declared thing before anything is written.
pub(super) fn before(thing: &Declared) -> Vec<&'static str> {
    let kind = thing.key.kind;
    let rows = BEFORE.iter().filter(|(of, _)| *of == kind);
    let mut calls: Vec<_> = rows.flat_map(|(_, calls)| calls.iter().copied()).collect();
    // One that is there already is described, to tell that it is free for us.
    if kind == KindId::PhoneNumber && has(thing, "number") {
        calls.extend(["connect:ListPhoneNumbersV2", "connect:DescribePhoneNumber"]);
    }
    calls
}

/// How the names of a kind are listed; nothing for kinds that are not looked up by name.
pub(super) fn names(kind: KindId) -> Option<&'static str> {
    let mut rows = NAMES.iter();
    rows.find(|(of, _)| *of == kind).map(|(_, call)| *call)
}

/// How the names of a kind are looked up where there may be some.
pub(super) fn sought(kind: KindId) -> impl Iterator<Item = &'static str> {
    let rows = SOUGHT.iter().filter(move |(of, _)| *of == kind);
    names(kind).into_iter().chain(rows.map(|(_, call)| *call))
}

/// What making a thing calls besides.
pub(super) fn making(thing: &Declared) -> Vec<&'static str> {
    let kind = thing.key.kind;
    let rows = MAKING.iter().filter(|(of, _)| *of == kind);
    let mut calls: Vec<_> = rows.flat_map(|(_, calls)| calls.iter().copied()).collect();
    match kind {
        KindId::PhoneNumber => calls.push("connect:SearchAvailablePhoneNumbers"),
        KindId::Prompt => calls.extend(recording(thing)),
        KindId::User if is_held_elsewhere(thing) => calls.push("secretsmanager:GetSecretValue"),
        _ => calls.extend(looking(thing)),
    }
    calls
}

/// What it takes to find out which thing is meant, where others keep it.
pub(super) fn looking(thing: &Declared) -> &'static [&'static str] {
    match thing.key.kind {
        KindId::Lex if is_alias_of_others(thing) => &["lex:ListBotAliases", "lex:ListBots"],
        _ => &[],
    }
}

/// What mending an aspect calls besides.
pub(super) fn mending(kind: KindId, aspect: &str) -> impl Iterator<Item = &'static str> {
    of_aspect(MENDING, kind, aspect)
}

/// What changing an aspect of a thing that is there calls besides.
pub(super) fn changing(kind: KindId, aspect: &str) -> impl Iterator<Item = &'static str> {
    of_aspect(CHANGING, kind, aspect)
}

fn of_aspect(
    table: &'static [(KindId, &str, Calls)],
    kind: KindId,
    aspect: &str,
) -> impl Iterator<Item = &'static str> {
    let is = move |(of, name, _): &&(KindId, &str, Calls)| *of == kind && *name == aspect;
    let rows = table.iter().filter(is);
    rows.flat_map(|(_, _, calls)| calls.iter().copied())
}

/// What takes tags away, beside what sets them.
pub(super) fn untagging(tag_lane: &str) -> Option<&'static str> {
    UNTAGGING
        .iter()
        .find_map(|(tag, untag)| (*tag == tag_lane).then_some(*untag))
}

/// A file is uploaded first, and where no bucket is named, to one that is made for it.
fn recording(thing: &Declared) -> &'static [&'static str] {
    match (thing.payload.is_some(), has(thing, "bucket")) {
        (false, _) => &[],
        (true, true) => &["s3:PutObject"],
        (true, false) => &["s3:CreateBucket", "s3:PutObject"],
    }
}

fn is_held_elsewhere(thing: &Declared) -> bool {
    let password = thing.members.get("password");
    password.is_some_and(|it| it.get("elsewhere").is_some())
}

/// A bot of Lex V2 that is named, and kept by others.
fn is_alias_of_others(thing: &Declared) -> bool {
    let bot = thing.members.get("bot");
    bot.and_then(|it| it.get("v2_named"))
        .is_some_and(|it| it.get("declared").is_none_or(Value::is_null))
}

fn has(thing: &Declared, member: &str) -> bool {
    thing.members.get(member).is_some()
}

#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    let before = BEFORE.iter().flat_map(|(_, calls)| calls.iter().copied());
    let names = NAMES.iter().chain(SOUGHT).map(|(_, call)| *call);
    let making = MAKING.iter().flat_map(|(_, calls)| calls.iter().copied());
    let of_aspects = MENDING.iter().chain(CHANGING);
    let of_aspects = of_aspects.flat_map(|(_, _, calls)| calls.iter().copied());
    let tags = UNTAGGING.iter().flat_map(|(tag, untag)| [*tag, *untag]);
    before
        .chain(names)
        .chain(making)
        .chain(of_aspects)
        .chain(tags)
}

/// The aspects that the table has rows for.
#[cfg(test)]
pub(super) fn aspects() -> impl Iterator<Item = (KindId, &'static str)> {
    let of_aspects = MENDING.iter().chain(CHANGING);
    of_aspects.map(|(kind, aspect, _)| (*kind, *aspect))
}
