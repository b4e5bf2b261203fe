//! The two contents of a flow or a module: what contacts meet, and what is worked on.

use serde::Serialize;

/// Content as it is kept.
#[derive(Debug, Clone, Serialize)]
pub(in crate::services::connect) struct Stored {
    /// None, if it was never published.
    published: Option<String>,
    /// What was saved or published last.
    saved: String,
}

/// The id out of an id or ARN, and what follows it after a colon, as `$SAVED`.
pub(in crate::services::connect) fn qualified(id: &str) -> (&str, Option<&str>) {
    let plain = id.rsplit('/').next().unwrap_or(id);
    match plain.split_once(':') {
        Some((id, qualifier)) => (id, Some(qualifier)),
        None => (plain, None),
    }
}

// === impl Stored ===

impl Stored {
    /// Content that is published.
    pub(in crate::services::connect) fn published(text: String) -> Self {
        Self {
            published: Some(text.clone()),
            saved: text,
        }
    }

    /// Content that was never published.
    pub(in crate::services::connect) fn saved(text: String) -> Self {
        Self {
            published: None,
            saved: text,
        }
    }

    /// Publishes `text`, which is then saved too.
    pub(in crate::services::connect) fn publish(&mut self, text: String) {
        *self = Self::published(text);
    }

    /// Saves `text`; what is published stays.
    pub(in crate::services::connect) fn save(&mut self, text: String) {
        self.saved = text;
    }

    /// What contacts meet.
    pub(in crate::services::connect) fn live(&self) -> Option<&str> {
        self.published.as_deref()
    }

    /// What is worked on.
    pub(in crate::services::connect) fn draft(&self) -> &str {
        &self.saved
    }

    /// `PUBLISHED` or `SAVED`: whether it was ever published.
    pub(in crate::services::connect) fn status(&self) -> &'static str {
        match self.published {
            Some(_) => "PUBLISHED",
            None => "SAVED",
        }
    }

    /// The status of the draft. That it is published while it is the same as the published content
    /// is a choice.
    pub(in crate::services::connect) fn draft_status(&self) -> &'static str {
        match self.live() {
            Some(live) if live == self.saved => "PUBLISHED",
            _ => "SAVED",
        }
    }
}
