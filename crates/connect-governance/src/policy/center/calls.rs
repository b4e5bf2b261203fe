//! Calls beside those that the facts of a kind tell of.

use connect_resources::{Declared, KindId};
use serde_json::Value;

/// Every observation begins with it.
pub(super) const LIST_INSTANCES: &str = "connect:ListInstances";

type Calls = &'static [&'static str];

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
    (KindId::Prompt, "connect:ListPrompts"),
    (KindId::Queue, "connect:ListQueues"),
    (KindId::QuickConnect, "connect:ListQuickConnects"),
    (KindId::RoutingProfile, "connect:ListRoutingProfiles"),
    (KindId::SecurityProfile, "connect:ListSecurityProfiles"),
    (KindId::User, "connect:ListUsers"),
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

/// What making a thing calls besides.
pub(super) fn making(thing: &Declared) -> Vec<&'static str> {
    let kind = thing.key.kind;
    let rows = MAKING.iter().filter(|(of, _)| *of == kind);
    let mut calls: Vec<_> = rows.flat_map(|(_, calls)| calls.iter().copied()).collect();
    match kind {
        KindId::PhoneNumber => calls.push("connect:SearchAvailablePhoneNumbers"),
        KindId::Prompt => calls.extend(recording(thing)),
        KindId::User if is_held_elsewhere(thing) => calls.push("secretsmanager:GetSecretValue"),
        KindId::Lex if is_alias_of_others(thing) => {
            calls.extend(["lex:ListBotAliases", "lex:ListBots"]);
        }
        _ => {}
    }
    calls
}

/// What mending an aspect calls besides.
pub(super) fn mending(thing: &Declared, aspect: &str) -> impl Iterator<Item = &'static str> {
    let is =
        move |(kind, name, _): &&(KindId, &str, Calls)| *kind == thing.key.kind && *name == aspect;
    let rows = MENDING.iter().filter(is);
    rows.flat_map(|(_, _, calls)| calls.iter().copied())
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
    let names = NAMES.iter().map(|(_, call)| *call);
    let making = MAKING.iter().flat_map(|(_, calls)| calls.iter().copied());
    let mending = MENDING
        .iter()
        .flat_map(|(_, _, calls)| calls.iter().copied());
    before.chain(names).chain(making).chain(mending)
}

/// The aspects that the table has rows for.
#[cfg(test)]
pub(super) fn aspects() -> impl Iterator<Item = (KindId, &'static str)> {
    MENDING.iter().map(|(kind, aspect, _)| (*kind, *aspect))
}
