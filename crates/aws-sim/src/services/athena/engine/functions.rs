//! Functions of Trino that the engine does not have of itself.

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use datafusion::{
    arrow::{
        array::{Array, ArrayRef},
        compute::cast,
        datatypes::{DataType, Field, FieldRef, TimeUnit},
    },
    common::ScalarValue,
    error::{DataFusionError, Result},
    logical_expr::{
        ColumnarValue, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
        Volatility,
    },
};

use super::{columns, moments};

const TEXT: DataType = DataType::Utf8;
const WHOLE: DataType = DataType::Int64;
const REAL: DataType = DataType::Float64;
const MOMENT: DataType = DataType::Timestamp(TimeUnit::Millisecond, None);

/// The most numbers of a sequence.
const SEQUENCE_MAX: u64 = 10_000;

type Row = fn(&[ScalarValue]) -> Result<ScalarValue>;

/// All of them.
pub(super) fn all() -> Vec<ScalarUDF> {
    let zoned = DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into()));
    let mut all = vec![
        by_row(
            "from_iso8601_timestamp",
            vec![TEXT],
            zoned.clone(),
            from_iso8601,
        ),
        by_row("from_unixtime", vec![REAL], zoned, from_unixtime),
        by_row("to_unixtime", vec![MOMENT], REAL, to_unixtime),
        by_row("to_iso8601", vec![MOMENT], TEXT, to_iso8601),
        by_row("date_diff", vec![TEXT, MOMENT, MOMENT], WHOLE, date_diff),
        by_row("date_add", vec![TEXT, WHOLE, MOMENT], MOMENT, date_add),
        by_row("format_datetime", vec![MOMENT, TEXT], TEXT, format_datetime),
        by_row("date_format", vec![MOMENT, TEXT], TEXT, date_format),
        by_row("date_parse", vec![TEXT, TEXT], MOMENT, date_parse),
        by_row(
            "json_extract_scalar",
            vec![TEXT, TEXT],
            TEXT,
            json_extract_scalar,
        ),
        by_row(
            "regexp_extract",
            vec![TEXT, TEXT, WHOLE],
            TEXT,
            regexp_extract,
        ),
        by_row(
            "sequence",
            vec![WHOLE, WHOLE, WHOLE],
            DataType::new_list(WHOLE, true),
            sequence,
        ),
    ];
    all.push(ScalarUDF::from(AtTimezone::new()));
    all
}

/// A function that is computed row by row. If an argument is null, so is what it gives.
#[derive(Debug)]
struct ByRow {
    name: &'static str,
    arguments: Vec<DataType>,
    gives: DataType,
    row: Row,
    signature: Signature,
}

fn by_row(name: &'static str, arguments: Vec<DataType>, gives: DataType, row: Row) -> ScalarUDF {
    ScalarUDF::from(ByRow {
        name,
        arguments,
        gives,
        row,
        signature: Signature::user_defined(Volatility::Immutable),
    })
}

// Names are unique among functions.
impl PartialEq for ByRow {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for ByRow {}

impl Hash for ByRow {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl ScalarUDFImpl for ByRow {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    /// Arguments may be of a kindred type: a date for a moment, any number for a number.
    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        let fits = given.len() == self.arguments.len()
            && given
                .iter()
                .zip(&self.arguments)
                .all(|(given, wanted)| kindred(given, wanted));
        if fits {
            return Ok(self.arguments.clone());
        }
        let kinds: Vec<_> = given.iter().map(columns::named).collect();
        let message = format!(
            "Unexpected parameter types ({}) for function {}",
            kinds.join(", "),
            self.name
        );
        Err(DataFusionError::Plan(message))
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.gives.clone())
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let constant = arguments
            .args
            .iter()
            .all(|argument| matches!(argument, ColumnarValue::Scalar(_)));
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let count = arrays.first().map_or(0, Array::len);
        let empty = ScalarValue::try_new_null(&self.gives)?;
        let values = (0..count).map(|at| one(&arrays, at, self.row, &empty));
        let values = values.collect::<Result<Vec<_>>>()?;
        match values.as_slice() {
            [value] if constant => Ok(ColumnarValue::Scalar(value.clone())),
            [] => Ok(ColumnarValue::Array(empty.to_array_of_size(0)?)),
            _ => Ok(ColumnarValue::Array(ScalarValue::iter_to_array(values)?)),
        }
    }
}

