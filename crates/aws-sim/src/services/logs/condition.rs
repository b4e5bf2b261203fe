//! Conditions on the fields of an event, as filter patterns and queries both have them.
//!
//! The two languages differ in how they write a conjunction (`&&`, `and`) and a field (`$.a`, `a`);
//! one reader takes both ways. Nothing compares with a field that is not there.

use fancy_regex::Regex;
use serde_json::Value;

/// A condition that an event meets or not.
#[derive(Debug)]
pub(super) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Compare(String, Sign, String),
    In(String, Vec<String>),
    /// Contains this text.
    Like(String, String),
    Matches(String, Regex),
    Present(String),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Equal,
    Unequal,
    Less,
    More,
    AtMost,
    AtLeast,
}

/// One word of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    /// In quotes.
    Text(String),
    /// Between slashes.
    Regex(String),
    Compare(Sign),
    /// A bracket, a comma, or one of `&&` and `||`.
    Mark(&'static str),
}

/// Reads tokens one after the other.
#[derive(Debug)]
pub(super) struct Reader {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
}

const SIGNS: &[(&str, Sign)] = &[
    ("!=", Sign::Unequal),
    ("<=", Sign::AtMost),
    (">=", Sign::AtLeast),
    ("=~", Sign::Equal),
    ("=", Sign::Equal),
    ("<", Sign::Less),
    (">", Sign::More),
];
const MARKS: &[&str] = &["&&", "||", "(", ")", "[", "]", ","];

/// The tokens of `text`; nothing if a quote stays open or a character is out of place.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut rest = text.trim_start();
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '"' | '\'' => quoted(rest, first).map(|(text, rest)| (Token::Text(text), rest))?,
            '`' => quoted(rest, first).map(|(text, rest)| (Token::Word(text), rest))?,
            '/' => quoted(rest, first).map(|(text, rest)| (Token::Regex(text), rest))?,
            _ => plain(rest)?,
        };
        tokens.push(token);
        rest = after.trim_start();
    }
    Some(tokens)
}

/// The text up to the next `quote`, which a backslash hides.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut inner = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, char)) = chars.next() {
        match char {
            '\\' => {
                let (_, hidden) = chars.next()?;
                if quote == '/' && hidden != '/' {
                    inner.push('\\');
                }
                inner.push(hidden);
            }
            _ if char == quote => return Some((inner, &text[at + char.len_utf8()..])),
            _ => inner.push(char),
        }
    }
    None
}

fn plain(text: &str) -> Option<(Token, &str)> {
    for (sign, meaning) in SIGNS {
        if let Some(rest) = text.strip_prefix(sign) {
            return Some((Token::Compare(*meaning), rest));
        }
    }
    for mark in MARKS {
        if let Some(rest) = text.strip_prefix(mark) {
            return Some((Token::Mark(mark), rest));
        }
    }
    let word = |char: char| char.is_alphanumeric() || "@$._-*:+".contains(char);
    let end = text.find(|char| !word(char)).unwrap_or(text.len());
    (end > 0).then(|| (Token::Word(text[..end].to_owned()), &text[end..]))
}

