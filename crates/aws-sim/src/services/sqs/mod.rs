//! SQS: queues and messages.
//!
//! A read that is to wait for messages answers at once: nothing arrives while the world stands
//! still. Messages come in the order of their arrival, in standard queues too. Policies are
//! looked at under `--iam enforce` alone. A queue can be made again as soon as it is gone (AWS asks
//! for a minute), and gone or purged it is at once.

mod attribute;
mod batch;
mod digest;
mod errors;
mod message;
mod queue;
mod receive;
mod send;
mod tag;

use std::collections::BTreeMap;

use serde::Serialize;

use super::Operations;
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    ids::Ids,
    place::{Account, Region},
    time::Time,
    world::{Settles, Tags, World},
};

/// The queues of one account and Region, by name.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    queues: BTreeMap<String, Queue>,
}

#[derive(Debug, Serialize)]
struct Queue {
    arn: String,
    url: String,
    created: Time,
    modified: Time,
    /// What was set, by its name; what was not has its default.
    attributes: BTreeMap<String, String>,
    tags: Tags,
    messages: Vec<message::Message>,
    /// How many messages ever came. It gives them their order.
    arrived: u64,
    /// When a group and a deduplication id last came, for five minutes.
    seen: BTreeMap<String, send::Seen>,
}

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("CreateQueue", queue::create)
        .on("DeleteQueue", queue::delete)
        .on("GetQueueUrl", queue::url)
        .on("ListQueues", queue::list)
        .on("ListDeadLetterSourceQueues", queue::dead_letter_sources)
        .on("PurgeQueue", queue::purge)
        .on("GetQueueAttributes", attribute::get)
        .on("SetQueueAttributes", attribute::set)
        .on("SendMessage", send::send)
        .on("SendMessageBatch", batch::send)
        .on("ReceiveMessage", receive::receive)
        .on("DeleteMessage", receive::delete)
        .on("DeleteMessageBatch", batch::delete)
        .on("ChangeMessageVisibility", receive::change_visibility)
        .on("ChangeMessageVisibilityBatch", batch::change_visibility)
        .on("TagQueue", tag::tag)
        .on("UntagQueue", tag::untag)
        .on("ListQueueTags", tag::list)
}

/// Puts a message into a queue for another service, as S3 does when an object arrives, and says
/// whether the queue is there. Whether the queue's policy lets it in is for the sender to ask.
pub(crate) fn deliver(
    world: &mut World,
    queue_arn: &str,
    body: &str,
    ids: &mut Ids,
    now: Time,
) -> bool {
    let Some((account, region, name)) = place(queue_arn) else {
        return false;
    };
    let state = world.sqs.at(&account, &region);
    let Some(queue) = state.queues.get_mut(&name) else {
        return false;
    };
    queue.take_in(message::Message::plain(ids.uuid(), body.to_owned(), now));
    true
}

/// The policy of the queue with this ARN.
pub(crate) fn policy<'w>(world: &'w World, arn: &str) -> Option<&'w str> {
    let (account, region, name) = place(arn)?;
    let queue = world.sqs.get(&account, &region)?.queues.get(&name)?;
    queue.attributes.get("Policy").map(String::as_str)
}

/// The tags of the queue with this ARN.
pub(crate) fn tags<'w>(world: &'w World, arn: &str) -> Option<&'w Tags> {
    let (account, region, name) = place(arn)?;
    let queue = world.sqs.get(&account, &region)?.queues.get(&name)?;
    Some(&queue.tags)
}

/// Account, Region and name out of an ARN.
fn place(arn: &str) -> Option<(Account, Region, String)> {
    let arn = Arn::parse(arn).filter(|arn| arn.service == "sqs")?;
    let name = arn.resource.to_owned();
    Some((arn.owner()?, Region::new(arn.region), name))
}

/// The queue with the URL that a request gives. The end of a URL is account and name, whatever
/// host stands before.
fn queue<'w>(ctx: &'w mut Ctx<'_>, url: &str) -> Result<&'w mut Queue, AwsError> {
    let mut parts = url.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let account = parts.next().and_then(Account::new);
    let account = account.unwrap_or_else(|| ctx.account.clone());
    let state = ctx.world.sqs.at(&account, ctx.region);
    state.queues.get_mut(name).ok_or_else(errors::no_queue)
}

// === impl State ===

impl Settles for State {
    /// Takes away the messages that nobody fetched in the time for which their queue keeps them.
    fn settle(&mut self, now: Time) {
        for queue in self.queues.values_mut() {
            let kept = queue.seconds("MessageRetentionPeriod");
            queue.messages.retain(|message| message.sent + kept > now);
        }
    }
}
