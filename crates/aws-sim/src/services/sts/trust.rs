//! Whether a role lets somebody become it.
//!
//! The trust policy of a role that exists holds always. A role that was never made can be assumed
//! by anybody unless policies are enforced: so one simulator can stand for accounts that nobody has
//! set up.

use super::session;
use crate::{
    context::Ctx,
    error::AwsError,
    services::iam::{self, Context, Principal, Verdict},
    settings::Iam,
};

/// Refuses a principal whom the role does not trust with all of `actions`.
pub(super) fn check(
    ctx: &Ctx<'_>,
    role: &str,
    principal: Principal<'_>,
    actions: &[&str],
    context: &Context,
) -> Result<(), AwsError> {
    let (account, _) = session::parse(role)?;
    let state = ctx.world.iam.get(&account);
    let Some(trust) = state.and_then(|state| state.trust(role)) else {
        return if is_open(ctx, role)? {
            Ok(())
        } else {
            Err(refusal(ctx, role, principal, actions[0]))
        };
    };
    for action in actions {
        match iam::evaluate(trust, principal, action, role, context) {
            Verdict::Allowed | Verdict::Delegated => {}
            Verdict::Silent | Verdict::Denied => {
                return Err(refusal(ctx, role, principal, action));
            }
        }
    }
    Ok(())
}

/// Whether anybody can assume the role, which was never made.
pub(super) fn is_open(ctx: &Ctx<'_>, role: &str) -> Result<bool, AwsError> {
    let (account, _) = session::parse(role)?;
    let state = ctx.world.iam.get(&account);
    let made = state.is_some_and(|state| state.trust(role).is_some());
    Ok(ctx.settings.iam == Iam::Off && !made)
}

/// AWS does not say whether the role exists.
fn refusal(ctx: &Ctx<'_>, role: &str, principal: Principal<'_>, action: &str) -> AwsError {
    let message = match principal {
        Principal::Federated(_) => format!("Not authorized to perform {action}"),
        _ => format!(
            "User: {} is not authorized to perform: {action} on resource: {role}",
            ctx.caller.arn
        ),
    };
    AwsError::new("AccessDenied", message).with_status(403)
}
