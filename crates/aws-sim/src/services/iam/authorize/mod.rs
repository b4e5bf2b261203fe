//! Whether a caller may do what it asks.
//!
//! Three steps: which actions on which resources a call needs (`need`), which policies count for
//! the caller (`grounds`), and what is known about the request (`facts`).

mod facts;
mod grounds;
mod need;

use serde_json::Value;

pub(super) use self::grounds::{Grounds, Refused, Resource};
use self::need::{Asking, Need};
use super::access::{Asked, Context, Document, Verdict};
use crate::{arn::Arn, call::Caller, error::AwsError, services::kms, time::Time, world::World};

/// Refuses a call that the policies do not allow. Asked before every handler under
/// `--iam enforce`, with valid input by member names.
///
/// A call needs all actions that the service authorization reference lists for it, those of other
/// services too. What a service does by itself later, under a role of its own, is not asked.
pub(crate) fn authorize(
    world: &World,
    caller: &Caller,
    service: &str,
    operation: &str,
    input: &Value,
    now: Time,
) -> Result<(), AwsError> {
    let asking = Asking {
        world,
        caller,
        service,
        operation,
        input,
    };
    let grounds = Grounds::of(world, caller);
    let context = facts::of(&asking, now);
    for need in need::of(&asking) {
        let context = facts::about(world, &need, context.clone());
        let asked = Asked {
            principal: caller.as_principal(),
            action: &need.action,
            resource: &need.resource,
            context: &context,
        };
        let resource = resource(world, caller, asked);
        if let Err(why) = grounds.decide(asked, resource) {
            // A grant opens what no policy does; a denial it does not.
            let open = matches!(why, Refused::NotAllowed(_))
                && kms::granted(world, caller, &need.action, &need.resource, input);
            if !open {
                return Err(refusal(service, caller, &need, why));
            }
        }
    }
    Ok(())
}

/// Services that let a caller at what belongs to another account without a policy on it that could
/// be read here: RAM invites accounts, and puts the policy on a catalog by itself. Whether it did,
/// Glue and Lake Formation find out.
const SHARING: [&str; 2] = ["glue", "ram"];

/// What the policy of the resource itself says. Keys and roles have one always; the policies of
/// buckets, functions, queues, topics and secrets have no say here yet.
fn resource(world: &World, caller: &Caller, asked: Asked<'_>) -> Resource {
    let arn = Arn::parse(asked.resource);
    let owner = arn.and_then(|arn| arn.owner());
    let action = asked.action.split_once(':');
    let shared = action.is_some_and(|(service, _)| SHARING.contains(&service));
    let foreign = !shared && owner.as_ref().is_some_and(|owner| *owner != caller.account);
    let text = match action {
        Some(("kms", _)) => kms::policy(world, asked.resource).map(str::to_owned),
        Some(("sts", "AssumeRole" | "TagSession" | "SetSourceIdentity")) => {
            let state = owner.as_ref().and_then(|owner| world.iam.get(owner));
            state
                .and_then(|state| state.trust(asked.resource))
                .map(str::to_owned)
        }
        _ => None,
    };
    let document = text.and_then(|text| Document::read(&text).ok());
    let says = document.map(|document| document.verdict(asked));
    Resource {
        says,
        must: says.is_some() || foreign,
        foreign,
    }
}

/// In the words of AWS, under the code of the service.
fn refusal(service: &str, caller: &Caller, need: &Need, why: Refused) -> AwsError {
    let code = match service {
        "s3" | "iam" | "sts" => "AccessDenied",
        "sns" => "AuthorizationError",
        _ => "AccessDeniedException",
    };
    let (action, arn) = (&need.action, &caller.arn);
    let resource = match service {
        "s3" => format!("\"{}\"", need.resource),
        _ => need.resource.clone(),
    };
    let why = match why {
        Refused::Denied(kind) => format!("with an explicit deny in {} {kind}", article(kind)),
        Refused::NotAllowed(kind) => format!("because no {kind} allows the {action} action"),
    };
    AwsError::new(
        code,
        format!("User: {arn} is not authorized to perform: {action} on resource: {resource} {why}"),
    )
    .with_status(status(service))
}

fn article(kind: &str) -> &'static str {
    if kind == grounds::IDENTITY { "an" } else { "a" }
}

/// Services of awsJson answer 400 to everything that the caller did wrong.
fn status(service: &str) -> u16 {
    match service {
        "athena" | "budgets" | "ce" | "cloudtrail" | "dynamodb" | "events" | "glue" | "kms"
        | "logs" | "secretsmanager" | "service-quotas" | "sqs" => 400,
        _ => 403,
    }
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
