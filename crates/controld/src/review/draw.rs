//! Flows as pictures.

use flow_language::{
    FlowType,
    album::{self, Picture, Shown},
    bundle::Bundle,
    lint::{self, Context},
};

use super::{
    Contents, Question,
    bundle::{Given, keep},
};
use crate::{
    jobs::{BundleFiles, FileRef},
    refusal::Refusal,
};

/// What the page of all pictures is called.
const TITLE: &str = "Flows";

/// How do these flows look?
#[derive(Clone, Debug)]
pub struct Draw {
    /// The flows.
    pub bundle: BundleFiles,
    /// Flows and modules of these names alone; all, if none is named.
    pub only: Vec<String>,
    /// Whether to mark what the rules found.
    pub findings: bool,
    /// The flows since which changes are coloured.
    pub against: Option<BundleFiles>,
    /// Whether one page with all pictures is wanted, too.
    pub page: bool,
}

/// The pictures.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// In the order of the bundle.
    pub pictures: Vec<Picture>,
    /// A page with all of them, if it was wanted.
    pub page: Option<String>,
}

// === impl Draw ===

impl Question for Draw {
    type Answer = Drawn;

    fn files(&self) -> Vec<&FileRef> {
        let against = self.against.iter().flat_map(|bundle| &bundle.files);
        self.bundle.files.iter().chain(against).collect()
    }

    fn answer(self, contents: &Contents) -> Result<Drawn, Refusal> {
        let fallback = Some(FlowType::ContactFlow);
        let given = Given::read(&self.bundle, fallback, contents)?;
        let is_whole = given.is_whole();
        let mut bundle = given.read.bundle;
        let findings = if self.findings {
            lint::of_bundle(&bundle, &Context::default())
        } else {
            Vec::new()
        };
        let against = self.against.as_ref();
        let against = against.map(|against| Given::read(against, fallback, contents));
        let against = against.transpose()?;
        let contents_alone = !against.as_ref().is_some_and(|it| is_whole && it.is_whole());
        let mut against: Option<Bundle> = against.map(|given| given.read.bundle);
        keep(&self.only, &mut [&mut bundle])?;
        if let Some(against) = &mut against {
            against.keep(&self.only.iter().cloned().collect());
        }
        let shown = Shown {
            findings: &findings,
            against: against.as_ref(),
            contents_alone,
        };
        let pictures = album::pictures(&bundle, shown);
        let page = self.page.then(|| album::page(TITLE, &pictures));
        Ok(Drawn { pictures, page })
    }
}
