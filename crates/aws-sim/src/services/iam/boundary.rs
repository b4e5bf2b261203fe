//! The most that a role or user may do, whatever its policies say.

use serde::Deserialize;

use super::{State, errors, held::Whose};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    #[serde(flatten)]
    whose: Whose,
    permissions_boundary: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Delete {
    #[serde(flatten)]
    whose: Whose,
}

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    check(state, Some(&input.permissions_boundary))?;
    state.held_mut(&input.whose)?.boundary = Some(input.permissions_boundary);
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<(), AwsError> {
    let held = ctx.world.iam.at(ctx.account).held_mut(&input.whose)?;
    let gone = held.boundary.take();
    gone.map(drop).ok_or_else(|| {
        errors::no_entity(format!(
            "The {} {} does not have permission boundary set.",
            input.whose.kind(),
            input.whose.name()
        ))
    })
}

/// Refuses a boundary that is no policy.
pub(super) fn check(state: &State, boundary: Option<&String>) -> Result<(), AwsError> {
    match boundary {
        Some(arn) if state.policy(arn).is_err() => Err(errors::no_entity(format!(
            "Scope ARN: {arn} does not exist or is not attachable."
        ))),
        _ => Ok(()),
    }
}
