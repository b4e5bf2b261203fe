//! A section of `BENCHMARKS.md`.

use super::{
    figure::{Figure, digits},
    grid::{Cell, Grid, Line},
    machine::Machine,
    plot::Plot,
    report::{Row, Section},
};

const HEAD: &str = "\
| | Median | Min to max | Peer | Ratio | Limit | Met |
|---|---|---|---|---|---|---|
";

/// The section with its heading, ending in a line break.
pub(super) fn section(section: &Section, machine: &Machine) -> String {
    let subject = section.subject;
    let report = &section.report;
    let rows: String = report.rows.iter().map(row).collect();
    let grid = report.grid.as_ref().map_or_else(String::new, grid);
    let plot = report.plot.as_ref().map_or_else(String::new, plot);
    let notes: String = report.notes.iter().map(|note| item(note)).collect();
    format!(
        "## {name}\n\n{about}\n\n{HEAD}{rows}\n{grid}{plot}{notes}* `cargo xtask bench {name} --write`, {machine}.\n",
        name = subject.name,
        about = subject.about,
    )
}

/// The picture, ending in an empty line.
fn plot(plot: &Plot) -> String {
    format!("![{}]({})\n\n", plot.title, plot.path)
}

fn item(note: &str) -> String {
    format!("* {note}\n")
}

fn row(row: &Row) -> String {
    let peer = row.peer.as_ref();
    let cells = [
        row.what.clone(),
        row.figure.to_string(),
        spread(&row.figure),
        peer.map_or_else(String::new, |peer| {
            format!("{}: {}", peer.name, peer.figure)
        }),
        row.ratio().map_or_else(String::new, digits),
        row.at_most.map_or_else(String::new, |limit| {
            format!("≤ {}", row.figure.unit().with(limit))
        }),
        row.is_met()
            .map_or("", |met| if met { "yes" } else { "**no**" })
            .to_owned(),
    ];
    line(&cells)
}

fn line(cells: &[String]) -> String {
    // A bar inside a cell would end it.
    let cells: Vec<_> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// The table, ending in an empty line.
fn grid(grid: &Grid) -> String {
    let heads = grid.columns.iter().map(|&column| column.to_owned());
    let head: Vec<_> = std::iter::once(String::new()).chain(heads).collect();
    let rule = "|---".repeat(head.len()) + "|\n";
    let lines: String = grid.lines.iter().map(grid_line).collect();
    format!("{}{rule}{lines}\n", line(&head))
}

fn grid_line(of: &Line) -> String {
    let cells = of.cells.iter().map(cell);
    let cells: Vec<_> = std::iter::once(of.what.clone()).chain(cells).collect();
    line(&cells)
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Figure(figure) => figure.to_string(),
        Cell::Pair(ours, theirs) => pair(ours, theirs),
        Cell::Word(word) => word.clone(),
        Cell::Alarm(word) => format!("**{word}**"),
        Cell::Nothing => String::new(),
    }
}

/// The unit once, behind the second.
fn pair(ours: &Figure, theirs: &Figure) -> String {
    let unit = ours.unit();
    let bare = unit.with(ours.median());
    let bare = bare.trim_end_matches(unit.sign()).trim_end();
    let ratio = ours.ratio_to(theirs).map(digits);
    let ratio = ratio.map_or_else(String::new, |ratio| format!(" = {ratio}"));
    format!("{bare} ÷ {theirs}{ratio}")
}

/// Nothing for what was measured once.
fn spread(figure: &Figure) -> String {
    if figure.runs() == 1 {
        return String::new();
    }
    let unit = figure.unit();
    let (min, max) = (unit.with(figure.min()), unit.with(figure.max()));
    format!("{min} to {max} in {} runs", figure.runs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::{
        figure::Unit,
        report::Report,
        subjects::{SUBJECTS, Subject},
    };

    fn lines(rows: Vec<Row>) -> Vec<String> {
        let notes = vec!["Measured asleep.".to_owned()];
        lines_of(Report {
            rows,
            notes,
            ..Report::default()
        })
    }

    fn lines_of(report: Report) -> Vec<String> {
        let subject: &'static Subject = &SUBJECTS[0];
        let text = section(&Section { subject, report }, &Machine::example());
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"));
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_section_names_its_command_and_the_machine() {
        let lines = lines(Vec::new());
        let name = SUBJECTS[0].name;
        assert_eq!(lines[0], format!("## {name}"));
        assert_eq!(lines[lines.len() - 2], "* Measured asleep.");
        let last = format!(
            "* `cargo xtask bench {name} --write`, {}.",
            Machine::example()
        );
        assert_eq!(lines.last(), Some(&last));
    }

    #[test]
    fn a_row_shows_its_spread_its_peer_and_its_limit() {
        let start = Figure::of(Unit::Milliseconds, vec![20.0, 30.0, 40.0]);
        let bare = Figure::once(Unit::Milliseconds, 2.0);
        let row = Row::new("start", start).against("bare", bare).at_most(25.0);
        let wanted = "| start | 30.0 ms | 20.0 ms to 40.0 ms in 3 runs | bare: 2.00 ms | 15.0 | ≤ 25.0 ms | **no** |";
        assert!(lines(vec![row]).iter().any(|line| line == wanted));
    }

    #[test]
    fn what_a_row_lacks_is_an_empty_cell() {
        let row = Row::new("a|b", Figure::count(7));
        let wanted = "| a\\|b | 7 |  |  |  |  |  |";
        assert!(lines(vec![row]).iter().any(|line| line == wanted));
    }

    #[test]
    fn a_grid_stands_in_a_table_of_its_own() {
        let grid = Grid {
            columns: vec!["Ended", "Calls"],
            lines: vec![
                Line {
                    what: "a|b".into(),
                    cells: vec![Cell::Word("well".into()), Cell::from(Figure::count(7))],
                },
                Line {
                    what: "c".into(),
                    cells: vec![Cell::Alarm("failed".into()), Cell::Nothing],
                },
                Line {
                    what: "d".into(),
                    cells: vec![
                        Cell::Pair(Figure::count(3), Figure::count(4)),
                        Cell::Pair(Figure::bytes(3 << 19), Figure::bytes(0)),
                    ],
                },
            ],
        };
        let lines = lines_of(Report {
            grid: Some(grid),
            ..Report::default()
        });
        let start = lines.iter().position(|line| line == "|  | Ended | Calls |");
        let start = start.expect("a head");
        assert_eq!(lines[start - 1], "");
        let wanted = [
            "|---|---|---|",
            "| a\\|b | well | 7 |",
            "| c | **failed** |  |",
            "| d | 3 ÷ 4 = 0.75 | 1.50 ÷ 0.00 MiB |",
            "",
        ];
        assert_eq!(lines[start + 1..start + 6], wanted);
    }
}
