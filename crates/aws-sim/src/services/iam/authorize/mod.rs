//! Whether a caller may do what it asks.

mod grounds;

use serde_json::Value;

pub(super) use self::grounds::{Grounds, Refused, Resource};
use super::access::{Asked, Context, Document, Verdict};
use crate::{call::Caller, error::AwsError, time::Time, world::World};

/// Refuses a call that the policies do not allow. Asked before every handler under
/// `--iam enforce`, with valid input by member names.
///
/// Every call is allowed as yet.
#[expect(unused_variables, reason = "no policy is looked at yet")]
pub(crate) fn authorize(
    world: &World,
    caller: &Caller,
    service: &str,
    operation: &str,
    input: &Value,
    now: Time,
) -> Result<(), AwsError> {
    Ok(())
}

/// Whether `caller` could do `action` on a resource with the policy `document`; for services that
/// ask before they let somebody lock the door from outside.
pub(crate) fn lets_in(document: &str, caller: &Caller, action: &str, resource: &str) -> bool {
    let context = Context::default();
    let asked = Asked {
        principal: caller.as_principal(),
        action,
        resource,
        context: &context,
    };
    Document::read(document).is_ok_and(|document| {
        matches!(
            document.verdict(asked),
            Verdict::Allowed | Verdict::Delegated
        )
    })
}
