//! Whether a caller may do what it asks.
//!
//! Four steps: which actions on which resources a call needs (`need`), which policies count for
//! the caller (`grounds`), what is known about the request (`facts`), and what the resources say
//! themselves (`resource`).

mod contact_centre;
mod facts;
mod grounds;
mod need;
mod resource;
mod tag;

use serde_json::Value;

pub(super) use self::grounds::{Grounds, Refused, Resource};
use self::need::{Asking, Need};
pub(crate) use self::tag::of as tags_of;
use super::access::{Asked, Context, Document, Principal, Verdict};
use crate::{call::Caller, error::AwsError, services::kms, time::Time, world::World};

/// Refuses a call that the policies do not allow. Asked before every handler under
/// `--iam enforce`, with valid input by member names; `secure` is whether it came over TLS.
///
/// A call needs all actions that the service authorization reference lists for it, those of other
/// services too. What a service does by itself later, under a role of its own, is not asked.
pub(crate) fn authorize(
    world: &World,
    caller: &Caller,
    service: &str,
    operation: &str,
    input: &Value,
    secure: bool,
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
    let context = facts::of(&asking, now).with("aws:SecureTransport", &secure.to_string());
    for need in need::of(&asking) {
        let context = facts::about(world, &need, context.clone());
        let asked = Asked {
            principal: caller.as_principal(),
            action: &need.action,
            resource: &need.resource,
            context: &context,
        };
        let resource = resource::says(world, caller, asked);
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

/// The action that a call is known by.
pub(super) fn action(
    world: &World,
    caller: &Caller,
    service: &str,
    operation: &str,
    input: &Value,
) -> String {
    let asking = Asking {
        world,
        caller,
        service,
        operation,
        input,
    };
    let first = need::of(&asking).into_iter().next();
    first.map_or_else(|| format!("{service}:{operation}"), |need| need.action)
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
        "athena"
        | "budgets"
        | "ce"
        | "cloudtrail"
        | "dynamodb"
        | "events"
        | "firehose"
        | "glue"
        | "kinesis"
        | "kms"
        | "logs"
        | "resourcegroupstaggingapi"
        | "secretsmanager"
        | "service-quotas"
        | "sqs" => 400,
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

/// A service of AWS that acts for something: `s3.amazonaws.com` for a bucket.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OnBehalf<'a> {
    pub(crate) service: &'a str,
    /// The ARN of what it acts for, and its account.
    pub(crate) arn: &'a str,
    pub(crate) account: &'a str,
}

// === impl OnBehalf ===

impl OnBehalf<'_> {
    /// Whether the policy `document` lets the service do `action` on its resource.
    pub(crate) fn may(&self, document: &str, action: &str, resource: &str) -> bool {
        let context = Context::default()
            .with("aws:PrincipalIsAWSService", "true")
            .with("aws:PrincipalServiceName", self.service)
            .with("aws:SecureTransport", "true")
            .with("aws:SourceAccount", self.account)
            .with("aws:SourceArn", self.arn);
        let principal = Principal::Service(self.service);
        super::evaluate(document, principal, action, resource, &context) == Verdict::Allowed
    }
}
