//! Kinesis: data streams themselves.
//!
//! No record is put on a stream or read from it: what is here is what others look at, as whether a
//! stream exists and how it is encrypted. A stream of another account is found by nobody. Until a
//! change of its encryption is over, a stream shows the encryption that it had.

mod encryption;
mod errors;
mod list;
mod retention;
mod stream;
mod tag;

use std::{collections::BTreeMap, time::Duration};

use serde::{Deserialize, Serialize};

use super::Operations;
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    place::Region,
    time::Time,
    world::{Settles, Settling, Tags, World},
};

/// The streams of one account and Region, by name.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    streams: BTreeMap<String, Stream>,
}

/// One stream.
#[derive(Debug, Serialize)]
struct Stream {
    arn: String,
    /// `PROVISIONED` or `ON_DEMAND`.
    mode: String,
    shards: u64,
    retention_hours: u64,
    record_max_kib: Option<u64>,
    created: Time,
    creation: Settling,
    update: Settling,
    /// What the last change does to the encryption, once it is over.
    rekeying: Rekeying,
    /// The key as it was named, if records are encrypted.
    key: Option<String>,
    /// When the encryption was changed, as long as that counts.
    rekeyed: Vec<Time>,
    gone_at: Option<Time>,
    tags: Tags,
}

/// What a change does to the encryption.
#[derive(Debug, Default, Serialize)]
enum Rekeying {
    #[default]
    Nothing,
    Key(String),
    Off,
}

/// The stream that a request names. Flatten it into an input.
#[derive(Debug, Deserialize)]
struct Named {
    #[serde(rename = "StreamName")]
    name: Option<String>,
    #[serde(rename = "StreamARN")]
    arn: Option<String>,
}

/// About what AWS takes.
const CREATION: Duration = Duration::from_secs(15);
const CHANGE: Duration = Duration::from_secs(10);
const DELETION: Duration = Duration::from_secs(20);

const ACTIVE: &str = "ACTIVE";

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("CreateStream", stream::create)
        .on("DescribeStream", stream::describe)
        .on("DescribeStreamSummary", stream::summary)
        .on("DeleteStream", stream::delete)
        .on("ListStreams", list::streams)
        .on("StartStreamEncryption", encryption::start)
        .on("StopStreamEncryption", encryption::stop)
        .on("IncreaseStreamRetentionPeriod", retention::increase)
        .on("DecreaseStreamRetentionPeriod", retention::decrease)
        .on("AddTagsToStream", tag::add)
        .on("ListTagsForStream", tag::list)
        .on("RemoveTagsFromStream", tag::remove)
}

/// Whether there is a stream with this ARN that is not about to go.
pub(crate) fn exists(world: &World, arn: &str) -> bool {
    let Some(parsed) = Arn::parse(arn).filter(|arn| arn.service == "kinesis") else {
        return false;
    };
    let region = Region::new(parsed.region);
    let state = parsed
        .owner()
        .and_then(|owner| world.kinesis.get(&owner, &region));
    let name = parsed.resource.strip_prefix("stream/").unwrap_or_default();
    let stream = state.and_then(|state| state.streams.get(name));
    stream.is_some_and(|stream| stream.gone_at.is_none())
}

// === impl State ===

impl Settles for State {
    fn settle(&mut self, now: Time) {
        self.streams
            .retain(|_, stream| stream.gone_at.is_none_or(|at| at > now));
        for stream in self.streams.values_mut() {
            if stream.update.is_over(now) {
                match std::mem::take(&mut stream.rekeying) {
                    Rekeying::Nothing => {}
                    Rekeying::Key(key) => stream.key = Some(key),
                    Rekeying::Off => stream.key = None,
                }
            }
        }
    }
}

// === impl Stream ===

impl Stream {
    fn status(&self, now: Time) -> &'static str {
        match self.gone_at {
            Some(_) => "DELETING",
            None if !self.creation.is_over(now) => "CREATING",
            None if !self.update.is_over(now) => "UPDATING",
            None => ACTIVE,
        }
    }

    /// Refuses a stream that is being made, changed or deleted.
    fn ready(&self, account: &str, name: &str, now: Time) -> Result<(), AwsError> {
        match self.status(now) {
            ACTIVE => Ok(()),
            status => Err(errors::in_use(account, name, status)),
        }
    }
}

// === impl Named ===

impl Named {
    /// The name of the stream. One that is of another place is not there.
    fn name(&self, ctx: &Ctx<'_>) -> Result<String, AwsError> {
        let missing = |name: &str| Err(errors::no_stream(ctx.account.as_str(), name));
        let (Some(arn), given) = (&self.arn, &self.name) else {
            return self
                .name
                .clone()
                .ok_or_else(|| errors::invalid("Either StreamName or StreamARN has to be given."));
        };
        let own = ctx.arn("kinesis", "stream/");
        let Some(name) = arn.strip_prefix(&own) else {
            return missing(arn);
        };
        if given.as_deref().is_some_and(|given| given != name) {
            return Err(errors::invalid(
                "StreamName and StreamARN are not of one stream.",
            ));
        }
        Ok(name.to_owned())
    }

    /// The stream, in any state.
    fn find<'w>(&self, ctx: &'w Ctx<'_>) -> Result<(String, &'w Stream), AwsError> {
        let name = self.name(ctx)?;
        let state = ctx.world.kinesis.get(ctx.account, ctx.region);
        let stream = state.and_then(|state| state.streams.get(&name));
        let missing = errors::no_stream(ctx.account.as_str(), &name);
        Ok((name, stream.ok_or(missing)?))
    }

    /// The stream, to be changed: it has to be active.
    fn open<'w>(&self, ctx: &'w mut Ctx<'_>) -> Result<&'w mut Stream, AwsError> {
        let (name, stream) = self.find(ctx)?;
        stream.ready(ctx.account.as_str(), &name, ctx.now)?;
        let missing = errors::no_stream(ctx.account.as_str(), &name);
        let state = ctx.world.kinesis.at(ctx.account, ctx.region);
        state.streams.get_mut(&name).ok_or(missing)
    }
}
