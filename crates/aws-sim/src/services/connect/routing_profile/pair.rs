//! The queues of a routing profile: pairs of a queue and a channel.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{KIND, find, find_mut, media::Media};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{
        errors, queue, reading,
        state::{self, Instance},
    },
    time::Time,
};

/// A queue on a channel. Those that agents take from by hand have no priority and no delay.
#[derive(Debug, Clone, Serialize)]
pub(in crate::services::connect) struct Pair {
    /// The id of the queue.
    pub(in crate::services::connect) queue: String,
    channel: String,
    priority: Option<u64>,
    /// Seconds.
    delay: Option<u64>,
    since: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Config {
    queue_reference: Reference,
    priority: Option<u64>,
    delay: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Reference {
    queue_id: String,
    channel: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Associate {
    instance_id: String,
    routing_profile_id: String,
    #[serde(default)]
    queue_configs: Vec<Config>,
    #[serde(default)]
    manual_assignment_queue_configs: Vec<Config>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Disassociate {
    instance_id: String,
    routing_profile_id: String,
    #[serde(default)]
    queue_references: Vec<Reference>,
    #[serde(default)]
    manual_assignment_queue_references: Vec<Reference>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Update {
    instance_id: String,
    routing_profile_id: String,
    queue_configs: Vec<Config>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    routing_profile_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

/// Pairs that are there already stay as they are, priority and delay included, and a quota that
/// would be exceeded is an invalid request, since the operation lists no other error for it. Both
/// are choices.
pub(in crate::services::connect) fn associate(
    ctx: &mut Ctx<'_>,
    input: Associate,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let body = &find(instance, &input.routing_profile_id)?.body;
    if input.queue_configs.is_empty() && input.manual_assignment_queue_configs.is_empty() {
        return Err(errors::invalid_request(
            "QueueConfigs or ManualAssignmentQueueConfigs is needed.",
        ));
    }
    let mut pairs = body.pairs.clone();
    let added = checked(ctx, instance, &body.media, input.queue_configs)?;
    merge(&mut pairs, added);
    let mut manual_pairs = body.manual_pairs.clone();
    let added = checked(
        ctx,
        instance,
        &body.media,
        input.manual_assignment_queue_configs,
    )?;
    merge(&mut manual_pairs, added);
    if let Some(limit) = exceeded(ctx, &pairs).or_else(|| exceeded(ctx, &manual_pairs)) {
        return Err(errors::invalid_request(&format!(
            "A routing profile has at most {limit} pairs of queue and channel."
        )));
    }
    let now = ctx.now;
    let body = &mut find_mut(ctx, &input.instance_id, &input.routing_profile_id)?.body;
    body.pairs = pairs;
    body.manual_pairs = manual_pairs;
    body.pairs_modified = now;
    Ok(())
}

/// Pairs that are not there are passed over, which is a choice; queues that do not exist are
/// refused.
pub(in crate::services::connect) fn disassociate(
    ctx: &mut Ctx<'_>,
    input: Disassociate,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input.routing_profile_id)?;
    let removed = ids(instance, &input.queue_references)?;
    let removed_manual = ids(instance, &input.manual_assignment_queue_references)?;
    let now = ctx.now;
    let body = &mut find_mut(ctx, &input.instance_id, &input.routing_profile_id)?.body;
    let stays = |pair: &Pair, removed: &[(String, String)]| {
        let mut removed = removed.iter();
        !removed.any(|(queue, channel)| pair.queue == *queue && pair.channel == *channel)
    };
    body.pairs.retain(|pair| stays(pair, &removed));
    body.manual_pairs
        .retain(|pair| stays(pair, &removed_manual));
    body.pairs_modified = now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let queues = removed.iter().chain(&removed_manual);
    queue::release(instance, queues.map(|(queue, _)| queue.as_str()), now);
    Ok(())
}

/// Changes priority and delay of pairs that are there. One that is not makes the whole request
/// invalid, which is a choice.
pub(in crate::services::connect) fn update(
    ctx: &mut Ctx<'_>,
    input: Update,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let body = &find(instance, &input.routing_profile_id)?.body;
    let changed = checked(ctx, instance, &body.media, input.queue_configs)?;
    let mut pairs = body.pairs.clone();
    for change in changed {
        let pair = pairs.iter_mut().find(|pair| pair.is(&change));
        let pair = pair.ok_or_else(|| {
            errors::invalid_parameter(&format!(
                "Queue {} is not associated on {}.",
                change.queue, change.channel
            ))
        })?;
        (pair.priority, pair.delay) = (change.priority, change.delay);
    }
    let now = ctx.now;
    let body = &mut find_mut(ctx, &input.instance_id, &input.routing_profile_id)?.body;
    body.pairs = pairs;
    body.pairs_modified = now;
    Ok(())
}

pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.routing_profile_id;
    let body = &reading::seen(ctx, find(instance, id)?, KIND, id)?.body;
    listed(
        ctx,
        instance,
        &input.page,
        (&body.pairs, body.pairs_modified),
        "RoutingProfileQueueConfigSummaryList",
    )
}

pub(in crate::services::connect) fn list_manual(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.routing_profile_id;
    let body = &reading::seen(ctx, find(instance, id)?, KIND, id)?.body;
    listed(
        ctx,
        instance,
        &input.page,
        (&body.manual_pairs, body.pairs_modified),
        "RoutingProfileManualAssignmentQueueConfigSummaryList",
    )
}

/// The pairs that `configs` ask for, if their queues are in the instance, their channels among
/// `media`, and none is there twice.
pub(super) fn checked(
    ctx: &Ctx<'_>,
    instance: &Instance,
    media: &[Media],
    configs: Vec<Config>,
) -> Result<Vec<Pair>, AwsError> {
    let mut pairs: Vec<Pair> = Vec::with_capacity(configs.len());
    for config in configs {
        let reference = config.queue_reference;
        let pair = Pair {
            queue: queue::find(instance, &reference.queue_id)?.id.clone(),
            channel: reference.channel,
            priority: config.priority,
            delay: config.delay,
            since: ctx.now,
        };
        check_channel(media, &pair)?;
        if pairs.iter().any(|other| other.is(&pair)) {
            return Err(errors::invalid_parameter(&format!(
                "Queue {} is there twice on {}.",
                pair.queue, pair.channel
            )));
        }
        pairs.push(pair);
    }
    Ok(pairs)
}

/// A queue cannot be on a channel that agents are not on, as others observed.
pub(super) fn check_channel(media: &[Media], pair: &Pair) -> Result<(), AwsError> {
    if media.iter().any(|media| media.channel() == pair.channel) {
        return Ok(());
    }
    Err(errors::invalid_parameter(&format!(
        "Queue {} is on {}, which MediaConcurrencies does not have.",
        pair.queue, pair.channel
    )))
}

/// The largest number of pairs, if there are more.
pub(super) fn exceeded(ctx: &Ctx<'_>, pairs: &[Pair]) -> Option<u64> {
    let limit = ctx.quota("queues-per-routing-profile");
    Some(limit).filter(|limit| pairs.len() as u64 > *limit)
}

fn merge(pairs: &mut Vec<Pair>, added: Vec<Pair>) {
    for pair in added {
        if !pairs.iter().any(|other| other.is(&pair)) {
            pairs.push(pair);
        }
    }
}

fn ids(instance: &Instance, references: &[Reference]) -> Result<Vec<(String, String)>, AwsError> {
    let id = |reference: &Reference| {
        let queue = queue::find(instance, &reference.queue_id)?;
        Ok((queue.id.clone(), reference.channel.clone()))
    };
    references.iter().map(id).collect()
}

/// One page of the pairs, by age of their queues, then by channel.
fn listed(
    ctx: &Ctx<'_>,
    instance: &Instance,
    page: &PageRequest,
    (pairs, modified): (&[Pair], Time),
    member: &str,
) -> Result<Value, AwsError> {
    let mut rows = Vec::with_capacity(pairs.len());
    for (key, queue) in instance.queues.rows() {
        let pairs = pairs.iter().filter(|pair| pair.queue == queue.id);
        for pair in pairs.filter(|pair| ctx.visible(pair.since)) {
            let row = json!({
                "QueueId": queue.id,
                "QueueArn": queue.arn,
                "QueueName": queue.name,
                "Channel": pair.channel,
                "Priority": pair.priority,
                "Delay": pair.delay,
            });
            rows.push((format!("{key} {}", pair.channel), row));
        }
    }
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    let page = ctx.page(page, rows)?;
    Ok(json!({
        member: page.items,
        "NextToken": page.next_token,
        "LastModifiedTime": modified,
        "LastModifiedRegion": ctx.region,
    }))
}

// === impl Pair ===

impl Pair {
    /// A queue on a channel, first and without delay.
    pub(super) fn first(queue: &str, channel: &str, since: Time) -> Self {
        Self {
            queue: queue.to_owned(),
            channel: channel.to_owned(),
            priority: Some(1),
            delay: Some(0),
            since,
        }
    }

    fn is(&self, other: &Self) -> bool {
        self.queue == other.queue && self.channel == other.channel
    }
}
