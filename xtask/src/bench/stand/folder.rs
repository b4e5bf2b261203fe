//! How much a folder holds.

use std::{collections::HashSet, fs, os::unix::fs::MetadataExt as _, path::Path};

use anyhow::{Context, Result};

/// Bytes on the disk of all files below `folder`. A file with several names counts once: cargo links
/// what it has built to a second place.
pub(in crate::bench) fn bytes_in(folder: &Path) -> Result<u64> {
    let mut seen = HashSet::new();
    add(folder, &mut seen)
}

fn add(folder: &Path, seen: &mut HashSet<u64>) -> Result<u64> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut bytes = 0;
    for entry in entries {
        let path = entry?.path();
        let metadata = fs::symlink_metadata(&path)?;
        if metadata.is_dir() {
            bytes += add(&path, seen)?;
        } else if seen.insert(metadata.ino()) {
            // A block is 512 bytes whatever the file system uses: stat(2).
            bytes += metadata.blocks() * 512;
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_two_names_counts_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let (inner, name) = (folder.path().join("inner"), folder.path().join("name"));
        fs::create_dir(&inner).expect("a folder");
        fs::write(&name, vec![1; 100_000]).expect("a file");
        let alone = bytes_in(folder.path()).expect("readable");
        fs::hard_link(&name, inner.join("second")).expect("a link");
        assert_eq!(bytes_in(folder.path()).expect("readable"), alone);
        fs::copy(&name, inner.join("copy")).expect("a copy");
        assert!(bytes_in(folder.path()).expect("readable") > alone);
    }
}
