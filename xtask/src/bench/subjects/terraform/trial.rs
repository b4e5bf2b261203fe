//! One case, played and looked at.

use anyhow::Result;

use super::Case;
use crate::bench::{
    figure::{Figure, Unit},
    grid::{Cell, Line},
    progress,
    report::Row,
    stand::{
        Memory, Phase, Stand,
        terraform::{End, PHASES, Play},
    },
};

/// A case and how it went.
#[derive(Debug)]
pub(super) struct Trial {
    case: &'static Case,
    pub(super) play: Play,
    /// What the simulator held before and after. One that has fallen over holds nothing, and the
    /// phases tell of it.
    before: Memory,
    after: Option<Memory>,
}

/// What is told of each phase.
pub(super) const COLUMNS: [&str; 8] = [
    "Ended",
    "Useful calls",
    "Noted before",
    "Refused calls",
    "Refused of useful",
    "Time",
    "Processor time",
    "Peak memory",
];

// === impl Trial ===

impl Trial {
    pub(super) fn run(case: &'static Case, stand: &Stand) -> Result<Self> {
        progress(&case.title());
        let simulator = stand.simulator_with(&case.rates.settings())?;
        let before = simulator.memory()?;
        let play = Play::at(&simulator, case.name)?;
        let after = simulator.memory().ok();
        Ok(Self {
            case,
            play,
            before,
            after,
        })
    }

    /// A line for each phase, also for one that did not run.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line> {
        let cells = |at: usize| match self.play.phase(PHASES[at]) {
            Some(phase) => cells(phase, self.case.noted[at]),
            None => not_run(),
        };
        (0..PHASES.len()).map(move |at| Line {
            what: format!("{}: {}", self.case.title(), PHASES[at]),
            cells: cells(at),
        })
    }

    /// The calls of a phase beside those that were noted before.
    pub(super) fn noted_row(&self, name: &str) -> Option<Row> {
        let at = PHASES.iter().position(|phase| *phase == name)?;
        let noted = Figure::count(self.case.noted[at]?);
        let useful = Figure::count(self.play.phase(name)?.useful());
        let what = format!("{}, {name}: useful calls", self.case.title());
        Some(Row::new(what, useful).against("noted before", noted))
    }

    /// What the simulator holds at the end.
    pub(super) fn memory_row(&self) -> Option<Row> {
        let resident = |memory: &Memory| Figure::once(Unit::Mebibytes, memory.resident);
        let what = format!("`aws-sim` after {}, RSS", self.case.title());
        let after = resident(self.after.as_ref()?);
        Some(Row::new(what, after).against("before", resident(&self.before)))
    }

    /// What went wrong, for a reader.
    pub(super) fn complaint(&self) -> Option<String> {
        let title = self.case.title();
        let (ran, end) = (self.play.phases.len(), &self.play.end);
        if self.play.well() < PHASES.len() {
            let error = first_line(end);
            return Some(format!("{title} **failed** after {ran} phases: `{error}`"));
        }
        let thing = end.left.first()?;
        let count = end.left.len();
        Some(format!(
            "{title} **left** {count} things, the first at `{thing}`."
        ))
    }
}

/// What Terraform complained about first.
pub(super) fn first_line(end: &End) -> &str {
    let error = end.errors.first().and_then(|error| error.lines().next());
    error.unwrap_or("no error was told")
}

fn cells(phase: &Phase, noted: Option<usize>) -> Vec<Cell> {
    let ended = if phase.is_well() {
        Cell::Word("well".into())
    } else {
        Cell::Alarm(format!("failed with {}", phase.exit))
    };
    vec![
        ended,
        Figure::count(phase.useful()).into(),
        noted.map(Figure::count).into(),
        Figure::count(phase.refused).into(),
        refused_share(phase).into(),
        Figure::once(Unit::Seconds, phase.wall_s).into(),
        Figure::once(Unit::Seconds, phase.cpu_s).into(),
        Figure::once(Unit::Mebibytes, phase.peak_mib).into(),
    ]
}

/// None where nothing was refused.
fn refused_share(phase: &Phase) -> Option<Figure> {
    let share = Figure::share(phase.refused, phase.useful());
    share.filter(|_| phase.refused > 0)
}

fn not_run() -> Vec<Cell> {
    let nothing = COLUMNS.iter().skip(1).map(|_| Cell::Nothing);
    std::iter::once(Cell::Alarm("not run".into()))
        .chain(nothing)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::subjects::terraform::Rates;

    const CASE: Case = Case::new(
        "s100",
        Rates::Documented,
        [Some(338), Some(184), None, Some(330)],
    );
    const APPLY: &str = r#"{"phase":"apply","rc":0,"wall_s":92,"cpu_s":30.5,"peak_mib":873,"calls":513,"throttled":175}"#;
    const PLAN: &str =
        r#"{"phase":"plan","rc":2,"wall_s":9,"cpu_s":18,"peak_mib":800,"calls":180,"throttled":0}"#;

    fn trial(lines: &[&str]) -> Trial {
        let memory = Memory {
            resident: 8.0,
            proportional: 8.0,
        };
        Trial {
            case: &CASE,
            play: Play::read(&lines.join("\n")).expect("good lines"),
            before: memory,
            after: None,
        }
    }

    fn shown(cells: &[Cell]) -> Vec<String> {
        let shown = |cell: &Cell| match cell {
            Cell::Figure(figure) => figure.to_string(),
            Cell::Word(word) | Cell::Alarm(word) => word.clone(),
            Cell::Pair(..) | Cell::Nothing => String::new(),
        };
        cells.iter().map(shown).collect()
    }

    #[test]
    fn every_phase_has_its_line_also_after_a_failure() {
        let end = r#"{"left":[],"errors":["Error: changes\n  in line 7"],"tainted":[]}"#;
        let trial = trial(&[APPLY, PLAN, end]);
        let lines: Vec<_> = trial.lines().collect();
        assert_eq!(lines[0].what, "`s100`, documented rates: apply");
        let apply = [
            "well", "338", "338", "175", "51.8 %", "92.0 s", "30.5 s", "873 MiB",
        ];
        assert_eq!(shown(&lines[0].cells), apply);
        let plan = ["failed with 2", "180", "184", "0", ""];
        assert_eq!(shown(&lines[1].cells)[..5], plan);
        for line in &lines[2..] {
            assert_eq!(shown(&line.cells)[..2], ["not run", ""]);
            assert_eq!(line.cells.len(), COLUMNS.len());
        }
        let row = trial.noted_row("plan").expect("it ran");
        assert_eq!(row.ratio(), Some(180.0 / 184.0));
        // The change was never noted, and destroy never ran.
        assert!(trial.noted_row("change").is_none());
        assert!(trial.noted_row("destroy").is_none());
        let complaint = trial.complaint().expect("it failed");
        assert!(complaint.ends_with("`Error: changes`"), "{complaint}");
    }

    #[test]
    fn what_is_left_is_complained_about_although_all_phases_ended_well() {
        let phases = PHASES.map(|name| APPLY.replace("apply", name));
        let mut lines: Vec<_> = phases.iter().map(String::as_str).collect();
        lines.push(r#"{"left":[],"errors":[],"tainted":[]}"#);
        assert_eq!(trial(&lines).complaint(), None);
        lines[PHASES.len()] = r#"{"left":["a queue"],"errors":[],"tainted":[]}"#;
        let complaint = trial(&lines).complaint().expect("something is left");
        assert!(complaint.contains("**left** 1 things, the first at `a queue`"));
    }
}
