//! The rows of a file of agents.

use std::{borrow::Cow, fmt};

use connect_model::Username;
use serde_json::{Map, Value};

use super::{
    Format, Mapping, ReadError, Source,
    columns::{self, Columns},
    finding, head,
    input::Input,
    json::{Line, Lines},
    records::{Broken, Records},
};
use crate::{
    agent::{Agent, Field},
    row::{self, Cell, Column, Placed, Read, RowIssue},
};

/// A row of a file of agents.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The line on which it begins, counted from 1. A quoted cell may take several.
    pub line: u64,
    /// The login, if it can be read although something else is wrong.
    pub username: Option<Username>,
    /// The agent, or all that is wrong with the row.
    pub agent: Result<Agent, Vec<RowIssue>>,
    /// What cells of a wrong row say that can be read.
    pub(crate) rest: Option<Box<Agent>>,
}

/// The rows of a file, in its order. Rows that are blank are none.
pub struct Rows {
    file: String,
    mapping: Mapping,
    lines: Form,
    is_over: bool,
}

enum Form {
    Csv(Box<Records>, Columns),
    Json(Lines),
}

/// Opens a file and finds out what its columns are about.
///
/// What refuses the file as a whole is said here, before any row: that it is no file of agents, a column
/// of passwords, two columns about one thing. JSON Lines have no header, so there a password is met where
/// it stands; whoever writes reads the whole file before.
pub fn open(source: &dyn Source, mapping: &Mapping) -> Result<Rows, ReadError> {
    let file = source.name().to_owned();
    let mut input = Input::new(source.open()?);
    let head = head::look(&file, input.head()?, mapping)?;
    input.consume(head.skip);
    let lines = match head.format {
        Format::Csv => {
            let mut records = Records::new(input, head.delimiter);
            let columns = header(&file, &mut records, mapping)?;
            Form::Csv(Box::new(records), columns)
        }
        Format::JsonLines => {
            first_object(source, &file, mapping)?;
            Form::Json(Lines::new(input))
        }
    };
    Ok(Rows {
        file,
        mapping: mapping.clone(),
        lines,
        is_over: false,
    })
}

fn header(file: &str, records: &mut Records, mapping: &Mapping) -> Result<Columns, ReadError> {
    let Some(line) = records.read().map_err(|broken| broken.told(file))? else {
        let message = "it is empty";
        return Err(ReadError::not_agents(
            file,
            message,
            "nothing is to be done",
        ));
    };
    let cells = (0..records.len()).map(|n| records.cell(n).map(str::to_owned));
    let header: Option<Vec<_>> = cells.collect();
    let header = header.ok_or_else(|| not_utf8(file, line))?;
    Columns::of((file, line), &header, mapping)
}

/// JSON Lines of agents begin with one. A line that is no object says nothing about the others.
fn first_object(source: &dyn Source, file: &str, mapping: &Mapping) -> Result<(), ReadError> {
    let mut input = Input::new(source.open()?);
    let head = head::look(file, input.head()?, mapping)?;
    input.consume(head.skip);
    let mut lines = Lines::new(input);
    let line = lines.read().map_err(|broken| broken.told(file))?;
    let Some(line) = line else { return Ok(()) };
    match lines.line() {
        Line::Object(object) => {
            let members: Vec<String> = object.keys().cloned().collect();
            Columns::of_object((file, line), &members, mapping)
        }
        Line::NotUtf8 => Err(not_utf8(file, line)),
        Line::Other(_) => {
            let message = "it does not begin with a JSON object on one line";
            let remedy = "write one object a line, without a list around them";
            Err(ReadError::not_agents(file, message, remedy))
        }
    }
}

fn not_utf8(file: &str, line: u64) -> ReadError {
    let message = "the file is not UTF-8";
    let remedy = "save it as UTF-8: in Excel, as \"CSV UTF-8 (comma delimited)\"";
    ReadError::one("not-utf-8", (file, line), message, remedy)
}

// === impl Rows ===

impl Rows {
    /// SHA-256 of the file; of the whole of it, once there is no further row.
    pub fn sha256(&self) -> [u8; 32] {
        match &self.lines {
            Form::Csv(records, _) => records.input().sum(),
            Form::Json(lines) => lines.input().sum(),
        }
    }

