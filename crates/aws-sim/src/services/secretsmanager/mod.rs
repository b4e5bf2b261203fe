//! Secrets Manager: secrets with versions, staging labels and a recovery window.
//!
//! Rotation is kept and changes no value. Replicas in other Regions are not made.

mod deletion;
mod errors;
mod list;
mod password;
mod policy;
mod rotation;
mod secret;
mod tag;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use super::Operations;
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    place::{Account, Region},
    time::Time,
    world::{Settles, Tags, World},
};

/// The secrets of one account and Region, by name.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    secrets: BTreeMap<String, Secret>,
    /// No recovery window is over before this time.
    #[serde(skip)]
    due: Option<Time>,
}

#[derive(Debug, Serialize)]
struct Secret {
    name: String,
    /// Ends in a hyphen and six letters that no earlier secret of the name had.
    arn: String,
    description: Option<String>,
    kms_key_id: Option<String>,
    tags: Tags,
    /// Who else may do what with it, as it was given.
    policy: Option<String>,
    created: Time,
    changed: Time,
    accessed: Option<Time>,
    deletion: Option<Deletion>,
    rotation: rotation::Rotation,
    versions: BTreeMap<String, Version>,
}

/// A secret that was deleted and can still be restored.
#[derive(Debug, Serialize)]
struct Deletion {
    asked: Time,
    due: Time,
}

#[derive(Debug, Serialize)]
struct Version {
    value: Hidden,
    stages: BTreeSet<String>,
    created: Time,
}

/// What is kept secret: shown as stars wherever state is shown.
#[derive(Clone, PartialEq, Eq)]
struct Hidden {
    text: Option<String>,
    /// In base64, as on the wire.
    binary: Option<String>,
}

const CURRENT: &str = "AWSCURRENT";
const PREVIOUS: &str = "AWSPREVIOUS";

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("CreateSecret", secret::create)
        .on("DescribeSecret", secret::describe)
        .on("UpdateSecret", secret::update)
        .on("GetSecretValue", value::get)
        .on("PutSecretValue", value::put)
        .on("DeleteSecret", deletion::delete)
        .on("RestoreSecret", deletion::restore)
        .on("PutResourcePolicy", policy::put)
        .on("GetResourcePolicy", policy::get)
        .on("DeleteResourcePolicy", policy::delete)
        .on("ValidateResourcePolicy", policy::validate)
        .on("RotateSecret", rotation::rotate)
        .on("CancelRotateSecret", rotation::cancel)
        .on("GetRandomPassword", password::random)
        .on("ListSecrets", list::list)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
}

// === impl State ===

impl Settles for State {
    /// Takes away the secrets whose recovery window is over.
    fn settle(&mut self, now: Time) {
        // Every call settles, so nothing is looked through without a need.
        if self.due.is_none_or(|due| due > now) {
            return;
        }
        self.secrets
            .retain(|_, secret| secret.deletion.as_ref().is_none_or(|d| d.due > now));
        let left = self.secrets.values();
        self.due = left
            .filter_map(|secret| Some(secret.deletion.as_ref()?.due))
            .min();
    }
}

impl State {
    /// The secret with this name or ARN. The random end of an ARN may be left out. No name is an ARN.
    fn find(&mut self, id: &str) -> Option<&mut Secret> {
        if id.starts_with("arn:") {
            self.secrets.values_mut().find(|secret| secret.is(id))
        } else {
            self.secrets.get_mut(id)
        }
    }

    /// A recovery window will be over then.
    fn will_be_due(&mut self, due: Time) {
        self.due = Some(self.due.map_or(due, |earliest| earliest.min(due)));
    }
}

impl Secret {
    fn is(&self, id: &str) -> bool {
        let partial = self.arn.rsplit_once('-');
        let partial = partial.map_or("", |(partial, _)| partial);
        [self.name.as_str(), self.arn.as_str(), partial].contains(&id)
    }
}

/// The secret that a caller in this place means by `id`; one of another account by its whole ARN
/// alone.
fn find<'w>(world: &'w World, account: &Account, region: &Region, id: &str) -> Option<&'w Secret> {
    let owner = owner(id).unwrap_or_else(|| account.clone());
    let state = world.secretsmanager.get(&owner, region)?;
    let mut secrets = state.secrets.values();
    secrets.find(|secret| secret.arn == id || (owner == *account && secret.is(id)))
}

/// The account that an id names, if it is an ARN.
fn owner(id: &str) -> Option<Account> {
    Arn::parse(id).and_then(|arn| arn.owner())
}

/// The ARN of the secret that a caller in this place means by `id`.
pub(crate) fn arn(world: &World, account: &Account, region: &Region, id: &str) -> Option<String> {
    find(world, account, region, id).map(|secret| secret.arn.clone())
}

/// The policy of the secret with this ARN.
pub(crate) fn policy<'w>(world: &'w World, arn: &str) -> Option<&'w str> {
    named(world, arn)?.policy.as_deref()
}

/// The tags of the secret with this ARN.
pub(crate) fn tags<'w>(world: &'w World, arn: &str) -> Option<&'w Tags> {
    named(world, arn).map(|secret| &secret.tags)
}

fn named<'w>(world: &'w World, arn: &str) -> Option<&'w Secret> {
    let region = Region::new(Arn::parse(arn)?.region);
    find(world, &owner(arn)?, &region, arn)
}

/// The secret that a request names, whether or not it is to be deleted.
fn any<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Secret, AwsError> {
    let owner = owner(id).unwrap_or_else(|| ctx.account.clone());
    let foreign = owner != *ctx.account;
    let state = ctx.world.secretsmanager.at(&owner, ctx.region);
    let secret = state.find(id).filter(|secret| !foreign || secret.arn == id);
    secret.ok_or_else(errors::no_secret)
}

/// The secret that a request names, if it is not to be deleted.
fn live<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Secret, AwsError> {
    let secret = any(ctx, id)?;
    if secret.deletion.is_some() {
        Err(errors::marked_for_deletion())
    } else {
        Ok(secret)
    }
}

/// The same, for a read, which does not see what is too new.
fn readable<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Secret, AwsError> {
    let too_new = any(ctx, id).map(|secret| secret.created)?;
    if ctx.visible(too_new) {
        any(ctx, id)
    } else {
        Err(errors::no_secret())
    }
}

// === impl Hidden ===

impl Hidden {
    /// What a request gives; nothing if it gives neither form.
    fn given(text: Option<String>, binary: Option<String>) -> Result<Option<Self>, AwsError> {
        match (text, binary) {
            (None, None) => Ok(None),
            (Some(_), Some(_)) => Err(errors::both_forms()),
            (text, binary) => Ok(Some(Self { text, binary })),
        }
    }
}

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

impl Serialize for Hidden {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("***")
    }
}
