//! What was spent, as people read it.

use std::{collections::BTreeMap, fmt::Write as _, iter};

use control_api::v1 as pb;

use super::{Page, Tone, govern::notes, plot};

/// Most columns of amounts that fit beside one another.
const COLUMNS: usize = 6;
/// What is told of amounts that stand for no value of a tag.
const NONE: &str = "(no value)";
const OTHERS: &str = "others";
const TOTAL: &str = "total";
const EXPECTED: &str = "expected";

/// A line for each group and a column for each period; of many periods a line for each, and a column for
/// each group. Then the sums.
pub(super) fn cost(result: &pb::CostResult) -> Page {
    let currency = &result.currency;
    let total = shown(amount(&result.total));
    let mut page = Page::of(Tone::Strong, &format!("{total} {currency} in all."));
    let sums = Sums::of(&result.rows);
    if !sums.groups.is_empty() {
        grid(&mut page, &sums.table());
    }
    if result.rows.iter().any(|row| row.estimated) {
        page.say(Tone::Faint, "The latest amounts are not final yet.");
    }
    if result.untagged_share > 0.0 {
        let percent = result.untagged_share * 100.0;
        page.say(
            Tone::Caution,
            format!("{percent:.1} % of it has no value of that tag."),
        );
    }
    if !result.forecast.is_empty() {
        page.gap();
        page.line("Expected:");
        let row = |row: &pb::CostRow| {
            let amount = shown(amount(&row.amount));
            [row.start.clone(), format!("{amount} {currency}")]
        };
        page.table(&result.forecast.iter().map(row).collect::<Vec<_>>());
    }
    page.append(notes(&result.notes));
    page
}

/// The same as a picture: a column for each period, groups one upon another, and what is expected.
pub(crate) fn picture(result: &pb::CostResult) -> String {
    let cells = |start: &str, group: &str, amount: &str| {
        [start, group, amount]
            .map(|cell| Some(cell.to_owned()))
            .to_vec()
    };
    let spent = result.rows.iter();
    let spent = spent.map(|row| cells(&row.start, label(&row.group), &row.amount));
    let expected = result.forecast.iter();
    let expected = expected.map(|row| cells(&row.start, EXPECTED, &row.amount));
    let rows: Vec<_> = spent.chain(expected).collect();
    plot::cost(&rows, &result.currency)
}

fn label(group: &str) -> &str {
    if group.is_empty() { NONE } else { group }
}

/// An amount as Cost Explorer writes it.
fn amount(text: &str) -> f64 {
    text.parse().unwrap_or_default()
}

/// To the cent: all that is there is told with `--output json`. There is no zero below zero.
fn shown(amount: f64) -> String {
    let cents = (amount * 100.0).round() / 100.0 + 0.0;
    format!("{cents:.2}")
}

/// Amounts by group and period, with the groups in the order in which they come.
struct Sums<'r> {
    periods: Vec<&'r str>,
    groups: Vec<&'r str>,
    amounts: BTreeMap<(&'r str, &'r str), f64>,
}

// === impl Sums ===

impl<'r> Sums<'r> {
    fn of(rows: &'r [pb::CostRow]) -> Self {
        let mut sums = Self {
            periods: rows.iter().map(|row| row.start.as_str()).collect(),
            groups: Vec::new(),
            amounts: BTreeMap::new(),
        };
        sums.periods.sort_unstable();
        sums.periods.dedup();
        for row in rows {
            let group = label(&row.group);
            if !sums.groups.contains(&group) {
                sums.groups.push(group);
            }
            *sums.amounts.entry((group, &row.start)).or_default() += amount(&row.amount);
        }
        sums
    }

    fn table(&self) -> Vec<Vec<String>> {
        if self.periods.len() > COLUMNS {
            self.by_period()
        } else {
            self.by_group()
        }
    }

    fn by_group(&self) -> Vec<Vec<String>> {
        let mut rows = vec![titled("", self.periods.iter().copied())];
        for group in &self.groups {
            let amounts = self.periods.iter().map(|start| self.cell(group, start));
            rows.push(titled(group, amounts));
        }
        if self.groups.len() > 1 {
            let totals = self.periods.iter().map(|start| shown(self.total(start)));
            rows.push(titled(TOTAL, totals));
        }
        rows
    }

    /// Of many groups those that cost most, and what the others cost together.
    fn by_period(&self) -> Vec<Vec<String>> {
        let (largest, others) = self.largest();
        let mut names = largest.clone();
        if !others.is_empty() {
            names.push(OTHERS);
        }
        let has_total = names.len() > 1;
        let total = has_total.then_some(TOTAL);
        let mut rows = vec![titled("", names.into_iter().chain(total))];
        for start in &self.periods {
            let mut row = titled(start, largest.iter().map(|group| self.cell(group, start)));
            if !others.is_empty() {
                let rest: Vec<f64> = others
                    .iter()
                    .filter_map(|group| self.amount(group, start))
                    .collect();
                row.push(match rest.as_slice() {
                    [] => String::new(),
                    rest => shown(rest.iter().sum()),
                });
            }
            row.extend(has_total.then(|| shown(self.total(start))));
            rows.push(row);
        }
        rows
    }

    /// As many groups as fit, in the order in which they come, and those that do not.
    fn largest(&self) -> (Vec<&'r str>, Vec<&'r str>) {
        if self.groups.len() <= COLUMNS {
            return (self.groups.clone(), Vec::new());
        }
        let of_group = |group: &&str| -> f64 {
            let amounts = self.periods.iter();
            amounts.filter_map(|start| self.amount(group, start)).sum()
        };
        let mut ranked = self.groups.clone();
        ranked.sort_by(|one, other| of_group(other).total_cmp(&of_group(one)));
        ranked.truncate(COLUMNS - 1);
        let groups = self.groups.iter().copied();
        groups.partition(|group| ranked.contains(group))
    }

    fn amount(&self, group: &str, start: &str) -> Option<f64> {
        self.amounts.get(&(group, start)).copied()
    }

    /// Nothing where nothing was spent.
    fn cell(&self, group: &str, start: &str) -> String {
        self.amount(group, start).map(shown).unwrap_or_default()
    }

    fn total(&self, start: &str) -> f64 {
        let groups = self.groups.iter();
        groups.filter_map(|group| self.amount(group, start)).sum()
    }
}

fn titled<T: Into<String>>(title: &str, cells: impl IntoIterator<Item = T>) -> Vec<String> {
    let title = iter::once(title.to_owned());
    title.chain(cells.into_iter().map(Into::into)).collect()
}

/// Names to the left, amounts to the right.
fn grid(page: &mut Page, rows: &[Vec<String>]) {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or_default()
    };
    let widths: Vec<_> = (0..columns).map(width).collect();
    for row in rows {
        let mut line = format!("  {:width$}", row[0], width = widths[0]);
        for (cell, width) in row.iter().zip(&widths).skip(1) {
            let _ = write!(line, "  {cell:>width$}");
        }
        page.line(line.trim_end());
    }
}
