//! What JSON allows and YAML does not.

use std::borrow::Cow;

/// Whether a text is JSON, or the flow form of YAML, which is read alike.
pub(crate) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// The same JSON as YAML takes it: no tabs, and no escaped surrogate pairs.
///
/// A raw tab cannot stand in a text of JSON, so each is white space; lines and, but for the
/// surrogates, columns stay what they were.
pub(crate) fn as_yaml(text: &str) -> Cow<'_, str> {
    let text = if text.contains('\t') {
        Cow::Owned(text.replace('\t', " "))
    } else {
        Cow::Borrowed(text)
    };
    if text.contains("\\u") {
        Cow::Owned(join_surrogates(&text))
    } else {
        text
    }
}

fn join_surrogates(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        joined.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = if let Some(character) = surrogate_pair(rest) {
            joined.push(character);
            12
        } else {
            // A backslash and what it escapes belong together: `\\ud83d` is no surrogate.
            let pair = rest
                .char_indices()
                .nth(2)
                .map_or(rest.len(), |(end, _)| end);
            joined.push_str(&rest[..pair]);
            pair
        };
        rest = &rest[taken..];
    }
    joined.push_str(rest);
    joined
}

/// The character that `\uD83D\uDE00` at the beginning of the text stands for.
fn surrogate_pair(text: &str) -> Option<char> {
    let unit = |at: usize| {
        let escape = text.get(at..at + 6)?.strip_prefix("\\u")?;
        escape
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit())
            .then_some(())?;
        u16::from_str_radix(escape, 16).ok()
    };
    let units = [unit(0)?, unit(6)?];
    let mut characters = char::decode_utf16(units);
    match (characters.next(), characters.next()) {
        (Some(Ok(character)), None) => Some(character),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_and_surrogates_become_yaml() {
        assert!(is_json(" \n{}"));
        assert!(!is_json("a: {}"));
        assert_eq!(as_yaml("{\t\"a\":\t1}"), "{ \"a\": 1}");
        assert_eq!(
            as_yaml(r#"{"a": "\ud83d\ude00 \\ud83d\\ude00 \u00e9"}"#),
            r#"{"a": "😀 \\ud83d\\ude00 \u00e9"}"#
        );
        assert_eq!(as_yaml(r#"{"a": "\ud83d"}"#), r#"{"a": "\ud83d"}"#);
    }
}
