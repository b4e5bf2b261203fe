//! The processor time of the only thread, the time on the wall, and the memory of the process.

use std::{fs, time::Instant};

/// Processor time since a start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch(f64);

// === impl Stopwatch ===

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self(cpu_ns())
    }

    /// Milliseconds since the start.
    pub(crate) fn ms(self) -> f64 {
        (cpu_ns() - self.0) / 1e6
    }
}

/// How long something takes, in milliseconds.
pub(crate) fn ms<T>(act: impl FnOnce() -> T) -> (f64, T) {
    let watch = Stopwatch::start();
    let done = act();
    (watch.ms(), done)
}

/// Milliseconds on the wall.
#[expect(
    clippy::disallowed_methods,
    reason = "a benchmark measures the clock on the wall"
)]
pub(crate) fn wall_ms<T>(act: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = act();
    (start.elapsed().as_secs_f64() * 1_000.0, done)
}

/// The most memory that this process ever had, see proc(5).
pub(crate) fn peak_mib() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.unwrap().trim().trim_end_matches(" kB");
    kib.parse::<f64>().unwrap() / 1_024.0
}

/// What the thread has had of the processor: the first number of `schedstat`, see proc(5).
fn cpu_ns() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse().unwrap()
}
