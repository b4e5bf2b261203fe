//! The members on the way to a node.

use std::fmt;

/// Longer keys are cut when a path is printed, so that no finding is longer than a page. The key
/// of an entry is never cut: its path is its own.
const KEY_MAX: usize = 128;

/// A way down from the top, kept on the stack of whoever walks it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Path<'a> {
    Top,
    Below(&'a Path<'a>, Step<'a>),
    /// Where an entry stands, as it was printed when it was read.
    Known(&'a str),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'a> {
    Member(&'a str),
    Item(usize),
}

impl<'a> Path<'a> {
    pub(crate) fn member(&'a self, key: &'a str) -> Self {
        Self::Below(self, Step::Member(key))
    }

    pub(crate) fn item(&'a self, index: usize) -> Self {
        Self::Below(self, Step::Item(index))
    }

    pub(crate) fn step(&'a self, step: Step<'a>) -> Self {
        Self::Below(self, step)
    }

    fn is_top(&self) -> bool {
        matches!(self, Self::Top | Self::Known(""))
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (parent, step) = match self {
            Self::Top => return Ok(()),
            Self::Known(path) => return f.write_str(path),
            Self::Below(parent, step) => (parent, step),
        };
        parent.fmt(f)?;
        match step {
            Step::Item(index) => write!(f, "[{index}]"),
            Step::Member(key) if !is_word(key) => {
                let cut: String = key.chars().take(KEY_MAX).collect();
                let rest = if cut.len() < key.len() { "…" } else { "" };
                write!(f, "[\"{}{rest}\"]", cut.escape_debug())
            }
            Step::Member(key) if parent.is_top() => f.write_str(key),
            Step::Member(key) => write!(f, ".{key}"),
        }
    }
}

fn is_word(key: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"_-$".contains(&byte);
    (1..=KEY_MAX).contains(&key.len()) && key.bytes().all(is_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_prints_words_plain_and_the_rest_in_quotes() {
        let top = Path::Top;
        let (queues, numbers) = (top.member("queues"), top.member("phone_numbers"));
        let queue = queues.item(1);
        assert_eq!(top.to_string(), "");
        assert_eq!(queue.member("hours").to_string(), "queues[1].hours");
        assert_eq!(
            numbers.member("main line").to_string(),
            "phone_numbers[\"main line\"]"
        );
        assert_eq!(top.member("a.b").to_string(), "[\"a.b\"]");
        assert_eq!(
            Path::Known("queues[1]").member("hours").to_string(),
            "queues[1].hours"
        );
    }
}
