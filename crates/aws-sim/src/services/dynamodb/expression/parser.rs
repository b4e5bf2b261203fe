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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::{Value, from_value, json};

    use super::{Scope, condition, update};
    use crate::services::dynamodb::value::Item;

    fn item(json: Value) -> Item {
        from_value(json).expect("an item")
    }

    fn scope(values: Value) -> Scope {
        let names = BTreeMap::from([("#n".to_owned(), "name".to_owned())]);
        Scope::new(Some(names), Some(item(values)))
    }

    fn holds(text: &str, values: Value, on: &Item) -> bool {
        condition(&mut scope(values), text)
            .expect("the condition is valid")
            .holds(on)
    }

    fn updated(text: &str, values: Value, on: &Item) -> Value {
        let update = update(&mut scope(values), text).expect("the update is valid");
        json!(update.apply(on).expect("the update fits"))
    }

    #[test]
    fn conditions_know_functions_paths_and_precedence() {
        let on = item(json!({
            "name": { "S": "Anna" },
            "age": { "N": "30" },
            "tags": { "SS": ["a", "b"] },
            "deep": { "M": { "list": { "L": [{ "N": "1" }, { "S": "x" }] } } },
        }));
        let v = || json!({ ":a": { "S": "An" }, ":n": { "N": "3E1" }, ":m": { "N": "40" } });
        assert!(holds("begins_with(#n, :a) AND age = :n", v(), &on));
        assert!(holds("age BETWEEN :n AND :m and not age > :n", v(), &on));
        assert!(holds("age = :m OR age = :n AND size(#n) < :n", v(), &on));
        assert!(!holds(
            "(age = :m OR age = :n) AND contains(#n, :n)",
            v(),
            &on
        ));
        assert!(holds(
            "attribute_not_exists(deep.none) and deep.list[1] <> :a",
            v(),
            &on
        ));
        assert!(holds(
            "age IN (:m, :n) AND contains(tags, :b)",
            json!({
            ":m": { "N": "1" }, ":n": { "N": "30.0" }, ":b": { "S": "b" } }),
            &on
        ));
        assert!(holds("absent <> :a", v(), &on) && !holds("absent < :a", v(), &on));
        assert!(!holds("age > :a", v(), &on), "other types have no order");
        assert!(holds(
            "attribute_type(tags, :t)",
            json!({ ":t": { "S": "SS" } }),
            &on
        ));
    }

    #[test]
    fn updates_see_the_item_from_before() {
        let on = item(json!({
            "n": { "N": "1" },
            "l": { "L": [{ "N": "0" }, { "N": "1" }, { "N": "2" }] },
            "s": { "SS": ["a", "b"] },
            "m": { "M": {} },
        }));
        let v = json!({ ":one": { "N": "1" }, ":l": { "L": [{ "N": "3" }] } });
        let new = updated(
            "SET n = n + :one, o = n, m.x = if_not_exists(none, :one), p = list_append(l, :l) \
             REMOVE l[0], l[2]",
            v,
            &on,
        );
        assert_eq!(new["n"], json!({ "N": "2" }));
        assert_eq!(new["o"], json!({ "N": "1" }));
        assert_eq!(new["m"]["M"]["x"], json!({ "N": "1" }));
        assert_eq!(new["l"], json!({ "L": [{ "N": "1" }] }));
        assert_eq!(new["p"]["L"].as_array().map(Vec::len), Some(4));
        let v = json!({ ":s": { "SS": ["a", "b"] }, ":one": { "N": "1" } });
        let new = updated("ADD c :one DELETE s :s", v, &on);
        assert_eq!(new["c"], json!({ "N": "1" }));
        assert!(new.get("s").is_none(), "an empty set is no set");
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let v = || json!({ ":a": { "S": "x" } });
        for text in [
            "",
            "a =",
            "a = :b",
            "#x = :a",
            "a = :a extra",
            "size(a)",
            "f(a)",
            "(a = :a",
            "a ! b",
        ] {
            assert!(condition(&mut scope(v()), text).is_err(), "{text}");
        }
        for text in [
            "SET a = :a SET b = :a",
            "SET a = :a REMOVE a.b",
            "DROP a",
            "SET a = f(b)",
        ] {
            assert!(update(&mut scope(v()), text).is_err(), "{text}");
        }
    }

    /// A condition on the numbers `a`, `b` and `c`, as text and as what it means.
    #[derive(Debug, Clone)]
    enum Tree {
        Less(usize, i8),
        Not(Box<Tree>),
        And(Box<Tree>, Box<Tree>),
        Or(Box<Tree>, Box<Tree>),
    }

    impl Tree {
        fn text(&self, values: &mut Vec<i8>) -> String {
            match self {
                Self::Less(at, value) => {
                    values.push(*value);
                    format!("{} < :v{}", ["a", "b", "c"][*at], values.len() - 1)
                }
                Self::Not(tree) => format!("NOT ({})", tree.text(values)),
                // A conjunction binds closer, so only a disjunction needs brackets in it.
                Self::And(left, right) => {
                    let mut part = |tree: &Self| match tree {
                        Self::Or(..) => format!("({})", tree.text(values)),
                        _ => tree.text(values),
                    };
                    format!("{} AND {}", part(left), part(right))
                }
                Self::Or(left, right) => {
                    format!("{} OR {}", left.text(values), right.text(values))
                }
            }
        }

        fn means(&self, numbers: [i8; 3]) -> bool {
            match self {
                Self::Less(at, value) => numbers[*at] < *value,
                Self::Not(tree) => !tree.means(numbers),
                Self::And(left, right) => left.means(numbers) && right.means(numbers),
                Self::Or(left, right) => left.means(numbers) || right.means(numbers),
            }
        }
    }

    fn trees() -> impl Strategy<Value = Tree> {
        let leaf = (0_usize..3, any::<i8>()).prop_map(|(at, value)| Tree::Less(at, value));
        leaf.prop_recursive(5, 40, 2, |inner| {
            let pair = || (inner.clone(), inner.clone());
            prop_oneof![
                inner.clone().prop_map(|tree| Tree::Not(Box::new(tree))),
                pair().prop_map(|(l, r)| Tree::And(Box::new(l), Box::new(r))),
                pair().prop_map(|(l, r)| Tree::Or(Box::new(l), Box::new(r))),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_condition_means_what_it_says(tree in trees(), numbers in any::<[i8; 3]>()) {
            let mut values = Vec::new();
            let text = tree.text(&mut values);
            let number = |n: i8| json!({ "N": n.to_string() });
            let values = values.into_iter().enumerate();
            let values: serde_json::Map<String, Value> =
                values.map(|(at, value)| (format!(":v{at}"), number(value))).collect();
            let [a, b, c] = numbers;
            let on = item(json!({ "a": number(a), "b": number(b), "c": number(c) }));
            prop_assert_eq!(holds(&text, Value::Object(values), &on), tree.means(numbers));
        }

        #[test]
        fn no_text_is_too_strange_to_be_refused(text in "[a-c:#<>=().,\\[\\] ANDORSET0-9+-]{0,40}") {
            let _ = condition(&mut scope(json!({})), &text);
            let _ = update(&mut scope(json!({})), &text);
        }
    }
}
