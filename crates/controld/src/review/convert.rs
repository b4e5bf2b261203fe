//! Flows of any form as a bundle.

use flow_language::bundle::{Files, Read};

use super::{Contents, Question, bundle::Given};
use crate::{
    jobs::{BundleFiles, FileRef},
    refusal::Refusal,
};

/// What do these files look like as a bundle?
#[derive(Clone, Debug)]
pub struct Convert {
    /// The files.
    pub bundle: BundleFiles,
}

/// The bundle.
#[derive(Clone, Debug)]
pub struct Converted {
    /// Its files.
    pub files: Files,
    /// Where everything comes from, and what was lost.
    pub read: Read,
}

// === impl Convert ===

impl Question for Convert {
    type Answer = Converted;

    fn files(&self) -> Vec<&FileRef> {
        self.bundle.files.iter().collect()
    }

    fn answer(self, contents: &Contents) -> Result<Converted, Refusal> {
        let Given { read, .. } = Given::read(&self.bundle, None, contents)?;
        Ok(Converted {
            files: read.bundle.to_files(),
            read,
        })
    }
}
