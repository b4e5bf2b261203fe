//! What changed from one bundle to another.

use flow_language::{
    FlowType,
    album::{self, Picture},
    bundle::{BundleDifference, Compare, difference},
    diff,
};

use super::{
    Contents, Question,
    bundle::{Given, keep},
};
use crate::{
    jobs::{BundleFiles, FileRef},
    refusal::Refusal,
};

/// What changed?
#[derive(Clone, Debug)]
pub struct Diff {
    /// What was before.
    pub old: BundleFiles,
    /// What is now.
    pub new: BundleFiles,
    /// Flows and modules of these names alone; all, if none is named.
    pub only: Vec<String>,
    /// What counts within a flow.
    pub options: diff::Options,
    /// Whether pictures are wanted, too.
    pub draw: bool,
}

/// What changed.
#[derive(Clone, Debug)]
pub struct Differs {
    /// What changed.
    pub difference: BundleDifference,
    /// All of it for people; nothing where nothing differs.
    pub text: String,
    /// As pictures, if they were wanted.
    pub pictures: Vec<Picture>,
}

// === impl Diff ===

impl Question for Diff {
    type Answer = Differs;

    fn files(&self) -> Vec<&FileRef> {
        self.old.files.iter().chain(&self.new.files).collect()
    }

    fn answer(self, contents: &Contents) -> Result<Differs, Refusal> {
        let mut old = Given::read(&self.old, Some(FlowType::ContactFlow), contents)?;
        let mut new = Given::read(&self.new, Some(FlowType::ContactFlow), contents)?;
        let compare = Compare {
            flows: self.options,
            contents_alone: !(old.is_whole() && new.is_whole()),
            without_aliases: false,
        };
        let (old, new) = (&mut old.read.bundle, &mut new.read.bundle);
        keep(&self.only, &mut [old, new])?;
        let difference = difference(old, new, compare);
        let pictures = if self.draw {
            album::changes(old, new, &difference)
        } else {
            Vec::new()
        };
        Ok(Differs {
            text: difference.to_string(),
            difference,
            pictures,
        })
    }
}
