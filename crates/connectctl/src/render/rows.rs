//! Rows of an answer: one below another, as CSV, as JSON.

use control_api::v1 as pb;
use serde_json::{Number, Value};

use super::{Page, Tone, counted, time};

/// Widest column that others are kept clear of, in characters. What is longer runs over.
const WIDTH_MAX: usize = 48;
/// What stands for a null.
const NULL: &str = "null";

/// A table of which not all is known: its columns get wider as rows come.
#[derive(Debug, Default)]
pub(crate) struct Table {
    names: Vec<String>,
    widths: Vec<usize>,
    /// Columns of numbers stand to the right.
    right: Vec<bool>,
    has_head: bool,
}

// === impl Table ===

impl Table {
    pub(crate) fn new(names: &[String], types: &[String]) -> Self {
        Self {
            names: names.to_vec(),
            widths: names.iter().map(|name| length(name)).collect(),
            right: types.iter().map(|of| is_number(of)).collect(),
            has_head: false,
        }
    }

    /// Some more rows, the first ones below the names of the columns.
    pub(crate) fn rows(&mut self, rows: &[Vec<Option<String>>]) -> Page {
        let cells = |row: &Vec<Option<String>>| {
            row.iter()
                .map(Option::as_deref)
                .map(cell)
                .collect::<Vec<_>>()
        };
        let rows: Vec<_> = rows.iter().map(cells).collect();
        for row in &rows {
            for (width, cell) in self.widths.iter_mut().zip(row) {
                *width = (*width).max(length(cell).min(WIDTH_MAX));
            }
        }
        let mut page = Page::new();
        if !self.has_head {
            page.say(Tone::Strong, self.line(&self.names));
            self.has_head = true;
        }
        for row in &rows {
            page.line(self.line(row));
        }
        page
    }

    fn line(&self, cells: &[String]) -> String {
        let mut line = String::new();
        for ((cell, width), right) in cells.iter().zip(&self.widths).zip(&self.right) {
            let pad = " ".repeat(width.saturating_sub(length(cell)));
            line += "  ";
            line += &if *right {
                pad + cell
            } else {
                cell.clone() + &pad
            };
        }
        line.trim_end().to_owned()
    }
}

/// What a query cost.
pub(crate) fn cost_of_query(answer: &pb::ShareAnswer) -> Page {
    let rows = counted(usize::try_from(answer.rows).unwrap_or_default(), "row");
    let took = time::wire_span(answer.engine_time.as_ref());
    let scanned = bytes(answer.scanned_bytes);
    let text = format!("{rows} in {took}; {scanned} scanned. {}.", answer.billing);
    Page::of(Tone::Faint, &text)
}

/// A number of bytes, as AWS counts them: `12.3 MB`.
pub(super) fn bytes(bytes: i64) -> String {
    let mut rest = bytes;
    let (mut tenths, mut unit) = (0, "bytes");
    for next in ["kB", "MB", "GB", "TB"] {
        if rest < 1_000 {
            break;
        }
        tenths = rest % 1_000 / 100;
        rest /= 1_000;
        unit = next;
    }
    match unit {
        "bytes" => format!("{rest} {unit}"),
        _ => format!("{rest}.{tenths} {unit}"),
    }
}

/// A line of CSV (RFC 4180). A null is nothing between commas, and an empty text is two quotes.
pub(crate) fn csv_line(cells: &[Option<&str>]) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let cell = |cell: Option<&str>| match cell {
        None => String::new(),
        Some(text) if text.is_empty() || text.contains([',', '"', '\n', '\r']) => quoted(text),
        Some(text) => text.to_owned(),
    };
    let cells: Vec<_> = cells.iter().copied().map(cell).collect();
    cells.join(",") + "\r\n"
}

/// A value as JSON has it, by the type that Athena says. What is no number is a text, as `NaN`.
pub(crate) fn typed(of: &str, text: Option<&str>) -> Value {
    let Some(text) = text else {
        return Value::Null;
    };
    let plain = || Value::String(text.to_owned());
    match of {
        "boolean" => text.parse().map_or_else(|_| plain(), Value::Bool),
        "tinyint" | "smallint" | "integer" | "bigint" => {
            let number = text.parse::<i64>().map(Number::from);
            number.map_or_else(|_| plain(), Value::Number)
        }
        "real" | "float" | "double" => {
            let number = text.parse::<f64>().ok().and_then(Number::from_f64);
            number.map_or_else(plain, Value::Number)
        }
        // A decimal may have more digits than a number of JSON keeps.
        _ => plain(),
    }
}

fn is_number(of: &str) -> bool {
    let numbers = [
        "tinyint", "smallint", "integer", "bigint", "real", "float", "double",
    ];
    numbers.contains(&of) || of.starts_with("decimal")
}

/// A cell is one line, whatever is in it.
fn cell(text: Option<&str>) -> String {
    match text {
        None => NULL.to_owned(),
        Some(text) => text.replace(['\n', '\r', '\t'], " "),
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_aligned_as_far_as_it_is_known() {
        let names = ["queue", "n"].map(str::to_owned);
        let types = ["varchar", "bigint"].map(str::to_owned);
        let mut table = Table::new(&names, &types);
        let row = |queue: Option<&str>, n: &str| vec![queue.map(str::to_owned), Some(n.to_owned())];
        let first = table.rows(&[row(Some("Sales"), "12"), row(None, "3")]);
        assert_eq!(first.plain(), "  queue   n\n  Sales  12\n  null    3\n");
        let next = table.rows(&[row(Some("two\nlines"), "1000")]);
        assert_eq!(next.plain(), "  two lines  1000\n");
        let last = table.rows(&[row(Some("a"), "1")]);
        assert_eq!(last.plain(), "  a             1\n");
    }

    #[test]
    fn csv_tells_a_null_from_an_empty_text() {
        let line = csv_line(&[None, Some(""), Some("a,b"), Some("say \"x\""), Some("c")]);
        assert_eq!(line, ",\"\",\"a,b\",\"say \"\"x\"\"\",c\r\n");
    }

    #[test]
    fn values_of_json_have_the_type_of_their_column() {
        assert_eq!(typed("bigint", Some("7")), 7);
        assert_eq!(typed("double", Some("0.5")), 0.5);
        assert_eq!(typed("double", Some("NaN")), "NaN");
        assert_eq!(typed("boolean", Some("true")), true);
        assert_eq!(typed("varchar", Some("7")), "7");
        assert_eq!(
            typed("decimal(38,0)", Some("12345678901234567890")),
            "12345678901234567890"
        );
        assert_eq!(typed("bigint", None), Value::Null);
    }

    #[test]
    fn bytes_are_told_as_aws_bills_them() {
        let told = [0, 999, 1_000, 12_345_678, 1_500_000_000_000].map(bytes);
        assert_eq!(
            told,
            ["0 bytes", "999 bytes", "1.0 kB", "12.3 MB", "1.5 TB"]
        );
    }
}
