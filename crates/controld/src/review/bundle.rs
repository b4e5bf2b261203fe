//! The bundles that questions are about.

use std::collections::BTreeSet;

use flow_language::{
    FlowType,
    bundle::{Bundle, Files, Loose, MANIFEST, Read},
};

use super::Contents;
use crate::{
    jobs::BundleFiles,
    refusal::{Refusal, Violation},
    work::flows,
};

/// A bundle as it was read, with its files.
pub(super) struct Given {
    pub(super) read: Read,
    pub(super) files: Files,
}

// === impl Given ===

impl Given {
    /// Reads the flows of a question. `fallback` is the type of those that do not say theirs.
    pub(super) fn read(
        bundle: &BundleFiles,
        fallback: Option<FlowType>,
        contents: &Contents,
    ) -> Result<Self, Refusal> {
        let file = |file: &crate::jobs::FileRef| (file.path.clone(), contents.of(file).to_vec());
        let files: Files = bundle.files.iter().map(file).collect();
        let loose = Loose {
            flow_type: bundle.default_type.or(fallback),
        };
        let read = Bundle::read(&files, loose);
        let findings = flows::troubles(&read);
        if findings.is_empty() {
            Ok(Self { read, files })
        } else {
            Err(Refusal::Spec(findings))
        }
    }

    /// Whether it says descriptions, tags and the like, and not contents alone.
    pub(super) fn is_whole(&self) -> bool {
        self.files.contains_key(MANIFEST)
    }
}

/// Leaves the flows and modules of these names alone; all, if none is named.
pub(super) fn keep(only: &[String], bundles: &mut [&mut Bundle]) -> Result<(), Refusal> {
    let names = bundles.iter().flat_map(|bundle| bundle.items.keys());
    let names: BTreeSet<&str> = names.map(|name| name.name.as_str()).collect();
    let wrong: Vec<_> = only
        .iter()
        .enumerate()
        .filter(|(_, wanted)| !names.contains(wanted.as_str()))
        .map(|(n, _)| Violation::new(format!("only[{n}]"), "no flow or module has this name"))
        .collect();
    if !wrong.is_empty() {
        return Err(Refusal::Invalid(wrong));
    }
    let only = only.iter().cloned().collect();
    for bundle in bundles {
        bundle.keep(&only);
    }
    Ok(())
}
