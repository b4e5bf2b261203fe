//! Where the rows of an answer go: to the terminal, to a file, and to a picture.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use control_api::v1 as pb;
use serde_json::{Map, Value, json};

use crate::{
    args::Format,
    commands::export::unwritable,
    output::Output,
    render::{Plot, Table, csv_line, typed},
    status::Failure,
};

/// Takes the parts of an answer. It keeps none of them, but what a picture takes.
pub(super) struct Sink<'s> {
    output: &'s Output,
    names: Vec<String>,
    types: Vec<String>,
    table: Table,
    csv: Option<CsvFile>,
    plot: Option<Plot>,
}

struct CsvFile {
    path: PathBuf,
    writer: BufWriter<File>,
}

// === impl Sink ===

impl<'s> Sink<'s> {
    pub(super) fn new(
        output: &'s Output,
        csv: Option<&Path>,
        plot: Option<Plot>,
    ) -> Result<Self, Failure> {
        Ok(Self {
            output,
            names: Vec::new(),
            types: Vec::new(),
            table: Table::default(),
            csv: csv.map(CsvFile::create).transpose()?,
            plot,
        })
    }

    pub(super) fn columns(&mut self, columns: Vec<pb::ShareColumn>) -> Result<(), Failure> {
        for column in columns {
            self.names.push(fresh(&self.names, &column.name));
            self.types.push(column.r#type);
        }
        if let Some(plot) = &mut self.plot {
            plot.columns(&self.names);
        }
        self.table = Table::new(&self.names, &self.types);
        match &mut self.csv {
            Some(csv) => {
                let names: Vec<_> = self.names.iter().map(|name| Some(name.as_str())).collect();
                csv.write(&csv_line(&names))
            }
            None => Ok(()),
        }
    }

    pub(super) fn rows(&mut self, rows: Vec<pb::ShareRow>) -> Result<(), Failure> {
        let texts = |row: pb::ShareRow| {
            let values = row.values.into_iter();
            values.map(|value| value.text).collect::<Vec<_>>()
        };
        let rows: Vec<_> = rows.into_iter().map(texts).collect();
        if let Some(plot) = &mut self.plot {
            plot.rows(&rows);
        }
        if let Some(csv) = &mut self.csv {
            for row in &rows {
                let row: Vec<_> = row.iter().map(Option::as_deref).collect();
                csv.write(&csv_line(&row))?;
            }
            return Ok(());
        }
        match self.output.format() {
            Format::Text => self.output.page(&self.table.rows(&rows)),
            Format::Json => {
                let lines = rows.iter().map(|row| json!({ "row": self.object(row) }));
                self.output.json_lines(lines)
            }
        }
    }

    /// Ends the files; the picture, where one was asked for.
    pub(super) fn finish(mut self) -> Result<Option<String>, Failure> {
        if let Some(csv) = &mut self.csv {
            let flushed = csv.writer.flush();
            flushed.map_err(|error| unwritable(&csv.path, &error))?;
        }
        Ok(self.plot.map(Plot::into_svg))
    }

    fn object(&self, row: &[Option<String>]) -> Value {
        let cells = self.names.iter().zip(&self.types).zip(row);
        let member = |((name, of), text): ((&String, &String), &Option<String>)| {
            (name.clone(), typed(of, text.as_deref()))
        };
        Value::Object(cells.map(member).collect::<Map<_, _>>())
    }
}

/// A name that no column before has: Athena lets two have one.
fn fresh(taken: &[String], name: &str) -> String {
    let mut fresh = name.to_owned();
    let mut n = 2;
    while taken.contains(&fresh) {
        fresh = format!("{name}_{n}");
        n += 1;
    }
    fresh
}

// === impl CsvFile ===

impl CsvFile {
    fn create(path: &Path) -> Result<Self, Failure> {
        let file = File::create(path).map_err(|error| unwritable(path, &error))?;
        Ok(Self {
            path: path.to_owned(),
            writer: BufWriter::new(file),
        })
    }

    fn write(&mut self, line: &str) -> Result<(), Failure> {
        let written = self.writer.write_all(line.as_bytes());
        written.map_err(|error| unwritable(&self.path, &error))
    }
}
