//! A spec, and the files that it names.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};
use connect_model::spec::{ContactCenter, Sources, files_wanted, load};

use crate::trouble::Findings;

/// Reads and checks a spec, or says everything that is wrong with it.
pub(crate) fn read(path: &Path) -> Result<ContactCenter> {
    let name = path.to_string_lossy().into_owned();
    let mut sources = Sources {
        specs: vec![name.clone()],
        ..Sources::default()
    };
    take(&mut sources, name)?;
    for wanted in files_wanted(&sources).map_err(Findings)? {
        take(&mut sources, wanted)?;
    }
    Ok(load(&sources).map_err(Findings)?)
}

fn take(sources: &mut Sources, path: String) -> Result<()> {
    let bytes = fs::read(&path).with_context(|| format!("cannot read {path}"))?;
    sources.files.insert(path, bytes);
    Ok(())
}
