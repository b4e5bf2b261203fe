//! What a request used up, for those who ask.

use serde_json::{Value, json};

/// A read unit is 4 KiB, read consistently; a write unit 1 KiB (developer guide).
const READ_BYTES: usize = 4_096;
const WRITE_BYTES: usize = 1_024;

/// The capacity that reading so many bytes of a table takes.
pub(super) fn read(
    asked: Option<&str>,
    table: &str,
    bytes: usize,
    consistent: bool,
) -> Option<Value> {
    let whole = units(bytes, READ_BYTES);
    shown(asked, table, if consistent { whole } else { whole / 2.0 })
}

/// The capacity that writing so many bytes to a table takes.
pub(super) fn write(asked: Option<&str>, table: &str, bytes: usize) -> Option<Value> {
    shown(asked, table, units(bytes, WRITE_BYTES))
}

fn units(bytes: usize, unit: usize) -> f64 {
    let whole = bytes.div_ceil(unit).max(1);
    u32::try_from(whole).map_or(f64::MAX, f64::from)
}

/// Indexes are not counted apart.
fn shown(asked: Option<&str>, table: &str, units: f64) -> Option<Value> {
    match asked {
        Some("TOTAL") => Some(json!({ "TableName": table, "CapacityUnits": units })),
        Some("INDEXES") => Some(json!({
            "TableName": table,
            "CapacityUnits": units,
            "Table": { "CapacityUnits": units },
        })),
        _ => None,
    }
}
