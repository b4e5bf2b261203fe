//! The keys of one account and Region.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{errors, grant::Grant, managed, rotation::Rotation};
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    place::{Account, Region},
    time::Time,
    world::{Settles, Tags},
};

#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    /// By id.
    pub(super) keys: BTreeMap<String, Key>,
    /// By name, with `alias/`.
    pub(super) aliases: BTreeMap<String, Alias>,
}

#[derive(Debug, Serialize)]
pub(super) struct Key {
    pub(super) id: String,
    pub(super) arn: String,
    pub(super) created: Time,
    pub(super) description: String,
    pub(super) enabled: bool,
    /// When it goes, and the days that it was given.
    pub(super) deletion: Option<(Time, u32)>,
    pub(super) usage: String,
    pub(super) spec: String,
    pub(super) origin: String,
    pub(super) multi_region: bool,
    /// Whether AWS made it for a service.
    pub(super) managed: bool,
    pub(super) policy: String,
    pub(super) tags: Tags,
    pub(super) rotation: Rotation,
    /// By id.
    pub(super) grants: BTreeMap<String, Grant>,
}

#[derive(Debug, Serialize)]
pub(super) struct Alias {
    /// The id of its key.
    pub(super) key: String,
    pub(super) created: Time,
    pub(super) updated: Time,
}

/// What a request names.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) account: Account,
    pub(super) region: Region,
    /// An id, or an alias with `alias/`.
    pub(super) name: String,
}

impl Settles for State {
    /// Takes away the keys whose window is over, and the aliases of those.
    fn settle(&mut self, now: Time) {
        self.keys
            .retain(|_, key| key.deletion.is_none_or(|(due, _)| due > now));
        let keys = &self.keys;
        self.aliases
            .retain(|_, alias| keys.contains_key(&alias.key));
        for key in self.keys.values_mut() {
            key.rotation.settle(now);
        }
    }
}

// === impl State ===

impl State {
    /// The key with this id or alias.
    pub(super) fn find(&self, name: &str) -> Option<&Key> {
        let alias = self.aliases.get(name).map(|alias| alias.key.as_str());
        self.keys.get(alias.unwrap_or(name))
    }

    fn find_mut(&mut self, name: &str) -> Option<&mut Key> {
        let alias = self.aliases.get(name).map(|alias| alias.key.clone());
        self.keys.get_mut(alias.as_deref().unwrap_or(name))
    }
}

// === impl Place ===

impl Place {
    /// What `id` names for a caller in this place: an id, an alias, or the ARN of either.
    pub(super) fn of(id: &str, account: &Account, region: &Region) -> Self {
        let arn = Arn::parse(id).filter(|arn| arn.service == "kms");
        let owner = arn.and_then(|arn| arn.owner());
        match (arn, owner) {
            (Some(arn), Some(account)) => Self {
                account,
                region: Region::new(arn.region),
                name: arn
                    .resource
                    .strip_prefix("key/")
                    .unwrap_or(arn.resource)
                    .to_owned(),
            },
            _ => Self {
                account: account.clone(),
                region: region.clone(),
                name: id.to_owned(),
            },
        }
    }

    /// The ARN of an alias, or of a key.
    pub(super) fn arn(&self) -> String {
        let Self {
            account,
            region,
            name,
        } = self;
        let path = if name.starts_with("alias/") {
            ""
        } else {
            "key/"
        };
        format!("arn:aws:kms:{region}:{account}:{path}{name}")
    }
}

/// The key that a request names, in any account and state. A key that AWS makes for a service is
/// made when its alias is first named.
pub(super) fn key<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Key, AwsError> {
    let place = Place::of(id, ctx.account, ctx.region);
    if place.region != *ctx.region {
        let message = format!("Invalid arn {}", place.region);
        return Err(AwsError::new("InvalidArnException", message));
    }
    managed::make(ctx, &place);
    let arn = place.arn();
    let state = ctx.world.kms.at(&place.account, &place.region);
    state.find_mut(&place.name).ok_or_else(|| {
        if place.name.starts_with("alias/") {
            errors::no_alias(&arn)
        } else {
            errors::no_key(&arn)
        }
    })
}

/// The same, unless it is of another account.
pub(super) fn own_key<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Key, AwsError> {
    let place = Place::of(id, ctx.account, ctx.region);
    if place.account == *ctx.account {
        key(ctx, id)
    } else {
        Err(errors::denied(format!(
            "Key {} belongs to another account, which this operation is not for.",
            place.arn()
        )))
    }
}

/// The same, unless it belongs to a service or waits for its deletion.
pub(super) fn open_key<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Key, AwsError> {
    let key = own_key(ctx, id)?;
    if key.managed {
        return Err(errors::denied(format!(
            "{} is managed by AWS: it cannot be changed.",
            key.arn
        )));
    }
    key.live()?;
    Ok(key)
}

// === impl Key ===

impl Key {
    /// `Enabled`, `Disabled` or `PendingDeletion`.
    pub(super) fn state(&self) -> &'static str {
        match self.deletion {
            Some(_) => "PendingDeletion",
            None if self.enabled => "Enabled",
            None => "Disabled",
        }
    }

    /// Refuses a key that waits for its deletion.
    pub(super) fn live(&self) -> Result<(), AwsError> {
        match self.deletion {
            Some(_) => Err(errors::state(&self.arn, "pending deletion")),
            None => Ok(()),
        }
    }

    /// Refuses a key that cannot be used now.
    pub(super) fn usable(&self) -> Result<(), AwsError> {
        self.live()?;
        if self.enabled {
            Ok(())
        } else {
            Err(errors::disabled(&self.arn))
        }
    }
}
