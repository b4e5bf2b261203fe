//! Tags of buckets.

use serde_json::{Value, json};

use super::TAGGING;
use crate::{
    context::Ctx,
    error::AwsError,
    place::{Account, Region},
    services::s3::{Bucket, State, address::Address, errors, object::tag::TagSet},
    world::{Tags, World},
};

const TAGS_MAX: usize = 50;

/// Each key once, and not too many.
pub(in crate::services::s3) fn check(
    _: &mut Ctx<'_>,
    _: &Address,
    document: Value,
) -> Result<Value, AwsError> {
    let set: TagSet = serde_json::from_value(document).map_err(|_| errors::malformed())?;
    let tags = set.read()?;
    if tags.len() > TAGS_MAX {
        let message = "Bucket tag count cannot be greater than 50";
        return Err(errors::other(400, "BadRequest", message));
    }
    Ok(json!(TagSet::from(&tags)))
}

/// The tags of a bucket, if there is one of this name.
pub(crate) fn of(world: &World, bucket: &str) -> Option<Tags> {
    world.s3.buckets.get(bucket).map(Bucket::tags)
}

// === impl Bucket ===

impl Bucket {
    fn tags(&self) -> Tags {
        let document = self.configurations.get(TAGGING).cloned();
        let set = document.and_then(|document| serde_json::from_value::<TagSet>(document).ok());
        // What is kept was read before.
        set.and_then(|set| set.read().ok()).unwrap_or_default()
    }
}

// === impl State ===

impl State {
    /// The Regions in which an account has buckets.
    pub(crate) fn regions(&self, account: &Account) -> impl Iterator<Item = Region> {
        let own = self.buckets.values();
        let own = own.filter(move |bucket| bucket.account == *account);
        own.map(|bucket| bucket.region.clone())
    }

    /// The ARNs and tags of the buckets of an account in a Region.
    pub(crate) fn tagged(
        &self,
        account: &Account,
        region: &Region,
    ) -> impl Iterator<Item = (String, Tags)> {
        let own = self
            .buckets
            .iter()
            .filter(move |(_, bucket)| bucket.account == *account && bucket.region == *region);
        own.map(|(name, bucket)| (Bucket::arn(name), bucket.tags()))
    }
}
