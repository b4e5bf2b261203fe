//! Where findings are collected while a spec is read.

use crate::{
    Finding, Place,
    tree::{Mark, Path},
};

/// More findings than this help nobody, and a hostile spec could have millions.
const FINDINGS_MAX: usize = 1000;

/// The findings so far and the names of the files that marks point into.
#[derive(Debug)]
pub(crate) struct Log {
    files: Vec<String>,
    findings: Vec<Finding>,
}

impl Log {
    pub(crate) fn new(files: &[String]) -> Self {
        Self {
            files: files.to_vec(),
            findings: Vec::new(),
        }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.findings.len() >= FINDINGS_MAX
    }

    pub(crate) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// All findings in the order of the files' lines; the same one only once.
    pub(crate) fn into_findings(mut self) -> Vec<Finding> {
        let key = |finding: &Finding| (finding.place.clone(), finding.rule.clone());
        self.findings.sort_by_cached_key(key);
        self.findings.dedup();
        self.findings
    }

    pub(crate) fn file(&self, mark: Mark) -> &str {
        self.files.get(mark.file).map_or("", String::as_str)
    }

    pub(crate) fn place(&self, mark: Mark, at: &Path<'_>) -> Place {
        Place {
            file: self.file(mark).to_owned(),
            line: mark.line,
            column: mark.column,
            path: at.to_string(),
        }
    }

    pub(crate) fn add(
        &mut self,
        rule: &'static str,
        place: Place,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        if !self.is_full() {
            let (message, remedy) = (message.into(), remedy.into());
            self.findings.push(Finding {
                rule: rule.to_owned(),
                place,
                message,
                remedy,
            });
        }
    }
}
