//! A section of `BENCHMARKS.md`.

use super::{
    figure::{Figure, digits},
    machine::Machine,
    report::{Row, Section},
};

const HEAD: &str = "\
| | Median | Min to max | Peer | Ratio | Limit | Met |
|---|---|---|---|---|---|---|
";

/// The section with its heading, ending in a line break.
pub(super) fn section(section: &Section, machine: &Machine) -> String {
    let subject = section.subject;
    let rows: String = section.report.rows.iter().map(line).collect();
    let notes: String = section.report.notes.iter().map(|note| item(note)).collect();
    format!(
        "## {name}\n\n{about}\n\n{HEAD}{rows}\n{notes}* `cargo xtask bench {name} --write`, {machine}.\n",
        name = subject.name,
        about = subject.about,
    )
}

fn item(note: &str) -> String {
    format!("* {note}\n")
}

fn line(row: &Row) -> String {
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
    // A bar inside a cell would end it.
    let cells = cells.map(|cell| cell.replace('|', "\\|"));
    format!("| {} |\n", cells.join(" | "))
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
        let subject: &'static Subject = &SUBJECTS[0];
        let notes = vec!["Measured asleep.".to_owned()];
        let report = Report { rows, notes };
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
}
