//! Lists, as KMS pages them.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{context::Ctx, error::AwsError, paging::PageRequest};

/// The members by which a page is asked for. Flatten it into an input.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Paging {
    limit: Option<usize>,
    marker: Option<String>,
}

/// Rows of a page whose size nobody gives.
const USUAL: usize = 50;

// === impl Paging ===

impl Paging {
    /// One page of `rows` under `member`, which come in ascending order of their keys.
    pub(super) fn page(
        self,
        ctx: &Ctx<'_>,
        member: &str,
        rows: Vec<(String, Value)>,
    ) -> Result<Value, AwsError> {
        let request = PageRequest {
            max_results: Some(self.limit.unwrap_or(USUAL)),
            next_token: self.marker,
        };
        let page = ctx
            .page(&request, rows)
            .map_err(|error| AwsError::new("InvalidMarkerException", error.message))?;
        Ok(json!({
            member: page.items,
            "Truncated": page.next_token.is_some(),
            "NextMarker": page.next_token,
        }))
    }
}
