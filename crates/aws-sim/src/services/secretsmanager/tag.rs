//! Tags of secrets.

use super::{State, live};
use crate::{
    context::Ctx,
    error::AwsError,
    services::tag::{Add, Remove},
    world::Tags,
};

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    let tags = &mut live(ctx, &input.resource_arn)?.tags;
    input.to(tags);
    Ok(())
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let tags = &mut live(ctx, &input.resource_arn)?.tags;
    input.from(tags);
    Ok(())
}

// === impl State ===

impl State {
    /// The ARNs and tags of all secrets.
    pub(crate) fn tagged(&self) -> impl Iterator<Item = (&str, &Tags)> {
        let secrets = self.secrets.values();
        secrets.map(|secret| (secret.arn.as_str(), &secret.tags))
    }
}
