//! Flows as pictures: what people look at before they read.
//!
//! A picture is a standalone SVG. It loads nothing from outside, and every text in it is escaped,
//! since prompt texts may be hostile. The same document and options give the same bytes.
//!
//! Own layout and routing: blocks keep the places that the designer gave them, which layout
//! libraries do not do, and connectors leave from rows.

mod block;
mod caption;
mod field;
mod icon;
mod layer;
mod layout;
mod maze;
mod paint;
mod route;
mod scene;
mod spread;
mod text;

use std::collections::BTreeMap;

use serde::Serialize;

pub use crate::draw::layout::{
    BlockBox, Connector, Layout, Mark, NoteBox, Point, Rect, RowBox, TextBox,
};
pub(crate) use crate::draw::text::escape;
use crate::{
    action::BranchPlace,
    diff::{self, Difference},
    document::Document,
};

/// What to show beside the flow itself. By default nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Findings to mark on their blocks.
    pub findings: &'a [Finding],
    /// The way of a contact: identifiers in the order walked.
    pub path: &'a [String],
    /// How many contacts took a branch.
    pub counts: &'a [Count],
    /// What changed since an old document, and that document, whose removed blocks are drawn.
    pub difference: Option<(&'a Difference, &'a Document)>,
}

/// Something found about an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// `Identifier` of the action.
    pub action: String,
    /// How bad it is.
    pub severity: Severity,
    /// What was found, for people.
    pub text: String,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Likely not meant.
    Warning,
    /// Does not work.
    Error,
}

/// How many contacts took a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// `Identifier` of the action that was left.
    pub action: String,
    /// The branch that was taken.
    pub branch: BranchPlace,
    /// How often.
    pub count: u64,
}

impl Count {
    /// So many contacts left an action by the branch that stands at a JSON pointer below its
    /// `Transitions`; none if none did, or if no branch stands at such a place.
    pub fn of(action: &str, pointer: &str, count: usize) -> Option<Self> {
        Some(Self {
            action: action.to_owned(),
            branch: BranchPlace::at(pointer)?,
            count: u64::try_from(count).ok().filter(|count| *count > 0)?,
        })
    }

    /// How often each branch was taken, of all that were: the action and the pointer of each.
    pub fn tally<'t>(taken: impl IntoIterator<Item = (&'t str, &'t str)>) -> Vec<Self> {
        let mut counts = BTreeMap::<_, usize>::new();
        for branch in taken {
            *counts.entry(branch).or_default() += 1;
        }
        let counts = counts.into_iter();
        counts
            .filter_map(|((action, pointer), count)| Self::of(action, pointer, count))
            .collect()
    }
}

/// The flow as a standalone SVG document.
pub fn svg(document: &Document, options: &Options<'_>) -> String {
    paint::svg(&layout(document, options))
}

/// What changed between two documents, as one picture: added, removed and changed blocks.
pub fn difference(old: &Document, new: &Document) -> String {
    against(new, Some(old), Options::default())
}

/// The flow with what changed since an old document, if there is one.
pub fn against(document: &Document, old: Option<&Document>, options: Options<'_>) -> String {
    let Some(old) = old else {
        return svg(document, &options);
    };
    let difference = diff::documents(old, document, diff::Options::default());
    let options = Options {
        difference: Some((&difference, old)),
        ..options
    };
    svg(document, &options)
}

/// Where everything in the picture stands.
pub fn layout(document: &Document, options: &Options<'_>) -> Layout {
    let mut layout = scene::scene(document, options);
    layout::place(&mut layout, document, options);
    route::connect(&mut layout);
    layout
}
