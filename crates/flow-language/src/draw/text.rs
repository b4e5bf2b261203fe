//! Widths of text. Pictures are made without a font at hand, so widths come from a table.

/// A font of the picture.
#[derive(Clone, Copy)]
pub(crate) struct Font {
    /// In pixels.
    pub(crate) size: u32,
    /// Advance widths of the space to `~`, in thousandths of the size.
    widths: &'static [u16; 95],
}

/// Names of blocks.
pub(crate) const LABEL: Font = Font {
    size: 12,
    widths: &BOLD,
};
/// Names of blocks that take two lines.
pub(crate) const SMALL_LABEL: Font = Font {
    size: 11,
    widths: &BOLD,
};
/// Everything else.
pub(crate) const TEXT: Font = Font {
    size: 11,
    widths: &REGULAR,
};

/// Of Arial, Helvetica and Liberation Sans, which are equally wide.
const REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Of the same fonts in bold.
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

/// How much wider than the table a viewer's font may be, in per cent.
const SLACK: u32 = 103;

impl Font {
    /// The width of a text in pixels, rounded up.
    fn width(self, text: &str) -> i32 {
        let thousandths: u32 = text.chars().map(|letter| self.advance(letter)).sum();
        let pixels = (thousandths * self.size * SLACK).div_ceil(100_000);
        i32::try_from(pixels).unwrap_or(i32::MAX)
    }

    /// The text in one line, cut with an ellipsis so that it is no wider than this.
    pub(crate) fn fitted(self, text: &str, most: i32) -> String {
        let line = one_line(text);
        if self.width(&line) <= most {
            return line;
        }
        let room = (most - self.width("…")).max(0);
        // A name made of parts differs at its end, so its middle goes.
        let end = if line.contains(' ') {
            ""
        } else {
            self.end(&line, room / 2)
        };
        let cut = self.cut(&line, room - self.width(end));
        format!("{}…{end}", line[..cut].trim_end())
    }

    /// The text in lines no wider than this, at most so many; the last one is cut.
    pub(crate) fn wrapped(self, text: &str, most: i32, lines_max: usize) -> Vec<String> {
        let line = one_line(text);
        let mut rest = line.as_str();
        let mut lines = Vec::new();
        while !rest.is_empty() {
            if lines.len() + 1 == lines_max || self.width(rest) <= most {
                lines.push(self.fitted(rest, most));
                break;
            }
            let end = line_end(&rest[..self.cut(rest, most)]);
            // One letter at least, or this never ends.
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let end = end.max(first);
            lines.push(rest[..end].trim_end().to_owned());
            rest = rest[end..].trim_start();
        }
        lines
    }

    /// The byte at which the text becomes wider than this.
    fn cut(self, text: &str, most: i32) -> usize {
        let room = self.room(most);
        let mut used = 0;
        for (at, letter) in text.char_indices() {
            used += self.advance(letter);
            if used > room {
                return at;
            }
        }
        text.len()
    }

    /// As much of the end of the text as is no wider than this.
    fn end(self, text: &str, most: i32) -> &str {
        let room = self.room(most);
        let mut used = 0;
        let wide = text.char_indices().rev().find(|(_, letter)| {
            used += self.advance(*letter);
            used > room
        });
        wide.map_or(text, |(at, letter)| &text[at + letter.len_utf8()..])
    }

    fn room(self, most: i32) -> u32 {
        u32::try_from(most).unwrap_or(0) * 100_000 / (self.size * SLACK)
    }

    fn advance(self, letter: char) -> u32 {
        match letter {
            ' '..='~' => self.widths[letter as usize - ' ' as usize].into(),
            '…' => 1000,
            // Latin, Greek and Cyrillic letters are at most about as wide as `W`.
            '\u{a0}'..='\u{4ff}' => 900,
            _ => 1100,
        }
    }
}

/// Where a line of a text ends that is full there: behind a word, or behind a part of a long name.
fn line_end(full: &str) -> usize {
    let word = full.rfind(' ').filter(|at| *at > 0);
    let part = || full.rfind(['.', '_', '/', ':', '-', ',']);
    let part = || part().map(|at| at + 1).filter(|at| *at > full.len() / 2);
    word.or_else(part).unwrap_or(full.len())
}

/// Writes text for an XML document: escaped, and without what XML cannot hold.
pub(crate) fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            '\n' | '\t' => out.push(' '),
            // Direction marks could show a text as another one.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            letter if letter.is_control() => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
}

/// More than any box holds. Longer texts are not measured.
const CHARS_MAX: usize = 400;

fn one_line(text: &str) -> String {
    let mut line = String::new();
    for letter in text.chars().take(CHARS_MAX) {
        if !letter.is_whitespace() && !letter.is_control() {
            line.push(letter);
        } else if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use super::{LABEL, TEXT};

    #[test]
    fn names_lose_their_middle_and_sentences_their_end() {
        let name = TEXT.fitted("$.External.CurrentRule_offerMessagePromptArn", 188);
        assert_eq!(name, "$.External.Curren…ssagePromptArn");
        let text = TEXT.fitted("Welcome to the ferries of the northern isles", 188);
        assert_eq!(text, "Welcome to the ferries of the north…");
        for (font, text) in [(LABEL, name), (TEXT, text)] {
            assert!(font.width(&font.fitted(&text, 90)) <= 90);
        }
    }

    #[test]
    fn lines_end_behind_words_and_parts_of_names() {
        let lines = |text| TEXT.wrapped(text, 110, 3);
        let sentence = lines("Press one for sales now");
        assert_eq!(sentence, ["Press one for sales", "now"]);
        assert_eq!(
            lines("$.External.offerMessagePromptArn"),
            ["$.External.", "offerMessagePrompt", "Arn"]
        );
        assert_eq!(lines(""), Vec::<String>::new());
    }
}
