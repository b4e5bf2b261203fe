//! A program that serves until it is stopped.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, ChildStdout, Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};
use rustix::process::{Pid, Signal, kill_process};

use super::Memory;
use crate::bench::procfs;

/// A program that serves. It is killed when this is dropped.
#[derive(Debug)]
pub(in crate::bench) struct Server {
    child: Child,
    address: String,
    /// Kept open: a program whose output nobody can read any more may fail.
    output: BufReader<ChildStdout>,
}

// === impl Server ===

impl Server {
    /// Starts the program and returns when it has said where it serves: its first line has the
    /// address behind `before`. What it complains about is shown to the person who measures.
    pub(super) fn start(command: &mut Command, before: &str) -> Result<Self> {
        let program = command.get_program().display().to_string();
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut child = child.with_context(|| format!("starting {program}"))?;
        let output = child.stdout.take().context("the output is piped")?;
        let mut server = Self {
            child,
            address: String::new(),
            output: BufReader::new(output),
        };
        let mut line = String::new();
        server.output.read_line(&mut line)?;
        let Some(address) = address_in(&line, before) else {
            bail!("{program} does not say where it serves: {line:?}");
        };
        server.address = address.to_owned();
        Ok(server)
    }

    /// Where it serves, as `127.0.0.1:7420`.
    pub(in crate::bench) fn address(&self) -> &str {
        &self.address
    }

    /// The memory that it holds now.
    pub(in crate::bench) fn memory(&self) -> Result<Memory> {
        Memory::of(self.child.id())
    }

    /// Seconds of processor time that it has had, user and system.
    pub(in crate::bench) fn cpu_s(&self) -> Result<f64> {
        procfs::cpu_s_of(self.child.id())
    }

    /// The most that it has held in memory since [`Self::forget_peak`], in MiB.
    pub(in crate::bench) fn peak_mib(&self) -> Result<f64> {
        procfs::peak_mib(self.child.id())
    }

    /// Forgets the most that it has held until now.
    pub(in crate::bench) fn forget_peak(&self) -> Result<()> {
        procfs::forget_peak(self.child.id())
    }

    /// Asks it to stop, and waits until it has.
    pub(in crate::bench) fn stop(mut self) -> Result<()> {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        kill_process(pid.context("a process has an id")?, Signal::TERM)?;
        let status = self.child.wait()?;
        ensure!(status.success(), "a server ended with {status}");
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail when it has ended, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address behind `before`, up to a comma, a blank or the end.
fn address_in<'l>(line: &'l str, before: &str) -> Option<&'l str> {
    let (_, rest) = line.split_once(before)?;
    let address = rest.split([',', ' ', '\n']).next()?;
    (!address.is_empty()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_out_of_the_first_line() {
        let daemon = "controld serving gRPC on 127.0.0.1:7420, health on http://127.0.0.1:7421\n";
        assert_eq!(address_in(daemon, "gRPC on "), Some("127.0.0.1:7420"));
        let simulator = "aws-sim listening on http://127.0.0.1:4599\n";
        assert_eq!(address_in(simulator, "http://"), Some("127.0.0.1:4599"));
        assert_eq!(address_in("", "http://"), None);
        assert_eq!(address_in("http://\n", "http://"), None);
    }

    #[test]
    fn a_program_that_ends_without_a_word_is_no_server() {
        let error = Server::start(&mut Command::new("true"), "http://").expect_err("no address");
        assert!(
            error.to_string().contains("does not say where it serves"),
            "{error}"
        );
    }

    #[test]
    fn a_server_stops_when_it_is_asked_to() {
        let script = "trap 'exit 0' TERM; echo at http://here; while :; do :; done";
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let server = Server::start(&mut command, "http://").expect("it says where");
        assert_eq!(server.address(), "here");
        server.stop().expect("it ends well");
    }
}
