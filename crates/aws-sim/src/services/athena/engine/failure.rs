//! Errors of the engine in the words of Athena.

use datafusion::{
    common::SchemaError, error::DataFusionError, sql::sqlparser::parser::ParserError,
};

use crate::services::athena::answer::{Failure, Spot};

/// What a statement that cannot be read is refused with: `line 1:8: mismatched input …`.
pub(super) fn unreadable(error: &ParserError) -> String {
    let text = match error {
        ParserError::TokenizerError(text) | ParserError::ParserError(text) => text.as_str(),
        ParserError::RecursionLimitExceeded => "statement is too deep",
    };
    let (what, place) = text
        .rsplit_once(" at Line: ")
        .unwrap_or((text, "1, Column: 1"));
    let (line, column) = place.split_once(", Column: ").unwrap_or(("1", "1"));
    let spot = format!("line {line}:{column}");
    match what
        .strip_prefix("Expected: ")
        .and_then(|rest| rest.rsplit_once(", found: "))
    {
        Some((wanted, found)) => {
            let found = if found == "EOF" { "<EOF>" } else { found };
            format!("{spot}: mismatched input '{found}'. Expecting: {wanted}")
        }
        None => format!("{spot}: {what}"),
    }
}

/// Why a statement that was read failed.
pub(super) fn failure(error: &DataFusionError) -> Failure {
    let span = error.diagnostic().and_then(|diagnostic| diagnostic.span);
    let spot = span.map_or((1, 1), |span| (span.start.line, span.start.column));
    if let Some(text) = unexpected(&error.strip_backtrace()) {
        return Failure::at("FUNCTION_NOT_FOUND", spot, &text);
    }
    match error.find_root() {
        DataFusionError::SchemaError(error, _) => of_schema(error, spot),
        DataFusionError::Plan(text) if text.contains("coerce") || text.contains("types") => {
            Failure::at("TYPE_MISMATCH", spot, text)
        }
        DataFusionError::Plan(text) => Failure::at("SYNTAX_ERROR", spot, text),
        DataFusionError::NotImplemented(text) if text.contains("OuterReferenceColumn") => {
            Failure::user(
                "NOT_SUPPORTED: UNNEST of columns, and subqueries correlated like it, are not simulated",
            )
        }
        DataFusionError::NotImplemented(text) => Failure::user(format!("NOT_SUPPORTED: {text}")),
        DataFusionError::ArrowError(error, _) => of_arrow(&error.to_string()),
        DataFusionError::Execution(text) if text.starts_with("INVALID_") => Failure::user(text),
        other => of_arrow(&other.strip_backtrace()),
    }
}

/// What a function of `functions.rs` says about arguments of other types than its own.
fn unexpected(text: &str) -> Option<String> {
    let start = text.find("Unexpected parameter types")?;
    let end = text[start..]
        .find(". No function")
        .map_or(text.len(), |end| start + end);
    Some(text[start..end].to_owned())
}

fn of_schema(error: &SchemaError, spot: Spot) -> Failure {
    match error {
        SchemaError::FieldNotFound { field, .. } => {
            let text = format!("Column '{}' cannot be resolved", field.flat_name());
            Failure::at("COLUMN_NOT_FOUND", spot, &text)
        }
        SchemaError::AmbiguousReference { field } => {
            let text = format!("Column '{}' is ambiguous", field.name);
            Failure::at("AMBIGUOUS_NAME", spot, &text)
        }
        other => Failure::at("SYNTAX_ERROR", spot, &other.to_string()),
    }
}

fn of_arrow(text: &str) -> Failure {
    let lower = text.to_lowercase();
    if lower.contains("divide by zero") {
        return Failure::user("DIVISION_BY_ZERO: Division by zero");
    }
    if lower.contains("overflow") {
        return Failure::user(format!("NUMERIC_VALUE_OUT_OF_RANGE: {text}"));
    }
    if lower.contains("cast") || lower.contains("parse") {
        return Failure::user(format!("INVALID_CAST_ARGUMENT: {text}"));
    }
    Failure::system(text)
}
