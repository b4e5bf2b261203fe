//! Reports for programs.

use serde_json::{Value, json};

use super::{
    figure::Figure,
    grid::{Cell, Grid, Line},
    machine::Machine,
    report::{Peer, Row, Section},
};

/// All that was measured in this run.
pub(super) fn document(sections: &[Section], machine: &Machine) -> Value {
    json!({
        "machine": {
            "date": machine.date,
            "cores": machine.cores,
            "processor": machine.processor,
            "memory_mib": rounded(machine.memory_mib),
            "load": machine.load,
            "rustc": machine.rustc,
        },
        "subjects": sections.iter().map(subject).collect::<Vec<_>>(),
    })
}

fn subject(section: &Section) -> Value {
    json!({
        "name": section.subject.name,
        "command": format!("cargo xtask bench {}", section.subject.name),
        "rows": section.report.rows.iter().map(row).collect::<Vec<_>>(),
        "grid": section.report.grid.as_ref().map(grid),
        "notes": section.report.notes,
    })
}

fn row(row: &Row) -> Value {
    json!({
        "what": row.what,
        "figure": figure(&row.figure),
        "peer": row.peer.as_ref().map(peer),
        "ratio": row.ratio().map(rounded),
        "at_most": row.at_most,
        "met": row.is_met(),
    })
}

fn grid(grid: &Grid) -> Value {
    let line = |line: &Line| json!({ "what": line.what, "cells": line.cells.iter().map(cell).collect::<Vec<_>>() });
    json!({
        "columns": grid.columns,
        "lines": grid.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

fn cell(cell: &Cell) -> Value {
    match cell {
        Cell::Figure(of) => figure(of),
        Cell::Pair(ours, theirs) => json!({
            "ours": figure(ours),
            "theirs": figure(theirs),
            "ratio": ours.ratio_to(theirs).map(rounded),
        }),
        Cell::Word(word) | Cell::Alarm(word) => json!(word),
        Cell::Nothing => Value::Null,
    }
}

fn peer(peer: &Peer) -> Value {
    json!({ "name": peer.name, "figure": figure(&peer.figure) })
}

fn figure(figure: &Figure) -> Value {
    json!({
        "unit": figure.unit().sign(),
        "runs": figure.runs(),
        "median": rounded(figure.median()),
        "min": rounded(figure.min()),
        "max": rounded(figure.max()),
    })
}

/// To thousandths: the rest is noise, and hard to read.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::{figure::Unit, report::Report, subjects::SUBJECTS};

    #[test]
    fn a_document_carries_every_part_of_a_row() {
        let start = Figure::of(Unit::Milliseconds, vec![20.0, 30.0, 40.000_04]);
        let bare = Figure::once(Unit::Milliseconds, 2.0);
        let rows = vec![
            Row::new("start", start).against("bare", bare).at_most(25.0),
            Row::new("crates", Figure::count(7)),
        ];
        let notes = vec!["Measured asleep.".to_owned()];
        let grid = Some(Grid {
            columns: vec!["Ended", "Calls", "Noted"],
            lines: vec![Line {
                what: "apply".into(),
                cells: vec![
                    Cell::Word("well".into()),
                    Cell::from(Figure::count(7)),
                    Cell::Nothing,
                ],
            }],
        });
        let report = Report {
            rows,
            grid,
            notes,
            ..Report::default()
        };
        let subject = &SUBJECTS[0];
        let sections = [Section { subject, report }];
        let document = document(&sections, &Machine::example());
        assert_eq!(document["machine"]["cores"], 2);
        assert_eq!(document["subjects"][0]["name"], subject.name);
        assert_eq!(document["subjects"][0]["notes"][0], "Measured asleep.");
        let figure = |min, median, max, runs| json!({"unit": "ms", "runs": runs, "median": median, "min": min, "max": max});
        assert_eq!(
            document["subjects"][0]["rows"],
            json!([
                {
                    "what": "start",
                    "figure": figure(20.0, 30.0, 40.0, 3),
                    "peer": { "name": "bare", "figure": figure(2.0, 2.0, 2.0, 1) },
                    "ratio": 15.0,
                    "at_most": 25.0,
                    "met": false,
                },
                {
                    "what": "crates",
                    "figure": { "unit": "", "runs": 1, "median": 7.0, "min": 7.0, "max": 7.0 },
                    "peer": null,
                    "ratio": null,
                    "at_most": null,
                    "met": null,
                },
            ])
        );
        let seven = json!({ "unit": "", "runs": 1, "median": 7.0, "min": 7.0, "max": 7.0 });
        assert_eq!(
            document["subjects"][0]["grid"],
            json!({
                "columns": ["Ended", "Calls", "Noted"],
                "lines": [{ "what": "apply", "cells": ["well", seven, null] }],
            })
        );
    }
}
