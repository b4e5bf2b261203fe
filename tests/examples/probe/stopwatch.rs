//! The clocks of the machine, which the simulated world does not see.

use std::{fs, time::Instant};

use serde_json::{Value, json};

/// Time since a start, on the wall and of the processor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch {
    wall: Instant,
    cpu_ns: f64,
}

// === impl Stopwatch ===

impl Stopwatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "a benchmark measures the clock on the wall"
    )]
    pub(crate) fn start() -> Self {
        Self {
            wall: Instant::now(),
            cpu_ns: cpu_ns(),
        }
    }

    /// Milliseconds since the start: `ms` on the wall, `cpu_ms` of the processor.
    pub(crate) fn taken(self) -> Value {
        let ms = self.wall.elapsed().as_secs_f64() * 1_000.0;
        json!({ "ms": ms, "cpu_ms": (cpu_ns() - self.cpu_ns) / 1e6 })
    }
}

/// What the only thread has had of the processor: the first number of `schedstat`, see proc(5).
fn cpu_ns() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse().unwrap()
}
