//! Tags of AWS resources.

use std::collections::{BTreeMap, btree_map};

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::text::Malformed;

/// Tags: keys of 1 to 128 characters that do not begin with `aws:`, values of up to 256.
///
/// How many AWS takes (50 per resource) is a rule of the spec, not of this type: what is observed
/// must always fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Tags(BTreeMap<String, String>);

impl Tags {
    /// No tags.
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks one tag and puts it in, in place of one with the same key.
    pub fn insert(
        &mut self,
        key: impl Into<String>,
        value: impl Into<String>,
    ) -> Result<(), Malformed> {
        let (key, value) = (key.into(), value.into());
        if !is_key(&key) {
            return Err(Malformed::new(KEY));
        }
        if !is_value(&value) {
            return Err(Malformed::new(VALUE));
        }
        self.0.insert(key, value);
        Ok(())
    }

    /// Takes a tag out and gives its value.
    pub fn remove(&mut self, key: &str) -> Option<String> {
        self.0.remove(key)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Every tag by key and value, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// These tags and those of `over`, which win where a key is in both.
    #[must_use]
    pub fn overlaid(&self, over: &Self) -> Self {
        let mut all = self.0.clone();
        all.extend(over.0.clone());
        Self(all)
    }

    /// The tags as a plain map.
    pub fn as_map(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

impl IntoIterator for Tags {
    type Item = (String, String);
    type IntoIter = btree_map::IntoIter<String, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'de> Deserialize<'de> for Tags {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut tags = Self::new();
        for (key, value) in BTreeMap::<String, String>::deserialize(from)? {
            tags.insert(key, value).map_err(de::Error::custom)?;
        }
        Ok(tags)
    }
}

/// What a key must be.
pub(crate) const KEY: &str =
    "a tag key: 1 to 128 characters without control characters, not beginning with aws:";

/// What a value must be.
pub(crate) const VALUE: &str = "a tag value: up to 256 characters without control characters";

/// Whether AWS takes this key.
pub(crate) fn is_key(key: &str) -> bool {
    let is_reserved = key
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("aws:"));
    (1..=128).contains(&key.chars().count()) && !is_reserved && !key.chars().any(char::is_control)
}

/// Whether AWS takes this value.
pub(crate) fn is_value(value: &str) -> bool {
    value.chars().count() <= 256 && !value.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_are_checked() {
        let mut tags = Tags::new();
        tags.insert("Environment", "production").unwrap();
        tags.insert("empty", "").unwrap();
        assert!(tags.insert("AWS:x", "1").is_err());
        assert!(tags.insert("", "1").is_err());
        assert!(tags.insert("k".repeat(129), "1").is_err());
        assert!(tags.insert("k", "v".repeat(257)).is_err());
        assert_eq!(tags.len(), 2);
        assert_eq!(tags.get("Environment"), Some("production"));
        assert!(serde_json::from_str::<Tags>(r#"{"aws:x": "1"}"#).is_err());
    }

    #[test]
    fn the_tags_on_top_win() {
        let base: Tags = serde_json::from_str(r#"{"a": "1", "b": "1"}"#).unwrap();
        let over: Tags = serde_json::from_str(r#"{"b": "2", "c": "2"}"#).unwrap();
        let both = base.overlaid(&over);
        assert_eq!(
            both.iter().collect::<Vec<_>>(),
            [("a", "1"), ("b", "2"), ("c", "2")]
        );
    }
}
