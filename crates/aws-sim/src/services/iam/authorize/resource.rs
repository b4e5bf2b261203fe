//! What the policy of a resource says.
//!
//! In the account of the resource its policy and those of the caller add up; whoever comes from
//! another account needs both. Keys and roles have a policy always, and it has to let everybody in.

use crate::{
    arn::Arn,
    call::Caller,
    place::Account,
    services::{
        events,
        iam::{
            access::{Asked, Document, Verdict},
            authorize::Resource,
        },
        kms, lambda, s3, secretsmanager, sns, sqs,
    },
    world::World,
};

/// Actions that no policy opens to other accounts (developer guide of SQS, cross-account
/// permissions).
const OWNERS_ALONE: &[&str] = &[
    "sqs:CreateQueue",
    "sqs:DeleteQueue",
    "sqs:ListQueueTags",
    "sqs:ListQueues",
    "sqs:SetQueueAttributes",
    "sqs:TagQueue",
    "sqs:UntagQueue",
];

/// Services that let a caller at what belongs to another account without a policy on it that could
/// be read here: RAM invites accounts, and puts the policy on a catalog by itself. Whether it did,
/// Glue and Lake Formation find out.
const SHARING: [&str; 2] = ["glue", "ram"];

/// Nobody locks the root user of the account out of the policy of a bucket itself.
const WAYS_OUT: &[&str] = &[
    "s3:DeleteBucketPolicy",
    "s3:GetBucketPolicy",
    "s3:PutBucketPolicy",
];

/// What the policy of the resource of `asked` says, and how much that counts.
pub(super) fn says(world: &World, caller: &Caller, asked: Asked<'_>) -> Resource {
    let service = asked.action.split_once(':').map(|(service, _)| service);
    let foreign = !service.is_some_and(|service| SHARING.contains(&service))
        && owner(world, asked.resource).is_some_and(|owner| owner != caller.account);
    let document = text(world, asked).and_then(|text| Document::read(&text).ok());
    let document = document.filter(|_| !(foreign && OWNERS_ALONE.contains(&asked.action)));
    let says = document.as_ref().map(|document| document.verdict(asked));
    let out = caller.is_root() && !foreign && WAYS_OUT.contains(&asked.action);
    let always = matches!(service, Some("kms" | "sts"));
    Resource {
        says: says.filter(|says| !(out && *says == Verdict::Denied)),
        invites: document.is_some_and(|document| document.invites(asked)),
        must: foreign || (always && says.is_some()),
        foreign,
    }
}

/// The account of a resource. The ARN of a bucket does not tell it.
fn owner(world: &World, resource: &str) -> Option<Account> {
    let arn = Arn::parse(resource)?;
    match arn.service {
        "s3" => s3::owner_of(world, resource),
        _ => arn.owner(),
    }
}

fn text(world: &World, asked: Asked<'_>) -> Option<String> {
    let resource = asked.resource;
    match asked.action.split_once(':')? {
        ("events", _) => events::policy(world, resource).map(str::to_owned),
        ("kms", _) => kms::policy(world, resource).map(str::to_owned),
        ("lambda", _) => lambda::policy(world, resource),
        ("s3", _) => s3::policy_of(world, resource).map(str::to_owned),
        ("secretsmanager", _) => secretsmanager::policy(world, resource).map(str::to_owned),
        ("sns", _) => sns::policy(world, resource),
        ("sqs", _) => sqs::policy(world, resource).map(str::to_owned),
        ("sts", "AssumeRole" | "TagSession" | "SetSourceIdentity") => {
            let state = world.iam.get(&Arn::parse(resource)?.owner()?)?;
            state.trust(resource).map(str::to_owned)
        }
        _ => None,
    }
}
