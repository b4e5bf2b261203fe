//! `JSONPath`s in their simple forms: `$.Attributes.x`, `$.Attributes['a b']`, `$['AwsRegion']`.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// Replaces every path of a text by what it reads; one that reads nothing becomes empty and is
/// handed to `unknown`.
pub(super) fn fill<'t>(
    text: &'t str,
    root: &Map<String, Value>,
    mut unknown: impl FnMut(&str),
) -> Cow<'t, str> {
    if !text.contains('$') {
        return Cow::Borrowed(text);
    }
    let (mut filled, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('$') {
        filled.push_str(&rest[..at]);
        rest = &rest[at..];
        let (segments, length) = parse(rest);
        if segments.is_empty() {
            filled.push('$');
            rest = &rest[1..];
            continue;
        }
        match read(root, &segments) {
            Some(value) => filled.push_str(&plain(value)),
            None => unknown(&rest[..length]),
        }
        rest = &rest[length..];
    }
    filled.push_str(rest);
    Cow::Owned(filled)
}

/// The text of a value as a flow sees it.
pub(super) fn plain(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Null => Cow::Borrowed(""),
        other => Cow::Owned(other.to_string()),
    }
}

/// The segments of the path at the start of a text, and how long it is.
fn parse(text: &str) -> (Vec<&str>, usize) {
    let (mut segments, mut at) = (Vec::new(), 1);
    while let Some((segment, length)) = segment(&text[at..]) {
        segments.push(segment);
        at += length;
    }
    (segments, at)
}

fn segment(text: &str) -> Option<(&str, usize)> {
    if let Some(rest) = text.strip_prefix('.') {
        let length = name_length(rest);
        return (length > 0).then(|| (&rest[..length], length + 1));
    }
    let rest = text.strip_prefix('[')?;
    for quote in ['\'', '"'] {
        if let Some(inner) = rest.strip_prefix(quote) {
            let end = inner.find(quote)?;
            inner[end + 1..].strip_prefix(']')?;
            return Some((&inner[..end], end + 4));
        }
    }
    let end = rest.find(']')?;
    let digits = &rest[..end];
    let is_index = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_index.then_some((digits, end + 2))
}

/// A hyphen belongs to a name only inside of it, so that a dash after a path stays text.
fn name_length(text: &str) -> usize {
    let mut length = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let inner = letter == '-'
            && at > 0
            && letters
                .peek()
                .is_some_and(|(_, next)| next.is_alphanumeric());
        if !(letter.is_alphanumeric() || letter == '_' || inner) {
            break;
        }
        length = at + letter.len_utf8();
    }
    length
}

fn read<'v>(root: &'v Map<String, Value>, segments: &[&str]) -> Option<&'v Value> {
    let (first, rest) = segments.split_first()?;
    let start = root.get(*first)?;
    let nested = rest.iter().try_fold(start, |value, segment| match value {
        Value::Array(items) => items.get(segment.parse::<usize>().ok()?),
        other => other.get(*segment),
    });
    // Attribute names may themselves hold dots.
    nested.or_else(|| start.get(rest.join(".")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::fill;

    fn check(text: &str, expected: &str, unknown: &[&str]) {
        let root = json!({"Attributes": {"x": "1", "a b": "2", "c.d": "3"}, "List": ["p", "q"]});
        let mut seen = Vec::new();
        let root = root.as_object().cloned().unwrap_or_default();
        let filled = fill(text, &root, |path| seen.push(path.to_owned()));
        assert_eq!(filled, expected);
        assert_eq!(seen, unknown);
    }

    #[test]
    fn paths_in_text_are_filled_and_unknown_ones_are_named() {
        check("a $.Attributes.x, b", "a 1, b", &[]);
        check("You said $.Attributes.x.", "You said 1.", &[]);
        check("$.Attributes['a b']!", "2!", &[]);
        check("$['Attributes']['x']", "1", &[]);
        check("$.Attributes.c.d", "3", &[]);
        check("$.List.1 $.List[0]", "q p", &[]);
        check("<$.External.none>", "<>", &["$.External.none"]);
        check("costs $5 or $ or $.", "costs $5 or $ or $.", &[]);
        check("$['open", "$['open", &[]);
        check("$.Attributes.x-ray", "", &["$.Attributes.x-ray"]);
    }
}
