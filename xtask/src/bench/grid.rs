//! The same quantities of many things.

use super::figure::Figure;

/// A line for each thing that was measured, and a column for each quantity.
#[derive(Debug)]
pub(super) struct Grid {
    /// What stands over the cells.
    pub(super) columns: Vec<&'static str>,
    pub(super) lines: Vec<Line>,
}

/// One thing.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) what: String,
    /// One for each column.
    pub(super) cells: Vec<Cell>,
}

/// What is known of a quantity of a thing.
#[derive(Debug)]
pub(super) enum Cell {
    Figure(Figure),
    /// The same of ours and of somebody else.
    Pair(Figure, Figure),
    Word(String),
    /// A word that must not be overlooked.
    Alarm(String),
    Nothing,
}

// === impl Cell ===

impl From<Figure> for Cell {
    fn from(figure: Figure) -> Self {
        Self::Figure(figure)
    }
}

/// Nothing where there is none.
impl From<Option<Figure>> for Cell {
    fn from(figure: Option<Figure>) -> Self {
        figure.map_or(Self::Nothing, Self::Figure)
    }
}
