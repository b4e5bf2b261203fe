//! What is wrong with flows.

use flow_language::{
    bundle::Skipped,
    legacy::Gap,
    lint::{self, Context, Finding},
};

use super::{Contents, Question, bundle::Given};
use crate::{
    jobs::{BundleFiles, FileRef},
    refusal::Refusal,
};

/// What is wrong with these flows?
#[derive(Clone, Debug)]
pub struct Check {
    /// The flows.
    pub bundle: BundleFiles,
    /// Whether SARIF is wanted, too.
    pub sarif: bool,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// By flow, and in the order of the rules.
    pub findings: Vec<Finding>,
    /// What could not be converted of old exports, by file.
    pub gaps: Vec<(String, Gap)>,
    /// Files that were left out.
    pub skipped: Vec<Skipped>,
    /// The findings for people.
    pub text: String,
    /// SARIF, if it was wanted.
    pub sarif: Option<String>,
}

// === impl Check ===

impl Question for Check {
    type Answer = Checked;

    fn files(&self) -> Vec<&FileRef> {
        self.bundle.files.iter().collect()
    }

    fn answer(self, contents: &Contents) -> Result<Checked, Refusal> {
        let Given { read, files } = Given::read(&self.bundle, None, contents)?;
        let findings = lint::of_bundle(&read.bundle, &Context::default());
        let sarif = self.sarif.then(|| {
            let sources = lint::sources(&read, &files);
            lint::sarif(&findings, &sources, env!("CARGO_PKG_VERSION")).to_string()
        });
        Ok(Checked {
            text: lint::text(&findings),
            findings,
            gaps: read.gaps,
            skipped: read.skipped,
            sarif,
        })
    }
}
