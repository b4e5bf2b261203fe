//! From the text of an expression to its meaning.

use super::{
    Scope,
    condition::{Comparison, Condition, Operand},
    path::{Path, Step},
    update::{Term, Update},
};
use crate::services::dynamodb::value::Attribute;

/// What is wrong with an expression.
type Refused = String;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A word, a `#name` or a `:value`.
    Word(String),
    Sign(&'static str),
}

struct Parser<'s> {
    tokens: Vec<Token>,
    at: usize,
    scope: &'s mut Scope,
}

const SIGNS: &[&str] = &[
    "<>", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ",", ".", "+", "-",
];

/// Reads a condition.
pub(super) fn condition(scope: &mut Scope, text: &str) -> Result<Condition, Refused> {
    Parser::over(scope, text)?.whole(Parser::any)
}

/// Reads the paths of a projection.
pub(super) fn projection(scope: &mut Scope, text: &str) -> Result<Vec<Path>, Refused> {
    Parser::over(scope, text)?.whole(|parser| parser.list(Parser::path))
}

/// Reads an update, in which each kind of clause stands at most once.
pub(super) fn update(scope: &mut Scope, text: &str) -> Result<Update, Refused> {
    let update = Parser::over(scope, text)?.whole(Parser::clauses)?;
    update.check()?;
    Ok(update)
}

