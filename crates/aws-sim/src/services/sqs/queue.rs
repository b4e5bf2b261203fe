//! Queues themselves.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Queue, attribute, errors, queue};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, place::Account, world::Tags};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    queue_name: String,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    #[serde(default, rename = "tags")]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    queue_url: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Url {
    queue_name: String,
    #[serde(rename = "QueueOwnerAWSAccountId")]
    owner: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    queue_name_prefix: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Sources {
    queue_url: String,
    #[serde(flatten)]
    page: PageRequest,
}

/// Letters, digits, hyphens and underscores; the name of an ordered queue ends in this.
const ORDERED: &str = ".fifo";
const LONGEST: usize = 80;

/// To make a queue that is there with the same attributes is to find it.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let ordered = is_ordered(&input)?;
    attribute::check(&input.attributes, ordered)?;
    let name = input.queue_name;
    let (arn, now) = (ctx.arn("sqs", &name), ctx.now);
    let url = format!(
        "https://sqs.{}.amazonaws.com/{}/{name}",
        ctx.region, ctx.account
    );
    let state = ctx.world.sqs.at(ctx.account, ctx.region);
    if let Some(there) = state.queues.get(&name) {
        let same = |(name, value): &(&String, &String)| there.attributes.get(*name) == Some(*value);
        return match input.attributes.iter().find(|set| !same(set)) {
            None => Ok(json!({ "QueueUrl": there.url })),
            Some((name, _)) => Err(errors::exists(name)),
        };
    }
    let mut queue = Queue {
        arn,
        url: url.clone(),
        created: now,
        modified: now,
        attributes: BTreeMap::new(),
        tags: input.tags,
        messages: Vec::new(),
        arrived: 0,
        seen: BTreeMap::new(),
    };
    for (name, value) in input.attributes {
        queue.put_attribute(name, value);
    }
    state.queues.insert(name, queue);
    Ok(json!({ "QueueUrl": url }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let arn = queue(ctx, &input.queue_url)?.arn.clone();
    let state = ctx.world.sqs.at(ctx.account, ctx.region);
    state.queues.retain(|_, queue| queue.arn != arn);
    Ok(())
}

pub(super) fn purge(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    queue(ctx, &input.queue_url)?.messages.clear();
    Ok(())
}

pub(super) fn url(ctx: &mut Ctx<'_>, input: Url) -> Result<Value, AwsError> {
    let owner = input.owner.as_deref().and_then(Account::new);
    let owner = owner.unwrap_or_else(|| ctx.account.clone());
    let state = ctx.world.sqs.get(&owner, ctx.region);
    let queue = state.and_then(|state| state.queues.get(&input.queue_name));
    let queue = queue.ok_or_else(errors::no_queue)?;
    Ok(json!({ "QueueUrl": queue.url }))
}

/// Without a size there is one page of at most 1,000 and no token (API reference, `ListQueues`).
pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let prefix = input.queue_name_prefix.unwrap_or_default();
    let state = ctx.world.sqs.get(ctx.account, ctx.region);
    let queues = state.into_iter().flat_map(|state| &state.queues);
    let shown = queues.filter(|(name, _)| name.starts_with(&prefix));
    let rows = shown.map(|(name, queue)| (name.clone(), queue.url.clone()));
    let sized = input.page.max_results.is_some();
    let page = ctx.page(&at_most_1000(input.page), rows)?;
    let urls = (!page.items.is_empty()).then_some(page.items);
    Ok(json!({ "QueueUrls": urls, "NextToken": page.next_token.filter(|_| sized) }))
}

pub(super) fn dead_letter_sources(ctx: &mut Ctx<'_>, input: Sources) -> Result<Value, AwsError> {
    let target = queue(ctx, &input.queue_url)?.arn.clone();
    let state = ctx.world.sqs.get(ctx.account, ctx.region);
    let queues = state.into_iter().flat_map(|state| &state.queues);
    let goes_there = |queue: &Queue| {
        let redrive = queue.redrive();
        redrive.is_some_and(|redrive| redrive.dead_letter_target_arn == target)
    };
    let sources = queues.filter(|(_, queue)| goes_there(queue));
    let rows = sources.map(|(name, queue)| (name.clone(), queue.url.clone()));
    let page = ctx.page(&at_most_1000(input.page), rows)?;
    Ok(json!({ "queueUrls": page.items, "NextToken": page.next_token }))
}

fn at_most_1000(mut page: PageRequest) -> PageRequest {
    page.max_results.get_or_insert(1_000);
    page
}

/// Whether the queue is to be an ordered one: its name and its attribute must agree.
fn is_ordered(input: &Create) -> Result<bool, AwsError> {
    let name = &input.queue_name;
    let ordered = input
        .attributes
        .get("FifoQueue")
        .is_some_and(|value| value == "true");
    let stem = name
        .strip_suffix(ORDERED)
        .filter(|_| ordered)
        .unwrap_or(name);
    let letter = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let valid = !stem.is_empty() && name.len() <= LONGEST && stem.chars().all(letter);
    if !valid || ordered != name.ends_with(ORDERED) {
        return Err(errors::invalid(
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
        ));
    }
    Ok(ordered)
}
