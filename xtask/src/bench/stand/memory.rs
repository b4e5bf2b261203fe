//! The memory of a process.

use anyhow::Result;

use crate::bench::procfs;

/// The memory that a process holds, in MiB.
#[derive(Clone, Copy, Debug)]
pub(in crate::bench) struct Memory {
    /// All pages that are in memory for it, shared ones too.
    pub(in crate::bench) resident: f64,
    /// The same, with each shared page divided by the number of those who share it.
    pub(in crate::bench) proportional: f64,
}

// === impl Memory ===

impl Memory {
    pub(super) fn of(process: u32) -> Result<Self> {
        let status = procfs::read(&format!("{process}/status"))?;
        let rollup = procfs::read(&format!("{process}/smaps_rollup"))?;
        Ok(Self {
            resident: procfs::mib(&status, "VmRSS")?,
            proportional: procfs::mib(&rollup, "Pss")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_holds_no_more_than_its_resident_pages() {
        let memory = Memory::of(std::process::id()).expect("this process is there");
        assert!(memory.proportional > 0.0);
        // The two are read one after the other, so a page may have come in between.
        assert!(memory.proportional <= memory.resident + 1.0, "{memory:?}");
    }
}