fn tokens(text: &str) -> Result<Vec<Token>, Refused> {
    let mut rest = text.trim_start();
    let mut tokens = Vec::new();
    if rest.is_empty() {
        return Err("The expression can not be empty;".to_owned());
    }
    while !rest.is_empty() {
        let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
        let length = if let Some(sign) = sign {
            tokens.push(Token::Sign(sign));
            sign.len()
        } else {
            let inner = |char: char| char.is_alphanumeric() || "_#:".contains(char);
            let end = rest.find(|char| !inner(char)).unwrap_or(rest.len());
            if end == 0 {
                return Err(syntax(rest));
            }
            tokens.push(Token::Word(rest[..end].to_owned()));
            end
        };
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

fn syntax(token: &str) -> Refused {
    let shown: String = token.chars().take(20).collect();
    format!("Syntax error; token: \"{shown}\"")
}

// === impl Parser ===

impl<'s> Parser<'s> {
    fn over(scope: &'s mut Scope, text: &str) -> Result<Self, Refused> {
        Ok(Self {
            tokens: tokens(text)?,
            at: 0,
            scope,
        })
    }

    /// What `read` makes of all tokens.
    fn whole<T>(
        mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        let read = read(&mut self)?;
        if self.at == self.tokens.len() {
            Ok(read)
        } else {
            Err(self.unexpected())
        }
    }

    fn any(&mut self) -> Result<Condition, Refused> {
        let mut parts = vec![self.all()?];
        while self.keyword("OR") {
            parts.push(self.all()?);
        }
        Ok(one_or(parts, Condition::Any))
    }

    fn all(&mut self) -> Result<Condition, Refused> {
        let mut parts = vec![self.single()?];
        while self.keyword("AND") {
            parts.push(self.single()?);
        }
        Ok(one_or(parts, Condition::All))
    }

    fn single(&mut self) -> Result<Condition, Refused> {
        if self.keyword("NOT") {
            return Ok(Condition::Not(Box::new(self.single()?)));
        }
        if self.sign("(") {
            let inner = self.any()?;
            self.expect(")")?;
            return Ok(inner);
        }
        if let Some(name) = self.function() {
            if name != "size" {
                return self.test(&name);
            }
            self.at -= 2;
        }
        let left = self.operand()?;
        if self.keyword("BETWEEN") {
            let low = self.operand()?;
            if !self.keyword("AND") {
                return Err(self.unexpected());
            }
            return Ok(Condition::Between(left, low, self.operand()?));
        }
        if self.keyword("IN") {
            self.expect("(")?;
            let values = self.list(Self::operand)?;
            self.expect(")")?;
            return Ok(Condition::In(left, values));
        }
        let comparison = self.comparison()?;
        Ok(Condition::Compare(left, comparison, self.operand()?))
    }

    /// A function that says yes or no, whose name and bracket have been read.
    fn test(&mut self, name: &str) -> Result<Condition, Refused> {
        let condition = match name {
            "attribute_exists" => Condition::Exists(self.path()?),
            "attribute_not_exists" => Condition::Absent(self.path()?),
            "attribute_type" => {
                let path = self.path()?;
                self.expect(",")?;
                Condition::Type(path, self.operand()?)
            }
            "begins_with" | "contains" => {
                let left = self.operand()?;
                self.expect(",")?;
                let right = self.operand()?;
                if name == "contains" {
                    Condition::Contains(left, right)
                } else {
                    Condition::BeginsWith(left, right)
                }
            }
            _ => return Err(format!("Invalid function name; function: {name}")),
        };
        self.expect(")")?;
        Ok(condition)
    }

    fn operand(&mut self) -> Result<Operand, Refused> {
        match self.function().as_deref() {
            Some("size") => {
                let path = self.path()?;
                self.expect(")")?;
                return Ok(Operand::Size(path));
            }
            Some(name) => return Err(format!("Invalid function name; function: {name}")),
            None => {}
        }
        match self.peek() {
            Some(Token::Word(word)) if word.starts_with(':') => Ok(Operand::Value(self.value()?)),
            _ => Ok(Operand::Path(self.path()?)),
        }
    }

    fn comparison(&mut self) -> Result<Comparison, Refused> {
        for (sign, comparison) in [
            ("=", Comparison::Equal),
            ("<>", Comparison::Unequal),
            ("<", Comparison::Less),
            ("<=", Comparison::AtMost),
            (">", Comparison::More),
            (">=", Comparison::AtLeast),
        ] {
            if self.sign(sign) {
                return Ok(comparison);
            }
        }
        Err(self.unexpected())
    }

    fn path(&mut self) -> Result<Path, Refused> {
        let name = self.name()?;
        let mut steps = Vec::new();
        loop {
            if self.sign(".") {
                steps.push(Step::Member(self.name()?));
            } else if self.sign("[") {
                let index = self.word()?;
                let index = index.parse().map_err(|_| syntax(&index))?;
                steps.push(Step::Element(index));
                self.expect("]")?;
            } else {
                return Ok(Path { name, steps });
            }
        }
    }

    fn name(&mut self) -> Result<String, Refused> {
        let word = self.word()?;
        match word.chars().next() {
            Some('#') => self.scope.name(&word),
            Some(first) if first.is_alphabetic() => Ok(word),
            _ => Err(syntax(&word)),
        }
    }

    fn value(&mut self) -> Result<Attribute, Refused> {
        let word = self.word()?;
        if word.starts_with(':') {
            self.scope.value(&word)
        } else {
            Err(syntax(&word))
        }
    }

    fn clauses(&mut self) -> Result<Update, Refused> {
        let mut update = Update::default();
        let mut seen = Vec::new();
        while self.peek().is_some() {
            let word = self.word()?.to_ascii_uppercase();
            if seen.contains(&word) {
                return Err(format!(
                    "The \"{word}\" section can only be used once in an update expression;"
                ));
            }
            match word.as_str() {
                "SET" => update.sets = self.list(Self::set)?,
                "REMOVE" => update.removes = self.list(Self::path)?,
                "ADD" => update.adds = self.list(Self::path_and_value)?,
                "DELETE" => update.deletes = self.list(Self::path_and_value)?,
                _ => return Err(syntax(&word)),
            }
            seen.push(word);
        }
        Ok(update)
    }

    fn set(&mut self) -> Result<(Path, Term), Refused> {
        let path = self.path()?;
        self.expect("=")?;
        let left = self.term()?;
        let term = if self.sign("+") {
            Term::Plus(Box::new(left), Box::new(self.term()?))
        } else if self.sign("-") {
            Term::Minus(Box::new(left), Box::new(self.term()?))
        } else {
            left
        };
        Ok((path, term))
    }

    fn term(&mut self) -> Result<Term, Refused> {
        let term = match self.function().as_deref() {
            Some("if_not_exists") => {
                let path = self.path()?;
                self.expect(",")?;
                Term::IfAbsent(path, Box::new(self.term()?))
            }
            Some("list_append") => {
                let left = self.term()?;
                self.expect(",")?;
                Term::Append(Box::new(left), Box::new(self.term()?))
            }
            Some(name) => return Err(format!("Invalid function name; function: {name}")),
            None => return Ok(Term::Operand(self.operand()?)),
        };
        self.expect(")")?;
        Ok(term)
    }

    fn path_and_value(&mut self) -> Result<(Path, Attribute), Refused> {
        let path = self.path()?;
        Ok((path, self.value()?))
    }

    /// One or more, with commas between.
    fn list<T>(
        &mut self,
        one: impl Fn(&mut Self) -> Result<T, Refused>,
    ) -> Result<Vec<T>, Refused> {
        let mut items = vec![one(self)?];
        while self.sign(",") {
            items.push(one(self)?);
        }
        Ok(items)
    }

    /// The name of a function, if one with its bracket stands here.
    fn function(&mut self) -> Option<String> {
        match (self.peek(), self.tokens.get(self.at + 1)) {
            (Some(Token::Word(name)), Some(Token::Sign("("))) if !is_keyword(name) => {
                let name = name.clone();
                self.at += 2;
                Some(name)
            }
            _ => None,
        }
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn word(&mut self) -> Result<String, Refused> {
        match self.peek() {
            Some(Token::Word(word)) => {
                let word = word.clone();
                self.at += 1;
                Ok(word)
            }
            _ => Err(self.unexpected()),
        }
    }

    fn sign(&mut self, sign: &'static str) -> bool {
        let fits = self.peek() == Some(&Token::Sign(sign));
        self.at += usize::from(fits);
        fits
    }

    fn expect(&mut self, sign: &'static str) -> Result<(), Refused> {
        if self.sign(sign) {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    fn keyword(&mut self, keyword: &str) -> bool {
        let fits = matches!(self.peek(), Some(Token::Word(w)) if w.eq_ignore_ascii_case(keyword));
        self.at += usize::from(fits);
        fits
    }

    fn unexpected(&self) -> Refused {
        match self.peek() {
            Some(Token::Word(word)) => syntax(word),
            Some(Token::Sign(sign)) => syntax(sign),
            None => syntax("<EOF>"),
        }
    }
}

fn is_keyword(word: &str) -> bool {
    let keywords = ["AND", "OR", "NOT", "IN", "BETWEEN"];
    keywords
        .iter()
        .any(|keyword| word.eq_ignore_ascii_case(keyword))
}

fn one_or(mut parts: Vec<Condition>, many: fn(Vec<Condition>) -> Condition) -> Condition {
    match parts.len() {
        1 => parts.remove(0),
        _ => many(parts),
    }
}
