//! What services send to queues, topics and functions, if these let them in.

use serde_json::Value;

use super::{iam::OnBehalf, lambda, sns, sqs};
use crate::{arn::Arn, ids::Ids, time::Time, world::World};

/// A message on its way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Letter<'a> {
    pub(crate) subject: Option<&'a str>,
    pub(crate) text: &'a str,
}

/// How a target stands to a sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stand {
    Open,
    /// It is there, and its policy does not let the sender in.
    Closed,
    Missing,
}

/// How the queue, topic or function with the ARN `target` stands to `sender`.
pub(crate) fn stand(world: &World, target: &str, sender: OnBehalf<'_>) -> Stand {
    let service = Arn::parse(target).map_or("", |arn| arn.service);
    let (there, policy, action) = match service {
        "sqs" => {
            let policy = sqs::policy(world, target).map(str::to_owned);
            (
                sqs::tags(world, target).is_some(),
                policy,
                "sqs:SendMessage",
            )
        }
        "sns" => {
            let policy = sns::policy(world, target);
            (policy.is_some(), policy, "sns:Publish")
        }
        "lambda" => {
            let policy = lambda::policy(world, target);
            let there = lambda::tags(world, target).is_some();
            (there, policy, "lambda:InvokeFunction")
        }
        _ => return Stand::Missing,
    };
    match policy {
        Some(policy) if there && sender.may(&policy, action, target) => Stand::Open,
        _ if there => Stand::Closed,
        _ => Stand::Missing,
    }
}

/// Brings a letter to a queue, a topic or a function. Where it is not let in, or nothing is there, it
/// is lost, as in AWS without a queue for dead letters.
pub(crate) fn send(
    world: &mut World,
    target: &str,
    letter: Letter<'_>,
    sender: OnBehalf<'_>,
    ids: &mut Ids,
    now: Time,
) {
    if stand(world, target, sender) != Stand::Open {
        return;
    }
    match Arn::parse(target).map(|arn| arn.service) {
        Some("sqs") => {
            sqs::deliver(world, target, letter.text, ids, now);
        }
        Some("sns") => {
            sns::publish(world, target, letter, ids, now);
        }
        Some("lambda") => {
            let payload = serde_json::from_str(letter.text);
            let payload = payload.unwrap_or_else(|_| Value::from(letter.text));
            lambda::call(world, target, payload, now);
        }
        _ => {}
    }
}
