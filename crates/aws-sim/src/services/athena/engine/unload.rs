//! `UNLOAD (SELECT …) TO 's3://…' WITH (format = '…')`.

use datafusion::sql::sqlparser::ast::{Expr, SqlOption, Value};

use crate::services::athena::answer::{Answer, Failure};

/// Where the rows go, and in which form.
#[derive(Debug)]
pub(super) struct Unload {
    to: String,
    form: Form,
    delimiter: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Json,
    /// A form of AWS that is not written here.
    Other,
}

/// Between the fields of a text file, if nothing else is said: `\u{1}`, as Hive has it.
const DELIMITER: &str = "\u{1}";

// === impl Unload ===

impl Unload {
    pub(super) fn new(to: String, options: &[SqlOption]) -> Result<Self, String> {
        if !to.starts_with("s3://") {
            return Err(format!("UNLOAD location '{to}' is not an S3 location"));
        }
        let option = |wanted: &str| {
            options.iter().find_map(|option| match option {
                SqlOption::KeyValue {
                    key,
                    value: Expr::Value(value),
                } if key.value.eq_ignore_ascii_case(wanted) => match &value.value {
                    Value::SingleQuotedString(text) => Some(text.clone()),
                    _ => None,
                },
                _ => None,
            })
        };
        let form = option("format").ok_or("UNLOAD needs the property format")?;
        let form = match form.to_uppercase().as_str() {
            "TEXTFILE" => Form::Text,
            "JSON" => Form::Json,
            "PARQUET" | "ORC" | "AVRO" => Form::Other,
            _ => return Err(format!("Invalid UNLOAD format '{form}'")),
        };
        Ok(Self {
            to,
            form,
            delimiter: option("field_delimiter").unwrap_or_else(|| DELIMITER.to_owned()),
        })
    }
}

/// The answer to an `UNLOAD`: no rows, and one file. AWS writes many, under names of its own.
pub(super) fn unloaded(unload: &Unload, answer: Answer) -> Result<Answer, Failure> {
    let rows = answer.grid.rows(0..answer.grid.len());
    let mut bytes = Vec::new();
    for row in rows {
        let line = match unload.form {
            Form::Text => {
                let cells = row
                    .into_iter()
                    .map(|cell| cell.unwrap_or_else(|| "\\N".to_owned()));
                cells.collect::<Vec<_>>().join(&unload.delimiter)
            }
            Form::Json => {
                let names = answer.columns.iter().map(|column| column.name.clone());
                let cells = row.into_iter().map(serde_json::Value::from);
                let pairs = names.zip(cells).filter(|(_, cell)| !cell.is_null());
                serde_json::Value::Object(pairs.collect()).to_string()
            }
            Form::Other => {
                return Err(Failure::user(
                    "NOT_SUPPORTED: the simulator unloads TEXTFILE and JSON",
                ));
            }
        };
        bytes.extend(line.into_bytes());
        bytes.push(b'\n');
    }
    let (scanned, read) = (answer.scanned, answer.read);
    Ok(Answer {
        scanned,
        read,
        unloaded: Some((unload.to.clone(), bytes)),
        ..Answer::nothing()
    })
}
