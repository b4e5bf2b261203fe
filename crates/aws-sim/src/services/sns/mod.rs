//! SNS: topics, and who is told what is published on them.
//!
//! A message goes to queues that are subscribed; nobody is mailed or called. A subscription of a
//! queue or function holds at once. One by mail or URL waits for a confirmation, whose token is the
//! subscription's ARN or the last part of it. Policies are kept and not looked at.

mod errors;
mod publish;
mod subscription;
mod tag;
mod topic;

use std::collections::BTreeMap;

use serde::Serialize;

use super::Operations;
use crate::{
    context::Ctx,
    error::AwsError,
    paging::{Page, PageRequest},
    world::{Settles, Tags},
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

fn topic<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Topic, AwsError> {
    let state = ctx.world.sns.at(ctx.account, ctx.region);
    state.topics.get_mut(arn).ok_or_else(errors::no_topic)
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