/// The text of a JSON value at `path`, members parted by points; nothing if there is none.
pub(super) fn field(json: &Value, path: &str) -> Option<String> {
    let found = path
        .split('.')
        .try_fold(json, |value, member| match value {
            Value::Array(items) => items.get(member.parse::<usize>().ok()?),
            value => value.get(member),
        })?;
    match found {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

// === impl Reader ===

impl Reader {
    pub(super) fn new(tokens: Vec<Token>) -> Self {
        Self {
            tokens: tokens.into_iter().peekable(),
        }
    }

    /// The condition that all tokens are.
    pub(super) fn whole(mut self) -> Option<Condition> {
        let condition = self.any()?;
        self.tokens.next().is_none().then_some(condition)
    }

    fn any(&mut self) -> Option<Condition> {
        let mut parts = vec![self.all()?];
        while self.takes("||", "or") {
            parts.push(self.all()?);
        }
        one_or(parts, Condition::Any)
    }

    fn all(&mut self) -> Option<Condition> {
        let mut parts = vec![self.single()?];
        while self.takes("&&", "and") {
            parts.push(self.single()?);
        }
        one_or(parts, Condition::All)
    }

    fn single(&mut self) -> Option<Condition> {
        if self.takes("!", "not") {
            return Some(Condition::Not(Box::new(self.single()?)));
        }
        if self.takes("(", "(") {
            let inner = self.any()?;
            return self.takes(")", ")").then_some(inner);
        }
        let field = self.word()?;
        match field.to_ascii_lowercase().as_str() {
            "ispresent" => self.argument().map(Condition::Present),
            "isblank" | "isempty" => {
                let present = Condition::Present(self.argument()?);
                Some(Condition::Not(Box::new(present)))
            }
            _ => self.about(plain_field(&field)),
        }
    }

    /// What is said about `field`.
    fn about(&mut self, field: String) -> Option<Condition> {
        if self.takes("not", "not") {
            return Some(Condition::Not(Box::new(self.about(field)?)));
        }
        if self.takes("like", "like") {
            return self.like(field);
        }
        if self.takes("in", "in") {
            return Some(Condition::In(field, self.list()?));
        }
        if self.takes("exists", "exists") {
            return Some(Condition::Present(field));
        }
        match self.tokens.next()? {
            Token::Compare(sign) => match self.tokens.next()? {
                Token::Word(value) | Token::Text(value) => {
                    Some(Condition::Compare(field, sign, value))
                }
                Token::Regex(regex) => Regex::new(&regex)
                    .ok()
                    .map(|regex| Condition::Matches(field, regex)),
                _ => None,
            },
            _ => None,
        }
    }

    fn like(&mut self, field: String) -> Option<Condition> {
        match self.tokens.next()? {
            Token::Text(text) => Some(Condition::Like(field, text.replace('%', ""))),
            Token::Regex(regex) => Regex::new(&regex)
                .ok()
                .map(|regex| Condition::Matches(field, regex)),
            _ => None,
        }
    }

    /// `["a", "b"]`
    fn list(&mut self) -> Option<Vec<String>> {
        if !self.takes("[", "[") {
            return None;
        }
        let mut values = Vec::new();
        while !self.takes("]", "]") {
            match self.tokens.next()? {
                Token::Word(value) | Token::Text(value) => values.push(value),
                Token::Mark(",") => {}
                _ => return None,
            }
        }
        Some(values)
    }

    /// `(field)`
    fn argument(&mut self) -> Option<String> {
        let open = self.takes("(", "(");
        let field = self.word()?;
        (open && self.takes(")", ")")).then(|| plain_field(&field))
    }

    fn word(&mut self) -> Option<String> {
        match self.tokens.next()? {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Takes the next token if it is this mark or, in any case of letters, this word.
    fn takes(&mut self, mark: &str, word: &str) -> bool {
        let fits = |token: &Token| match token {
            Token::Mark(given) => *given == mark,
            Token::Word(given) => given.eq_ignore_ascii_case(word),
            _ => false,
        };
        self.tokens.next_if(fits).is_some()
    }
}

/// A field as queries write it.
fn plain_field(field: &str) -> String {
    field.strip_prefix("$.").unwrap_or(field).to_owned()
}

fn one_or(mut parts: Vec<Condition>, many: fn(Vec<Condition>) -> Condition) -> Option<Condition> {
    if parts.len() == 1 {
        parts.pop()
    } else {
        Some(many(parts))
    }
}

// === impl Condition ===

impl Condition {
    /// Whether an event meets the condition, of which `look` gives the fields.
    pub(super) fn holds(&self, look: &dyn Fn(&str) -> Option<String>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(look)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(look)),
            Self::Not(part) => !part.holds(look),
            Self::Compare(field, sign, value) => {
                look(field).is_some_and(|given| sign.holds(&given, value))
            }
            Self::In(field, values) => look(field).is_some_and(|given| values.contains(&given)),
            Self::Like(field, part) => look(field).is_some_and(|given| given.contains(part)),
            Self::Matches(field, regex) => {
                look(field).is_some_and(|given| regex.is_match(&given).unwrap_or(false))
            }
            Self::Present(field) => look(field).is_some(),
        }
    }
}

// === impl Sign ===

impl Sign {
    /// Compares numbers if both are, else texts.
    fn holds(self, left: &str, right: &str) -> bool {
        let order = match (left.parse::<f64>(), right.parse::<f64>()) {
            (Ok(left), Ok(right)) => left.partial_cmp(&right),
            _ => Some(left.cmp(right)),
        };
        match self {
            Self::Equal => order.is_some_and(std::cmp::Ordering::is_eq) || wild(left, right),
            Self::Unequal => order.is_some_and(std::cmp::Ordering::is_ne) && !wild(left, right),
            Self::Less => order.is_some_and(std::cmp::Ordering::is_lt),
            Self::More => order.is_some_and(std::cmp::Ordering::is_gt),
            Self::AtMost => order.is_some_and(std::cmp::Ordering::is_le),
            Self::AtLeast => order.is_some_and(std::cmp::Ordering::is_ge),
        }
    }
}

/// Whether `text` fits a value with stars at its ends.
fn wild(text: &str, value: &str) -> bool {
    let inner = value.trim_matches('*');
    match (value.starts_with('*'), value.ends_with('*')) {
        (true, true) => text.contains(inner),
        (true, false) => text.ends_with(inner),
        (false, true) => text.starts_with(inner),
        (false, false) => false,
    }
}
