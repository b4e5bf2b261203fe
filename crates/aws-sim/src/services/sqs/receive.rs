//! Messages on their way out.

use std::{collections::BTreeSet, time::Duration};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Queue, errors, message::Message, place, queue};
use crate::{context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Receive {
    queue_url: String,
    #[serde(default)]
    attribute_names: Vec<String>,
    #[serde(default)]
    message_system_attribute_names: Vec<String>,
    #[serde(default)]
    message_attribute_names: Vec<String>,
    max_number_of_messages: Option<usize>,
    visibility_timeout: Option<u64>,
    wait_time_seconds: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Delete {
    queue_url: String,
    receipt_handle: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ChangeVisibility {
    queue_url: String,
    receipt_handle: String,
    visibility_timeout: u64,
}

const MOST_SECONDS: u64 = 43_200;
const LONGEST_WAIT: u64 = 20;
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Answers at once, whatever time to wait is asked for.
pub(super) fn receive(ctx: &mut Ctx<'_>, input: Receive) -> Result<Value, AwsError> {
    let most = input.max_number_of_messages.unwrap_or(1);
    if !(1..=10).contains(&most)
        || input
            .wait_time_seconds
            .is_some_and(|wait| wait > LONGEST_WAIT)
    {
        return Err(errors::invalid(
            "MaxNumberOfMessages must be between 1 and 10, and WaitTimeSeconds between 0 and 20.",
        ));
    }
    let (now, sender) = (ctx.now, ctx.account.to_string());
    let handles: Vec<String> = (0..most).map(|_| ctx.ids.letters(LETTERS, 120)).collect();
    let queue = queue(ctx, &input.queue_url)?;
    let hidden = match input.visibility_timeout {
        Some(seconds) => timeout(seconds)?,
        None => queue.seconds("VisibilityTimeout"),
    };
    let given_up = queue.give_up(now);
    let source = queue.arn.clone();
    let system = [input.attribute_names, input.message_system_attribute_names].concat();
    let shown: Vec<Value> = queue
        .next(most, now)
        .into_iter()
        .zip(handles)
        .map(|(at, handle)| {
            let message = &mut queue.messages[at];
            message.received(handle, now, hidden);
            message.shown(&system, &input.message_attribute_names, &sender)
        })
        .collect();
    move_away(ctx, &source, given_up);
    Ok(json!({ "Messages": (!shown.is_empty()).then_some(shown) }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<(), AwsError> {
    queue(ctx, &input.queue_url)?.delete(&input.receipt_handle)
}

pub(super) fn change_visibility(
    ctx: &mut Ctx<'_>,
    input: ChangeVisibility,
) -> Result<(), AwsError> {
    let now = ctx.now;
    queue(ctx, &input.queue_url)?.hide(&input.receipt_handle, input.visibility_timeout, now)
}

fn timeout(seconds: u64) -> Result<Duration, AwsError> {
    if seconds > MOST_SECONDS {
        return Err(errors::invalid(
            "Value for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and \
             43200.",
        ));
    }
    Ok(Duration::from_secs(seconds))
}

/// Puts messages that were received too often into the queue for dead letters, if it is there.
fn move_away(ctx: &mut Ctx<'_>, source: &str, messages: Vec<(String, Message)>) {
    for (target, mut message) in messages {
        let Some((account, region, name)) = place(&target) else {
            continue;
        };
        if let Some(queue) = ctx.world.sqs.at(&account, &region).queues.get_mut(&name) {
            message.dead_letter_source = Some(source.to_owned());
            message.visible = ctx.now;
            queue.take_in(message);
        }
    }
}

// === impl Queue ===

impl Queue {
    /// Takes the message with this handle away. One that is gone already is no error.
    pub(super) fn delete(&mut self, handle: &str) -> Result<(), AwsError> {
        if handle.len() != 120 {
            return Err(errors::no_such_handle(handle));
        }
        self.messages
            .retain(|message| message.handle.as_deref() != Some(handle));
        Ok(())
    }

    /// Hides the message with this handle for so long from now on.
    pub(super) fn hide(&mut self, handle: &str, seconds: u64, now: Time) -> Result<(), AwsError> {
        let hidden = timeout(seconds)?;
        let mut messages = self.messages.iter_mut();
        let message = messages
            .find(|message| message.handle.as_deref() == Some(handle))
            .ok_or_else(|| errors::no_such_handle(handle))?;
        if !message.in_flight(now) {
            return Err(AwsError::new(
                "MessageNotInflight",
                "The message referred to isn't in flight.",
            ));
        }
        message.visible = now + hidden;
        Ok(())
    }

    /// The places of up to `most` messages that can be received. In an ordered queue a group
    /// waits while one of its messages is in flight.
    fn next(&self, most: usize, now: Time) -> Vec<usize> {
        let ordered = self.is_ordered();
        let mut held: BTreeSet<&str> = BTreeSet::new();
        if ordered {
            let flying = self
                .messages
                .iter()
                .filter(|message| message.in_flight(now));
            held.extend(flying.filter_map(|message| message.group.as_deref()));
        }
        let mut found = Vec::new();
        for (at, message) in self.messages.iter().enumerate() {
            let group = message.group.as_deref().filter(|_| ordered);
            if group.is_some_and(|group| held.contains(group)) {
                continue;
            }
            if message.visible <= now {
                found.push(at);
            } else {
                held.extend(group);
            }
            if found.len() == most {
                break;
            }
        }
        found
    }

    /// Takes out the messages that were received as often as the redrive policy lets them be,
    /// with the ARN of the queue that they go to.
    fn give_up(&mut self, now: Time) -> Vec<(String, Message)> {
        let Some(redrive) = self.redrive() else {
            return Vec::new();
        };
        let spent = |message: &Message| {
            message.visible <= now && message.receives >= redrive.max_receive_count
        };
        let (gone, kept) = std::mem::take(&mut self.messages)
            .into_iter()
            .partition(spent);
        self.messages = kept;
        let gone: Vec<Message> = gone;
        gone.into_iter()
            .map(|message| (redrive.dead_letter_target_arn.clone(), message))
            .collect()
    }
}
