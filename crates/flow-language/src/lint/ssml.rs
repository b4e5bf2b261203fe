//! Whether SSML is well formed, as far as speech synthesis needs it.

/// What is wrong with an SSML text; nothing if it is well formed.
pub(crate) fn fault(text: &str) -> Option<String> {
    let text = text.trim();
    if !text.starts_with("<speak") {
        return Some("it does not begin with <speak>".to_owned());
    }
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    let mut closed = false;
    while let Some(at) = rest.find(['<', '&']) {
        if closed {
            break;
        }
        if rest[at..].starts_with('&') {
            if !is_entity(&rest[at..]) {
                return Some("a & stands alone; write &amp;".to_owned());
            }
            rest = &rest[at + 1..];
            continue;
        }
        if let Some(comment) = rest[at..].strip_prefix("<!--") {
            let Some(end) = comment.find("-->") else {
                return Some("a comment does not end".to_owned());
            };
            rest = &comment[end + 3..];
            continue;
        }
        let Some(end) = tag_end(&rest[at..]) else {
            return Some("a tag does not end".to_owned());
        };
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        if let Some(fault) = read(tag, &mut open) {
            return Some(fault);
        }
        closed = open.is_empty();
    }
    if let Some(name) = open.last() {
        return Some(format!("<{name}> is not closed"));
    }
    (!rest.trim().is_empty()).then(|| "something follows </speak>".to_owned())
}

fn read<'a>(tag: &'a str, open: &mut Vec<&'a str>) -> Option<String> {
    if let Some(name) = tag.strip_prefix('/') {
        let name = name.trim();
        return match open.pop() {
            Some(last) if last == name => None,
            Some(last) => Some(format!("<{last}> is closed by </{name}>")),
            None => Some(format!("</{name}> closes nothing")),
        };
    }
    let body = tag.strip_suffix('/').unwrap_or(tag);
    let name_end = body.find(char::is_whitespace).unwrap_or(body.len());
    let name = &body[..name_end];
    if !name.starts_with(|first: char| first.is_alphabetic()) {
        return Some("a < stands alone; write &lt;".to_owned());
    }
    if !tag.ends_with('/') {
        open.push(name);
    }
    attributes(&body[name_end..])
        .then(|| format!("an attribute of <{name}> has no value in quotes"))
}

/// Whether something is wrong with what stands behind the name of a tag.
fn attributes(text: &str) -> bool {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let Some((name, value)) = rest.split_once('=') else {
            return true;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|first| "\"'".contains(*first));
        let end = quote.and_then(|quote| value[1..].find(quote));
        match end {
            Some(end) if !name.trim().contains(char::is_whitespace) => {
                rest = value[end + 2..].trim_start();
            }
            _ => return true,
        }
    }
    false
}

/// Where a tag ends, quotes aside.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    None
}

fn is_entity(text: &str) -> bool {
    let Some(end) = text.find(';') else {
        return false;
    };
    let name = &text[1..end];
    matches!(name, "amp" | "lt" | "gt" | "quot" | "apos")
        || name.strip_prefix('#').is_some_and(|digits| {
            let hex = digits.strip_prefix('x').unwrap_or(digits);
            !hex.is_empty() && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn well_formed_text_passes_and_each_fault_is_named() {
        for good in [
            "<speak>Hello</speak>",
            " <speak>A &amp; B &#169; <break time=\"1s\"/><say-as interpret-as='digits'>1</say-as></speak>\n",
            "<speak><!-- a > b --><p>x</p></speak>",
            "<speak version=\"1.0\">x</speak>",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        let bad = [
            ("Hello", "it does not begin with <speak>"),
            ("<speak>A & B</speak>", "a & stands alone; write &amp;"),
            ("<speak><p>x</speak>", "<p> is closed by </speak>"),
            ("<speak>x", "<speak> is not closed"),
            ("<speak>1 < 2</speak>", "a < stands alone; write &lt;"),
            (
                "<speak><break time=1s/></speak>",
                "an attribute of <break> has no value in quotes",
            ),
            ("<speak>x</speak>y", "something follows </speak>"),
            ("<speak>x<break", "a tag does not end"),
            ("<speak>x</speak><p>y</p>", "something follows </speak>"),
        ];
        for (text, expected) in bad {
            assert_eq!(fault(text).as_deref(), Some(expected), "{text}");
        }
    }
}
