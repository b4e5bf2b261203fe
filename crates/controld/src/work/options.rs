//! What a plan may touch, in the words of the capability.

use connect_provision::{PlanOptions, Prune};

use crate::jobs;

impl From<&jobs::PlanOptions> for PlanOptions {
    fn from(options: &jobs::PlanOptions) -> Self {
        let prune = Prune {
            release_numbers: options.release_numbers,
        };
        Self {
            layers: options.layers.clone(),
            prune: options.prune.then_some(prune),
            take_ownership: options.take_ownership,
        }
    }
}
