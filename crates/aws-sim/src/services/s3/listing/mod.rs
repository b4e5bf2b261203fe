//! Lists of keys: by prefix, put together at a delimiter, a page at a time.

mod encoding;
pub(super) mod objects;
pub(super) mod uploads;
pub(super) mod versions;

use serde::Deserialize;
use serde_json::{Value, json};

use self::encoding::Encoding;
pub(super) use self::encoding::form as form_encoded;
use super::errors;
use crate::error::AwsError;

/// What all lists are asked for.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Asked {
    prefix: Option<String>,
    delimiter: Option<String>,
    #[serde(alias = "MaxUploads")]
    max_keys: Option<i64>,
    encoding_type: Option<Encoding>,
}

/// One page of a list.
#[derive(Debug)]
pub(super) struct Page<T> {
    /// Keys, and what stands under them.
    rows: Vec<(String, T)>,
    /// What keys begin with that have the delimiter after the prefix.
    groups: Vec<String>,
    /// The last key or group of the page, if there is more after it.
    next: Option<String>,
}

const PAGE: usize = 1_000;

// === impl Asked ===

impl Asked {
    /// The page after `marker`, out of `entries`, which come in order and begin there. Where the
    /// marker is a group, none of its keys is shown again.
    fn page<'k, T>(
        &self,
        entries: impl Iterator<Item = (&'k str, T)>,
        marker: &str,
    ) -> Result<Page<T>, AwsError> {
        let max = self.size()?;
        let mut page = Page {
            rows: Vec::new(),
            groups: Vec::new(),
            next: None,
        };
        let mut last = marker;
        for (key, row) in entries {
            let group = self.group(key);
            if group.is_some_and(|group| group == last) {
                continue;
            }
            if page.rows.len() + page.groups.len() == max {
                page.next = (max > 0).then(|| last.to_owned());
                break;
            }
            match group {
                Some(group) => page.groups.push(group.to_owned()),
                None => page.rows.push((key.to_owned(), row)),
            }
            last = group.unwrap_or(key);
        }
        Ok(page)
    }

    /// Whether a list shows `key` at all.
    fn shows(&self, key: &str) -> bool {
        key.starts_with(self.prefix())
    }

    fn prefix(&self) -> &str {
        self.prefix.as_deref().unwrap_or_default()
    }

    /// What `key` is put together under.
    fn group<'k>(&self, key: &'k str) -> Option<&'k str> {
        let delimiter = self.delimiter.as_deref().filter(|text| !text.is_empty())?;
        let start = self.prefix().len();
        let at = key.get(start..)?.find(delimiter)?;
        Some(&key[..start + at + delimiter.len()])
    }

    fn size(&self) -> Result<usize, AwsError> {
        match self.max_keys.map(usize::try_from) {
            None => Ok(PAGE),
            Some(Ok(size)) => Ok(size.min(PAGE)),
            Some(Err(_)) => Err(errors::invalid_argument(
                "max-keys",
                &self.max_keys.unwrap_or_default().to_string(),
                "Argument maxKeys must be an integer between 0 and 2147483647",
            )),
        }
    }

    /// `text` as the answer shows it.
    fn shown(&self, text: &str) -> String {
        match self.encoding_type {
            Some(Encoding::Url) => encoding::url(text),
            None => text.to_owned(),
        }
    }

    /// The members that all answers have.
    fn answer<T>(&self, page: &Page<T>) -> Value {
        let group = |group: &String| json!({ "Prefix": self.shown(group) });
        let groups = page.groups.iter().map(group).collect::<Vec<Value>>();
        json!({
            "Prefix": self.shown(self.prefix()),
            "Delimiter": self.delimiter.as_deref().map(|text| self.shown(text)),
            "EncodingType": self.encoding_type,
            "IsTruncated": page.next.is_some(),
            "CommonPrefixes": groups,
        })
    }
}
