//! Cells as Athena writes them.

use std::{fmt::Write as _, ops::Range};

use datafusion::arrow::{
    array::{Array, ArrayRef, AsArray as _, RecordBatch},
    datatypes::{DataType, Float32Type, Float64Type},
    util::display::{ArrayFormatter, FormatOptions},
};

use crate::services::athena::answer::Grid;

/// The batches of a result.
#[derive(Debug)]
pub(super) struct Batches(pub(super) Vec<RecordBatch>);

const MOMENT: &str = "%Y-%m-%d %H:%M:%S%.3f";

/// The text of a cell; nothing for null.
pub(super) fn cell(array: &ArrayRef, row: usize) -> Option<String> {
    if array.is_null(row) {
        return None;
    }
    Some(match array.data_type() {
        DataType::List(_) => list(&array.as_list::<i32>().value(row)),
        DataType::Map(..) => {
            let entries = array.as_map().value(row);
            let (keys, values) = (entries.column(0), entries.column(1));
            let pairs =
                (0..entries.len()).map(|at| format!("{}={}", inner(keys, at), inner(values, at)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        DataType::Struct(fields) => {
            let columns = array.as_struct().columns().iter();
            let members = fields.iter().zip(columns);
            let members =
                members.map(|(field, column)| format!("{}={}", field.name(), inner(column, row)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        DataType::Float64 => real(array.as_primitive::<Float64Type>().value(row)),
        DataType::Float32 => real(array.as_primitive::<Float32Type>().value(row)),
        DataType::Timestamp(_, Some(zone)) => format!("{} {zone}", plain(array, row)),
        _ => plain(array, row),
    })
}

fn list(items: &ArrayRef) -> String {
    let items = (0..items.len()).map(|at| inner(items, at));
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// A cell within another, where null is a word.
fn inner(array: &ArrayRef, row: usize) -> String {
    cell(array, row).unwrap_or_else(|| "null".to_owned())
}

fn plain(array: &ArrayRef, row: usize) -> String {
    let options = FormatOptions::new()
        .with_timestamp_format(Some(MOMENT))
        .with_timestamp_tz_format(Some(MOMENT));
    let mut text = String::new();
    if let Ok(formatter) = ArrayFormatter::try_new(array, &options) {
        // A value that cannot be written leaves its text short, which is what can be said of it.
        let _ = write!(text, "{}", formatter.value(row));
    }
    text
}

/// As Java writes it: `1.5`, `1.0E7`, `NaN`.
fn real<T: Into<f64> + Copy + std::fmt::Debug + std::fmt::LowerExp>(number: T) -> String {
    let size = number.into().abs();
    if size.is_infinite() {
        return if number.into() > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned();
    }
    if size == 0.0 || size.is_nan() || (1e-3..1e7).contains(&size) {
        return format!("{number:?}");
    }
    let text = format!("{number:e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let point = if digits.contains('.') { "" } else { ".0" };
    format!("{digits}{point}E{power}")
}

// === impl Batches ===

impl Grid for Batches {
    fn len(&self) -> usize {
        self.0.iter().map(RecordBatch::num_rows).sum()
    }

    fn rows(&self, range: Range<usize>) -> Vec<Vec<Option<String>>> {
        let mut rows = Vec::new();
        let mut start = 0;
        for batch in &self.0 {
            let end = start + batch.num_rows();
            let (first, last) = (range.start.max(start), range.end.min(end));
            for row in first..last.max(first) {
                let cells = batch
                    .columns()
                    .iter()
                    .map(|column| cell(column, row - start));
                rows.push(cells.collect());
            }
            start = end;
        }
        rows
    }
}
