//! Text with wildcards and variables, as policies have it.

use super::Context;

/// `*` stands for any characters, `?` for one, `${key}` for a value of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    tokens: Vec<Token>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Char(char),
    One,
    Any,
}

// === impl Pattern ===

impl Pattern {
    /// `text` with its wildcards, and without variables.
    pub(super) fn plain(text: &str) -> Self {
        Self {
            tokens: text.chars().map(Token::of).collect(),
        }
    }

    /// `text` with the values of its variables, which have no wildcards themselves. Nothing if one
    /// has no value: such a text fits nothing.
    pub(super) fn filled(text: &str, context: &Context) -> Option<Self> {
        let mut tokens = Vec::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((variable, after)) = after.split_once('}') else {
                break;
            };
            tokens.extend(before.chars().map(Token::of));
            tokens.extend(value(variable, context)?.chars().map(Token::Char));
            rest = after;
        }
        tokens.extend(rest.chars().map(Token::of));
        Some(Self { tokens })
    }

    /// Whether the whole of `text` fits.
    pub(super) fn fits(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let (mut at, mut token) = (0, 0);
        // Where to go on after the latest `*`, if what follows it does not fit.
        let mut again = None;
        while at < text.len() {
            match self.tokens.get(token) {
                Some(Token::Any) => {
                    again = Some((token + 1, at));
                    token += 1;
                }
                Some(next) if next.takes(text[at]) => {
                    token += 1;
                    at += 1;
                }
                _ => {
                    let Some((after, from)) = again else {
                        return false;
                    };
                    token = after;
                    at = from + 1;
                    again = Some((after, at));
                }
            }
        }
        self.tokens[token..]
            .iter()
            .all(|token| *token == Token::Any)
    }

    /// The same, whatever the case.
    pub(super) fn fits_folded(&self, text: &str) -> bool {
        self.folded().fits(&text.to_ascii_lowercase())
    }

    /// The same in lower case.
    pub(super) fn folded(&self) -> Self {
        let fold = |token: &Token| match token {
            Token::Char(char) => Token::Char(char.to_ascii_lowercase()),
            wildcard => *wildcard,
        };
        Self {
            tokens: self.tokens.iter().map(fold).collect(),
        }
    }

    /// The text itself, wildcards and all.
    pub(super) fn text(&self) -> String {
        self.tokens.iter().map(|token| token.char()).collect()
    }

    /// Whether `arn` fits part by part: a wildcard does not reach over a colon, but in the resource.
    pub(super) fn fits_arn(&self, arn: &str) -> bool {
        let parts: Vec<&str> = arn.splitn(ARN_PARTS, ':').collect();
        let colon = |token: &Token| *token == Token::Char(':');
        let mut patterns = self.tokens.splitn(ARN_PARTS, colon);
        parts.len() == ARN_PARTS
            && parts.iter().all(|part| {
                let tokens = patterns.next().map(<[_]>::to_vec);
                tokens.is_some_and(|tokens| Self { tokens }.fits(part))
            })
    }

    /// Whether the text is exactly this, wildcards being characters as others.
    pub(super) fn is(&self, text: &str) -> bool {
        self.tokens
            .iter()
            .map(|token| token.char())
            .eq(text.chars())
    }
}

const ARN_PARTS: usize = 6;

// === impl Token ===

impl Token {
    fn of(char: char) -> Self {
        match char {
            '*' => Self::Any,
            '?' => Self::One,
            char => Self::Char(char),
        }
    }

    fn char(self) -> char {
        match self {
            Self::Any => '*',
            Self::One => '?',
            Self::Char(char) => char,
        }
    }

    fn takes(self, char: char) -> bool {
        match self {
            Self::Char(own) => own == char,
            Self::One => true,
            Self::Any => false,
        }
    }
}

/// The value of `key` or `key, 'default'`; `*`, `?` and `$` stand for themselves.
fn value(variable: &str, context: &Context) -> Option<String> {
    if matches!(variable, "*" | "?" | "$") {
        return Some(variable.to_owned());
    }
    let (key, default) = match variable.split_once(',') {
        Some((key, default)) => (key, Some(default.trim().trim_matches('\''))),
        None => (variable, None),
    };
    match context.get(key.trim()) {
        Some([value]) => Some(value.clone()),
        _ => default.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The rule itself, without any cleverness.
    fn naive(pattern: &[char], text: &[char]) -> bool {
        match (pattern.split_first(), text.split_first()) {
            (None, None) => true,
            (Some(('*', rest)), _) => {
                naive(rest, text)
                    || text
                        .split_first()
                        .is_some_and(|(_, tail)| naive(pattern, tail))
            }
            (Some(('?', rest)), Some((_, tail))) => naive(rest, tail),
            (Some((own, rest)), Some((char, tail))) => own == char && naive(rest, tail),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn wildcards_fit_what_the_rule_says(pattern in "[ab*?:]{0,10}", text in "[ab:]{0,12}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            prop_assert_eq!(
                Pattern::plain(&pattern).fits(&text),
                naive(&chars(&pattern), &chars(&text))
            );
        }

        #[test]
        fn what_fits_an_arn_part_by_part_fits_as_a_whole(
            pattern in "[ab*?:]{0,14}",
            text in "[ab:]{0,14}",
        ) {
            let pattern = Pattern::plain(&pattern);
            prop_assert!(!pattern.fits_arn(&text) || pattern.fits(&text));
        }

        #[test]
        fn a_value_in_the_place_of_a_variable_fits_itself_alone(
            value in "[a*?]{1,6}",
            other in "[a*?]{1,6}",
        ) {
            let context = Context::default().with("aws:username", &value);
            let pattern = Pattern::filled("x/${aws:username}/y", &context).unwrap();
            let itself = format!("x/{value}/y");
            prop_assert!(pattern.fits(&itself));
            prop_assert_eq!(pattern.fits(&format!("x/{other}/y")), other == value);
        }
    }

    #[test]
    fn a_variable_without_a_value_fits_nothing_unless_it_has_a_default() {
        let context = Context::default();
        assert_eq!(Pattern::filled("${aws:username}", &context), None);
        let pattern = Pattern::filled("home/${aws:username, 'guest'}${*}", &context).unwrap();
        assert!(pattern.fits("home/guest*"));
        assert!(!pattern.fits("home/guest/a"));
    }
}
