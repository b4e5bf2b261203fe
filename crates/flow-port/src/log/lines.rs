//! The lines of a contact, page by page.

use std::collections::HashSet;

use connect_model::{FaultClass, Finding};
use connect_resources::read;
use reconcile::RunContext;

use super::LogWatch;
use crate::{error::Error, port::LogSearch, site::Site};

/// Most pages that are looked at. At the documented five searches a second that is some minutes.
const PAGES_MAX: usize = 1_000;
/// Most lines that are taken.
const LINES_MAX: usize = 10_000;
/// How many pages go by until it is said how far the search is.
const PAGES_BETWEEN: usize = 25;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) texts: Vec<String>,
    pub(super) repeated: usize,
    pub(super) pages: usize,
    /// There is no such group.
    pub(super) is_missing: bool,
    /// There was more behind the last page.
    is_cut: bool,
}

// === impl Lines ===

impl Lines {
    pub(super) async fn read(
        cx: &RunContext,
        site: Site<'_>,
        search: &LogSearch,
        watch: &dyn LogWatch,
    ) -> Result<Self, Error> {
        let (mut lines, mut seen) = (Self::default(), HashSet::new());
        let (logs, mut token) = (site.calls.logs()?, None::<String>);
        loop {
            let page = match read(cx, || logs.page(search, token.as_deref())).await {
                Ok(page) => page,
                Err(fault) if fault.class == FaultClass::NotFound => {
                    lines.is_missing = true;
                    return Ok(lines);
                }
                Err(fault) => return Err(fault.into()),
            };
            lines.take(page.lines, &mut seen);
            token = page.next;
            if lines.pages.is_multiple_of(PAGES_BETWEEN) {
                watch.looked(lines.pages, lines.texts.len()).await;
            }
            if token.is_none() {
                return Ok(lines);
            }
            if lines.pages >= PAGES_MAX || lines.texts.len() >= LINES_MAX {
                lines.is_cut = true;
                return Ok(lines);
            }
        }
    }

    /// A line that was delivered again is the same text: it has the moment and the block in it.
    fn take(&mut self, texts: Vec<String>, seen: &mut HashSet<String>) {
        self.pages += 1;
        for text in texts {
            if seen.insert(text.clone()) {
                self.texts.push(text);
            } else {
                self.repeated += 1;
            }
        }
    }

    /// What is to be known about the lines.
    pub(super) fn findings(&self, search: &LogSearch, skipped: usize) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.is_cut {
            let group = &search.group;
            let (pages, lines) = (self.pages, self.texts.len());
            findings.push(Finding::of_the_world(
                "search-cut",
                format!(
                    "{group} has more than {pages} pages in that time; {lines} lines were taken"
                ),
                "narrow the time with --since and --until",
            ));
        }
        if skipped > 0 {
            findings.push(Finding::of_the_world(
                "line-unreadable",
                format!("{skipped} lines are no flow log as far as is known"),
                "they stand in the raw log",
            ));
        }
        findings
    }
}
