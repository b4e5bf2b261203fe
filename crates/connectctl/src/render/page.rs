//! Lines of text, each in one tone of voice.

use std::fmt::Write as _;

/// How a line sounds; on a terminal its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tone {
    /// No colour.
    #[default]
    Plain,
    /// A headline.
    Strong,
    /// All is well.
    Good,
    /// Worth a look.
    Caution,
    /// Something went wrong.
    Bad,
    /// Can be passed over.
    Faint,
}

/// What is to be read, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    lines: Vec<(Tone, String)>,
}

impl Tone {
    fn code(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Strong => Some("1"),
            Self::Good => Some("32"),
            Self::Caution => Some("33"),
            Self::Bad => Some("31"),
            Self::Faint => Some("2"),
        }
    }
}

impl Page {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A page with this text.
    pub(crate) fn of(tone: Tone, text: &str) -> Self {
        let mut page = Self::new();
        page.say(tone, text);
        page
    }

    /// Adds a text, which may have several lines.
    pub(crate) fn say(&mut self, tone: Tone, text: impl AsRef<str>) {
        self.lines
            .extend(text.as_ref().lines().map(|line| (tone, visible(line))));
    }

    /// Adds a text in the plain tone.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) {
        self.say(Tone::Plain, text);
    }

    /// Adds an empty line, unless the page begins or has one already.
    pub(crate) fn gap(&mut self) {
        if self.lines.last().is_some_and(|(_, text)| !text.is_empty()) {
            self.lines.push((Tone::Plain, String::new()));
        }
    }

    /// Adds rows whose columns stand one below another, two spaces in.
    pub(crate) fn table<const N: usize>(&mut self, rows: &[[String; N]]) {
        let width = |column: usize| {
            rows.iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or_default()
        };
        let widths: [usize; N] = std::array::from_fn(width);
        for row in rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(widths).filter(|(_, width)| *width > 0) {
                let _ = write!(line, "  {cell:width$}");
            }
            self.line(line.trim_end());
        }
    }

    /// Adds another page after a gap.
    pub(crate) fn append(&mut self, other: Self) {
        if !other.is_empty() {
            self.gap();
            self.lines.extend(other.lines);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub(crate) fn plain(&self) -> String {
        self.lines
            .iter()
            .fold(String::new(), |text, (_, line)| text + line + "\n")
    }

    pub(crate) fn coloured(&self) -> String {
        let mut text = String::new();
        for (tone, line) in &self.lines {
            let _ = match tone.code().filter(|_| !line.is_empty()) {
                Some(code) => writeln!(text, "\x1b[{code}m{line}\x1b[0m"),
                None => writeln!(text, "{line}"),
            };
        }
        text
    }
}

/// A number with its noun: `1 step`, `2 steps`, `2 addresses`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ if noun.ends_with('s') => format!("{count} {noun}es"),
        _ => format!("{count} {noun}s"),
    }
}

/// The text after a prefix, or nothing where there is no text.
pub(super) fn prefixed(prefix: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{prefix}{text}")
    }
}

/// The text without what could steer a terminal: names and reasons are written by anybody.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && c != '\t' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_one_below_another_and_empty_ones_are_left_out() {
        let mut page = Page::new();
        page.table(&[
            ["größe".to_owned(), String::new(), "1".to_owned()],
            ["b".to_owned(), String::new(), String::new()],
        ]);
        assert_eq!(page.plain(), "  größe  1\n  b\n");
    }

    #[test]
    fn a_text_from_elsewhere_cannot_steer_the_terminal() {
        let page = Page::of(Tone::Bad, "red \x1b[2J\x07\rtea\nsecond\tline");
        assert_eq!(
            page.plain(),
            "red \u{fffd}[2J\u{fffd}\u{fffd}tea\nsecond\tline\n"
        );
        assert!(page.coloured().starts_with("\x1b[31mred \u{fffd}[2J"));
    }

    #[test]
    fn gaps_do_not_pile_up() {
        let mut page = Page::new();
        page.gap();
        page.line("a");
        page.gap();
        page.gap();
        page.append(Page::of(Tone::Plain, "b"));
        page.append(Page::new());
        assert_eq!(page.plain(), "a\n\nb\n");
    }
}
