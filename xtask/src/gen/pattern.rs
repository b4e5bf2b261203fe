//! Patterns of the published models, made fit for use as validators.

use anyhow::{Result, bail};

/// Patterns that contradict the service, with what is wrong with each.
const DROPPED: &[(&str, &str, &str)] = &[
    (
        "connect",
        "ViewContentSha256",
        "allows one character, where a digest has 64",
    ),
    (
        "lexv2-models",
        "AnalyticsSessionId",
        "allows one character, where an id has 2 to 100",
    ),
    (
        "s3",
        "CopySource",
        "asks for a slash, which clients may send as %2F",
    ),
];

/// A pattern that compiles, and the length that it stated.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The regular expression. It is matched against the whole text.
    pub(super) text: String,
    /// The largest number of characters, where the pattern and not the shape said it.
    pub(super) longest: Option<String>,
}

/// The pattern as the simulator compiles it; `None` if it is not to be used.
pub(super) fn normalised(service: &str, shape: &str, published: &str) -> Result<Option<Pattern>> {
    if DROPPED
        .iter()
        .any(|(of, name, _)| *of == service && *name == shape)
    {
        return Ok(None);
    }
    let pattern = plain(&hyphened(&astral(&unescaped(published))));
    let pattern = uncounted(without_delimiters(&pattern));
    if let Err(error) = fancy_regex::Regex::new(&format!(r"\A(?:{})\z", pattern.text)) {
        bail!(
            "{service} {shape}: pattern {} does not compile: {error}",
            pattern.text
        );
    }
    Ok(Some(pattern))
}

/// Some patterns are escaped twice: `\\+[1-9]` where `\+[1-9]` is meant.
fn unescaped(pattern: &str) -> String {
    let twice = [r"\\+", r"\\S", r"\\d", r"\\p", r"\\P", r"\\.", r"\\-"];
    if twice.iter().any(|mark| pattern.contains(mark)) {
        pattern.replace(r"\\", r"\")
    } else {
        pattern.to_owned()
    }
}

/// `\u` takes four digits; five need braces, which the published patterns leave out. Others spell
/// the same characters as ranges of surrogates, which are no characters.
fn astral(pattern: &str) -> String {
    let all = r"\u{10000}-\u{10FFFF}";
    pattern
        .replace(r"\u10000-\u10FFFF", all)
        .replace(r"\uD800\uDC00-\uDBFF\uDFFF", all)
}

/// A hyphen after a class stands for itself; some engines know that, ours wants it escaped.
fn hyphened(pattern: &str) -> String {
    pattern
        .replace(r"\p{Z}-_", r"\p{Z}\-_")
        .replace(r"[\w-_]", r"[\w\-_]")
}

/// Letters of all scripts, counted up to hundreds, compile to megabytes: names in ARNs have plain ones.
fn plain(pattern: &str) -> String {
    pattern.replace(r"[\w\.\-]{1,255}", r"[A-Za-z0-9_\.\-]{1,255}")
}

/// One pattern carries the delimiters of another language: `/^…$/`.
fn without_delimiters(pattern: &str) -> &str {
    pattern
        .strip_prefix("/^")
        .and_then(|rest| rest.strip_suffix("$/"))
        .unwrap_or(pattern)
}

/// A class of a hundred thousand characters, counted up to hundreds, compiles to megabytes: its
/// count becomes the length of the shape, where it belongs.
fn uncounted(pattern: &str) -> Pattern {
    let counted = pattern
        .strip_prefix(r"^[\P{C}")
        .and_then(|rest| rest.strip_suffix("}$"))
        .and_then(|rest| rest.split_once("]{1,"));
    match counted {
        Some((class, longest)) => Pattern {
            text: format!(r"^[\P{{C}}{class}]+$"),
            longest: Some(longest.to_owned()),
        },
        None => Pattern {
            text: pattern.to_owned(),
            longest: None,
        },
    }
}
