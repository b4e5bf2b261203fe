//! No file that everybody enters.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::suite::root;

const LINES_MAX: usize = 500;

/// Rust files that are too long; generated ones are not read by people.
pub(super) fn too_long() -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for folder in ["crates", "examples", "xtask", "tests"] {
        walk(&root().join(folder), &mut wrong)?;
    }
    Ok(wrong)
}

fn walk(folder: &Path, wrong: &mut Vec<String>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            if !is_generated(&path) {
                walk(&path, wrong)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let lines = fs::read_to_string(&path)?.lines().count();
            if lines > LINES_MAX {
                wrong.push(format!(
                    "{}: {lines} lines, at most {LINES_MAX}",
                    path.display()
                ));
            }
        }
    }
    Ok(())
}

fn is_generated(folder: &Path) -> bool {
    folder.ends_with("control-api/src/gen")
}
