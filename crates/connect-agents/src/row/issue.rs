//! What is wrong with a row, without what stands in it.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

use super::{Placed, cell::Cell, parts::Refused};
use crate::agent::Field;

/// One thing that is wrong with a row. It never has the value: what stands in a wrong column may be a
/// secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowIssue {
    /// The column, unless the row as a whole is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<Column>,
    /// What sort of value stands there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<ValueClass>,
    /// A stable word for programs, such as `bad-email`.
    pub rule: Cow<'static, str>,
    /// What is wrong, without a full stop.
    pub reason: String,
    /// What to do about it.
    pub remedy: String,
}

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What the file calls it.
    pub name: String,
    /// Which one it is, counted from 1; 0 in JSON, whose members have no order.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub number: usize,
}

/// What sort of value a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueClass {
    /// None.
    Empty,
    /// Digits alone, so many.
    Digits(usize),
    /// A text of so many characters.
    Text(usize),
    /// A list of so many entries.
    List(usize),
    /// A value of JSON that no text stands for.
    Other,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

// === impl RowIssue ===

impl RowIssue {
    /// About the row as a whole.
    pub(crate) fn plain(
        rule: &'static str,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            column: None,
            class: None,
            rule: rule.into(),
            reason: reason.into(),
            remedy: remedy.into(),
        }
    }

    /// About what a field says.
    pub(crate) fn about(
        field: Field,
        rule: &'static str,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            column: Some(Column::of(field)),
            ..Self::plain(rule, reason, remedy)
        }
    }

    /// Something that has to be said and is not.
    pub(crate) fn missing(field: Field, column: Option<&Column>) -> Self {
        Self {
            column: Some(column.map_or_else(|| Column::of(field), Column::clone)),
            class: Some(ValueClass::Empty),
            ..Self::plain(
                "missing-value",
                format!("{field} is not said"),
                "fill it in, or give a default in the mapping",
            )
        }
    }

    pub(super) fn refused(placed: &Placed<'_>, refused: Refused) -> Self {
        Self {
            column: Some(
                placed
                    .column
                    .map_or_else(|| Column::of(placed.field), Column::clone),
            ),
            class: Some(ValueClass::of(&placed.cell)),
            rule: refused.rule.into(),
            reason: refused.reason,
            remedy: refused.remedy.into(),
        }
    }
}

impl fmt::Display for RowIssue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(column) = &self.column {
            write!(f, "{column}")?;
            if let Some(class) = self.class {
                write!(f, ", {class}")?;
            }
            f.write_str(": ")?;
        }
        write!(f, "{} [{}]; {}", self.reason, self.rule, self.remedy)
    }
}

// === impl Column ===

impl Column {
    /// The column of a field that the file does not have itself.
    fn of(field: Field) -> Self {
        Self {
            name: field.as_str().to_owned(),
            number: 0,
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if self.number > 0 {
            write!(f, " (column {})", self.number)?;
        }
        Ok(())
    }
}

// === impl ValueClass ===

impl ValueClass {
    fn of(cell: &Cell<'_>) -> Self {
        match cell {
            Cell::Text(text) => Self::of_text(text.trim()),
            Cell::List(items) => Self::List(items.len()),
            Cell::Null => Self::Empty,
            Cell::Other => Self::Other,
        }
    }

    fn of_text(text: &str) -> Self {
        let count = text.chars().count();
        if count == 0 {
            Self::Empty
        } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
            Self::Digits(count)
        } else {
            Self::Text(count)
        }
    }
}

impl fmt::Display for ValueClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let many = |count: usize, one: &str| {
            let end = if count == 1 { "" } else { "s" };
            format!("{count} {one}{end}")
        };
        match self {
            Self::Empty => f.write_str("empty"),
            Self::Digits(count) => f.write_str(&many(*count, "digit")),
            Self::Text(count) => write!(f, "text of {}", many(*count, "character")),
            Self::List(count) => write!(f, "list of {count}"),
            Self::Other => f.write_str("no text"),
        }
    }
}
