//! What is watched, and which keys under it are none of its business.

use std::fmt;

use connect_model::BucketName;
use serde::{Deserialize, Serialize};

use super::names;

/// The longest prefix or folder, in bytes: a key has 1,024, and names of results need room.
const FOLDER_BYTES_MAX: usize = 512;

/// A watch as it is declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatchSpec {
    /// The bucket, in the Region of the target.
    pub bucket: BucketName,
    /// How the keys of arrivals begin; empty for the whole bucket.
    #[serde(default)]
    pub prefix: String,
    /// How the keys of arrivals end, whatever their capitals; without any, all ends will do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suffixes: Vec<String>,
    /// The folder for results; without it, `results/` in the folder that is watched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub results: Option<String>,
    /// The folder for files that cannot be imported; without it, `rejected/` in the folder that
    /// is watched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aside: Option<String>,
    /// The queue that is told of arrivals, in the same Region; without it, the prefix is listed again and
    /// again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue_url: Option<String>,
}

/// A watch that can work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    bucket: BucketName,
    prefix: String,
    suffixes: Vec<String>,
    results: String,
    aside: String,
    queue_url: Option<String>,
}

/// What is wrong with a watch, for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{member}: {message}")]
pub struct WatchError {
    /// The member of the declaration.
    pub member: &'static str,
    /// What is wrong with it, and what to do.
    pub message: String,
}

/// Why a key is no arrival. Nobody needs to keep a note of it: it says nothing of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Passed {
    /// It is in another bucket, or does not begin with the prefix.
    Outside,
    /// It marks a folder: it is empty, and its key ends in `/`.
    Folder,
    /// It is under the folder for results.
    Results,
    /// It is under the folder for files that were moved aside.
    Aside,
    /// Its name is one that we give to results and reports.
    Own,
    /// It does not end as arrivals do.
    Suffix,
}

// === impl WatchSpec ===

impl WatchSpec {
    /// A watch of all that comes under a prefix, by listing.
    pub fn new(bucket: BucketName, prefix: impl Into<String>) -> Self {
        Self {
            bucket,
            prefix: prefix.into(),
            suffixes: Vec::new(),
            results: None,
            aside: None,
            queue_url: None,
        }
    }

    /// A folder as declared, or the usual one beside the arrivals.
    fn folder(&self, told: Option<&String>, usual: &str) -> String {
        let beside = || {
            let end = self.prefix.rfind('/').map_or(0, |at| at + 1);
            format!("{}{usual}/", &self.prefix[..end])
        };
        told.cloned().unwrap_or_else(beside)
    }
}

// === impl Watch ===

impl Watch {
    /// Checks a declaration. All that is wrong with it is said at once.
    pub fn new(spec: WatchSpec) -> Result<Self, Vec<WatchError>> {
        let watch = Self {
            results: spec.folder(spec.results.as_ref(), "results"),
            aside: spec.folder(spec.aside.as_ref(), "rejected"),
            bucket: spec.bucket,
            prefix: spec.prefix,
            suffixes: spec.suffixes,
            queue_url: spec.queue_url,
        };
        let wrong = watch.wrong();
        if wrong.is_empty() {
            Ok(watch)
        } else {
            Err(wrong)
        }
    }

    fn wrong(&self) -> Vec<WatchError> {
        let mut wrong = Vec::new();
        let mut say = |member, message: String| wrong.push(WatchError { member, message });
        if self.prefix.len() > FOLDER_BYTES_MAX {
            say("prefix", too_long());
        }
        for (member, folder) in [("results", &self.results), ("aside", &self.aside)] {
            if let Some(message) = self.unfit(folder) {
                say(member, message);
            }
        }
        if self.results == self.aside {
            let message = "it is the folder of results; name another one";
            say("aside", message.to_owned());
        }
        if self.suffixes.iter().any(|suffix| suffix.trim().is_empty()) {
            let message = "an empty end fits everything; leave it out";
            say("suffixes", message.to_owned());
        }
        if self.queue_url.as_deref().is_some_and(|url| !is_queue(url)) {
            let message = "it is no URL of a queue, such as \
                           https://sqs.eu-west-2.amazonaws.com/111111111111/agents";
            say("queue_url", message.to_owned());
        }
        wrong
    }

    /// Why a folder will not do.
    fn unfit(&self, folder: &str) -> Option<String> {
        if !folder.ends_with('/') || folder == "/" {
            Some("a folder is a text that ends in /".to_owned())
        } else if folder.len() > FOLDER_BYTES_MAX {
            Some(too_long())
        } else if self.prefix.starts_with(folder) {
            let message = "all arrivals are in it, so nothing would ever arrive; name another one";
            Some(message.to_owned())
        } else {
            None
        }
    }

    /// The bucket.
    pub fn bucket(&self) -> &BucketName {
        &self.bucket
    }

    /// How the keys of arrivals begin.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The folder for results; it ends in `/`.
    pub fn results(&self) -> &str {
        &self.results
    }

    /// The folder for files that were moved aside; it ends in `/`.
    pub fn aside(&self) -> &str {
        &self.aside
    }

    /// The queue that is told of arrivals.
    pub fn queue_url(&self) -> Option<&str> {
        self.queue_url.as_deref()
    }

    /// Whether a key can be an arrival; else, why not. Asked before anything is called: what was written by
    /// us is told of by the same queue.
    pub fn passes(&self, bucket: &str, key: &str, size_bytes: Option<u64>) -> Result<(), Passed> {
        let ends = |suffix: &String| ends_with(key, suffix);
        let is_empty = size_bytes.is_none_or(|size| size == 0);
        if bucket != self.bucket.as_str() || !key.starts_with(&self.prefix) {
            Err(Passed::Outside)
        } else if key.starts_with(&self.aside) {
            Err(Passed::Aside)
        } else if key.starts_with(&self.results) {
            Err(Passed::Results)
        } else if key.is_empty() || key.ends_with('/') && is_empty {
            Err(Passed::Folder)
        } else if names::is_own(key) {
            Err(Passed::Own)
        } else if !self.suffixes.is_empty() && !self.suffixes.iter().any(ends) {
            Err(Passed::Suffix)
        } else {
            Ok(())
        }
    }
}

// === impl Passed ===

impl fmt::Display for Passed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Outside => "it is not under what is watched",
            Self::Folder => "it marks a folder",
            Self::Results => "it is in the folder of results",
            Self::Aside => "it is in the folder of files that were moved aside",
            Self::Own => "it has the name of a result or a report",
            Self::Suffix => "its name does not end as those of arrivals do",
        })
    }
}

fn too_long() -> String {
    format!("it has more than {FOLDER_BYTES_MAX} bytes; take a shorter one")
}

/// Whether a key ends so, whatever the capitals.
fn ends_with(key: &str, suffix: &str) -> bool {
    let start = key.len().checked_sub(suffix.len());
    let end = start.and_then(|start| key.get(start..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(suffix))
}

/// Whether a text can be the URL of a queue: the end of one is account and name.
fn is_queue(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let parts: Vec<&str> = rest.unwrap_or_default().split('/').collect();
    parts.len() >= 3 && parts.iter().all(|part| !part.is_empty())
}
