//! Up to ten at once. Each entry goes well or not, by itself.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{queue, send::Letter};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Batch<E> {
    queue_url: String,
    entries: Vec<Entry<E>>,
}

#[derive(Debug, Deserialize)]
struct Entry<E> {
    #[serde(rename = "Id")]
    id: String,
    #[serde(flatten)]
    body: E,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Handle {
    receipt_handle: String,
    #[serde(default)]
    visibility_timeout: u64,
}

const MOST: usize = 10;

pub(super) fn send(ctx: &mut Ctx<'_>, input: Batch<Letter>) -> Result<Value, AwsError> {
    let now = ctx.now;
    let ids: Vec<String> = input.entries.iter().map(|_| ctx.ids.uuid()).collect();
    let mut ids = ids.into_iter();
    let queue = {
        input.check()?;
        queue(ctx, &input.queue_url)?
    };
    Ok(input.each(|letter| {
        let id = ids.next().unwrap_or_default();
        queue.send(letter, id, now)
    }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Batch<Handle>) -> Result<Value, AwsError> {
    input.check()?;
    let queue = queue(ctx, &input.queue_url)?;
    Ok(input.each(|entry| queue.delete(&entry.receipt_handle).map(|()| json!({}))))
}

pub(super) fn change_visibility(
    ctx: &mut Ctx<'_>,
    input: Batch<Handle>,
) -> Result<Value, AwsError> {
    let now = ctx.now;
    input.check()?;
    let queue = queue(ctx, &input.queue_url)?;
    Ok(input.each(|entry| {
        let hidden = queue.hide(&entry.receipt_handle, entry.visibility_timeout, now);
        hidden.map(|()| json!({}))
    }))
}

// === impl Batch ===

impl<E> Batch<E> {
    fn check(&self) -> Result<(), AwsError> {
        let ids: BTreeSet<&str> = self.entries.iter().map(|entry| entry.id.as_str()).collect();
        let refused = |code: &'static str, why: &str| Err(AwsError::new(code, why));
        match self.entries.len() {
            0 => refused(
                "EmptyBatchRequest",
                "There should be at least one entry in the request.",
            ),
            more if more > MOST => refused(
                "TooManyEntriesInBatchRequest",
                "Maximum number of entries per request are 10.",
            ),
            all if all != ids.len() => refused(
                "BatchEntryIdsNotDistinct",
                "The ids of the entries are not distinct.",
            ),
            _ => Ok(()),
        }
    }

    /// Does something with each entry and says how each went.
    fn each(self, mut act: impl FnMut(E) -> Result<Value, AwsError>) -> Value {
        let (mut done, mut failed) = (Vec::new(), Vec::new());
        for Entry { id, body } in self.entries {
            match act(body) {
                Ok(mut answer) => {
                    answer["Id"] = Value::String(id);
                    done.push(answer);
                }
                Err(error) => failed.push(json!({
                    "Id": id,
                    "SenderFault": true,
                    "Code": error.code,
                    "Message": error.message,
                })),
            }
        }
        json!({ "Successful": done, "Failed": failed })
    }
}
