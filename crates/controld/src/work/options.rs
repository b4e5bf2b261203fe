//! What a plan may touch and how far it looks, in the words of the capability.

use connect_provision::{PlanOptions, Prune};
use connect_resources::{Depth, Quotas};

use crate::jobs;

impl From<&jobs::PlanOptions> for PlanOptions {
    fn from(options: &jobs::PlanOptions) -> Self {
        let prune = Prune {
            release_numbers: options.release_numbers,
            delete_data: options.delete_data,
        };
        Self {
            depth: options.depth.into(),
            layers: options.layers.clone(),
            prune: options.prune.then_some(prune),
            take_ownership: options.take_ownership,
            quotas: Quotas::Ignored,
        }
    }
}

impl From<jobs::Depth> for Depth {
    fn from(depth: jobs::Depth) -> Self {
        match depth {
            jobs::Depth::Full => Self::Full,
            jobs::Depth::Fast => Self::Fast,
            jobs::Depth::Cached => Self::Cached,
        }
    }
}
