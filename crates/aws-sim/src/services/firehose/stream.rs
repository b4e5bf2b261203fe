//! Delivery streams: made, described, listed and deleted.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    CREATION, DELETION, Stream, destination, encryption, encryption::Encryption, errors, find, tag,
};
use crate::{
    context::Ctx,
    error::AwsError,
    services::{kinesis, tag::Tag},
    world::{Settling, Tags},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Create {
    delivery_stream_name: String,
    delivery_stream_type: Option<String>,
    direct_put_source_configuration: Option<Value>,
    kinesis_stream_source_configuration: Option<Value>,
    delivery_stream_encryption_configuration_input: Option<encryption::Wanted>,
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    delivery_stream_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    limit: Option<usize>,
    delivery_stream_type: Option<String>,
    exclusive_start_delivery_stream_name: Option<String>,
}

const DIRECT: &str = "DirectPut";
const FROM_KINESIS: &str = "KinesisStreamAsSource";
/// The streams of a page that nobody gives a size.
const PAGE: usize = 10;
/// Delivery streams of one account and Region (API reference).
const STREAMS_MAX: usize = 5_000;

pub(super) fn create(ctx: &mut Ctx<'_>, request: Value) -> Result<Value, AwsError> {
    let destination = destination::of(ctx, &request)?;
    let input: Create =
        serde_json::from_value(request).map_err(|error| errors::invalid(error.to_string()))?;
    let name = input.delivery_stream_name.clone();
    room(ctx, &name)?;
    let kind = input.delivery_stream_type.as_deref().unwrap_or(DIRECT);
    let source = input.source(ctx, kind)?;
    let tags: Tags = input.tags.into_iter().map(Tag::pair).collect();
    tag::check(&tags, &Tags::new())?;
    let wanted = input.delivery_stream_encryption_configuration_input;
    if wanted.is_some() && kind != DIRECT {
        return Err(encryption::not_direct());
    }
    let creation = Settling::until(ctx.done_after(CREATION), None);
    let encryption = match wanted {
        Some(wanted) => Encryption::on(ctx, wanted, creation.clone())?,
        None => Encryption::default(),
    };
    let arn = ctx.arn("firehose", &format!("deliverystream/{name}"));
    let stream = Stream {
        arn: arn.clone(),
        kind: kind.to_owned(),
        source,
        destination,
        created: ctx.now,
        updated: None,
        creation,
        gone_at: None,
        encryption,
        tags,
    };
    let state = ctx.world.firehose.at(ctx.account, ctx.region);
    state.streams.insert(name, stream);
    Ok(json!({ "DeliveryStreamARN": arn }))
}

fn room(ctx: &Ctx<'_>, name: &str) -> Result<(), AwsError> {
    let Some(state) = ctx.world.firehose.get(ctx.account, ctx.region) else {
        return Ok(());
    };
    if state.streams.contains_key(name) {
        return Err(AwsError::new(
            "ResourceInUseException",
            format!(
                "Firehose {name} under accountId {} already exists",
                ctx.account
            ),
        ));
    }
    if state.streams.len() >= STREAMS_MAX {
        return Err(errors::limit(format!(
            "There can be at most {STREAMS_MAX} Firehose streams in a Region."
        )));
    }
    Ok(())
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let name = &input.delivery_stream_name;
    let stream = find(ctx, name)?;
    Ok(json!({
        "DeliveryStreamDescription": {
            "DeliveryStreamName": name,
            "DeliveryStreamARN": stream.arn,
            "DeliveryStreamStatus": stream.status(ctx.now),
            "DeliveryStreamEncryptionConfiguration": stream.encryption.shown(ctx.now),
            "DeliveryStreamType": stream.kind,
            "VersionId": "1",
            "CreateTimestamp": stream.created,
            "LastUpdateTimestamp": stream.updated,
            "Source": stream.source,
            "Destinations": [stream.destination],
            "HasMoreDestinations": false,
        },
    }))
}

/// In order of their names, behind the one that is named.
pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let state = ctx.world.firehose.get(ctx.account, ctx.region);
    let streams = state.into_iter().flat_map(|state| &state.streams);
    let seen = input.exclusive_start_delivery_stream_name.as_ref();
    let kind = input.delivery_stream_type.as_ref();
    let mut rest = streams.filter(|(name, stream)| {
        seen.is_none_or(|seen| *name > seen) && kind.is_none_or(|kind| *kind == stream.kind)
    });
    let size = input.limit.unwrap_or(PAGE);
    let page: Vec<&String> = rest.by_ref().take(size).map(|(name, _)| name).collect();
    Ok(json!({
        "DeliveryStreamNames": page,
        "HasMoreDeliveryStreams": rest.next().is_some(),
    }))
}

/// A stream that is being made stays; one that goes already may be told to go again.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let name = &input.delivery_stream_name;
    let status = find(ctx, name)?.status(ctx.now);
    if status == "CREATING" {
        return Err(errors::in_use(ctx.account.as_str(), name, status));
    }
    let gone_at = ctx.done_after(DELETION);
    let state = ctx.world.firehose.at(ctx.account, ctx.region);
    let stream = state.streams.get_mut(name);
    let grant = stream.and_then(|stream| {
        stream.gone_at = stream.gone_at.or(Some(gone_at));
        stream.encryption.let_go()
    });
    encryption::give_back(ctx, grant);
    Ok(())
}

// === impl Create ===

impl Create {
    /// Where records come from, as it is shown. A stream that they come from has to exist.
    fn source(&self, ctx: &Ctx<'_>, kind: &str) -> Result<Option<Value>, AwsError> {
        match (kind, &self.kinesis_stream_source_configuration) {
            (DIRECT, None) => {
                let direct = self.direct_put_source_configuration.as_ref();
                Ok(direct.map(|direct| json!({ "DirectPutSourceDescription": direct })))
            }
            (FROM_KINESIS, Some(source)) => {
                let text = |member: &str| source[member].as_str().unwrap_or_default();
                if !kinesis::exists(ctx.world, text("KinesisStreamARN")) {
                    return Err(errors::invalid(format!(
                        "Kinesis stream {} does not exist.",
                        text("KinesisStreamARN")
                    )));
                }
                destination::check_role(ctx, text("RoleARN"))?;
                let mut shown = source.clone();
                shown["DeliveryStartTimestamp"] = json!(ctx.now);
                Ok(Some(json!({ "KinesisStreamSourceDescription": shown })))
            }
            (DIRECT | FROM_KINESIS, _) => Err(errors::invalid(format!(
                "The source configuration does not fit a stream of type {kind}."
            ))),
            _ => Err(
                AwsError::new("NotImplemented", format!("{kind} is not simulated."))
                    .with_status(501),
            ),
        }
    }
}
