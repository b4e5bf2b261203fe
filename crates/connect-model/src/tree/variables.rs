//! Variables: `${var.name}` in any text, `$${` for a literal `${`.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    node::{Mark, Node, Value},
    path::Path,
};
use crate::{
    Log,
    words::{quote, suggest},
};

/// The section that declares variables with their defaults.
const SECTION: &str = "variables";
/// How many bytes all replaced texts together may have.
const BYTES_MAX: usize = 10_000_000;

/// Puts values in the place of variables, and takes the section that declares them out.
pub(crate) fn resolve(root: &mut Node, given: &BTreeMap<String, String>, log: &mut Log) {
    let mut scope = Scope::new(root, given, log);
    scope.walk(root, &Path::Top, log);
    scope.finish(log);
}

struct Scope {
    top: Mark,
    values: BTreeMap<String, Variable>,
    /// What texts ask for.
    used: BTreeSet<String>,
    bytes: usize,
}

struct Variable {
    /// Where it is declared; given ones may be nowhere.
    mark: Option<Mark>,
    value: Value,
}

/// A text in pieces.
enum Piece<'t> {
    Plain(&'t str),
    Variable(&'t str),
    /// `${` with something else behind it.
    Stray(&'t str),
}

// === impl Scope ===

impl Scope {
    fn new(root: &mut Node, given: &BTreeMap<String, String>, log: &mut Log) -> Self {
        let mut values = declared(root, log);
        for (name, text) in given {
            let mark = values.get(name).and_then(|variable| variable.mark);
            values.insert(
                name.clone(),
                Variable {
                    mark,
                    value: Value::Loose(text.clone()),
                },
            );
        }
        let top = Mark {
            line: 1,
            column: 1,
            ..root.mark
        };
        Self {
            top,
            values,
            used: BTreeSet::new(),
            bytes: 0,
        }
    }

    fn walk(&mut self, node: &mut Node, at: &Path<'_>, log: &mut Log) {
        match &mut node.value {
            Value::Text(text) if text.contains("${") => {
                let text = std::mem::take(text);
                node.value = self
                    .replace(&text, node.mark, at, log)
                    .unwrap_or(Value::Broken);
            }
            Value::List(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.walk(item, &at.item(index), log);
                }
            }
            Value::Map(map) => {
                for (key, member) in map {
                    self.walk(&mut member.node, &at.member(key), log);
                }
            }
            _ => {}
        }
    }

    /// The text with its variables replaced; exactly one variable keeps the type of its value.
    fn replace(&mut self, text: &str, mark: Mark, at: &Path<'_>, log: &mut Log) -> Option<Value> {
        let pieces = pieces(text);
        if let [Piece::Variable(name)] = pieces[..] {
            return self.value(name, mark, at, log);
        }
        let mut whole = String::with_capacity(text.len());
        let mut is_whole = true;
        for piece in pieces {
            match piece {
                Piece::Plain(plain) => whole.push_str(plain),
                Piece::Variable(name) => match self.value(name, mark, at, log) {
                    Some(value) => whole.push_str(&spelled(&value)),
                    None => is_whole = false,
                },
                Piece::Stray(start) => {
                    let message = format!("{} is no variable", quote(start));
                    let remedy = "write ${var.NAME}, or $${ for a literal ${";
                    log.add("bad-variable", log.place(mark, at), message, remedy);
                    is_whole = false;
                }
            }
        }
        is_whole.then_some(Value::Text(whole))
    }

    fn value(&mut self, name: &str, mark: Mark, at: &Path<'_>, log: &mut Log) -> Option<Value> {
        self.used.insert(name.to_owned());
        let Some(variable) = self.values.get(name) else {
            let known: Vec<&str> = self.values.keys().map(String::as_str).collect();
            let message = format!("there is no variable named {}", quote(name));
            let remedy = suggest(
                name,
                &known,
                "declare it under variables, or give it with --var",
            );
            log.add("unknown-variable", log.place(mark, at), message, remedy);
            return None;
        };
        if variable.value == Value::Null {
            let section = Path::Top.member(SECTION);
            let place = log.place(variable.mark.unwrap_or(mark), &section.member(name));
            let message = format!("the variable {} has no value", quote(name));
            log.add(
                "missing-variable",
                place,
                message,
                format!("give it a default, or --var {name}=…"),
            );
            return None;
        }
        self.bytes += spelled(&variable.value).len();
        if self.bytes > BYTES_MAX {
            let message = format!("variables put more than {BYTES_MAX} bytes in place");
            log.add(
                "too-large",
                log.place(mark, at),
                message,
                "use shorter values, or fewer",
            );
            return None;
        }
        (variable.value != Value::Broken).then(|| variable.value.clone())
    }

    /// Finds what was given and is no variable. One that is declared need not be used: an overlay may
    /// have replaced the text that does.
    fn finish(&self, log: &mut Log) {
        let (declared, given): (Vec<_>, Vec<_>) = self
            .values
            .iter()
            .partition(|(_, variable)| variable.mark.is_some());
        for (name, _) in given.iter().filter(|(name, _)| !self.used.contains(*name)) {
            let declared = declared.iter().map(|(name, _)| *name);
            let known: BTreeSet<&str> = declared.chain(&self.used).map(String::as_str).collect();
            let known: Vec<&str> = known.into_iter().collect();
            let message = format!("a value is given for {}, which is no variable", quote(name));
            let remedy = suggest(name, &known, "declare it under variables, or leave it out");
            let place = log.place(self.top, &Path::Top.member(SECTION));
            log.add("unused-variable", place, message, remedy);
        }
    }
}

/// The declared variables with their defaults.
fn declared(root: &mut Node, log: &mut Log) -> BTreeMap<String, Variable> {
    let Value::Map(map) = &mut root.value else {
        return BTreeMap::new();
    };
    let Some(section) = map.shift_remove(SECTION) else {
        return BTreeMap::new();
    };
    let at = Path::Top.member(SECTION);
    if !matches!(
        section.node.value,
        Value::Map(_) | Value::Null | Value::Broken
    ) {
        let message = format!("{SECTION} is a map, not {}", section.node.noun());
        let place = log.place(section.node.mark, &at);
        log.add(
            "wrong-type",
            place,
            message,
            "write NAME: default, one to a line",
        );
    }
    let of_member = |(name, member): (&str, &super::Member)| {
        let value = default(name, &member.node, &at.member(name), log);
        (
            name.to_owned(),
            Variable {
                mark: Some(member.mark),
                value,
            },
        )
    };
    section.node.members().map(of_member).collect()
}

/// The default as written; a variable without one must be given by whoever uses the spec.
fn default(name: &str, node: &Node, at: &Path<'_>, log: &mut Log) -> Value {
    let problem = match &node.value {
        _ if !is_name(name) => "the name of a variable has letters, digits, - and _ only",
        Value::List(_) | Value::Map(_) => "the default of a variable is a text, number or boolean",
        Value::Text(text) if text.contains("${") => {
            "a default is taken as it is, without variables"
        }
        value => return value.clone(),
    };
    log.add(
        "bad-variable",
        log.place(node.mark, at),
        problem,
        "write NAME: default",
    );
    Value::Broken
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        let (before, from) = rest.split_at(at);
        if let Some(before) = before.strip_suffix('$') {
            pieces.extend([Piece::Plain(before), Piece::Plain("${")]);
            rest = &from[2..];
            continue;
        }
        pieces.push(Piece::Plain(before));
        let end = from.find('}').map_or(from.len(), |end| end + 1);
        let (whole, behind) = from.split_at(end);
        let name = whole
            .strip_prefix("${var.")
            .and_then(|name| name.strip_suffix('}'));
        pieces.push(
            name.filter(|name| is_name(name))
                .map_or(Piece::Stray(whole), Piece::Variable),
        );
        rest = behind;
    }
    pieces.push(Piece::Plain(rest));
    pieces.retain(|piece| !matches!(piece, Piece::Plain("")));
    pieces
}

fn is_name(name: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !name.is_empty() && name.bytes().all(is_inner)
}

/// A value within a longer text.
fn spelled(value: &Value) -> String {
    match value {
        Value::Bool(truth) => truth.to_string(),
        Value::Number(text) | Value::Text(text) | Value::Loose(text) => text.clone(),
        Value::Null | Value::Broken | Value::List(_) | Value::Map(_) => String::new(),
    }
}
