//! The flows of a bundle as pictures, and one page that shows them all.
//!
//! Pictures and page load nothing from outside, run nothing, and every text in them is escaped.

mod page;
mod replay;
mod walk;

pub use self::{
    page::page,
    replay::of_replay,
    walk::{of_cases, of_walk},
};
use crate::{
    bundle::{Bundle, BundleDifference, Files, ItemDifference, ItemName, Paths, counterpart},
    document::Document,
    draw, lint,
};

/// One flow as a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The flow or module.
    pub item: ItemName,
    /// Which version of it, where there are several; else empty.
    pub version: &'static str,
    /// A path for its file, as a bundle has it, but for the ending.
    pub file: String,
    /// A standalone SVG document.
    pub svg: String,
    /// What is to be read beside it, a line each.
    pub lines: Vec<String>,
}

/// What to show beside the flows themselves. By default nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shown<'a> {
    /// What the rules found.
    pub findings: &'a [lint::Finding],
    /// Show what changed since this bundle.
    pub against: Option<&'a Bundle>,
    /// That bundle or this one says contents alone, as [`Compare::contents_alone`] has it.
    ///
    /// [`Compare::contents_alone`]: crate::bundle::Compare::contents_alone
    pub contents_alone: bool,
}

/// The flows and modules of a bundle as pictures, in the order of the bundle.
pub fn pictures(bundle: &Bundle, shown: Shown<'_>) -> Vec<Picture> {
    let mut paths = Paths::default();
    let picture = |(name, item): (&ItemName, &crate::bundle::Item)| {
        let old = shown.against;
        let old = old.and_then(|old| counterpart(name, bundle, old, shown.contents_alone));
        let old = old.map(|(_, item)| item.content.document());
        let document = item.content.document();
        let mut picture = one(name, &document, old.as_ref(), shown.findings, &mut paths);
        if shown.against.is_some() && old.is_none() {
            picture.lines.push("new".to_owned());
        }
        picture
    };
    bundle.items.iter().map(picture).collect()
}

/// The flows and modules that changed, each with its blocks coloured by what became of them, then those
/// that are gone, then those that are new.
pub fn changes(old: &Bundle, new: &Bundle, difference: &BundleDifference) -> Vec<Picture> {
    let mut paths = Paths::default();
    let changed = difference.changed.iter();
    let mut all: Vec<_> = changed
        .filter_map(|changed| change(old, new, changed, &mut paths))
        .collect();
    let removed = difference.removed.iter().map(|name| ("removed", name, old));
    let added = difference.added.iter().map(|name| ("added", name, new));
    let plain = removed.chain(added).filter_map(|(word, name, bundle)| {
        let document = bundle.items.get(name)?.content.document();
        let svg = draw::svg(&document, &draw::Options::default());
        Some(Picture::of(name, svg, vec![word.to_owned()], &mut paths))
    });
    all.extend(plain);
    all
}

fn change(
    old: &Bundle,
    new: &Bundle,
    changed: &ItemDifference,
    paths: &mut Paths,
) -> Option<Picture> {
    let was = changed.was.as_ref().unwrap_or(&changed.item);
    let before = old.items.get(was)?.content.document();
    let document = new.items.get(&changed.item)?.content.document();
    let options = draw::Options {
        difference: Some((&changed.content, &before)),
        ..draw::Options::default()
    };
    let told = changed.to_string();
    let lines = told.lines().skip(1).map(|line| line.trim_end().to_owned());
    let svg = draw::svg(&document, &options);
    Some(Picture::of(&changed.item, svg, lines.collect(), paths))
}

/// The pictures as files: one SVG each, and `index.html`.
pub fn files(title: &str, pictures: &[Picture]) -> Files {
    let mut files: Files = pictures
        .iter()
        .map(|picture| (picture.file.clone(), picture.svg.clone().into_bytes()))
        .collect();
    files.insert("index.html".to_owned(), page(title, pictures).into_bytes());
    files
}

fn one(
    name: &ItemName,
    document: &Document,
    old: Option<&Document>,
    findings: &[lint::Finding],
    paths: &mut Paths,
) -> Picture {
    let found = findings
        .iter()
        .filter(|finding| finding.flow.as_ref() == Some(name));
    let marks: Vec<_> = found.clone().filter_map(mark).collect();
    let options = draw::Options {
        findings: &marks,
        ..draw::Options::default()
    };
    let svg = draw::against(document, old, options);
    Picture::of(name, svg, found.map(line).collect(), paths)
}

fn mark(finding: &lint::Finding) -> Option<draw::Finding> {
    Some(draw::Finding {
        action: finding.action.clone()?,
        severity: match finding.severity {
            lint::Severity::Note => draw::Severity::Info,
            lint::Severity::Warning => draw::Severity::Warning,
            lint::Severity::Error => draw::Severity::Error,
        },
        text: format!("{}. {}", finding.message, finding.remedy),
    })
}

fn line(finding: &lint::Finding) -> String {
    let place = finding.block.as_ref().or(finding.action.as_ref());
    let place = place.map_or_else(String::new, |block| format!("{block}: "));
    let (severity, code) = (finding.severity.as_str(), finding.code);
    format!("{severity}: {place}{} [{code}]", finding.message)
}

// === impl Picture ===

impl Picture {
    fn of(item: &ItemName, svg: String, lines: Vec<String>, paths: &mut Paths) -> Self {
        Self {
            item: item.clone(),
            version: "",
            file: paths.of(item),
            svg,
            lines,
        }
    }
}

// === impl Paths ===

impl Paths {
    fn of(&mut self, name: &ItemName) -> String {
        self.take(&name.folder(), &name.name, "svg")
    }
}
