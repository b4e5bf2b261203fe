//! What is known about a request besides principal, action and resource.

use std::collections::BTreeMap;

/// Values by condition key, as `aws:RequestedRegion`. Keys have no case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    values: BTreeMap<String, Vec<String>>,
}

// === impl Context ===

impl Context {
    /// The same with one value for `key`.
    pub(crate) fn with(mut self, key: &str, value: &str) -> Self {
        self.put(key, vec![value.to_owned()]);
        self
    }

    /// Sets the values of `key`. A key without values is not there.
    pub(crate) fn put(&mut self, key: &str, values: Vec<String>) {
        if !values.is_empty() {
            self.values.insert(key.to_ascii_lowercase(), values);
        }
    }

    /// The values of `key`, of which there is at least one.
    pub(crate) fn get(&self, key: &str) -> Option<&[String]> {
        self.values
            .get(&key.to_ascii_lowercase())
            .map(Vec::as_slice)
    }
}
