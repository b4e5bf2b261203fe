//! What an observation remembers for the next one.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::Members;

/// Remembers what lists and searches do not show.
///
/// Contract: `recall` gives for each ARN what was last put for it, or nothing. Anything may be
/// forgotten at any time, and what cannot be read is forgotten: then it is asked of AWS again. One
/// call of `remember` may take effect in part, but each thing as a whole. Two processes may share
/// one memory: the last to put wins. Nobody writes to AWS on the word of a memory.
#[async_trait]
pub trait Memory: Debug + Send + Sync {
    /// What is remembered of the things with these ARNs, in any order.
    async fn recall(&self, arns: &[String]) -> Vec<Recollection>;

    /// Remembers these things in place of what was remembered of them.
    async fn remember(&self, things: Vec<Recollection>);
}

/// What is remembered of one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recollection {
    /// Its ARN.
    pub arn: String,
    /// When AWS had changed it last, in milliseconds since 1970. What is remembered counts only
    /// while this is still so.
    pub modified_ms: i64,
    /// Members that no search shows, by the name of what reads them; references are ids.
    pub gaps: BTreeMap<String, Members>,
}

/// A memory that keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoMemory;

/// A memory that lasts as long as the process.
#[derive(Debug, Default)]
pub struct VolatileMemory {
    things: Mutex<BTreeMap<String, Recollection>>,
}

// === impl Recollection ===

impl Recollection {
    /// What of `before` still holds of a thing that was changed last at this time.
    pub fn begun(arn: &str, modified_ms: i64, before: Option<&Self>) -> Self {
        let before = before.and_then(|it| it.as_of(Some(modified_ms)));
        Self {
            arn: arn.to_owned(),
            modified_ms,
            gaps: before.map(|it| it.gaps.clone()).unwrap_or_default(),
        }
    }

    /// The same, if the thing has not been changed since.
    pub fn as_of(&self, modified_ms: Option<i64>) -> Option<&Self> {
        (Some(self.modified_ms) == modified_ms).then_some(self)
    }
}

// === impl NoMemory ===

#[async_trait]
impl Memory for NoMemory {
    async fn recall(&self, _: &[String]) -> Vec<Recollection> {
        Vec::new()
    }

    async fn remember(&self, _: Vec<Recollection>) {}
}

// === impl VolatileMemory ===

#[async_trait]
impl Memory for VolatileMemory {
    async fn recall(&self, arns: &[String]) -> Vec<Recollection> {
        let things = self.things.lock().unwrap_or_else(PoisonError::into_inner);
        arns.iter()
            .filter_map(|arn| things.get(arn).cloned())
            .collect()
    }

    async fn remember(&self, new: Vec<Recollection>) {
        let mut things = self.things.lock().unwrap_or_else(PoisonError::into_inner);
        things.extend(new.into_iter().map(|thing| (thing.arn.clone(), thing)));
    }
}