    /// The columns that are about nothing that agents have.
    pub fn ignored(&self) -> Vec<&str> {
        let Form::Csv(_, columns) = &self.lines else {
            return Vec::new();
        };
        let fields = columns.places.iter().zip(&columns.fields);
        let ignored = fields.filter(|(place, field)| field.is_none() && !place.name.is_empty());
        ignored.map(|(place, _)| place.name.as_str()).collect()
    }

    /// Whether rows may say something about a field: it has a column, or the mapping says it of all rows.
    /// Any line of JSON may.
    pub fn says(&self, field: Field) -> bool {
        let is_told = self.mapping.defaults.contains_key(&field);
        is_told
            || match &self.lines {
                Form::Csv(_, columns) => columns.fields.contains(&Some(field)),
                Form::Json(_) => true,
            }
    }

    fn read(&mut self) -> Result<Option<Row>, ReadError> {
        match &mut self.lines {
            Form::Csv(records, columns) => loop {
                let line = records.read().map_err(|broken| broken.told(&self.file))?;
                let Some(line) = line else { return Ok(None) };
                if let Some(row) = record(&self.file, line, records, columns, &self.mapping)? {
                    return Ok(Some(row));
                }
            },
            Form::Json(lines) => {
                let line = lines.read().map_err(|broken| broken.told(&self.file))?;
                let Some(line) = line else { return Ok(None) };
                let row = match lines.line() {
                    Line::Object(object) => object_row(&self.file, line, &object, &self.mapping)?,
                    Line::Other(column) => Row::unreadable(line, no_object(column)),
                    Line::NotUtf8 => return Err(not_utf8(&self.file, line)),
                };
                Ok(Some(row))
            }
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Row, ReadError>;

    /// After an error there is nothing more.
    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = self.read().transpose();
        self.is_over = !matches!(next, Some(Ok(_)));
        next
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows")
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

/// A row out of a record; nothing if it is blank.
fn record(
    file: &str,
    line: u64,
    records: &Records,
    columns: &Columns,
    mapping: &Mapping,
) -> Result<Option<Row>, ReadError> {
    let cells = (0..records.len()).map(|n| records.cell(n));
    let cells: Option<Vec<&str>> = cells.collect();
    let cells = cells.ok_or_else(|| not_utf8(file, line))?;
    let filled = cells.iter().rposition(|cell| !cell.trim().is_empty());
    let Some(last) = filled else { return Ok(None) };
    let wanted = columns.fields.len();
    // What is too much and empty comes of a program that ends each row with a delimiter.
    if cells.len() < wanted || last >= wanted {
        return Ok(Some(Row::unreadable(line, miscounted(cells.len(), wanted))));
    }
    let known = columns.fields.iter().enumerate();
    let known = known.filter_map(|(n, field)| Some((n, (*field)?)));
    let mut placed: Vec<_> = known
        .map(|(n, field)| Placed {
            field,
            column: Some(&columns.places[n]),
            cell: Cell::Text(Cow::Borrowed(cells[n])),
        })
        .collect();
    lay_defaults(&mut placed, mapping);
    Ok(Some(Row::of(line, row::read(&placed, mapping))))
}

/// A row out of an object. A member of the name of a password refuses the file.
fn object_row(
    file: &str,
    line: u64,
    object: &Map<String, Value>,
    mapping: &Mapping,
) -> Result<Row, ReadError> {
    let passwords = columns::passwords((file, line), object.keys());
    if !passwords.is_empty() {
        return Err(ReadError::Findings(passwords));
    }
    let mut members: Vec<(Field, Column, &Value)> = Vec::new();
    for (name, value) in object {
        let Some(field) = columns::known(name, mapping) else {
            continue;
        };
        let column = Column {
            name: columns::shown(name),
            number: 0,
        };
        if members.iter().any(|(before, ..)| *before == field) {
            let issue = RowIssue {
                column: Some(column),
                ..RowIssue::plain(
                    "column-twice",
                    format!("two members are about {field}"),
                    "leave one of the two out",
                )
            };
            return Ok(Row::unreadable(line, issue));
        }
        members.push((field, column, value));
    }
    let placed = members.iter().map(|(field, column, value)| Placed {
        field: *field,
        column: Some(column),
        cell: Cell::of(value),
    });
    let mut placed: Vec<_> = placed.collect();
    lay_defaults(&mut placed, mapping);
    Ok(Row::of(line, row::read(&placed, mapping)))
}

/// Puts what the mapping says of all rows where a row says nothing.
fn lay_defaults<'r>(placed: &mut Vec<Placed<'r>>, mapping: &'r Mapping) {
    for (field, text) in &mapping.defaults {
        let cell = Cell::Text(Cow::Borrowed(text.as_str()));
        match placed.iter_mut().find(|it| it.field == *field) {
            Some(there) if there.cell.is_empty() => there.cell = cell,
            Some(_) => {}
            None => placed.push(Placed {
                field: *field,
                column: None,
                cell,
            }),
        }
    }
}

fn miscounted(cells: usize, columns: usize) -> RowIssue {
    RowIssue::plain(
        "wrong-cells",
        format!("the row has {cells} cells and the header {columns}"),
        "look for a delimiter in a cell that is not quoted, or for a quote that is not closed",
    )
}

fn no_object(column: usize) -> RowIssue {
    RowIssue::plain(
        "bad-json",
        format!("the line is no JSON object: it goes wrong at character {column}"),
        "write one object a line",
    )
}

// === impl Row ===

impl Row {
    fn of(line: u64, read: Read) -> Self {
        Self {
            line,
            username: read.username,
            agent: read.agent,
            rest: read.rest,
        }
    }

    /// A row of which nothing can be told, the login neither.
    fn unreadable(line: u64, issue: RowIssue) -> Self {
        Self {
            line,
            username: None,
            agent: Err(vec![issue]),
            rest: None,
        }
    }
}

// === impl Cell ===

impl Cell<'_> {
    /// What a value of JSON says.
    fn of(value: &Value) -> Cell<'_> {
        match value {
            Value::Null => Cell::Null,
            Value::String(text) => Cell::Text(Cow::Borrowed(text)),
            Value::Number(number) => Cell::Text(Cow::Owned(number.to_string())),
            Value::Bool(is_so) => Cell::Text(Cow::Borrowed(if *is_so { "yes" } else { "no" })),
            Value::Array(items) => {
                let texts: Option<Vec<_>> = items.iter().map(plain).collect();
                texts.map_or(Cell::Other, Cell::List)
            }
            Value::Object(members) => {
                let entry =
                    |(key, value): (&String, &Value)| Some(format!("{key}={}", plain(value)?));
                let entries: Option<Vec<_>> = members.iter().map(entry).collect();
                entries.map_or(Cell::Other, Cell::List)
            }
        }
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

// === impl Broken ===

impl Broken {
    pub(super) fn told(self, file: &str) -> ReadError {
        let remedy = "look for a quote that is not closed in this row or before it";
        let (line, message) = match self {
            Self::Io(error) => return ReadError::Io(error),
            Self::TooLong(line) => (line, "the row has no end"),
            Self::OpenQuote(line) => (line, "the file ends within a quotation"),
        };
        ReadError::Findings(vec![finding("open-quote", (file, line), message, remedy)])
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::*;

    /// Rows without end, of which none is kept.
    struct Endless {
        rows: u64,
        rest: Vec<u8>,
    }

    impl Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            if self.rest.is_empty() && self.rows > 0 {
                self.rows -= 1;
                let n = self.rows;
                self.rest =
                    format!("agent-{n},Ada,\"Lovelace,\nof {n}\",a{n}@example.com\n").into();
            }
            let count = self.rest.len().min(into.len());
            into[..count].copy_from_slice(&self.rest[..count]);
            self.rest.drain(..count);
            Ok(count)
        }
    }

    struct Many(u64);

    impl Source for Many {
        fn name(&self) -> &'static str {
            "many.csv"
        }

        fn open(&self) -> io::Result<Box<dyn Read + Send + Sync>> {
            Ok(Box::new(Endless {
                rows: self.0,
                rest: b"username,first_name,remark,email\n".to_vec(),
            }))
        }
    }

    fn room(rows: &Rows) -> usize {
        match &rows.lines {
            Form::Csv(records, _) => records.room(),
            Form::Json(lines) => lines.room(),
        }
    }

    #[test]
    fn a_hundred_times_the_rows_take_the_same_room() {
        let taken = |count: u64| {
            let mut rows = open(&Many(count), &Mapping::default()).unwrap();
            let read = rows.by_ref().inspect(|row| assert!(row.is_ok())).count();
            assert_eq!(read as u64, count);
            room(&rows)
        };
        let few = taken(1_000);
        assert_eq!(taken(100_000), few);
        assert!(few < 4 * 1024, "{few}");
    }
}
