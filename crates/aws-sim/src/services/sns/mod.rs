//! SNS: topics, and who is told what is published on them.
//!
//! A message goes to queues and functions that are subscribed and whose policies let SNS in; nobody
//! is mailed or called. A subscription of a
//! queue or function holds at once. One by mail or URL waits for a confirmation, whose token is the
//! subscription's ARN or the last part of it. The policy of a topic is looked at
//! under `--iam enforce`, and when a service publishes.

mod errors;
mod publish;
mod subscription;
mod tag;
mod topic;

use std::collections::BTreeMap;

use serde::Serialize;

pub(crate) use self::publish::to_all as publish;
use super::Operations;
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    paging::{Page, PageRequest},
    place::{Account, Region},
    world::{Settles, Tags, World},
};

/// The topics of one account and Region, by ARN.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    topics: BTreeMap<String, Topic>,
    /// Subscriptions by ARN.
    subscriptions: BTreeMap<String, subscription::Subscription>,
}

#[derive(Debug, Serialize)]
struct Topic {
    /// What was set, by its name.
    attributes: BTreeMap<String, String>,
    tags: Tags,
    /// How many subscriptions were ended.
    ended: usize,
    published: u64,
}

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("CreateTopic", topic::create)
        .on("GetTopicAttributes", topic::get)
        .on("SetTopicAttributes", topic::set)
        .on("ListTopics", topic::list)
        .on("DeleteTopic", topic::delete)
        .on("Subscribe", subscription::create)
        .on("ConfirmSubscription", subscription::confirm)
        .on("Unsubscribe", subscription::delete)
        .on("GetSubscriptionAttributes", subscription::get)
        .on("SetSubscriptionAttributes", subscription::set)
        .on("ListSubscriptions", subscription::list)
        .on("ListSubscriptionsByTopic", subscription::list)
        .on("Publish", publish::one)
        .on("PublishBatch", publish::batch)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
        .on("ListTagsForResource", tag::list)
}

impl Settles for State {}

/// The policy of the topic with this ARN: the one that was set, or the one that every topic has.
pub(crate) fn policy(world: &World, arn: &str) -> Option<String> {
    let (account, topic) = find(world, arn)?;
    let set = topic.attributes.get("Policy").cloned();
    Some(set.unwrap_or_else(|| topic::default_policy(arn, account.as_str())))
}

/// The tags of the topic with this ARN.
pub(crate) fn tags<'w>(world: &'w World, arn: &str) -> Option<&'w Tags> {
    find(world, arn).map(|(_, topic)| &topic.tags)
}

fn find<'w>(world: &'w World, arn: &str) -> Option<(Account, &'w Topic)> {
    let (account, region) = place(arn)?;
    let topic = world.sns.get(&account, &region)?.topics.get(arn)?;
    Some((account, topic))
}

/// Account and Region out of an ARN.
fn place(arn: &str) -> Option<(Account, Region)> {
    let parsed = Arn::parse(arn)?;
    Some((parsed.owner()?, Region::new(parsed.region)))
}

/// The state that has the topic with this ARN, in the Region that is called.
fn home<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> &'w mut State {
    let owner = Arn::parse(arn).and_then(|arn| arn.owner());
    let owner = owner.unwrap_or_else(|| ctx.account.clone());
    ctx.world.sns.at(&owner, ctx.region)
}

fn topic<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Topic, AwsError> {
    home(ctx, arn)
        .topics
        .get_mut(arn)
        .ok_or_else(errors::no_topic)
}

/// Pages have 100 entries.
fn page<T>(
    ctx: &Ctx<'_>,
    token: Option<String>,
    rows: impl IntoIterator<Item = (String, T)>,
) -> Result<Page<T>, AwsError> {
    let request = PageRequest {
        max_results: None,
        next_token: token,
    };
    ctx.page(&request, rows)
        .map_err(|error| errors::invalid(error.message))
}
