//! Lists, as IAM pages them.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{State, errors};
use crate::{context::Ctx, error::AwsError, paging::PageRequest};

/// The members by which a page is asked for. Flatten it into an input.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Paging {
    path_prefix: Option<String>,
    marker: Option<String>,
    max_items: Option<usize>,
}

// === impl Paging ===

impl Paging {
    /// Whether a thing under `path` is asked for.
    pub(super) fn under(&self, path: &str) -> bool {
        self.path_prefix
            .as_ref()
            .is_none_or(|prefix| path.starts_with(prefix))
    }

    /// One page of `rows` under `member`, which come in ascending order of their keys.
    pub(super) fn page(
        self,
        ctx: &Ctx<'_>,
        member: &str,
        rows: Vec<(String, Value)>,
    ) -> Result<Value, AwsError> {
        let request = PageRequest {
            max_results: self.max_items,
            next_token: self.marker,
        };
        let page = ctx
            .page(&request, rows)
            .map_err(|error| errors::validation(error.message))?;
        Ok(json!({
            member: page.items,
            "IsTruncated": page.next_token.is_some(),
            "Marker": page.next_token,
        }))
    }

    /// One page of what `rows` finds in the account.
    pub(super) fn list(
        self,
        ctx: &Ctx<'_>,
        member: &str,
        rows: impl Fn(&Self, &State) -> Vec<(String, Value)>,
    ) -> Result<Value, AwsError> {
        let state = ctx.world.iam.get(ctx.account);
        let rows = state.map(|state| rows(&self, state)).unwrap_or_default();
        self.page(ctx, member, rows)
    }
}
