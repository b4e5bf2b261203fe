//! The tool that teams use today, on the simulator.

mod trial;

use anyhow::Result;

use self::trial::Trial;
use super::Subject;
use crate::bench::{
    figure::Figure,
    grid::Grid,
    progress,
    report::{Report, Row},
    stand::{
        Stand,
        terraform::{self, PHASES, Play},
    },
};

pub(super) const SUBJECT: Subject = Subject {
    name: "terraform",
    about: "Terraform and its AWS provider with the configurations in `../shared/peer`, against a release `aws-sim`: what the tool that teams use today costs, and whether it gets through.",
    takes_long: true,
    measure,
};

/// Content for Terraform, and how AWS treats it.
#[derive(Debug)]
struct Case {
    /// As `run_terraform.py` calls it.
    name: &'static str,
    rates: Rates,
    /// Calls of each phase as the peer's own page has them, taken against another stand-in server.
    noted: [Option<usize>; PHASES.len()],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rates {
    None,
    Documented,
}

const CASES: [Case; 6] = [
    Case::new(
        "full",
        Rates::None,
        [Some(63), Some(33), Some(36), Some(51)],
    ),
    Case::new("share", Rates::None, [Some(161), Some(86), None, Some(142)]),
    Case::new("s10", Rates::Documented, [None; 4]),
    Case::new("s100", Rates::None, S100),
    Case::new("s100", Rates::Documented, S100),
    Case::new("s500", Rates::None, S500),
];
const S100: [Option<usize>; 4] = [Some(338), Some(184), Some(187), Some(330)];
const S500: [Option<usize>; 4] = [Some(2316), Some(1308), Some(1311), Some(2308)];

/// What Terraform does not bear: a new thing that a read does not find yet.
const LAGGING: &str = "s10";
const LAG_MS: &str = "1500";

fn measure() -> Result<Report> {
    let version = terraform::version()?;
    let stand = Stand::of_simulator()?;
    let trials: Vec<_> = CASES
        .iter()
        .map(|case| Trial::run(case, &stand))
        .collect::<Result<_>>()?;
    let lagging = lagging(&stand)?;
    let mut notes = notes(&version);
    notes.extend(trials.iter().filter_map(Trial::complaint));
    notes.push(lagging_note(&lagging));
    Ok(Report {
        rows: rows(&trials, &lagging),
        grid: Some(grid(&trials)),
        notes,
        ..Report::default()
    })
}

/// A play that is expected to fail.
fn lagging(stand: &Stand) -> Result<Play> {
    progress(&format!("{LAGGING}, with a lag of {LAG_MS} ms"));
    let settings = [&Rates::None.settings()[..], &["--lag-ms", LAG_MS]].concat();
    Play::at(&stand.simulator_with(&settings)?, LAGGING)
}

fn rows(trials: &[Trial], lagging: &Play) -> Vec<Row> {
    let failed = |trial: &Trial| PHASES.len() - trial.play.well();
    let all = trials.len() * PHASES.len();
    let mut rows = vec![
        Row::new(
            format!("phases that failed, or did not run after that, of {all}"),
            Figure::count(trials.iter().map(failed).sum()),
        )
        .at_most(0.0),
        Row::new(
            "things left on AWS after all phases, built-in ones aside",
            Figure::count(trials.iter().map(|trial| trial.play.end.left.len()).sum()),
        )
        .at_most(0.0),
    ];
    let largest = trials.last().expect("there are cases");
    rows.extend(
        ["apply", "plan"]
            .iter()
            .filter_map(|name| largest.noted_row(name)),
    );
    rows.extend(trials.iter().filter_map(Trial::memory_row));
    rows.extend(lagging_rows(lagging));
    rows
}

fn grid(trials: &[Trial]) -> Grid {
    Grid {
        columns: trial::COLUMNS.to_vec(),
        lines: trials.iter().flat_map(Trial::lines).collect(),
    }
}

fn lagging_rows(play: &Play) -> [Row; 3] {
    let row = |what: &str, count| {
        let what = format!("`{LAGGING}` with a lag of {LAG_MS} ms: {what}");
        Row::new(what, Figure::count(count))
    };
    let calls = play.phases.iter().map(|phase| phase.calls).sum();
    [
        row("phases that ended well", play.well()),
        row("calls until then", calls),
        row(
            "things that Terraform holds for tainted",
            play.end.tainted.len(),
        ),
    ]
}

fn lagging_note(play: &Play) -> String {
    let start = format!(
        "With a lag, a new thing is invisible to reads for {LAG_MS} ms, as the documentation of \
         Connect warns."
    );
    match play.phases.iter().find(|phase| !phase.is_well()) {
        Some(phase) => format!(
            "{start} Terraform is expected to fail of it, and did: {} ended with {}, `{}`. What is \
             tainted it will destroy and make once more.",
            phase.name,
            phase.exit,
            trial::first_line(&play.end),
        ),
        None => format!("{start} Terraform was expected to fail of it, and did not."),
    }
}

fn notes(version: &str) -> Vec<String> {
    vec![
        format!(
            "Terraform {version} with the AWS provider 5.100.0, ten operations at a time as it does \
             by default. `full` is a whole contact centre of 18 resources, `share` the consumer of an \
             analytics share with 47; `s10`, `s100` and `s500` are 21, 146 and 1,000 resources, about \
             half of them users."
        ),
        "Each case has an `aws-sim serve --quotas none --settle fast` of its own, built without the \
         feature `athena`: no case queries the lake. `documented rates` are two calls of each \
         operation a second after a burst of five; without them nothing is refused."
            .into(),
        "Useful calls are those that AWS took up; refused ones are made again until they are. Those \
         noted before are from the peer's page, measured against another stand-in server. What is more \
         here is `sts.GetCallerIdentity`, one a start of the provider; the five further pages of what \
         Admin may do, in `full`; and waits: for instances, phone numbers, keys and life cycle rules, \
         which follow the clock, and for the end of each grant, which is revoked twice."
            .into(),
        "Processor time and peak memory are of Terraform and its providers together, resident pages \
         ten times a second. Calls, processor time and memory are solid; the time on the wall was taken \
         on a machine that others used."
            .into(),
    ]
}

// === impl Case ===

impl Case {
    const fn new(name: &'static str, rates: Rates, noted: [Option<usize>; PHASES.len()]) -> Self {
        Self { name, rates, noted }
    }

