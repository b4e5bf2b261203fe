//! One case, by Terraform and by the product.

use std::{collections::BTreeMap, time::Duration};

use anyhow::Result;

use super::Case;
use crate::bench::{
    figure::{Figure, Unit},
    grid::{Cell, Line},
    progress,
    report::Row,
    stand::{
        Phase, Stand,
        product::{Import, Product},
        terraform::Play,
    },
};

/// What Terraform is told to do.
const THEIRS: [&str; 3] = ["apply", "plan", "destroy"];
/// What the product is told to do, and what Terraform does for the same.
const OURS: [(&str, &str); 5] = [
    ("apply", "apply"),
    ("plan, full", "plan"),
    ("plan, fast", "plan"),
    ("plan, cached", "plan"),
    ("destroy", "destroy"),
];
/// A little longer than a search is held to lag.
const SETTLED: Duration = Duration::from_secs(65);

/// What is told of each phase.
pub(super) const COLUMNS: [&str; 6] = [
    "Ended",
    "Calls",
    "Refused calls",
    "Time",
    "Processor time",
    "Peak memory",
];

/// A case and how it went with both.
#[derive(Debug)]
pub(super) struct Trial {
    case: &'static Case,
    theirs: Play,
    ours: Vec<Phase>,
    import: Import,
}

// === impl Trial ===

impl Trial {
    pub(super) fn run(case: &'static Case, stand: &Stand) -> Result<Self> {
        progress(&format!("{}, Terraform", case.title()));
        let name = format!("{}-{}", case.name, case.rate);
        let state = stand.place(&format!("{name}.tfstate"));
        let simulator = stand.simulator_with(&case.settings())?;
        let theirs = Play::keeping(&state, &THEIRS, &simulator, case.name)?;
        simulator.stop()?;
        progress(&format!("{}, the product", case.title()));
        let import = Import::of(stand, &state, &name)?;
        let data = format!("{name}-data");
        let ours = ours(Product::start(stand, &import, &data, &case.settings())?)?;
        Ok(Self {
            case,
            theirs,
            ours,
            import,
        })
    }

    fn our(&self, name: &str) -> Option<&Phase> {
        self.ours.iter().find(|phase| phase.name == name)
    }

    /// Ours and theirs, where both ran.
    fn pairs(&self) -> impl Iterator<Item = (&Phase, &Phase)> {
        OURS.iter()
            .filter_map(|(our, their)| Some((self.our(our)?, self.theirs.phase(their)?)))
    }

    /// Phases of both that did not end well.
    pub(super) fn failed(&self) -> usize {
        let well = self.ours.iter().filter(|phase| phase.is_well()).count();
        OURS.len() - well + THEIRS.len() - self.theirs.well()
    }

    /// The calls of phases that have a limit.
    pub(super) fn call_rows(&self) -> impl Iterator<Item = Row> {
        let row = |(name, limit): &(&'static str, f64)| {
            let (ours, theirs) = self.pairs().find(|(ours, _)| ours.name == *name)?;
            let what = format!("{}, {name}: calls", self.case.title());
            let row = Row::new(what, Figure::count(ours.useful()));
            let row = row.against("Terraform", Figure::count(theirs.useful()));
            Some(row.at_most(*limit))
        };
        self.case.calls_max.iter().filter_map(row)
    }

    /// What was refused of all phases, where anything can be.
    pub(super) fn refusal_row(&self) -> Option<Row> {
        let sum = |phases: &[Phase]| Figure::count(phases.iter().map(|phase| phase.refused).sum());
        let what = format!("{}, all phases: refused calls", self.case.title());
        let row = Row::new(what, sum(&self.ours)).against("Terraform", sum(&self.theirs.phases));
        (self.case.rate != "none").then(|| row.at_most(0.0))
    }

    /// The most memory of any phase, and the processor time of an apply and a full plan.
    pub(super) fn sums(&self, mib_max: f64, cpu_part_max: f64) -> [Row; 2] {
        let title = self.case.title();
        let peak = |phases: &[Phase]| {
            let peaks = phases.iter().map(|phase| phase.peak_mib);
            Figure::once(Unit::Mebibytes, peaks.fold(0.0, f64::max))
        };
        let memory = Row::new(format!("{title}: peak memory"), peak(&self.ours));
        let cpu: Vec<_> = self
            .pairs()
            .filter(|(ours, _)| ["apply", "plan, full"].contains(&ours.name.as_str()))
            .map(|(ours, theirs)| (ours.cpu_s, theirs.cpu_s))
            .collect();
        let ours_s: f64 = cpu.iter().map(|(ours, _)| ours).sum();
        let theirs_s: f64 = cpu.iter().map(|(_, theirs)| theirs).sum();
        let what = format!("{title}, apply and full plan: processor time");
        let s = |value| Figure::once(Unit::Seconds, value);
        [
            memory
                .against("Terraform", peak(&self.theirs.phases))
                .at_most(mib_max),
            Row::new(what, s(ours_s))
                .against("Terraform", s(theirs_s))
                .at_most(theirs_s * cpu_part_max),
        ]
    }

