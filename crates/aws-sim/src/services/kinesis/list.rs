//! Lists of streams.

use serde::Deserialize;
use serde_json::{Value, json};

use super::errors;
use crate::{context::Ctx, error::AwsError, paging::PageRequest};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    limit: Option<usize>,
    exclusive_start_stream_name: Option<String>,
    next_token: Option<String>,
}

/// The most streams of one page.
const PAGE: usize = 100;

/// In order of their names, behind the one that is named.
pub(super) fn streams(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let state = ctx.world.kinesis.get(ctx.account, ctx.region);
    let streams = state.into_iter().flat_map(|state| &state.streams);
    let seen = input.exclusive_start_stream_name.as_ref();
    let rows = streams
        .filter(|(name, _)| seen.is_none_or(|seen| *name > seen))
        .map(|(name, stream)| {
            let shown = json!({
                "StreamName": name,
                "StreamARN": stream.arn,
                "StreamStatus": stream.status(ctx.now),
                "StreamModeDetails": { "StreamMode": stream.mode },
                "StreamCreationTimestamp": stream.created,
            });
            (name.clone(), shown)
        });
    let request = PageRequest {
        max_results: Some(input.limit.unwrap_or(PAGE).min(PAGE)),
        next_token: input.next_token,
    };
    let page = ctx
        .page(&request, rows)
        .map_err(|error| errors::invalid(error.message))?;
    let names: Vec<&Value> = page.items.iter().map(|row| &row["StreamName"]).collect();
    Ok(json!({
        "StreamNames": names,
        "StreamSummaries": page.items,
        "HasMoreStreams": page.next_token.is_some(),
        "NextToken": page.next_token,
    }))
}
