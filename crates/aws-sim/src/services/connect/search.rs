//! Search criteria and filters, which are alike for all kinds.
//!
//! How AWS compares is not documented. Here EXACT is exact, and the other two ignore case.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::world::Tags;

/// A tree of conditions over the fields of a thing.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Criteria {
    and_conditions: Vec<Criteria>,
    or_conditions: Vec<Criteria>,
    string_condition: Option<StringCondition>,
    /// Conditions that only some kinds have, as `QueueTypeCondition`.
    #[serde(flatten)]
    special: Map<String, Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct StringCondition {
    field_name: String,
    value: String,
    comparison_type: String,
}

/// `SearchFilter`: conditions over tags, in the one form or the other that a kind has.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Filter {
    tag_filter: Option<TagFilter>,
    #[serde(alias = "UserAttributeFilter")]
    attribute_filter: Option<AttributeFilter>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct TagFilter {
    or_conditions: Vec<Vec<TagCondition>>,
    and_conditions: Vec<TagCondition>,
    tag_condition: Option<TagCondition>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct AttributeFilter {
    or_conditions: Vec<AttributeConditions>,
    and_condition: Option<AttributeConditions>,
    tag_condition: Option<TagCondition>,
    hierarchy_group_condition: Option<Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct AttributeConditions {
    tag_conditions: Vec<TagCondition>,
    hierarchy_group_condition: Option<Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct TagCondition {
    tag_key: String,
    /// Any value, if empty.
    tag_value: String,
}

// === impl Criteria ===

impl Criteria {
    /// Whether a thing fits.
    ///
    /// `field` gives the values of a field, none for a field that the kind does not have.
    /// `special` decides the kind's own conditions, by name.
    pub(super) fn fits<'v, V: IntoIterator<Item = &'v str>>(
        &self,
        field: &impl Fn(&str) -> V,
        special: &impl Fn(&str, &Value) -> bool,
    ) -> bool {
        let inner = |criteria: &Self| criteria.fits(field, special);
        self.and_conditions.iter().all(inner)
            && (self.or_conditions.is_empty() || self.or_conditions.iter().any(inner))
            && self
                .string_condition
                .as_ref()
                .is_none_or(|condition| condition.fits(field))
            && self
                .special
                .iter()
                .all(|(name, condition)| special(name, condition))
    }

    /// Whether there is a kind's own condition of this name, at any depth.
    pub(super) fn mentions(&self, name: &str) -> bool {
        let mut inner = self.and_conditions.iter().chain(&self.or_conditions);
        self.special.contains_key(name) || inner.any(|criteria| criteria.mentions(name))
    }
}

impl StringCondition {
    fn fits<'v, V: IntoIterator<Item = &'v str>>(&self, field: &impl Fn(&str) -> V) -> bool {
        let wanted = self.value.to_lowercase();
        field(&self.field_name.to_lowercase())
            .into_iter()
            .any(|value| match self.comparison_type.as_str() {
                "STARTS_WITH" => value.to_lowercase().starts_with(&wanted),
                "CONTAINS" => value.to_lowercase().contains(&wanted),
                _ => value == self.value,
            })
    }
}

// === impl Filter ===

impl Filter {
    /// Whether a thing with these tags passes.
    pub(super) fn passes(&self, tags: &Tags) -> bool {
        self.passes_with(tags, &|_| true)
    }

    /// The same for a kind that is in groups: `in_group` decides about a
    /// `HierarchyGroupCondition`.
    pub(super) fn passes_with(&self, tags: &Tags, in_group: &impl Fn(&Value) -> bool) -> bool {
        self.tag_filter.iter().all(|filter| filter.passes(tags))
            && self
                .attribute_filter
                .iter()
                .all(|filter| filter.passes(tags, in_group))
    }
}

impl TagFilter {
    fn passes(&self, tags: &Tags) -> bool {
        let fits = |condition: &TagCondition| condition.fits(tags);
        self.and_conditions.iter().all(fits)
            && self.tag_condition.iter().all(fits)
            && (self.or_conditions.is_empty()
                || self.or_conditions.iter().any(|all| all.iter().all(fits)))
    }
}

impl AttributeFilter {
    fn passes(&self, tags: &Tags, in_group: &impl Fn(&Value) -> bool) -> bool {
        let fits = |all: &AttributeConditions| all.fit(tags, in_group);
        self.and_condition.iter().all(fits)
            && self.tag_condition.iter().all(|tag| tag.fits(tags))
            && self.hierarchy_group_condition.iter().all(in_group)
            && (self.or_conditions.is_empty() || self.or_conditions.iter().any(fits))
    }
}

impl AttributeConditions {
    fn fit(&self, tags: &Tags, in_group: &impl Fn(&Value) -> bool) -> bool {
        self.tag_conditions.iter().all(|tag| tag.fits(tags))
            && self.hierarchy_group_condition.iter().all(in_group)
    }
}

impl TagCondition {
    /// Whether a thing with these tags has the one that is wanted.
    pub(super) fn fits(&self, tags: &Tags) -> bool {
        let value = tags.get(&self.tag_key);
        value.is_some_and(|value| self.tag_value.is_empty() || *value == self.tag_value)
    }
}
