//! What the evaluation of policies asks about keys.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    seal,
    state::{self, Key, Place, State},
};
use crate::{
    call::Caller,
    context::Ctx,
    error::AwsError,
    place::{Account, Region},
    world::{Tags, World},
};

/// The ARN of the key that `id` names for a caller in this place, or the ARN of `id` itself if
/// there is no such key.
pub(crate) fn resource(world: &World, account: &Account, region: &Region, id: &str) -> String {
    let place = Place::of(id, account, region);
    let state = world.kms.get(&place.account, &place.region);
    let key = state.and_then(|state| state.find(&place.name));
    key.map_or_else(|| place.arn(), |key| key.arn.clone())
}

/// Refuses a key that is not there or cannot be used now; for services that encrypt with it.
pub(crate) fn check(ctx: &mut Ctx<'_>, id: &str) -> Result<(), AwsError> {
    state::key(ctx, id)?.usable()
}

/// The policy of the key with this ARN.
pub(crate) fn policy<'w>(world: &'w World, arn: &str) -> Option<&'w str> {
    find(world, arn).map(|key| key.policy.as_str())
}

/// The tags of the key with this ARN.
pub(crate) fn tags<'w>(world: &'w World, arn: &str) -> Option<&'w Tags> {
    find(world, arn).map(|key| &key.tags)
}

/// The ARN of the key that made the blob, which is in base64.
pub(crate) fn sealed_by(blob: &str) -> Option<String> {
    seal::key(blob)
}

/// Whether a grant lets the caller do `action` with the key that has the ARN `resource`.
pub(crate) fn granted(
    world: &World,
    caller: &Caller,
    action: &str,
    resource: &str,
    input: &Value,
) -> bool {
    let Some(operation) = action.strip_prefix("kms:") else {
        return false;
    };
    let Some(key) = find(world, resource) else {
        return false;
    };
    let member = match operation {
        "ReEncryptFrom" => "SourceEncryptionContext",
        "ReEncryptTo" => "DestinationEncryptionContext",
        _ => "EncryptionContext",
    };
    let pairs = input
        .get(member)
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    let pairs: BTreeMap<_, _> = pairs
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
        .collect();
    key.grants.values().any(|grant| {
        let grantee = [caller.principal(), caller.arn.as_str()].contains(&grant.grantee.as_str());
        grantee && grant.operations.iter().any(|own| own == operation) && grant.fits(&pairs)
    })
}

fn find<'w>(world: &'w World, arn: &str) -> Option<&'w Key> {
    // Any place will do for what is an ARN already.
    let place = Place::of(arn, &Account::default(), &Region::default());
    world
        .kms
        .get(&place.account, &place.region)?
        .find(&place.name)
}

// === impl State ===

impl State {
    /// The ARNs and tags of all keys but those of AWS.
    pub(crate) fn tagged(&self) -> impl Iterator<Item = (&str, &Tags)> {
        let own = self.keys.values().filter(|key| !key.managed);
        own.map(|key| (key.arn.as_str(), &key.tags))
    }
}
