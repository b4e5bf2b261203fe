//! Columns of the lake as columns of Arrow.

use std::sync::Arc;

use datafusion::arrow::{
    array::{
        ArrayRef, BooleanArray, Float32Array, Float64Array, Int32Array, Int64Array, ListBuilder,
        MapBuilder, StringArray, StringBuilder, TimestampMillisecondArray, new_null_array,
    },
    datatypes::{DataType, Field, Fields, TimeUnit},
};

use crate::{
    lake::{Column, Value},
    services::athena::answer,
};

/// The type that a column has here.
pub(super) fn arrow(kind: &str) -> DataType {
    let inside = |name: &str| {
        kind.strip_prefix(name)
            .and_then(|rest| rest.strip_suffix('>'))
    };
    if let Some(item) = inside("array<") {
        return DataType::List(Arc::new(Field::new_list_field(arrow(item), true)));
    }
    if let Some(pair) = inside("map<") {
        let (key, value) = pair.split_once(',').unwrap_or((pair, "string"));
        let entries = Fields::from(vec![
            Field::new("keys", arrow(key), false),
            Field::new("values", arrow(value), true),
        ]);
        let entries = Field::new("entries", DataType::Struct(entries), false);
        return DataType::Map(Arc::new(entries), false);
    }
    if let Some(fields) = inside("struct<") {
        return DataType::Struct(members(fields).into());
    }
    match kind {
        "bigint" => DataType::Int64,
        "int" => DataType::Int32,
        "float" => DataType::Float32,
        "double" => DataType::Float64,
        "boolean" => DataType::Boolean,
        "timestamp" => DataType::Timestamp(TimeUnit::Millisecond, None),
        _ => DataType::Utf8,
    }
}

/// The fields of a struct, which are apart by the commas that stand in no further brackets.
fn members(text: &str) -> Vec<Field> {
    let (mut fields, mut depth, mut start) = (Vec::new(), 0_i32, 0);
    for (at, letter) in text.char_indices().chain([(text.len(), ',')]) {
        match letter {
            '<' => depth += 1,
            '>' => depth -= 1,
            ',' if depth == 0 => {
                if let Some((name, kind)) = text[start..at].split_once(':') {
                    fields.push(Field::new(name, arrow(kind), true));
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    fields
}

/// The column as the engine knows it. Names are in lower case, as in the catalog.
pub(super) fn field(column: &Column) -> Field {
    Field::new(column.name, arrow(column.kind), true)
}

/// The bytes that a value of this type takes in the files of the lake, about.
pub(super) fn width(kind: &str) -> u64 {
    match kind {
        "string" => 24,
        "boolean" => 1,
        "int" | "float" => 4,
        "bigint" | "double" | "timestamp" => 8,
        _ => 40,
    }
}

/// The cells of a column.
pub(super) fn array(column: &Column, cells: &[Value]) -> ArrayRef {
    match column.kind {
        "string" => Arc::new(cells.iter().map(text).collect::<StringArray>()),
        "bigint" => Arc::new(cells.iter().map(whole).collect::<Int64Array>()),
        "int" => Arc::new(
            cells
                .iter()
                .map(|cell| whole(cell).and_then(|n| i32::try_from(n).ok()))
                .collect::<Int32Array>(),
        ),
        "double" => Arc::new(cells.iter().map(real).collect::<Float64Array>()),
        #[expect(clippy::cast_possible_truncation, reason = "the column is that narrow")]
        "float" => Arc::new(
            cells
                .iter()
                .map(|cell| real(cell).map(|n| n as f32))
                .collect::<Float32Array>(),
        ),
        "boolean" => Arc::new(cells.iter().map(flag).collect::<BooleanArray>()),
        "timestamp" => Arc::new(
            cells
                .iter()
                .map(moment)
                .collect::<TimestampMillisecondArray>(),
        ),
        "array<string>" => texts(cells),
        "map<string,string>" => pairs(cells),
        // Nested columns have no values.
        kind => new_null_array(&arrow(kind), cells.len()),
    }
}

fn text(cell: &Value) -> Option<&str> {
    match cell {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn whole(cell: &Value) -> Option<i64> {
    match cell {
        Value::Whole(number) => Some(*number),
        _ => None,
    }
}

fn real(cell: &Value) -> Option<f64> {
    match cell {
        Value::Real(number) => Some(*number),
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        Value::Whole(number) => Some(*number as f64),
        _ => None,
    }
}

fn flag(cell: &Value) -> Option<bool> {
    match cell {
        Value::Flag(flag) => Some(*flag),
        _ => None,
    }
}

fn moment(cell: &Value) -> Option<i64> {
    match cell {
        Value::Moment(moment) => Some(*moment),
        _ => None,
    }
}

fn texts(cells: &[Value]) -> ArrayRef {
    let mut lists = ListBuilder::new(StringBuilder::new());
    for cell in cells {
        if let Value::Texts(texts) = cell {
            for text in texts {
                lists.values().append_value(text);
            }
        }
        lists.append(matches!(cell, Value::Texts(_)));
    }
    Arc::new(lists.finish())
}

fn pairs(cells: &[Value]) -> ArrayRef {
    let mut maps = MapBuilder::new(None, StringBuilder::new(), StringBuilder::new());
    for cell in cells {
        let there = matches!(cell, Value::Pairs(_));
        if let Value::Pairs(pairs) = cell {
            for (key, value) in pairs {
                maps.keys().append_value(key);
                maps.values().append_value(value);
            }
        }
        maps.append(there).expect("as many keys as values");
    }
    Arc::new(maps.finish())
}

/// A column of a result, with its type as Athena names it.
pub(super) fn described(field: &Field) -> answer::Column {
    let kind = named(field.data_type());
    let mut column = answer::Column::new(field.name(), kind);
    if let DataType::Decimal128(precision, scale) | DataType::Decimal256(precision, scale) =
        field.data_type()
    {
        (column.precision, column.scale) = (i64::from(*precision), i64::from(*scale));
    }
    column
}

/// The type as Athena names it.
pub(super) fn named(kind: &DataType) -> &'static str {
    match kind {
        DataType::Boolean => "boolean",
        DataType::Int8 => "tinyint",
        DataType::Int16 | DataType::UInt8 => "smallint",
        DataType::Int32 | DataType::UInt16 => "integer",
        DataType::Int64 | DataType::UInt32 | DataType::UInt64 => "bigint",
        DataType::Float16 | DataType::Float32 => "float",
        DataType::Float64 => "double",
        DataType::Decimal32(..)
        | DataType::Decimal64(..)
        | DataType::Decimal128(..)
        | DataType::Decimal256(..) => "decimal",
        DataType::Date32 | DataType::Date64 => "date",
        DataType::Timestamp(_, None) => "timestamp",
        DataType::Timestamp(_, Some(_)) => "timestamp with time zone",
        DataType::Time32(_) | DataType::Time64(_) => "time",
        DataType::Interval(_) | DataType::Duration(_) => "interval day to second",
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => "varbinary",
        DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..) => "array",
        DataType::Map(..) => "map",
        DataType::Struct(_) => "row",
        _ => "varchar",
    }
}
