//! Widths of text. Pictures are made without a font at hand, so widths come from a table.

/// Advance widths of the space to `~` in Arial and Helvetica, in thousandths of the font size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// How much wider than the table a viewer's font may be, in per cent. Bold text needs it too.
const SLACK: u32 = 110;

/// The width of a text in pixels, rounded up.
pub(crate) fn width(text: &str, size: u32) -> i32 {
    let thousandths: u32 = text.chars().map(advance).sum();
    let pixels = (thousandths * size * SLACK).div_ceil(100_000);
    i32::try_from(pixels).unwrap_or(i32::MAX)
}

/// The text in one line, cut with an ellipsis so that it is no wider than this.
pub(crate) fn fitted(text: &str, size: u32, most: i32) -> String {
    let line = one_line(text);
    if width(&line, size) <= most {
        return line;
    }
    let room = (most - width("…", size)).max(0);
    let cut = cut(&line, size, room);
    format!("{}…", line[..cut].trim_end())
}

/// The text in lines no wider than this, at most so many; the last one is cut.
pub(crate) fn wrapped(text: &str, size: u32, most: i32, lines_max: usize) -> Vec<String> {
    let line = one_line(text);
    let mut rest = line.as_str();
    let mut lines = Vec::new();
    while !rest.is_empty() {
        if lines.len() + 1 == lines_max || width(rest, size) <= most {
            lines.push(fitted(rest, size, most));
            break;
        }
        let end = cut(rest, size, most);
        let at_word = rest[..end].rfind(' ').filter(|at| *at > 0);
        // One letter at least, or this never ends.
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let end = at_word.unwrap_or(end).max(first);
        lines.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    lines
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

/// The byte at which the text becomes wider than this.
fn cut(text: &str, size: u32, most: i32) -> usize {
    let room = u32::try_from(most).unwrap_or(0) * 100_000 / (size * SLACK);
    let mut used = 0;
    for (at, letter) in text.char_indices() {
        used += advance(letter);
        if used > room {
            return at;
        }
    }
    text.len()
}

fn advance(letter: char) -> u32 {
    match letter {
        ' '..='~' => WIDTHS[letter as usize - ' ' as usize].into(),
        '…' => 1000,
        // Latin, Greek and Cyrillic letters are at most about as wide as `W`.
        '\u{a0}'..='\u{4ff}' => 800,
        _ => 1100,
    }
}
