//! Keys of streams.

use std::time::Duration;

use serde::Deserialize;

use super::{CHANGE, Named, Rekeying, Stream, errors};
use crate::{context::Ctx, error::AwsError, services::kms, time::Time, world::Settling};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Change {
    #[serde(flatten)]
    stream: Named,
    encryption_type: String,
    key_id: String,
}

/// So often a day the encryption may be changed (API reference).
const CHANGES_MAX: usize = 25;
const DAY: Duration = Duration::from_hours(24);

/// The key has to be there, and to be usable.
pub(super) fn start(ctx: &mut Ctx<'_>, input: Change) -> Result<(), AwsError> {
    let (_, stream) = input.checked(ctx)?;
    check_often(stream, ctx.now)?;
    kms::check(ctx, &input.key_id).map_err(in_own_words)?;
    input.apply(ctx, Rekeying::Key(input.key_id.clone()))
}

pub(super) fn stop(ctx: &mut Ctx<'_>, input: Change) -> Result<(), AwsError> {
    let (_, stream) = input.checked(ctx)?;
    check_often(stream, ctx.now)?;
    input.apply(ctx, Rekeying::Off)
}

fn check_often(stream: &Stream, now: Time) -> Result<(), AwsError> {
    let recent = stream.rekeyed.iter().filter(|at| now.since(**at) < DAY);
    if recent.count() >= CHANGES_MAX {
        return Err(errors::limit(format!(
            "The encryption of a stream can be changed {CHANGES_MAX} times in 24 hours."
        )));
    }
    Ok(())
}

/// The errors of KMS have names of their own here.
fn in_own_words(error: AwsError) -> AwsError {
    let code = match &*error.code {
        "DisabledException" => "KMSDisabledException",
        "KMSInvalidStateException" => "KMSInvalidStateException",
        "AccessDeniedException" => "KMSAccessDeniedException",
        _ => "KMSNotFoundException",
    };
    AwsError::new(code, error.message)
}

// === impl Change ===

impl Change {
    /// The stream, if it can be changed.
    fn checked<'w>(&self, ctx: &'w Ctx<'_>) -> Result<(String, &'w Stream), AwsError> {
        if self.encryption_type != "KMS" {
            return Err(errors::invalid("The only valid EncryptionType is KMS."));
        }
        let (name, stream) = self.stream.find(ctx)?;
        stream.ready(ctx.account.as_str(), &name, ctx.now)?;
        Ok((name, stream))
    }

    fn apply(&self, ctx: &mut Ctx<'_>, rekeying: Rekeying) -> Result<(), AwsError> {
        let (now, done) = (ctx.now, ctx.done_after(CHANGE));
        let stream = self.stream.open(ctx)?;
        stream.rekeyed.retain(|at| now.since(*at) < DAY);
        stream.rekeyed.push(now);
        stream.rekeying = rekeying;
        stream.update = Settling::until(done, None);
        Ok(())
    }
}
