//! What was spent, as people read it.

use std::{collections::BTreeMap, fmt::Write as _};

use control_api::v1 as pb;

use super::{Page, Tone, govern::notes, plot};

/// A line for each group, a column for each period, and the sums.
pub(super) fn cost(result: &pb::CostResult) -> Page {
    let currency = &result.currency;
    let mut page = Page::of(
        Tone::Strong,
        &format!("{} {currency} in all.", result.total),
    );
    let periods = periods(&result.rows);
    let mut header = vec![String::new()];
    header.extend(periods.iter().map(|start| (*start).to_owned()));
    let mut rows = vec![header];
    for (group, amounts) in by_group(&result.rows) {
        let mut row = vec![group.to_owned()];
        row.extend(periods.iter().map(|start| {
            let amount = amounts.get(start).copied();
            amount.unwrap_or_default().to_owned()
        }));
        rows.push(row);
    }
    if rows.len() > 1 {
        grid(&mut page, &rows);
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
        let row = |row: &pb::CostRow| [row.start.clone(), format!("{} {currency}", row.amount)];
        page.table(&result.forecast.iter().map(row).collect::<Vec<_>>());
    }
    page.append(notes(&result.notes));
    page
}

/// The same as a picture: a column for each period, groups one upon another.
pub(crate) fn picture(result: &pb::CostResult) -> String {
    let row = |row: &pb::CostRow| {
        [&row.start, &row.group, &row.amount]
            .map(|cell| Some(cell.clone()))
            .to_vec()
    };
    let rows: Vec<_> = result.rows.iter().map(row).collect();
    plot::cost(&rows, &result.currency)
}

fn periods(rows: &[pb::CostRow]) -> Vec<&str> {
    let mut starts: Vec<_> = rows.iter().map(|row| row.start.as_str()).collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// Amounts by period for each group, in the order in which the groups come.
fn by_group(rows: &[pb::CostRow]) -> Vec<(&str, BTreeMap<&str, &str>)> {
    let mut groups: Vec<(&str, BTreeMap<&str, &str>)> = Vec::new();
    for row in rows {
        let known = groups.iter().position(|(group, _)| *group == row.group);
        let at = known.unwrap_or_else(|| {
            groups.push((&row.group, BTreeMap::new()));
            groups.len() - 1
        });
        groups[at].1.insert(&row.start, &row.amount);
    }
    groups
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
