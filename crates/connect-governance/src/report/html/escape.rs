//! Text of others inside a page.

use std::fmt::{self, Write as _};

/// Shows a text with what HTML would read as its own put into other words.
pub(super) struct Escaped<'a>(pub(super) &'a str);

// === impl Escaped ===

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                _ => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// The same for a sentence, in which backticks stand around words of a program.
pub(super) struct Prose<'a>(pub(super) &'a str);

// === impl Prose ===

impl fmt::Display for Prose<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = self.0.split('`').peekable();
        let mut is_code = false;
        while let Some(part) = parts.next() {
            // One that stands alone is a character as any other.
            match (is_code, parts.peek().is_some()) {
                (true, true) => write!(f, "<code>{}</code>", Escaped(part))?,
                (true, false) => write!(f, "`{}", Escaped(part))?,
                (false, _) => write!(f, "{}", Escaped(part))?,
            }
            is_code = !is_code;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Prose;

    #[test]
    fn words_between_backticks_are_code_and_one_backtick_is_a_character() {
        for (text, html) in [
            ("run `a <b>` twice", "run <code>a &lt;b&gt;</code> twice"),
            ("`a``b`", "<code>a</code><code>b</code>"),
            ("a ` b", "a ` b"),
            ("a `b` c ` d", "a <code>b</code> c ` d"),
            ("", ""),
        ] {
            assert_eq!(Prose(text).to_string(), html, "{text}");
        }
    }
}
