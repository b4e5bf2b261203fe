//! Whether two worlds are alike, ids and times apart.

use std::{collections::BTreeMap, fmt};

use serde_json::Value;

use super::tokens::Tokens;

/// Seconds of the epoch begin here; no other number of a world is so large.
const TIMES_FROM: f64 = 1.7e9;
/// When something was read last, or let go of last, says nothing of what it is.
const UNTOLD: [&str; 2] = ["accessed", "released"];

/// A world as lines: where something stands, and what stands there. Things of one name stand at one
/// place, so that twins show. What is empty is nothing.
pub(super) type Lines = BTreeMap<String, Vec<String>>;

/// What a world holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Likeness {
    lines: Lines,
}

/// How one world differs from another, line by line.
#[derive(Debug, Default)]
pub struct Difference {
    /// What is not there.
    pub lost: Vec<String>,
    /// What is there more often.
    pub twice: Vec<String>,
    /// What should not be there.
    pub orphans: Vec<String>,
    /// What is there and looks otherwise.
    pub unlike: Vec<String>,
}

// === impl Likeness ===

impl Likeness {
    /// What there is in a state of the simulator.
    pub fn of(state: &Value) -> Self {
        let world = &state["world"];
        Self {
            lines: lines(world, &Tokens::of(world)),
        }
    }

    /// How `other` differs from this.
    pub fn difference(&self, other: &Self) -> Difference {
        let mut difference = Difference::default();
        for (path, values) in &self.lines {
            match other.lines.get(path) {
                Some(others) => difference.compare(path, values, others),
                None => difference.lost.push(line(path, values)),
            }
        }
        let surplus = other.lines.iter();
        let surplus = surplus.filter(|(path, _)| !self.lines.contains_key(*path));
        let orphans = surplus.map(|(path, values)| line(path, values));
        difference.orphans.extend(orphans);
        difference
    }

    /// The places at which `text` is named.
    pub fn naming<'l>(&'l self, text: &'l str) -> impl Iterator<Item = &'l str> {
        let lines = self.lines.iter();
        let named = lines.filter(move |(path, values)| {
            path.contains(text) || values.iter().any(|value| value.contains(text))
        });
        named.map(|(path, _)| path.as_str())
    }
}

// === impl Difference ===

impl Difference {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        let all = [&self.lost, &self.twice, &self.orphans, &self.unlike];
        all.iter().all(|lines| lines.is_empty())
    }

    /// Adds what is told of another world.
    pub(super) fn add(&mut self, other: Self) {
        self.lost.extend(other.lost);
        self.twice.extend(other.twice);
        self.orphans.extend(other.orphans);
        self.unlike.extend(other.unlike);
    }

    fn compare(&mut self, path: &str, values: &[String], others: &[String]) {
        let told = || format!("{} became {}", line(path, values), others.join(" | "));
        match others.len().cmp(&values.len()) {
            std::cmp::Ordering::Less => self.lost.push(told()),
            std::cmp::Ordering::Greater => self.twice.push(told()),
            std::cmp::Ordering::Equal if values != others => self.unlike.push(told()),
            std::cmp::Ordering::Equal => {}
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (word, lines) in [
            ("lost", &self.lost),
            ("twice", &self.twice),
            ("orphan", &self.orphans),
            ("unlike", &self.unlike),
        ] {
            for line in lines {
                writeln!(f, "{word}: {line}")?;
            }
        }
        Ok(())
    }
}

/// What stands in `value`, with names in the place of `tokens`.
pub(super) fn lines(value: &Value, tokens: &Tokens) -> Lines {
    let mut lines = Lines::new();
    write(value, String::new(), tokens, &mut lines);
    for values in lines.values_mut() {
        values.sort();
    }
    lines
}

fn write(value: &Value, path: String, tokens: &Tokens, lines: &mut Lines) {
    match value {
        Value::Object(members) => {
            let told = members.iter();
            let told = told.filter(|(name, _)| !UNTOLD.contains(&name.as_str()));
            for (name, member) in told {
                let name = tokens.named_key(name);
                write(member, format!("{path}.{name}"), tokens, lines);
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                let at = place(n, item, tokens);
                write(item, format!("{path}[{at}]"), tokens, lines);
            }
        }
        plain => lines.entry(path).or_default().push(word(plain, tokens)),
    }
}

/// Where an item of a list stands: by its name, and by its number if it has none. The order of
/// plain words says nothing.
fn place(n: usize, item: &Value, tokens: &Tokens) -> String {
    let id = item.get("id").and_then(Value::as_str);
    match id.filter(|id| tokens.knows(id)) {
        Some(id) => tokens.named(id),
        None if item.is_object() => n.to_string(),
        None => String::new(),
    }
}

fn word(plain: &Value, tokens: &Tokens) -> String {
    match plain {
        Value::String(text) => tokens.named(without_suffix(text)),
        Value::Number(number) if number.as_f64().is_some_and(|n| n >= TIMES_FROM) => "time".into(),
        other => other.to_string(),
    }
}

/// AWS lengthens the ARN of a secret by letters that it draws.
fn without_suffix(text: &str) -> &str {
    let suffix = text.rfind('-').filter(|_| text.contains(":secret:"));
    suffix.map_or(text, |at| &text[..at])
}

fn line(path: &str, values: &[String]) -> String {
    let values = values.join(" | ");
    let short: String = values.chars().take(200).collect();
    format!("{path} = {short}")
}
