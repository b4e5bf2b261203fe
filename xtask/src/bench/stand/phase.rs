//! One thing that a tool was told to do, and what it took.

use serde::Deserialize;

/// What a phase took. Processor time and memory are those of all processes of the tool together.
#[derive(Debug, Deserialize)]
pub(in crate::bench) struct Phase {
    #[serde(rename = "phase")]
    pub(in crate::bench) name: String,
    /// The exit status.
    #[serde(rename = "rc")]
    pub(in crate::bench) exit: i32,
    pub(in crate::bench) wall_s: f64,
    pub(in crate::bench) cpu_s: f64,
    /// The most that was in memory at one time, shared pages counted for each process.
    pub(in crate::bench) peak_mib: f64,
    /// All calls that reached AWS.
    pub(in crate::bench) calls: usize,
    /// Those of them that were throttled.
    #[serde(rename = "throttled")]
    pub(in crate::bench) refused: usize,
}

// === impl Phase ===

impl Phase {
    pub(in crate::bench) fn is_well(&self) -> bool {
        self.exit == 0
    }

    /// The calls that AWS took up.
    pub(in crate::bench) fn useful(&self) -> usize {
        self.calls - self.refused
    }
}