    /// A line for each phase of ours, also for one that did not run.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line> {
        let cells = |(our, their): &(&str, &str)| match (self.our(our), self.theirs.phase(their)) {
            (Some(ours), Some(theirs)) => cells(ours, theirs),
            _ => not_run(),
        };
        OURS.iter().map(move |names| Line {
            what: format!("{}: {}", self.case.title(), names.0),
            cells: cells(names),
        })
    }

    /// What the product leaves out of the content.
    pub(super) fn left_note(&self) -> Option<String> {
        let mut types = BTreeMap::<&str, usize>::new();
        for left in self.import.left() {
            *types.entry(left).or_default() += 1;
        }
        let left: usize = types.values().sum();
        let listed: Vec<_> = types.keys().map(|name| format!("`{name}`")).collect();
        let all = left + self.import.taken();
        let note = format!(
            "{}: {left} of {all} resources have **no place in a spec yet** and are Terraform's alone: {}.",
            self.case.title(),
            listed.join(", ")
        );
        (left > 0).then_some(note)
    }

    /// What went wrong, for a reader.
    pub(super) fn complaints(&self) -> impl Iterator<Item = String> {
        let title = self.case.title();
        let ours = self.ours.iter().find(|phase| !phase.is_well());
        let ours = ours.map(|phase| {
            format!(
                "{title}: {} of the product **failed** with {}.",
                phase.name, phase.exit
            )
        });
        let end = &self.theirs.end;
        let error = end.errors.first().and_then(|error| error.lines().next());
        let theirs = error.map(|error| format!("{title}: Terraform **failed**: `{error}`."));
        ours.into_iter().chain(theirs)
    }
}

/// All phases of the product, up to the first that fails.
fn ours(mut product: Product<'_>) -> Result<Vec<Phase>> {
    let mut phases = vec![product.apply()?];
    if !phases[0].is_well() {
        return Ok(phases);
    }
    product.rest(SETTLED)?;
    for depth in ["full", "fast", "cached"] {
        let phase = product.plan(depth)?;
        phases.push(phase);
    }
    phases.push(product.destroy()?);
    Ok(phases)
}

fn cells(ours: &Phase, theirs: &Phase) -> Vec<Cell> {
    let ended = if ours.is_well() && theirs.is_well() {
        Cell::Word("well".into())
    } else {
        Cell::Alarm(format!("with {} and {}", ours.exit, theirs.exit))
    };
    let pair =
        |unit, ours, theirs| Cell::Pair(Figure::once(unit, ours), Figure::once(unit, theirs));
    let count = |ours, theirs| Cell::Pair(Figure::count(ours), Figure::count(theirs));
    vec![
        ended,
        count(ours.useful(), theirs.useful()),
        count(ours.refused, theirs.refused),
        pair(Unit::Seconds, ours.wall_s, theirs.wall_s),
        pair(Unit::Seconds, ours.cpu_s, theirs.cpu_s),
        pair(Unit::Mebibytes, ours.peak_mib, theirs.peak_mib),
    ]
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
    use crate::bench::subjects::provision::CASES;

    const IMPORT: &str = r#"{"alias": "a", "taken": [{"section": "queues", "name": "Service"}],
        "left": [{"type": "aws_connect_prompt"}, {"type": "aws_connect_prompt"}]}"#;

    fn phase(name: &str, exit: i32, calls: usize, refused: usize) -> String {
        format!(
            r#"{{"phase": "{name}", "rc": {exit}, "wall_s": 1, "cpu_s": {calls}, "peak_mib": 20, "calls": {calls}, "throttled": {refused}}}"#
        )
    }

    fn trial(case: &'static Case, ours: &[String], theirs: &[String]) -> Trial {
        let ours = ours.iter().map(|line| serde_json::from_str(line));
        Trial {
            case,
            theirs: Play::read(&theirs.join("\n")).expect("good lines"),
            ours: ours.collect::<Result<_, _>>().expect("good lines"),
            import: serde_json::from_str(IMPORT).expect("as connectctl tells it"),
        }
    }

    #[test]
    fn useful_calls_stand_beside_those_of_terraform_and_under_their_limit() {
        let ours = [phase("apply", 0, 1_006, 0), phase("plan, full", 0, 900, 0)];
        let theirs = [phase("apply", 0, 2_316, 0), phase("plan", 0, 1_308, 0)];
        let trial = trial(&CASES[3], &ours, &theirs);
        let met: Vec<_> = trial.call_rows().map(|row| row.is_met()).collect();
        assert_eq!(met, [Some(true), Some(false)]);
        let [memory, cpu] = trial.sums(80.0, 0.05);
        assert_eq!(memory.is_met(), Some(true));
        assert_eq!(cpu.at_most, Some(3_624.0 * 0.05));
        assert_eq!(cpu.ratio(), Some(1_906.0 / 3_624.0));
        assert!(trial.refusal_row().is_none(), "nothing can be refused");
        // Two phases of ours ran, and two of theirs.
        assert_eq!(trial.failed(), 4);
        assert_eq!(trial.lines().count(), OURS.len());
    }

    #[test]
    fn what_is_refused_counts_where_it_can_be() {
        let ours = [phase("apply", 0, 200, 1)];
        let theirs = [phase("apply", 0, 500, 170)];
        let row = trial(&CASES[2], &ours, &theirs).refusal_row();
        let row = row.expect("the rates are documented");
        assert_eq!(
            (row.is_met(), row.ratio()),
            (Some(false), Some(1.0 / 170.0))
        );
    }

    #[test]
    fn what_has_no_place_in_a_spec_and_what_failed_is_told() {
        let trial = trial(
            &CASES[0],
            &[phase("apply", 1, 3, 0)],
            &[phase("apply", 0, 9, 0)],
        );
        let note = trial.left_note().expect("two prompts are left");
        assert!(note.starts_with("`full`: 2 of 3 resources"), "{note}");
        assert!(note.ends_with("`aws_connect_prompt`."), "{note}");
        let complaints: Vec<_> = trial.complaints().collect();
        assert_eq!(
            complaints[0],
            "`full`: apply of the product **failed** with 1."
        );
        // Their lines do not end as a play does.
        assert!(
            complaints[1].contains("Terraform **failed**"),
            "{complaints:?}"
        );
    }
}
