//! What the system says of itself and of processes: `/proc`, as proc(5) describes it.

use std::fs;

use anyhow::{Context, Result};

/// The text of one of its files.
pub(super) fn read(name: &str) -> Result<String> {
    let path = format!("/proc/{name}");
    fs::read_to_string(&path).with_context(|| format!("reading {path}"))
}

/// The value of a line `name: value`.
pub(super) fn member<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut members = text.lines().filter_map(|line| line.split_once(':'));
    members
        .find(|(found, _)| found.trim_end() == name)
        .map(|(_, value)| value.trim())
}

/// The value of a line `name: value kB` in MiB.
pub(super) fn mib(text: &str, name: &str) -> Result<f64> {
    let kib: Option<f64> = member(text, name)
        .and_then(|value| value.strip_suffix(" kB"))
        .and_then(|value| value.parse().ok());
    Ok(kib.with_context(|| format!("no {name} in kB"))? / 1024.0)
}

/// The most that a process has had in memory at one time, in MiB.
pub(super) fn peak_mib(process: u32) -> Result<f64> {
    mib(&read(&format!("{process}/status"))?, "VmHWM")
}

/// Lets what a process has in memory now be the most that it has had.
pub(super) fn forget_peak(process: u32) -> Result<()> {
    let path = format!("/proc/{process}/clear_refs");
    fs::write(&path, "5").with_context(|| format!("writing {path}"))
}

/// Seconds of processor time of a process, user and system.
pub(super) fn cpu_s_of(process: u32) -> Result<f64> {
    let stat = read(&format!("{process}/stat"))?;
    seconds(ticks(&stat, 14)).context("reading the stat of a process")
}

/// Seconds of processor time, user and system, of the children that this process has waited for,
/// and of theirs.
pub(super) fn cpu_s_of_children() -> Result<f64> {
    seconds(ticks(&read("self/stat")?, 16)).context("reading /proc/self/stat")
}

fn seconds(ticks: Option<u64>) -> Option<f64> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "ticks are hundredths of seconds"
    )]
    ticks.map(|ticks| ticks as f64 / rustix::param::clock_ticks_per_second() as f64)
}

/// The sum of the field of that number, `utime` or `cutime`, and the one behind it, `stime` or
/// `cstime`. The second field may hold blanks and brackets, so the count starts behind its last
/// bracket.
fn ticks(stat: &str, field: usize) -> Option<u64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(field - 3);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUS: &str = "Name:\tcontrold\nVmHWM:\t   20480 kB\nVmRSS:\t   10240 kB\nThreads:\t3\n";

    #[test]
    fn a_member_is_found_by_its_whole_name() {
        assert_eq!(member(STATUS, "Name"), Some("controld"));
        assert_eq!(member(STATUS, "VmRS"), None);
        assert_eq!(
            member("model name\t: Example: 9000\n", "model name"),
            Some("Example: 9000")
        );
    }

    #[test]
    fn a_size_is_told_in_mebibytes() {
        assert!((mib(STATUS, "VmRSS").expect("there") - 10.0).abs() < f64::EPSILON);
        assert!(mib(STATUS, "Pss").is_err());
        assert!(mib(STATUS, "Threads").is_err());
    }

    #[test]
    fn processor_time_is_read_behind_any_name() {
        let stat = "7 (a ) b) S 1 7 7 0 -1 4194304 9 9 0 0 11 12 130 14 20 0 1 0 5 6 7";
        assert_eq!((ticks(stat, 14), ticks(stat, 16)), (Some(23), Some(144)));
        assert_eq!(ticks("7 (short) S 1", 14), None);
    }
}
