//! Streams: made, described and deleted.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{CREATION, DELETION, Named, Rekeying, Stream, errors, tag};
use crate::{
    context::Ctx,
    error::AwsError,
    ids::Ids,
    world::{Settling, Tags},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    stream_name: String,
    shard_count: Option<u64>,
    stream_mode_details: Option<Mode>,
    #[serde(rename = "MaxRecordSizeInKiB")]
    record_max_kib: Option<u64>,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Mode {
    stream_mode: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Describe {
    #[serde(flatten)]
    stream: Named,
    limit: Option<usize>,
    exclusive_start_shard_id: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Of {
    #[serde(flatten)]
    stream: Named,
}

const PROVISIONED: &str = "PROVISIONED";
const ON_DEMAND: &str = "ON_DEMAND";
/// With which a stream on demand begins (developer guide, capacity modes).
const SHARDS_ON_DEMAND: u64 = 4;
/// Streams that may be in creation at once (API reference, `CreateStream`).
const CREATING_MAX: usize = 5;
/// Provisioned shards, and streams on demand, of one account and Region (developer guide, quotas).
const SHARDS_MAX: u64 = 200;
const ON_DEMAND_MAX: usize = 50;
const RETENTION_HOURS: u64 = 24;
/// The most shards of one page.
const SHARDS_PER_PAGE: usize = 100;

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<(), AwsError> {
    let name = input.stream_name;
    let mode = input.stream_mode_details.map(|mode| mode.stream_mode);
    let mode = mode.unwrap_or_else(|| PROVISIONED.to_owned());
    let shards = shards(&mode, input.shard_count)?;
    tag::check(&input.tags, &Tags::new())?;
    room(ctx, &name, &mode, shards)?;
    let stream = Stream {
        arn: ctx.arn("kinesis", &format!("stream/{name}")),
        mode,
        shards,
        retention_hours: RETENTION_HOURS,
        record_max_kib: input.record_max_kib,
        created: ctx.now,
        creation: Settling::until(ctx.done_after(CREATION), None),
        update: Settling::default(),
        rekeying: Rekeying::default(),
        key: None,
        rekeyed: Vec::new(),
        gone_at: None,
        tags: input.tags,
    };
    let state = ctx.world.kinesis.at(ctx.account, ctx.region);
    state.streams.insert(name, stream);
    Ok(())
}

fn shards(mode: &str, count: Option<u64>) -> Result<u64, AwsError> {
    match (mode, count) {
        (ON_DEMAND, None) => Ok(SHARDS_ON_DEMAND),
        (ON_DEMAND, Some(_)) => Err(errors::invalid(
            "ShardCount is not for streams in on-demand mode.",
        )),
        (_, count) => count
            .ok_or_else(|| errors::invalid("A stream in provisioned mode needs its ShardCount.")),
    }
}

/// Refuses a name that is taken, and a stream more than there may be.
fn room(ctx: &Ctx<'_>, name: &str, mode: &str, shards: u64) -> Result<(), AwsError> {
    let state = ctx.world.kinesis.get(ctx.account, ctx.region);
    let streams = || state.into_iter().flat_map(|state| &state.streams);
    if streams().any(|(taken, _)| taken == name) {
        return Err(AwsError::new(
            "ResourceInUseException",
            format!(
                "Stream {name} under account {} already exists.",
                ctx.account
            ),
        ));
    }
    let creating = streams().filter(|(_, stream)| !stream.creation.is_over(ctx.now));
    if creating.count() >= CREATING_MAX {
        return Err(errors::limit(format!(
            "There can be at most {CREATING_MAX} streams in the CREATING state."
        )));
    }
    let alike = || streams().filter(|(_, stream)| stream.mode == mode);
    let used: u64 = alike().map(|(_, stream)| stream.shards).sum();
    let full = match mode {
        ON_DEMAND => alike().count() >= ON_DEMAND_MAX,
        _ => used + shards > SHARDS_MAX,
    };
    if full {
        return Err(errors::limit(format!(
            "This request would exceed the limit of the account {} in {}.",
            ctx.account, ctx.region
        )));
    }
    Ok(())
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Describe) -> Result<Value, AwsError> {
    let (name, stream) = input.stream.find(ctx)?;
    let size = input.limit.unwrap_or(SHARDS_PER_PAGE).min(SHARDS_PER_PAGE);
    let seen = input.exclusive_start_shard_id.as_deref();
    let rest = (0..stream.shards).filter(|n| seen.is_none_or(|seen| id(*n).as_str() > seen));
    let rest: Vec<u64> = rest.collect();
    let shards: Vec<Value> = rest
        .iter()
        .take(size)
        .map(|n| shard(ctx, &name, *n, stream.shards))
        .collect();
    let mut shown = common(ctx, &name, stream);
    shown.insert("HasMoreShards".to_owned(), json!(rest.len() > shards.len()));
    shown.insert("Shards".to_owned(), json!(shards));
    Ok(json!({ "StreamDescription": shown }))
}

pub(super) fn summary(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let (name, stream) = input.stream.find(ctx)?;
    let mut shown = common(ctx, &name, stream);
    shown.insert("OpenShardCount".to_owned(), json!(stream.shards));
    shown.insert("ConsumerCount".to_owned(), json!(0));
    shown.insert(
        "MaxRecordSizeInKiB".to_owned(),
        json!(stream.record_max_kib),
    );
    Ok(json!({ "StreamDescriptionSummary": shown }))
}

/// The stream shows as it goes.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Of) -> Result<(), AwsError> {
    let gone_at = ctx.done_after(DELETION);
    input.stream.open(ctx)?.gone_at = Some(gone_at);
    Ok(())
}

/// What both descriptions show.
fn common(ctx: &Ctx<'_>, name: &str, stream: &Stream) -> Map<String, Value> {
    let encryption = if stream.key.is_some() { "KMS" } else { "NONE" };
    let shown = json!({
        "StreamName": name,
        "StreamARN": stream.arn,
        "StreamStatus": stream.status(ctx.now),
        "StreamModeDetails": { "StreamMode": stream.mode },
        "RetentionPeriodHours": stream.retention_hours,
        "StreamCreationTimestamp": stream.created,
        "EnhancedMonitoring": [{ "ShardLevelMetrics": [] }],
        "EncryptionType": encryption,
        "KeyId": stream.key,
    });
    match shown {
        Value::Object(shown) => shown,
        _ => Map::new(),
    }
}

fn id(n: u64) -> String {
    format!("shardId-{n:012}")
}

/// Shards part the 128 bits of hash keys evenly.
fn shard(ctx: &Ctx<'_>, stream: &str, n: u64, of: u64) -> Value {
    let width = u128::MAX / u128::from(of);
    let start = width * u128::from(n);
    let end = if n + 1 == of {
        u128::MAX
    } else {
        start + width - 1
    };
    let number = Ids::of(ctx.settings.seed, &["shard", stream], n).number();
    json!({
        "ShardId": id(n),
        "HashKeyRange": {
            "StartingHashKey": start.to_string(),
            "EndingHashKey": end.to_string(),
        },
        "SequenceNumberRange": { "StartingSequenceNumber": format!("49{number:020}{n:034}") },
    })
}
