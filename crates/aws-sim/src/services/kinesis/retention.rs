//! How long records are kept.

use serde::Deserialize;

use super::{CHANGE, Named, errors};
use crate::{context::Ctx, error::AwsError, world::Settling};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Change {
    #[serde(flatten)]
    stream: Named,
    retention_period_hours: u64,
}

const LEAST: u64 = 24;
const MOST: u64 = 8_760;

pub(super) fn increase(ctx: &mut Ctx<'_>, input: Change) -> Result<(), AwsError> {
    input.apply(ctx, |before, after| before < after)
}

pub(super) fn decrease(ctx: &mut Ctx<'_>, input: Change) -> Result<(), AwsError> {
    input.apply(ctx, |before, after| after < before)
}

// === impl Change ===

impl Change {
    fn apply(&self, ctx: &mut Ctx<'_>, fits: fn(u64, u64) -> bool) -> Result<(), AwsError> {
        let hours = self.retention_period_hours;
        if !(LEAST..=MOST).contains(&hours) {
            return Err(errors::invalid(format!(
                "Retention of {hours} hours is not between {LEAST} and {MOST}."
            )));
        }
        let done = ctx.done_after(CHANGE);
        let stream = self.stream.open(ctx)?;
        if !fits(stream.retention_hours, hours) {
            return Err(errors::invalid(format!(
                "Retention of {hours} hours is no such change of {} hours.",
                stream.retention_hours
            )));
        }
        stream.retention_hours = hours;
        stream.update = Settling::until(done, None);
        Ok(())
    }
}
