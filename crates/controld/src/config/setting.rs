//! Reads a table member by member and collects what is wrong with it.

use std::{fmt::Display, time::Duration};

use toml::{Table, Value};

/// What is wrong, one line each.
#[derive(Debug, Default)]
pub(super) struct Faults {
    lines: Vec<String>,
}

/// A table that is being read. What nobody asked for is a fault in the end.
pub(super) struct Settings<'f> {
    place: String,
    members: Table,
    faults: &'f mut Faults,
}

// === impl Faults ===

impl Faults {
    pub(super) fn add(&mut self, place: &str, what: impl Display) {
        self.lines.push(format!("{place}: {what}"));
    }

    pub(super) fn into_lines(self) -> Vec<String> {
        self.lines
    }
}

// === impl Settings ===

impl<'f> Settings<'f> {
    /// Reads `members`, which stand at `place`; empty for the top.
    pub(super) fn new(place: impl Into<String>, members: Table, faults: &'f mut Faults) -> Self {
        Self {
            place: place.into(),
            members,
            faults,
        }
    }

    pub(super) fn wrong(&mut self, name: &str, what: impl Display) {
        let place = self.place_of(name);
        self.faults.add(&place, what);
    }

    /// Whether a member is there that nobody asked for yet.
    pub(super) fn has(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        match self.members.remove(name)? {
            Value::String(text) => Some(text),
            other => self.not_a("text", name, &other),
        }
    }

    pub(super) fn flag(&mut self, name: &str) -> Option<bool> {
        match self.members.remove(name)? {
            Value::Boolean(flag) => Some(flag),
            other => self.not_a("true or false", name, &other),
        }
    }

    /// A whole number within `range`.
    pub(super) fn number(
        &mut self,
        name: &str,
        range: std::ops::RangeInclusive<u32>,
    ) -> Option<u32> {
        let number = match self.members.remove(name)? {
            Value::Integer(number) => number,
            other => return self.not_a("a whole number", name, &other),
        };
        let fitting = u32::try_from(number).ok().filter(|n| range.contains(n));
        if fitting.is_none() {
            let (low, high) = range.into_inner();
            self.wrong(name, format!("expected {low} to {high}, found {number}"));
        }
        fitting
    }

    pub(super) fn seconds(
        &mut self,
        name: &str,
        range: std::ops::RangeInclusive<u32>,
    ) -> Option<Duration> {
        let seconds = self.number(name, range)?;
        Some(Duration::from_secs(seconds.into()))
    }

    pub(super) fn table(&mut self, name: &str) -> Settings<'_> {
        let place = self.place_of(name);
        let members = match self.members.remove(name) {
            Some(Value::Table(members)) => members,
            Some(other) => {
                self.not_a::<()>("a table", name, &other);
                Table::new()
            }
            None => Table::new(),
        };
        Settings::new(place, members, self.faults)
    }

    pub(super) fn tables(&mut self, name: &str) -> Vec<Table> {
        let list = match self.members.remove(name) {
            Some(Value::Array(list)) => list,
            Some(other) => {
                self.not_a::<()>("a list of tables", name, &other);
                Vec::new()
            }
            None => Vec::new(),
        };
        let mut tables = Vec::with_capacity(list.len());
        for (n, item) in list.into_iter().enumerate() {
            match item {
                Value::Table(members) => tables.push(members),
                other => {
                    self.not_a::<()>("a table", &format!("{name}[{n}]"), &other);
                }
            }
        }
        tables
    }

    /// What a table says, in the form that the thing itself has.
    pub(super) fn form<T: serde::de::DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let value = self.members.remove(name)?;
        let read = value.try_into();
        read.map_err(|wrong: toml::de::Error| self.wrong(name, wrong.message()))
            .ok()
    }

    /// A list of texts.
    pub(super) fn list(&mut self, name: &str) -> Vec<String> {
        self.form(name).unwrap_or_default()
    }

    /// Texts by name.
    pub(super) fn texts(&mut self, name: &str) -> std::collections::BTreeMap<String, String> {
        let mut inner = self.table(name);
        let names: Vec<_> = inner.members.keys().cloned().collect();
        let texts = names
            .into_iter()
            .filter_map(|name| Some((name.clone(), inner.text(&name)?)))
            .collect();
        inner.end();
        texts
    }

    pub(super) fn faults(&mut self) -> &mut Faults {
        self.faults
    }

    /// Says what nobody asked for.
    pub(super) fn end(mut self) {
        let unknown: Vec<_> = self.members.keys().cloned().collect();
        for name in unknown {
            self.wrong(&name, "there is no such setting");
        }
    }

    fn not_a<T>(&mut self, expected: &str, name: &str, found: &Value) -> Option<T> {
        self.wrong(
            name,
            format!("expected {expected}, found {}", found.type_str()),
        );
        None
    }

    fn place_of(&self, name: &str) -> String {
        if self.place.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.place)
        }
    }
}
