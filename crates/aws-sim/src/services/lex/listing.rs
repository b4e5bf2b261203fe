//! Lists: filtered by name, a page at a time.

use serde::Deserialize;
use serde_json::Value;

use crate::{
    context::Ctx,
    error::AwsError,
    paging::{Page, PageRequest},
};

/// The members that all lists have.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listing {
    #[serde(default)]
    filters: Vec<Filter>,
    sort_by: Option<Sort>,
    max_results: Option<usize>,
    next_token: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Filter {
    values: Vec<String>,
    operator: String,
}

#[derive(Debug, Deserialize)]
struct Sort {
    order: String,
}

// === impl Listing ===

impl Listing {
    /// One page of rows: name, id and what is shown. They come in order of their ids, which is
    /// what the simulator has for order, or by name if it is asked to sort.
    pub(super) fn page(
        &self,
        ctx: &Ctx<'_>,
        rows: impl IntoIterator<Item = (String, String, Value)>,
    ) -> Result<Page<Value>, AwsError> {
        let mut rows: Vec<(String, String, Value)> = rows
            .into_iter()
            .filter(|(name, ..)| self.filters.iter().all(|filter| filter.fits(name)))
            .collect();
        match self.sort_by.as_ref().map(|sort| sort.order.as_str()) {
            Some("Descending") => rows.sort_by(|left, right| right.0.cmp(&left.0)),
            Some(_) => rows.sort_by(|left, right| left.0.cmp(&right.0)),
            None => {}
        }
        let sorted = self.sort_by.is_some();
        let keyed = rows.into_iter().enumerate().map(|(at, (_, id, shown))| {
            let key = if sorted { format!("{at:012}") } else { id };
            (key, shown)
        });
        let request = PageRequest {
            max_results: self.max_results,
            next_token: self.next_token.clone(),
        };
        ctx.page(&request, keyed.collect::<Vec<_>>())
            .map_err(|error| AwsError::new("ValidationException", error.message))
    }
}

// === impl Filter ===

impl Filter {
    /// `EQ` takes the whole name, `CO` a part of it, `NE` all others.
    fn fits(&self, name: &str) -> bool {
        let mut values = self.values.iter();
        match self.operator.as_str() {
            "EQ" => values.any(|value| value == name),
            "NE" => values.all(|value| value != name),
            _ => values.any(|value| name.contains(value.as_str())),
        }
    }
}
