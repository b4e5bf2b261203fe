//! The machine that the figures come from.

use std::{fmt, fs, process::Command, thread};

use anyhow::{Context, Result};

use super::{figure::digits, procfs, stopwatch};

/// What a reader has to know of the machine.
#[derive(Debug)]
pub(super) struct Machine {
    /// The day, in UTC, as `2026-01-31`.
    pub(super) date: String,
    pub(super) cores: usize,
    /// As the processor calls itself.
    pub(super) processor: String,
    pub(super) memory_mib: f64,
    /// How many others wanted a core, on average over the minute before the run.
    pub(super) load: f64,
    /// The compiler, as it calls itself.
    pub(super) rustc: String,
}

// === impl Machine ===

impl Machine {
    /// Looks at the machine as it is now.
    pub(super) fn look() -> Result<Self> {
        let memory = procfs::read("meminfo")?;
        let load = procfs::read("loadavg")?;
        let load = load.split(' ').next().unwrap_or_default();
        Ok(Self {
            date: stopwatch::today(),
            cores: thread::available_parallelism()?.get(),
            processor: processor(),
            memory_mib: procfs::mib(&memory, "MemTotal")?,
            load: load.parse().context("reading the load")?,
            rustc: rustc()?,
        })
    }

    /// A machine for tests.
    #[cfg(test)]
    pub(super) fn example() -> Self {
        Self {
            date: "2026-01-31".into(),
            cores: 2,
            processor: "Example 9000".into(),
            memory_mib: 24_000.0,
            load: 0.5,
            rustc: "rustc 1.95.0".into(),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            date,
            cores,
            processor,
            load,
            rustc,
            ..
        } = self;
        let memory = digits(self.memory_mib / 1024.0);
        write!(
            f,
            "{date}, {cores} cores ({processor}), {memory} GiB, {rustc}, load {load} before the run"
        )
    }
}

/// Not every processor tells its name.
fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = procfs::member(&text, "model name");
    name.unwrap_or("unnamed processor").to_owned()
}

fn rustc() -> Result<String> {
    let output = Command::new("rustc").arg("--version").output();
    let output = output.context("running rustc")?;
    let text = String::from_utf8(output.stdout).context("rustc speaks UTF-8")?;
    // The hash behind the version says nothing more.
    let words: Vec<_> = text.split_whitespace().take(2).collect();
    Ok(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_tells_what_bears_on_the_figures() {
        assert_eq!(
            Machine::example().to_string(),
            "2026-01-31, 2 cores (Example 9000), 23.4 GiB, rustc 1.95.0, load 0.5 before the run"
        );
    }
}
