//! A process that is followed to its end.

use std::{process::Child, time::Duration};

use anyhow::Result;

use crate::bench::{procfs, stopwatch::rest};

/// How often is looked how much memory it has.
const LOOK: Duration = Duration::from_millis(5);

/// The exit status of a process that runs, and the most memory that it was seen to have, in MiB.
pub(super) fn followed(child: &mut Child) -> Result<(i32, f64)> {
    let mut peak = 0.0_f64;
    loop {
        // A process that has ended meanwhile has none.
        peak = peak.max(procfs::peak_mib(child.id()).unwrap_or_default());
        if let Some(status) = child.try_wait()? {
            return Ok((status.code().unwrap_or(-1), peak));
        }
        rest(LOOK);
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn a_process_is_followed_to_its_exit() {
        let mut command = Command::new("sh");
        let mut child = command
            .args(["-c", "sleep 0.1; exit 3"])
            .spawn()
            .expect("a shell");
        let (exit, peak_mib) = followed(&mut child).expect("a child of ours");
        assert_eq!(exit, 3);
        assert!(peak_mib > 0.0);
    }
}
