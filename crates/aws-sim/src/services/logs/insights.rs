//! The query language of Logs Insights, as far as the log of one contact needs it: `fields`,
//! `display`, `filter`, `sort`, `limit` and `dedup`. Other commands are refused.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    Event,
    condition::{self, Condition, Reader, Token},
};
use crate::time;

/// A query that was read.
#[derive(Debug, Default)]
pub(super) struct Plan {
    shown: Option<Vec<String>>,
    conditions: Vec<Condition>,
    sort: Vec<(String, Direction)>,
    dedup: Vec<String>,
    limit: Option<usize>,
}

/// An event with what a query may ask of it.
#[derive(Debug)]
pub(super) struct Row<'e> {
    pub(super) event: &'e Event,
    pub(super) id: &'e str,
    pub(super) group: &'e str,
    pub(super) stream: &'e str,
    json: Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

/// One line of an answer: names and values.
pub(super) type Found = Vec<(String, String)>;

// === impl Plan ===

impl Plan {
    /// Reads a query, or says what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut plan = Self::default();
        for command in commands(text) {
            let command = command.trim();
            if command.is_empty() || command.starts_with('#') {
                continue;
            }
            let (name, rest) = command
                .split_once(char::is_whitespace)
                .unwrap_or((command, ""));
            let read = match name.to_ascii_lowercase().as_str() {
                "fields" => names(rest).map(|mut names| {
                    plan.shown.get_or_insert_default().append(&mut names);
                }),
                "display" => names(rest).map(|names| plan.shown = Some(names)),
                "filter" => condition::tokens(rest)
                    .and_then(|tokens| Reader::new(tokens).whole())
                    .map(|condition| plan.conditions.push(condition)),
                "sort" => sort(rest).map(|sort| plan.sort = sort),
                "dedup" => names(rest).map(|names| plan.dedup = names),
                "limit" => rest
                    .trim()
                    .parse()
                    .ok()
                    .map(|limit| plan.limit = Some(limit)),
                _ => return Err(format!("the command {name} is not simulated")),
            };
            read.ok_or_else(|| format!("unexpected symbol found in: {command}"))?;
        }
        Ok(plan)
    }

    /// How many rows the query itself lets through.
    pub(super) fn limit(&self) -> Option<usize> {
        self.limit
    }

    /// Whether `row` is asked for.
    pub(super) fn takes(&self, row: &Row<'_>) -> bool {
        self.conditions
            .iter()
            .all(|condition| condition.holds(&|field| row.field(field)))
    }

    /// The first `limit` of `rows`, sorted, with the fields that are to be shown. Without a sort
    /// the latest come first.
    pub(super) fn show(&self, mut rows: Vec<Row<'_>>, limit: usize) -> Vec<Found> {
        rows.sort_by(|left, right| self.order(left, right));
        if !self.dedup.is_empty() {
            let mut seen = BTreeSet::new();
            rows.retain(|row| {
                let key: Vec<_> = self.dedup.iter().map(|field| row.field(field)).collect();
                seen.insert(key)
            });
        }
        rows.iter().take(limit).map(|row| self.found(row)).collect()
    }

    fn order(&self, left: &Row<'_>, right: &Row<'_>) -> std::cmp::Ordering {
        for (field, direction) in &self.sort {
            let order = compare(left.field(field), right.field(field));
            let order = match direction {
                Direction::Up => order,
                Direction::Down => order.reverse(),
            };
            if order.is_ne() {
                return order;
            }
        }
        match self.sort.as_slice() {
            [] => right.id.cmp(left.id),
            _ => left.id.cmp(right.id),
        }
    }

    fn found(&self, row: &Row<'_>) -> Found {
        let usual = ["@timestamp", "@message"].map(str::to_owned).to_vec();
        let names = self.shown.as_ref().unwrap_or(&usual);
        let mut found: Found = names
            .iter()
            .filter_map(|name| Some((name.clone(), row.field(name)?)))
            .collect();
        found.push(("@ptr".to_owned(), row.id.to_owned()));
        found
    }
}

// === impl Row ===

impl<'e> Row<'e> {
    pub(super) fn new(group: &'e str, stream: &'e str, id: &'e str, event: &'e Event) -> Self {
        Self {
            event,
            id,
            group,
            stream,
            json: serde_json::from_str(&event.message).unwrap_or_default(),
        }
    }

    /// A field of the service, or one that it discovers in a message that is JSON.
    fn field(&self, name: &str) -> Option<String> {
        match name {
            "@timestamp" => Some(shown_time(self.event.timestamp)),
            "@ingestionTime" => Some(shown_time(self.event.ingested)),
            "@message" => Some(self.event.message.clone()),
            "@logStream" => Some(self.stream.to_owned()),
            "@log" => Some(self.group.to_owned()),
            "@ptr" => Some(self.id.to_owned()),
            _ => condition::field(&self.json, name),
        }
    }
}