fn kindred(given: &DataType, wanted: &DataType) -> bool {
    match wanted {
        _ if given.is_null() => true,
        DataType::Utf8 => given.is_string(),
        DataType::Int64 => given.is_integer(),
        DataType::Float64 => given.is_numeric(),
        _ => given.is_temporal(),
    }
}

fn one(arrays: &[ArrayRef], at: usize, row: Row, empty: &ScalarValue) -> Result<ScalarValue> {
    let arguments = arrays
        .iter()
        .map(|array| ScalarValue::try_from_array(array, at));
    let arguments = arguments.collect::<Result<Vec<_>>>()?;
    if arguments.iter().any(ScalarValue::is_null) {
        return Ok(empty.clone());
    }
    row(&arguments)
}

fn text(value: &ScalarValue) -> &str {
    value.try_as_str().flatten().unwrap_or_default()
}

fn number(value: &ScalarValue) -> i64 {
    match value {
        ScalarValue::Int64(Some(number)) | ScalarValue::TimestampMillisecond(Some(number), _) => {
            *number
        }
        _ => 0,
    }
}

/// What Trino says about an argument that it cannot use.
fn unfit(message: String) -> DataFusionError {
    DataFusionError::Execution(format!("INVALID_FUNCTION_ARGUMENT: {message}"))
}

fn moment(at: i64) -> ScalarValue {
    ScalarValue::TimestampMillisecond(Some(at), None)
}

fn zoned(at: i64) -> ScalarValue {
    ScalarValue::TimestampMillisecond(Some(at), Some("UTC".into()))
}

fn words(text: Option<String>) -> ScalarValue {
    ScalarValue::Utf8(text)
}

