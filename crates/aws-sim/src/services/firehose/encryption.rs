//! Keys of delivery streams.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{CHANGE, errors, find, open};
use crate::{context::Ctx, error::AwsError, services::kms, time::Time, world::Settling};

/// How a stream is encrypted. The default is that it is not.
#[derive(Debug, Default, Serialize)]
pub(super) struct Encryption {
    /// `AWS_OWNED_CMK` or `CUSTOMER_MANAGED_CMK`; nothing if it is not encrypted.
    kind: Option<String>,
    key: Option<String>,
    grant: Option<kms::Lent>,
    change: Settling,
    /// When it was changed, as long as that counts.
    changed: Vec<Time>,
}

/// What is wanted instead.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    #[serde(rename = "KeyARN")]
    key: Option<String>,
    #[serde(rename = "KeyType")]
    kind: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Start {
    delivery_stream_name: String,
    delivery_stream_encryption_configuration_input: Option<Wanted>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Stop {
    delivery_stream_name: String,
}

const OWNED: &str = "AWS_OWNED_CMK";
const CUSTOMER: &str = "CUSTOMER_MANAGED_CMK";
/// So often a day the encryption may be changed (API reference).
const CHANGES_MAX: usize = 25;
const DAY: Duration = Duration::from_hours(24);
/// What the service does with a key of the customer.
const OPERATIONS: &[&str] = &["Decrypt", "DescribeKey", "GenerateDataKey", "RetireGrant"];

pub(super) fn start(ctx: &mut Ctx<'_>, input: Start) -> Result<(), AwsError> {
    let name = &input.delivery_stream_name;
    check(ctx, name)?;
    let wanted = input.delivery_stream_encryption_configuration_input;
    let wanted = wanted.unwrap_or_else(|| Wanted {
        key: None,
        kind: OWNED.to_owned(),
    });
    let change = Settling::until(ctx.done_after(CHANGE), None);
    let encryption = Encryption::on(ctx, wanted, change)?;
    apply(ctx, name, encryption)
}

pub(super) fn stop(ctx: &mut Ctx<'_>, input: Stop) -> Result<(), AwsError> {
    let name = &input.delivery_stream_name;
    check(ctx, name)?;
    let change = Settling::until(ctx.done_after(CHANGE), None);
    let encryption = Encryption {
        change,
        ..Encryption::default()
    };
    apply(ctx, name, encryption)
}

/// Refuses a change of what has a stream as its source, of what changes, and one too often.
fn check(ctx: &mut Ctx<'_>, name: &str) -> Result<(), AwsError> {
    open(ctx, name)?;
    let stream = find(ctx, name)?;
    if stream.kind != "DirectPut" {
        return Err(not_direct());
    }
    if !stream.encryption.change.is_over(ctx.now) {
        return Err(errors::in_use(ctx.account.as_str(), name, "UPDATING"));
    }
    let changed = stream.encryption.changed.iter();
    let recent = changed.filter(|at| ctx.now.since(**at) < DAY);
    if recent.count() >= CHANGES_MAX {
        return Err(errors::limit(format!(
            "The encryption of a stream can be changed {CHANGES_MAX} times in 24 hours."
        )));
    }
    Ok(())
}

/// A stream that has another stream as its source has the encryption of that.
pub(super) fn not_direct() -> AwsError {
    errors::invalid("Only a stream of type DirectPut has an encryption of its own.")
}

fn apply(ctx: &mut Ctx<'_>, name: &str, mut encryption: Encryption) -> Result<(), AwsError> {
    let now = ctx.now;
    let stream = open(ctx, name)?;
    let before = &mut stream.encryption;
    let grant = before.let_go();
    encryption.changed = std::mem::take(&mut before.changed);
    encryption.changed.retain(|at| now.since(*at) < DAY);
    encryption.changed.push(now);
    *before = encryption;
    stream.updated = Some(now);
    give_back(ctx, grant);
    Ok(())
}

/// Ends a grant that is no longer needed.
pub(super) fn give_back(ctx: &mut Ctx<'_>, grant: Option<kms::Lent>) {
    if let Some(grant) = &grant {
        kms::give_back(ctx, grant);
    }
}

// === impl Encryption ===

impl Encryption {
    /// Encryption with what is wanted. A key of the customer has to be usable, and is lent.
    pub(super) fn on(
        ctx: &mut Ctx<'_>,
        wanted: Wanted,
        change: Settling,
    ) -> Result<Self, AwsError> {
        let grant = match (wanted.kind.as_str(), &wanted.key) {
            (OWNED, None) => None,
            (CUSTOMER, Some(key)) => {
                kms::check(ctx, key).map_err(|error| errors::key(&error))?;
                let grantee = format!("firehose.{}.amazonaws.com", ctx.region);
                kms::lend(ctx, key, &grantee, OPERATIONS).map_err(|error| errors::key(&error))?
            }
            _ => {
                return Err(errors::invalid(
                    "KeyARN has to be given for CUSTOMER_MANAGED_CMK, and for nothing else.",
                ));
            }
        };
        Ok(Self {
            kind: Some(wanted.kind),
            key: wanted.key,
            grant,
            change,
            changed: Vec::new(),
        })
    }

    /// Gives the grant away, for it to be ended.
    pub(super) fn let_go(&mut self) -> Option<kms::Lent> {
        self.grant.take()
    }

    pub(super) fn shown(&self, now: Time) -> Value {
        let status = match (self.kind.is_some(), self.change.is_over(now)) {
            (true, true) => "ENABLED",
            (true, false) => "ENABLING",
            (false, true) => "DISABLED",
            (false, false) => "DISABLING",
        };
        json!({ "Status": status, "KeyType": self.kind, "KeyARN": self.key })
    }
}