    fn title(&self) -> String {
        let rates = match self.rates {
            Rates::None => "",
            Rates::Documented => ", documented rates",
        };
        format!("`{}`{rates}", self.name)
    }
}

// === impl Rates ===

impl Rates {
    /// The settings of the simulator.
    fn settings(self) -> [&'static str; 6] {
        let rate = match self {
            Self::None => "none",
            Self::Documented => "documented",
        };
        ["--quotas", "none", "--settle", "fast", "--rate", rate]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lag_that_terraform_fails_of_is_told_with_its_error() {
        let lines = concat!(
            r#"{"phase":"apply","rc":1,"wall_s":1,"cpu_s":1,"peak_mib":1,"calls":31,"throttled":0}"#,
            "\n",
            r#"{"left":[],"errors":["Error: gone\n\n  in line 7"],"tainted":["a","b"]}"#,
        );
        let play = Play::read(lines).expect("good lines");
        let note = lagging_note(&play);
        assert!(
            note.contains("apply ended with 1, `Error: gone`."),
            "{note}"
        );
        let rows = lagging_rows(&play);
        let figures = rows.map(|row| row.figure.to_string());
        assert_eq!(figures, ["0", "31", "2"]);
    }

    #[test]
    fn a_lag_that_terraform_bears_is_a_surprise() {
        let note = lagging_note(&Play::default());
        assert!(note.ends_with("and did not."), "{note}");
    }
}
