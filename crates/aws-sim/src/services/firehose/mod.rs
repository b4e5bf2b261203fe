//! Firehose: delivery streams into buckets.
//!
//! No record is taken or delivered. Destinations other than buckets are not simulated. As elsewhere a
//! role that was never made can be assumed by anybody, unless the simulator is strict or enforces
//! policies; one that exists has to trust the service.

mod destination;
mod encryption;
mod errors;
mod stream;
mod tag;

use std::{collections::BTreeMap, time::Duration};

use serde::Serialize;
use serde_json::Value;

use self::encryption::Encryption;
use super::Operations;
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    place::Region,
    time::Time,
    world::{Settles, Settling, Tags, World},
};

/// The delivery streams of one account and Region, by name.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    streams: BTreeMap<String, Stream>,
}

/// One delivery stream.
#[derive(Debug, Serialize)]
struct Stream {
    arn: String,
    /// `DirectPut` or `KinesisStreamAsSource`.
    kind: String,
    /// As it is shown.
    source: Option<Value>,
    destination: Value,
    created: Time,
    updated: Option<Time>,
    creation: Settling,
    gone_at: Option<Time>,
    encryption: Encryption,
    tags: Tags,
}

/// About what AWS takes.
const CREATION: Duration = Duration::from_secs(30);
const CHANGE: Duration = Duration::from_secs(10);
const DELETION: Duration = Duration::from_mins(1);

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("CreateDeliveryStream", stream::create)
        .on("DescribeDeliveryStream", stream::describe)
        .on("ListDeliveryStreams", stream::list)
        .on("DeleteDeliveryStream", stream::delete)
        .on("StartDeliveryStreamEncryption", encryption::start)
        .on("StopDeliveryStreamEncryption", encryption::stop)
        .on("TagDeliveryStream", tag::add)
        .on("UntagDeliveryStream", tag::remove)
        .on("ListTagsForDeliveryStream", tag::list)
}

/// Whether there is a delivery stream with this ARN that is not about to go.
pub(crate) fn exists(world: &World, arn: &str) -> bool {
    let Some(parsed) = Arn::parse(arn).filter(|arn| arn.service == "firehose") else {
        return false;
    };
    let region = Region::new(parsed.region);
    let state = parsed
        .owner()
        .and_then(|owner| world.firehose.get(&owner, &region));
    let name = parsed.resource.strip_prefix("deliverystream/");
    let stream = state.and_then(|state| state.streams.get(name?));
    stream.is_some_and(|stream| stream.gone_at.is_none())
}

// === impl State ===

impl Settles for State {
    fn settle(&mut self, now: Time) {
        self.streams
            .retain(|_, stream| stream.gone_at.is_none_or(|at| at > now));
    }
}

// === impl Stream ===

impl Stream {
    fn status(&self, now: Time) -> &'static str {
        match self.gone_at {
            Some(_) => "DELETING",
            None if !self.creation.is_over(now) => "CREATING",
            None => "ACTIVE",
        }
    }
}

/// The stream with this name, in any state.
fn find<'w>(ctx: &'w Ctx<'_>, name: &str) -> Result<&'w Stream, AwsError> {
    let state = ctx.world.firehose.get(ctx.account, ctx.region);
    let stream = state.and_then(|state| state.streams.get(name));
    stream.ok_or_else(|| errors::no_stream(ctx.account.as_str(), name))
}

/// The same, to be changed: it has to be active.
fn open<'w>(ctx: &'w mut Ctx<'_>, name: &str) -> Result<&'w mut Stream, AwsError> {
    let status = find(ctx, name)?.status(ctx.now);
    if status != "ACTIVE" {
        return Err(errors::in_use(ctx.account.as_str(), name, status));
    }
    let missing = errors::no_stream(ctx.account.as_str(), name);
    let state = ctx.world.firehose.at(ctx.account, ctx.region);
    state.streams.get_mut(name).ok_or(missing)
}
