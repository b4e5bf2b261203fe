//! What results, files that were moved aside and their reports are called.

use super::{ObjectVersion, Watch, object::SHORT_DIGITS};

/// The longest key of S3, in bytes.
const KEY_BYTES_MAX: usize = 1_024;
/// The longest end of a name of a file, as in `.jsonlines`.
const EXTENSION_CHARS_MAX: usize = 9;

const RESULTS: &str = "results.csv";
const REPORT: &str = "report.txt";
const FINDINGS: &str = "report.json";

/// The keys of what belongs to one version of an arrival.
///
/// `agents/in/london/day.csv`, watched under `agents/in/`, has its results in
/// `agents/in/results/london/day.0b1c2d3e4f.results.csv`; moved aside it is
/// `agents/in/rejected/london/day.0b1c2d3e4f.csv`, with its report beside it. The ten digits are
/// [those of the version](super::ObjectId::short), so no version of a file writes over what belongs to another,
/// a repeat finds its own, and a list shows what belongs together. The file keeps its end, so that a sheet opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// One line per row.
    pub results: String,
    /// The file itself, moved aside.
    pub aside: String,
    /// Why it was moved aside, for people.
    pub report: String,
    /// The same for programs.
    pub findings: String,
}

// === impl Names ===

impl Names {
    /// The names for a version of an object that is watched.
    pub fn of(watch: &Watch, object: &ObjectVersion) -> Self {
        let (stem, extension) = parts(rest(watch, &object.key));
        let short = object.id().short();
        let name = |folder: &str, end: &str| {
            let end = if end.is_empty() {
                format!(".{short}")
            } else {
                format!(".{short}.{end}")
            };
            let room = KEY_BYTES_MAX.saturating_sub(folder.len() + end.len());
            format!("{folder}{}{end}", cut(stem, room))
        };
        Self {
            results: name(watch.results(), RESULTS),
            aside: name(watch.aside(), extension),
            report: name(watch.aside(), REPORT),
            findings: name(watch.aside(), FINDINGS),
        }
    }
}

/// Whether a key is one that results and reports have, wherever it is: a watch may have had other folders.
pub(super) fn is_own(key: &str) -> bool {
    let ends = [RESULTS, REPORT, FINDINGS].into_iter();
    let mut before = ends.filter_map(|end| key.strip_suffix(end)?.strip_suffix('.'));
    before.any(|text| {
        let digits = text.rsplit_once('.').map(|(_, digits)| digits);
        digits.is_some_and(|digits| {
            let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
            digits.len() == SHORT_DIGITS && digits.bytes().all(is_digit)
        })
    })
}

/// The key without the folder that is watched.
fn rest<'k>(watch: &Watch, key: &'k str) -> &'k str {
    let folder = watch.prefix().rfind('/').map_or(0, |at| at + 1);
    key.get(folder..).unwrap_or(key)
}

/// A name, and its end without the dot.
fn parts(name: &str) -> (&str, &str) {
    let is_end = |end: &str| {
        (1..=EXTENSION_CHARS_MAX).contains(&end.len())
            && end.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    match name.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && !stem.ends_with('/') && is_end(end) => (stem, end),
        _ => (name, ""),
    }
}

/// As much of a text as has so many bytes.
fn cut(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
