//! Patterns of the model, compiled on first use.

/// A regular expression that is matched against a whole text.
///
/// Published patterns are seldom anchored, and the services match them whole all the same.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: &'static str,
    compiled: fancy_regex::Regex,
}

impl Pattern {
    /// Compiles `source`. The generator has tried every pattern of the tables.
    pub(super) fn new(source: &'static str) -> Self {
        let compiled = fancy_regex::Regex::new(&format!(r"\A(?:{source})\z"))
            .expect("the generator compiled every pattern");
        Self { source, compiled }
    }

    /// The pattern as published.
    pub(crate) fn source(&self) -> &'static str {
        self.source
    }

    /// Whether all of `text` matches. A text on which the search gives up does not.
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.compiled.is_match(text).unwrap_or(false)
    }
}
