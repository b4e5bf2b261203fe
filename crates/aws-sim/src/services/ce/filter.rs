//! What part of the bill is asked for.

use serde::Deserialize;

use super::ledger::Row;

/// An expression over dimensions and tags.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Filter {
    and: Option<Vec<Filter>>,
    or: Option<Vec<Filter>>,
    not: Option<Box<Filter>>,
    dimensions: Option<Values>,
    tags: Option<Values>,
    /// There are no cost categories: what asks for one gets nothing.
    cost_categories: Option<Values>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Values {
    #[serde(default)]
    key: String,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    match_options: Vec<String>,
}

// === impl Filter ===

impl Filter {
    /// Whether the row is asked for. The empty filter asks for all.
    pub(super) fn takes(&self, row: &Row) -> bool {
        self.and.iter().flatten().all(|part| part.takes(row))
            && self
                .or
                .as_ref()
                .is_none_or(|parts| parts.iter().any(|part| part.takes(row)))
            && self.not.as_ref().is_none_or(|part| !part.takes(row))
            && self.dimensions.as_ref().is_none_or(|values| {
                let value = row.dimension(&values.key);
                value.map_or_else(|| values.absent(), |value| values.fit(&value))
            })
            && self.tags.as_ref().is_none_or(|values| {
                let value = row.tag(&values.key);
                if value.is_empty() {
                    values.absent()
                } else {
                    values.fit(value)
                }
            })
            && self.cost_categories.as_ref().is_none_or(Values::absent)
    }
}

// === impl Values ===

impl Values {
    fn has(&self, option: &str) -> bool {
        self.match_options.iter().any(|given| given == option)
    }

    fn absent(&self) -> bool {
        self.has("ABSENT") || self.values.iter().any(String::is_empty)
    }

    fn fit(&self, value: &str) -> bool {
        let ignore_case = self.has("CASE_INSENSITIVE");
        let fold = |text: &str| {
            if ignore_case {
                text.to_lowercase()
            } else {
                text.to_owned()
            }
        };
        let value = fold(value);
        !self.has("ABSENT")
            && self
                .values
                .iter()
                .map(|wanted| fold(wanted))
                .any(|wanted| match () {
                    () if self.has("STARTS_WITH") => value.starts_with(&wanted),
                    () if self.has("ENDS_WITH") => value.ends_with(&wanted),
                    () if self.has("CONTAINS") => value.contains(&wanted),
                    () => value == wanted,
                })
    }
}
