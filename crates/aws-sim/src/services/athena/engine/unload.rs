//! `UNLOAD (SELECT …) TO 's3://…' WITH (format = '…')`.
//!
//! A statement writes one file, or one for each partition; AWS writes many. Nothing at all is written
//! of no rows. ORC and Avro are refused, and so is text or JSON in another compression than gzip's,
//! which AWS documents as the only one.

mod parquet;

use std::{collections::BTreeMap, io::Write as _};

use datafusion::{
    arrow::{
        array::{RecordBatch, UInt32Array},
        compute::{concat_batches, take_record_batch},
        datatypes::SchemaRef,
    },
    sql::sqlparser::ast::{Expr, SqlOption, Value},
};
use flate2::{Compression, write::GzEncoder};

use crate::services::athena::answer::{Answer, Failure, File, Unloaded};

/// Where the rows go, and in which form.
#[derive(Debug)]
pub(super) struct Unload {
    /// `s3://bucket/prefix/`
    pub(super) to: String,
    form: Form,
    compression: String,
    delimiter: String,
    /// Columns, which are the last ones of the rows.
    partitioned_by: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Json,
    Parquet,
    /// A form of AWS that is not written here.
    Other,
}

/// Between the fields of a text file, if nothing else is said: `\u{1}`, as Hive has it.
const DELIMITER: &str = "\u{1}";
const GZIP: &str = "GZIP";

/// The folder of rows that have no value to be partitioned by, as Hive calls it.
const NO_PARTITION: &str = "__HIVE_DEFAULT_PARTITION__";

/// Types whose texts are JSON as they stand.
const PLAIN_JSON: &[&str] = &["bigint", "boolean", "double", "float", "integer", "real"];

// === impl Unload ===

impl Unload {
    pub(super) fn new(to: String, options: &[SqlOption]) -> Result<Self, String> {
        if !to.starts_with("s3://") {
            return Err(format!("UNLOAD location '{to}' is not an S3 location"));
        }
        let option = |wanted: &str| {
            options.iter().find_map(|option| match option {
                SqlOption::KeyValue { key, value } if key.value.eq_ignore_ascii_case(wanted) => {
                    Some(value)
                }
                _ => None,
            })
        };
        let text = |wanted: &str| option(wanted).and_then(text);
        let form = text("format").ok_or("UNLOAD needs the property format")?;
        let form = match form.to_uppercase().as_str() {
            "TEXTFILE" => Form::Text,
            "JSON" => Form::Json,
            "PARQUET" => Form::Parquet,
            "ORC" | "AVRO" => Form::Other,
            _ => return Err(format!("Invalid UNLOAD format '{form}'")),
        };
        let by = option("partitioned_by").map(|by| match by {
            Expr::Array(array) => array.elem.iter().filter_map(self::text).collect(),
            _ => Vec::new(),
        });
        let by: Vec<String> = by.unwrap_or_default();
        let slash = if to.ends_with('/') { "" } else { "/" };
        Ok(Self {
            to: format!("{to}{slash}"),
            form,
            compression: text("compression")
                .map_or_else(|| GZIP.to_owned(), |name| name.to_uppercase()),
            delimiter: text("field_delimiter").unwrap_or_else(|| DELIMITER.to_owned()),
            partitioned_by: by.iter().map(|name| name.to_lowercase()).collect(),
        })
    }

    /// Refuses what AWS writes and the simulator does not.
    fn check(&self, columns: &[String]) -> Result<(), Failure> {
        let known: &[&str] = match self.form {
            Form::Text | Form::Json => &[GZIP],
            Form::Parquet => &[GZIP, "SNAPPY", "ZSTD", "NONE", "UNCOMPRESSED"],
            Form::Other => &[],
        };
        if !known.contains(&self.compression.as_str()) {
            return Err(Failure::user(format!(
                "NOT_SUPPORTED: the simulator does not unload this format in compression {}",
                self.compression
            )));
        }
        let kept = columns.len().saturating_sub(self.partitioned_by.len());
        if kept == 0 || columns[kept..] != self.partitioned_by[..] {
            return Err(Failure::user(
                "INVALID_TABLE_PROPERTY: Partition keys must be the last columns in the table and \
                 in the same order as the table properties",
            ));
        }
        Ok(())
    }
}

/// The text of a literal.
fn text(value: &Expr) -> Option<String> {
    match value {
        Expr::Value(value) => match &value.value {
            Value::SingleQuotedString(text) => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// The answer to an `UNLOAD`: no rows, and files.
pub(super) fn unloaded(
    unload: &Unload,
    schema: &SchemaRef,
    batches: &[RecordBatch],
    answer: &Answer,
) -> Result<Answer, Failure> {
    let names: Vec<String> = answer.columns.iter().map(|one| one.name.clone()).collect();
    unload.check(&names)?;
    let kept = names.len() - unload.partitioned_by.len();
    let rows = answer.grid.rows(0..answer.grid.len());
    let mut folders: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (row, at) in rows.iter().zip(0..) {
        let parts = names[kept..].iter().zip(&row[kept..]);
        let folder = parts
            .map(|(name, cell)| format!("{name}={}/", cell.as_deref().unwrap_or(NO_PARTITION)));
        folders.entry(folder.collect()).or_default().push(at);
    }
    let whole =
        concat_batches(schema, batches).map_err(|error| Failure::system(&error.to_string()))?;
    let mut files = Vec::new();
    for (folder, ordinals) in folders {
        let content = if unload.form == Form::Parquet {
            let picked = take_record_batch(&whole, &UInt32Array::from(ordinals))
                .and_then(|batch| batch.project(&(0..kept).collect::<Vec<_>>()))
                .map_err(|error| Failure::system(&error.to_string()))?;
            parquet::written(&picked, &unload.compression)?
        } else {
            let picked = ordinals.iter().map(|at| &rows[*at as usize][..kept]);
            let lines = picked.map(|row| unload.line(answer, row));
            zipped(&lines.collect::<Vec<_>>().concat())?
        };
        let ending = if unload.form == Form::Parquet {
            ""
        } else {
            ".gz"
        };
        files.push(File {
            folder,
            ending,
            content,
        });
    }
    Ok(Answer {
        scanned: answer.scanned,
        read: answer.read,
        unloaded: Some(Unloaded {
            to: unload.to.clone(),
            files,
        }),
        ..Answer::nothing()
    })
}

fn zipped(text: &str) -> Result<Vec<u8>, Failure> {
    let mut zip = GzEncoder::new(Vec::new(), Compression::default());
    zip.write_all(text.as_bytes())
        .and_then(|()| zip.finish())
        .map_err(|error| Failure::system(&error.to_string()))
}

impl Unload {
    /// A row of text or JSON.
    fn line(&self, answer: &Answer, row: &[Option<String>]) -> String {
        if self.form == Form::Text {
            let cells = row.iter().map(|cell| cell.as_deref().unwrap_or("\\N"));
            return cells.collect::<Vec<_>>().join(&self.delimiter) + "\n";
        }
        let cells = answer.columns.iter().zip(row);
        let members = cells.filter_map(|(column, cell)| {
            let cell = cell.as_ref()?;
            let plain = PLAIN_JSON.contains(&column.kind.as_str());
            let value = serde_json::from_str(cell).ok().filter(|_| plain);
            let value = value.unwrap_or_else(|| serde_json::Value::from(cell.as_str()));
            Some((column.name.clone(), value))
        });
        serde_json::Value::Object(members.collect()).to_string() + "\n"
    }
}
