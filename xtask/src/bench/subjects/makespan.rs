//! How close an apply comes to the least time that the rates of AWS allow.

use anyhow::{Context, Result};
use serde_json::Value;

use super::Subject;
use crate::bench::{
    figure::{Figure, Unit, digits},
    grid::{Cell, Grid, Line},
    plot::{Curve, Growth, Look, Panel, Plot},
    progress,
    report::{Report, Row},
    stand::{ProbeProgram, Profile},
};

pub(super) const SUBJECT: Subject = Subject {
    name: "makespan",
    about: "An apply of a new centre in virtual time, beside the least time in which the documented rates of AWS allow it, from a hundred to ten thousand users.",
    takes_long: true,
    measure,
};

const SIZES: [usize; 7] = [100, 200, 500, 1_000, 2_000, 5_000, 10_000];
/// Those that have a limit.
const LIMITED: [usize; 3] = [100, 1_000, 10_000];
/// How much longer than the least time an apply may take.
const RATIO_MAX: f64 = 1.05;

/// An apply.
struct Run {
    users: usize,
    virtual_s: f64,
    least_s: f64,
    /// The lane that bounds it.
    lane: String,
    calls: f64,
    refused: f64,
    cpu_s: f64,
}

fn measure() -> Result<Report> {
    let program = ProbeProgram::build(Profile::Release)?;
    let runs: Vec<_> = SIZES
        .iter()
        .map(|users| Run::of(*users, &program))
        .collect::<Result<_>>()?;
    Ok(Report {
        rows: rows(&runs),
        grid: Some(grid(&runs)),
        plot: Some(plot(&runs)),
        notes: notes(),
    })
}

fn rows(runs: &[Run]) -> Vec<Row> {
    let s = |value| Figure::once(Unit::Seconds, value);
    let limited = runs.iter().filter(|run| LIMITED.contains(&run.users));
    let row = |run: &Run| {
        Row::new(
            format!("{} users: virtual time", run.users),
            s(run.virtual_s),
        )
        .against("least time", s(run.least_s))
        .at_most(run.least_s * RATIO_MAX)
    };
    let refused = runs.iter().map(|run| run.refused).sum();
    let mut rows: Vec<_> = limited.map(row).collect();
    rows.push(
        Row::new(
            "refused calls of all sizes",
            Figure::once(Unit::Count, refused),
        )
        .at_most(0.0),
    );
    rows
}

fn grid(runs: &[Run]) -> Grid {
    let line = |run: &Run| Line {
        what: format!("{} users", run.users),
        cells: vec![
            Figure::once(Unit::Seconds, run.virtual_s).into(),
            Figure::once(Unit::Seconds, run.least_s).into(),
            Cell::Word(format!("{:.4}", run.ratio())),
            Cell::Word(format!("`{}`", run.lane)),
            Figure::once(Unit::Count, run.calls).into(),
            Cell::Word(digits(run.calls / run.users())),
            Figure::once(Unit::Seconds, run.cpu_s).into(),
        ],
    };
    Grid {
        columns: vec![
            "Virtual time",
            "Least time",
            "Ratio",
            "Busiest lane",
            "Calls",
            "Calls a user",
            "Processor time",
        ],
        lines: runs.iter().map(line).collect(),
    }
}

fn plot(runs: &[Run]) -> Plot {
    let curve = |name, look, value: &dyn Fn(&Run) -> f64| Curve {
        name,
        look,
        points: runs.iter().map(|run| (run.users(), value(run))).collect(),
    };
    Plot {
        path: "docs/makespan.svg",
        title: "Apply of a new contact centre, by its number of users".into(),
        along: "users",
        panels: vec![
            Panel {
                title: "Virtual time, seconds",
                growth: Growth::Tenfold,
                curves: vec![
                    curve("apply", Look::Measured, &|run| run.virtual_s),
                    curve("least time", Look::Limit, &|run| run.least_s),
                ],
            },
            Panel {
                title: "Apply ÷ least time",
                growth: Growth::Even(1.0, 1.06, 0.02),
                curves: vec![
                    curve("apply", Look::Measured, &Run::ratio),
                    curve("goal", Look::Limit, &|_| RATIO_MAX),
                ],
            },
            Panel {
                title: "Calls of AWS",
                growth: Growth::Tenfold,
                curves: vec![curve("calls", Look::Measured, &|run| run.calls)],
            },
        ],
    }
}

fn notes() -> Vec<String> {
    vec![
        "The engine with its own pace through the SDK, the simulator under the documented rates, both \
         in one process whose clock is virtual: no latency but the time that AWS takes to make an \
         instance. Processor time is that of all of it."
            .into(),
        "The least time is that of the busiest operation: from the earliest moment at which its first \
         step can start, its calls at the documented rate after a full burst, and the shortest chain \
         of steps behind it. `tests/src/makespan.rs` computes it from the plan."
            .into(),
        "The centre has an instance, hours, a queue, a routing profile and its users, each with a \
         first password of its own in Secrets Manager. Observing before the apply is part of the time."
            .into(),
    ]
}

// === impl Run ===

impl Run {
    fn of(users: usize, program: &ProbeProgram) -> Result<Self> {
        progress(&format!("an apply of {users} users"));
        let told = program.start()?.order(&format!("makespan {users}"))?;
        let number = |name: &str| number(&told, name);
        Ok(Self {
            users,
            virtual_s: number("virtual_s")?,
            least_s: number("bound_s")?,
            lane: told["lane"].as_str().context("no lane")?.to_owned(),
            calls: number("calls")?,
            refused: number("refused")?,
            cpu_s: number("cpu_ms")? / 1_000.0,
        })
    }

    fn ratio(&self) -> f64 {
        self.virtual_s / self.least_s
    }

    #[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
    fn users(&self) -> f64 {
        self.users as f64
    }
}

fn number(told: &Value, name: &str) -> Result<f64> {
    let number = told[name].as_f64();
    number.with_context(|| format!("no {name} in {told}"))
}