/// The commands of a query. A bar inside quotes or slashes parts nothing.
fn commands(text: &str) -> Vec<String> {
    let mut commands = vec![String::new()];
    let (mut open, mut hidden, mut before) = (None, false, ' ');
    for char in text.chars() {
        match open {
            None if char == '|' => {
                commands.push(String::new());
                before = char;
                continue;
            }
            // A slash opens an expression only where a value may stand.
            None if char == '/' && !before.is_whitespace() => {}
            None if "\"'`/".contains(char) => open = Some(char),
            Some(quote) if quote == char && !hidden => open = None,
            _ => {}
        }
        hidden = char == '\\' && !hidden;
        before = char;
        if let Some(last) = commands.last_mut() {
            last.push(char);
        }
    }
    commands
}

/// `a, b.c, @d`
fn names(text: &str) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for token in condition::tokens(text)? {
        match token {
            Token::Word(name) => names.push(name),
            Token::Mark(",") => {}
            _ => return None,
        }
    }
    (!names.is_empty()).then_some(names)
}

/// `a asc, b desc`; descending if nothing is said.
fn sort(text: &str) -> Option<Vec<(String, Direction)>> {
    let mut sort: Vec<(String, Direction)> = Vec::new();
    for name in names(text)? {
        match (name.to_ascii_lowercase().as_str(), sort.last_mut()) {
            ("asc", Some((_, direction))) => *direction = Direction::Up,
            ("desc", Some((_, direction))) => *direction = Direction::Down,
            _ => sort.push((name, Direction::Down)),
        }
    }
    Some(sort)
}

fn compare(left: Option<String>, right: Option<String>) -> std::cmp::Ordering {
    let number = |text: &Option<String>| text.as_ref()?.parse::<f64>().ok();
    match (number(&left), number(&right)) {
        (Some(left), Some(right)) => left.total_cmp(&right),
        _ => left.cmp(&right),
    }
}

/// `2026-09-21 10:13:20.000`
fn shown_time(millis: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of any date fit")]
    let whole = time::iso8601((millis / 1_000) as f64).unwrap_or_default();
    let date = whole.replace('T', " ").replace('Z', "");
    format!("{date}.{:03}", millis % 1_000)
}

#[cfg(test)]
mod tests {
    use super::{Event, Plan, Row};

    fn lines(query: &str) -> Vec<Vec<String>> {
        let events: Vec<Event> = [
            (1_000, r#"{"ContactId":"a","Block":"Play","Tries":10}"#),
            (2_000, r#"{"ContactId":"b","Block":"Play","Tries":9}"#),
            (3_500, r#"{"ContactId":"a","Block":"Set|up","Tries":2}"#),
        ]
        .map(|(timestamp, message)| Event {
            timestamp,
            ingested: timestamp,
            message: message.to_owned(),
        })
        .into();
        let ids = ["0", "1", "2"];
        let plan = Plan::parse(query).expect("the query is valid");
        let rows = events.iter().zip(ids);
        let rows = rows.map(|(event, id)| Row::new("g", "s", id, event));
        let rows = rows.filter(|row| plan.takes(row)).collect();
        let shown = plan.show(rows, plan.limit().unwrap_or(100)).into_iter();
        shown
            .map(|row| {
                let values = row.into_iter().filter(|(name, _)| name != "@ptr");
                values.map(|(_, value)| value).collect()
            })
            .collect()
    }

    #[test]
    fn a_query_filters_sorts_and_limits() {
        let query = "fields @timestamp, Block | filter ContactId = \"a\" | sort @timestamp asc";
        assert_eq!(
            lines(query),
            [
                ["1970-01-01 00:00:01.000", "Play"],
                ["1970-01-01 00:00:03.500", "Set|up"]
            ]
        );
        let query = "fields Tries | sort Tries desc | limit 2";
        assert_eq!(lines(query), [["10"], ["9"]]);
        let query = "fields Block | filter Block like /^Set\\|/ or Block = 'none'";
        assert_eq!(lines(query), [["Set|up"]]);
        let query = "fields ContactId | dedup ContactId | sort ContactId asc";
        assert_eq!(lines(query), [["a"], ["b"]]);
        let query = "fields Tries | filter Tries in [2, 9] and not ispresent(Absent)";
        assert_eq!(lines(query), [["2"], ["9"]]);
    }

    #[test]
    fn what_is_not_simulated_is_refused_by_name() {
        let refused = Plan::parse("stats count(*) by ContactId").expect_err("stats is refused");
        assert!(refused.contains("stats"), "{refused}");
        assert!(Plan::parse("filter a =").is_err());
        assert!(Plan::parse("fields @message | limit x").is_err());
    }
}
