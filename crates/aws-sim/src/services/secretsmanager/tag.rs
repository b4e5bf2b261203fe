//! Tags of secrets.

use super::live;
use crate::{
    context::Ctx,
    error::AwsError,
    services::tag::{Add, Remove},
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