fn from_iso8601(row: &[ScalarValue]) -> Result<ScalarValue> {
    let given = text(&row[0]);
    let at = moments::parse_iso(given);
    at.map(zoned)
        .ok_or_else(|| unfit(format!("Invalid format: \"{given}\"")))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds of any date fit"
)]
fn from_unixtime(row: &[ScalarValue]) -> Result<ScalarValue> {
    let ScalarValue::Float64(Some(seconds)) = row[0] else {
        return Ok(zoned(0));
    };
    Ok(zoned((seconds * 1_000.0).round() as i64))
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of any date fit")]
fn to_unixtime(row: &[ScalarValue]) -> Result<ScalarValue> {
    Ok(ScalarValue::Float64(Some(number(&row[0]) as f64 / 1_000.0)))
}

fn to_iso8601(row: &[ScalarValue]) -> Result<ScalarValue> {
    Ok(words(moments::joda(
        number(&row[0]),
        "yyyy-MM-dd'T'HH:mm:ss.SSS",
    )))
}

fn date_diff(row: &[ScalarValue]) -> Result<ScalarValue> {
    let unit = text(&row[0]);
    let length = moments::between(unit, number(&row[1]), number(&row[2]));
    let length = length.ok_or_else(|| no_unit(unit))?;
    Ok(ScalarValue::Int64(Some(length)))
}

fn date_add(row: &[ScalarValue]) -> Result<ScalarValue> {
    let unit = text(&row[0]);
    let at = moments::later(unit, number(&row[1]), number(&row[2]));
    at.map(moment).ok_or_else(|| no_unit(unit))
}

fn no_unit(unit: &str) -> DataFusionError {
    unfit(format!("'{unit}' is not a valid TIMESTAMP field"))
}

fn format_datetime(row: &[ScalarValue]) -> Result<ScalarValue> {
    let pattern = text(&row[1]);
    let text = moments::joda(number(&row[0]), pattern);
    text.map(|text| words(Some(text)))
        .ok_or_else(|| unfit(format!("Invalid format: \"{pattern}\"")))
}

fn date_format(row: &[ScalarValue]) -> Result<ScalarValue> {
    let pattern = text(&row[1]);
    let text = moments::mysql(number(&row[0]), pattern);
    text.map(|text| words(Some(text)))
        .ok_or_else(|| unfit(format!("Invalid format: \"{pattern}\"")))
}

fn date_parse(row: &[ScalarValue]) -> Result<ScalarValue> {
    let (given, pattern) = (text(&row[0]), text(&row[1]));
    let at = moments::parse_mysql(given, pattern);
    at.map(moment)
        .ok_or_else(|| unfit(format!("Invalid format: \"{given}\"")))
}

/// Paths of names and indexes: `$.steps[0].status`, `$["a b"]`.
fn json_extract_scalar(row: &[ScalarValue]) -> Result<ScalarValue> {
    let path = text(&row[1]);
    let rest = path
        .strip_prefix('$')
        .ok_or_else(|| unfit(format!("Invalid JSON path: '{path}'")))?;
    let pointer = rest
        .replace("[\"", ".")
        .replace("\"]", "")
        .replace('[', ".")
        .replace(']', "");
    let pointer = pointer
        .replace('~', "~0")
        .replace('/', "~1")
        .replace('.', "/");
    let value = serde_json::from_str::<serde_json::Value>(text(&row[0])).ok();
    Ok(words(
        match value.as_ref().and_then(|value| value.pointer(&pointer)) {
            Some(serde_json::Value::String(text)) => Some(text.clone()),
            Some(value @ (serde_json::Value::Bool(_) | serde_json::Value::Number(_))) => {
                Some(value.to_string())
            }
            _ => None,
        },
    ))
}

fn regexp_extract(row: &[ScalarValue]) -> Result<ScalarValue> {
    let pattern =
        fancy_regex::Regex::new(text(&row[1])).map_err(|error| unfit(error.to_string()))?;
    let found = pattern.captures(text(&row[0])).ok().flatten();
    let group = usize::try_from(number(&row[2])).unwrap_or(0);
    Ok(words(found.and_then(|found| {
        found.get(group).map(|part| part.as_str().to_owned())
    })))
}

/// Whole numbers from one to another, both included. Trino makes so many of them and no more.
fn sequence(row: &[ScalarValue]) -> Result<ScalarValue> {
    let (first, last, step) = (number(&row[0]), number(&row[1]), number(&row[2]));
    if step == 0 {
        return Err(unfit("step must not be zero".to_owned()));
    }
    if (last < first && step > 0) || (last > first && step < 0) {
        return Err(unfit(
            "sequence stop value should be greater than or equal to start value if step is greater than \
             zero otherwise stop should be less than or equal to start"
                .to_owned(),
        ));
    }
    let steps = last.abs_diff(first) / step.unsigned_abs();
    if steps >= SEQUENCE_MAX {
        return Err(unfit(format!(
            "result of sequence function must not have more than {SEQUENCE_MAX} entries"
        )));
    }
    let mut numbers = vec![ScalarValue::Int64(Some(first))];
    let mut at = first;
    for _ in 0..steps {
        at += step;
        numbers.push(ScalarValue::Int64(Some(at)));
    }
    Ok(ScalarValue::List(ScalarValue::new_list_nullable(
        &numbers, &WHOLE,
    )))
}

/// `at_timezone(moment, zone)`: the same moment, shown elsewhere. The zone is part of the type.
#[derive(Debug, PartialEq, Eq, Hash)]
struct AtTimezone {
    signature: Signature,
}

impl AtTimezone {
    fn new() -> Self {
        Self {
            signature: Signature::any(2, Volatility::Immutable),
        }
    }
}

impl ScalarUDFImpl for AtTimezone {
    fn name(&self) -> &'static str {
        "at_timezone"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Err(unfit("Time zone must be a constant".to_owned()))
    }

    fn return_field_from_args(&self, arguments: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        let zone = arguments.scalar_arguments.get(1).copied().flatten();
        let zone = zone.and_then(|zone| zone.try_as_str().flatten());
        let zone = zone.ok_or_else(|| unfit("Time zone must be a constant".to_owned()))?;
        let kind = DataType::Timestamp(TimeUnit::Millisecond, Some(zone.into()));
        Ok(Arc::new(Field::new(self.name(), kind, true)))
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let moments = arguments.args[0]
            .clone()
            .into_array(arguments.number_rows)?;
        // A moment without a zone is one of UTC.
        let utc = DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into()));
        let moments = cast(&moments, &utc)?;
        Ok(ColumnarValue::Array(cast(
            &moments,
            arguments.return_type(),
        )?))
    }
}
