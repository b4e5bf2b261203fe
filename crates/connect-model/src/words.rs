//! How findings quote, list and guess words.

/// The longest quotation, in characters.
const QUOTE_MAX: usize = 60;
/// The longest list of known words.
const LIST_MAX: usize = 8;
/// So many known words are compared at most.
const GUESSES_MAX: usize = 1000;
/// Below this likeness a guess is noise.
const LIKENESS_MIN: f64 = 0.75;
/// The likeness of a text to one that has all its words and more.
const LIKENESS_OF_PART: f64 = 0.9;

/// A text in double quotes, escaped and not too long.
pub(crate) fn quote(text: &str) -> String {
    let cut: String = text.chars().take(QUOTE_MAX).collect();
    let rest = if cut.len() < text.len() { "…" } else { "" };
    format!(
        "\"{}{rest}\"",
        cut.escape_debug().to_string().replace("\\'", "'")
    )
}

/// The known word that is most like this one.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: String = word
        .chars()
        .take(QUOTE_MAX)
        .flat_map(char::to_lowercase)
        .collect();
    let parts: Vec<&str> = parts(&word).collect();
    known
        .into_iter()
        .take(GUESSES_MAX)
        .map(|candidate| {
            (
                likeness(&word, &parts, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(likeness, _)| *likeness >= LIKENESS_MIN)
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, candidate)| candidate)
}

/// How much alike two texts are, from 0 to 1. Words that were left out weigh little.
fn likeness(word: &str, word_parts: &[&str], candidate: &str) -> f64 {
    let as_text = strsim::jaro_winkler(word, candidate);
    let is_part = word_parts.len() > 1
        && word_parts
            .iter()
            .all(|part| parts(candidate).any(|other| other == *part));
    if is_part {
        as_text.max(LIKENESS_OF_PART)
    } else {
        as_text
    }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
}

/// What to do about an unknown word: a guess, else the known words where they are few, else
/// `otherwise`.
pub fn suggest(word: &str, known: &[&str], otherwise: &str) -> String {
    if let Some(guess) = nearest(word, known.iter().copied()) {
        return format!("did you mean {}?", quote(guess));
    }
    let mut each = Vec::new();
    for known in known {
        if !each.contains(known) {
            each.push(*known);
        }
        if each.len() > LIST_MAX {
            return otherwise.to_owned();
        }
    }
    match each[..] {
        [] => otherwise.to_owned(),
        [only] => format!("only {only} is known"),
        _ => format!("known are {}", each.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_guessed_and_noise_is_not() {
        let known = ["UK Business Hours", "Basic Hours", "Night"];
        assert_eq!(nearest("Uk Hours", known), Some("UK Business Hours"));
        assert_eq!(nearest("basic hour", known), Some("Basic Hours"));
        assert_eq!(nearest("zzz", known), None);
        assert_eq!(
            suggest("zzz", &known, "declare it"),
            "known are UK Business Hours, Basic Hours, Night"
        );
        assert_eq!(suggest("zzz", &[], "declare it"), "declare it");
        assert_eq!(
            suggest("zzz", &["Q", "Q", "BasicQueue", "Q"], "declare it"),
            "known are Q, BasicQueue"
        );
        assert_eq!(suggest("zzz", &["Q", "Q"], "declare it"), "only Q is known");
    }

    #[test]
    fn quotations_are_escaped_and_cut() {
        assert_eq!(quote("it's \"a\"\n"), "\"it's \\\"a\\\"\\n\"");
        assert_eq!(quote(&"x".repeat(61)), format!("\"{}…\"", "x".repeat(60)));
    }
}
