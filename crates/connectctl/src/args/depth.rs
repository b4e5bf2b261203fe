//! How far a plan looks.

use clap::ValueEnum;
use control_api::v1 as pb;

/// How far a plan looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Depth {
    /// At every declared field.
    #[default]
    Full,
    /// At what lists and searches show; the plan names what they do not.
    Fast,
    /// As fast, and beyond it at what earlier plans saw, unless it was changed since.
    Cached,
}

// === impl Depth ===

impl From<Depth> for pb::PlanDepth {
    fn from(depth: Depth) -> Self {
        match depth {
            Depth::Full => Self::Full,
            Depth::Fast => Self::Fast,
            Depth::Cached => Self::Cached,
        }
    }
}
