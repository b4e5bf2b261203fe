//! The analytics data lake of Amazon Connect: tables whose rows are made when they are asked for.
//!
//! Nothing is stored. The rows of a day are a function of the seed, the instance, the table and the
//! day, and all tables tell of the same contacts: what `contact_record` has is also in
//! `contact_statistic_record`, in `contact_flow_events` and, if an agent took it, in the statistics
//! of that agent. A row is there from the moment it is processed, which is within an hour of its
//! contact's end. There is no clock in here, and nobody who may or may not read.
//!
//! That a lake has days from before its instance was created is a choice: a new instance would
//! otherwise have nothing to query.

mod agent;
mod center;
mod configuration;
mod contact;
mod conversation;
mod draws;
mod planning;
mod record;
mod schema;
mod statistic;
mod told;
mod value;

use std::ops::Range;

use self::contact::{Contact, DAY, contact};
pub(crate) use self::{
    center::{Agent, Center, Named},
    schema::{Column, Table, table, tables},
    told::{Told, told},
    value::Value,
};

/// How much there is in a lake, and up to when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) contacts_per_day: u64,
    /// Days before today.
    pub(crate) days: u64,
    /// Milliseconds since 1970-01-01 UTC.
    pub(crate) now: i64,
}

/// A piece of a table: rows of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Days since 1970-01-01 UTC.
    pub(crate) day: u64,
    /// Which of the day's contacts, or 0..1 where rows are not about contacts.
    range: Range<u64>,
}

/// How many contacts a piece is about.
const PIECE: u64 = 2_048;

// === impl Extent ===

impl Extent {
    /// The days that there are, oldest first, today among them.
    pub(crate) fn days(self) -> Range<u64> {
        let today = u64::try_from(self.now / DAY).unwrap_or(0);
        today.saturating_sub(self.days)..today + 1
    }

    /// The pieces of one day of a table, in order.
    pub(crate) fn pieces(self, table: &Table, day: u64) -> impl Iterator<Item = Piece> {
        let by_contact = record::rows_of(table.name).is_some();
        let count = if by_contact { self.contacts_per_day } else { 1 };
        (0..count.div_ceil(PIECE)).map(move |n| Piece {
            day,
            range: n * PIECE..((n + 1) * PIECE).min(count),
        })
    }
}

/// The cells of a piece: a vector for each of `columns`, and the number of rows.
pub(crate) fn cells(
    center: &Center,
    extent: Extent,
    table: &Table,
    piece: &Piece,
    columns: &[Column],
) -> (usize, Vec<Vec<Value>>) {
    let mut grid = Grid::new(columns);
    if let Some(rows) = record::rows_of(table.name) {
        for n in piece.range.clone() {
            let contact = contact(center, piece.day, n);
            if contact.processed() <= extent.now {
                for nth in 0..rows(&contact) {
                    grid.add(|column| record::cell(table.name, &contact, nth, column));
                }
            }
        }
    } else if !configuration::add(center, extent, table.name, piece.day, &mut grid)
        && !agent::add(center, extent, table.name, piece.day, &mut grid)
    {
        planning::add(center, extent, table.name, piece.day, &mut grid);
    }
    (grid.rows, grid.cells)
}

/// The contacts of a day that the lake knows of.
fn contacts(center: &Center, extent: Extent, day: u64) -> impl Iterator<Item = Contact<'_>> {
    (0..extent.contacts_per_day)
        .map(move |n| contact(center, day, n))
        .filter(move |contact| contact.processed() <= extent.now)
}

/// Cells, column by column.
struct Grid<'c> {
    columns: &'c [Column],
    cells: Vec<Vec<Value>>,
    rows: usize,
}

// === impl Grid ===

impl<'c> Grid<'c> {
    fn new(columns: &'c [Column]) -> Self {
        Self {
            columns,
            cells: vec![Vec::new(); columns.len()],
            rows: 0,
        }
    }

    /// Adds a row whose cells `cell` knows by the names of their columns.
    fn add(&mut self, cell: impl Fn(&str) -> Value) {
        for (cells, column) in self.cells.iter_mut().zip(self.columns) {
            cells.push(cell(column.name));
        }
        self.rows += 1;
    }
}

#[cfg(test)]
mod tests;
