//! How many contacts of each channel an agent handles at once.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{error::AwsError, services::connect::errors};

/// `MediaConcurrency`, as on the wire.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Media {
    channel: String,
    concurrency: Option<u64>,
    /// Always there once it is checked.
    cross_channel_behavior: Option<CrossChannel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    workload_type_concurrencies: Option<Vec<Value>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CrossChannel {
    behavior_type: String,
}

/// Checks a whole list of them.
///
/// A channel stands once, VOICE takes one contact and every other channel up to ten. That a list
/// cannot be empty, and that a channel that names no number has to have numbers by workload type,
/// are choices. A behaviour that is not named is the one of the built-in profile.
pub(super) fn checked(media: Vec<Media>) -> Result<Vec<Media>, AwsError> {
    let channels: BTreeSet<_> = media.iter().map(Media::channel).collect();
    if channels.is_empty() || channels.len() < media.len() {
        return Err(errors::invalid_parameter(
            "MediaConcurrencies has to name a channel, and each channel once.",
        ));
    }
    media.into_iter().map(Media::checked).collect()
}

/// Those of the built-in profile, as others observed them.
pub(super) fn basic() -> Vec<Media> {
    let media = [("VOICE", 1), ("CHAT", 2), ("TASK", 1)];
    media
        .map(|(channel, concurrency)| Media {
            channel: channel.to_owned(),
            concurrency: Some(concurrency),
            cross_channel_behavior: Some(CrossChannel::default()),
            workload_type_concurrencies: None,
        })
        .into()
}

// === impl Media ===

impl Media {
    pub(super) fn channel(&self) -> &str {
        &self.channel
    }

    /// The same as a search has it: without the behaviour across channels.
    pub(super) fn searched(&self) -> Self {
        Self {
            cross_channel_behavior: None,
            ..self.clone()
        }
    }

    fn checked(mut self) -> Result<Self, AwsError> {
        let most = if self.channel == "VOICE" { 1 } else { 10 };
        let fits = match self.concurrency {
            Some(concurrency) => (1..=most).contains(&concurrency),
            None => self.workload_type_concurrencies.is_some(),
        };
        if !fits {
            return Err(errors::invalid_parameter(&format!(
                "The concurrency of {} has to be between 1 and {most}.",
                self.channel
            )));
        }
        self.cross_channel_behavior
            .get_or_insert_with(CrossChannel::default);
        Ok(self)
    }
}

// === impl CrossChannel ===

impl Default for CrossChannel {
    fn default() -> Self {
        Self {
            behavior_type: "ROUTE_CURRENT_CHANNEL_ONLY".to_owned(),
        }
    }
}
