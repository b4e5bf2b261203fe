//! The quick connects of a queue.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{KIND, find};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{
        errors, quick_connect, reading,
        state::{self, Instance},
    },
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Change {
    instance_id: String,
    queue_id: String,
    quick_connect_ids: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    queue_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

/// A quick connect that is on the queue already stays there, which is a choice.
pub(in crate::services::connect) fn associate(
    ctx: &mut Ctx<'_>,
    input: Change,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let links = &find(instance, &input.queue_id)?.body.quick_connects;
    let mut added = checked(instance, &input.quick_connect_ids)?;
    added.retain(|id| !links.contains_key(id));
    let limit = ctx.quota("quick-connects-per-queue");
    if (links.len() + added.len()) as u64 > limit {
        return Err(errors::limit_exceeded("quick connects per queue", limit));
    }
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if let Some(queue) = instance.queues.get_mut(&input.queue_id) {
        queue.body.links_modified = now;
        let added = added.into_iter().map(|id| (id, now));
        queue.body.quick_connects.extend(added);
    }
    Ok(())
}

/// A quick connect that is not on the queue is passed over, which is a choice; one that does not
/// exist is refused.
pub(in crate::services::connect) fn disassociate(
    ctx: &mut Ctx<'_>,
    input: Change,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input.queue_id)?;
    let removed = checked(instance, &input.quick_connect_ids)?;
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if let Some(queue) = instance.queues.get_mut(&input.queue_id) {
        queue.body.links_modified = now;
        queue
            .body
            .quick_connects
            .retain(|id, _| !removed.contains(id));
    }
    Ok(())
}

pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.queue_id;
    let queue = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    let linked = |id: &str| {
        let since = queue.body.quick_connects.get(id);
        since.is_some_and(|since| ctx.visible(*since))
    };
    let rows = instance
        .quick_connects
        .rows()
        .filter(|(_, quick_connect)| linked(&quick_connect.id))
        .map(|(key, quick_connect)| (key, quick_connect::summary(ctx, quick_connect)));
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({
        "QuickConnectSummaryList": page.items,
        "NextToken": page.next_token,
        "LastModifiedTime": queue.body.links_modified,
        "LastModifiedRegion": ctx.region,
    }))
}

/// The ids of quick connects that exist, each once.
pub(super) fn checked(instance: &Instance, ids: &[String]) -> Result<BTreeSet<String>, AwsError> {
    let id = |id: &String| Ok(quick_connect::find(instance, id)?.id.clone());
    ids.iter().map(id).collect()
}
