//! Flows: how fast they are read, moved, checked and drawn, and what AWS is asked for them.

mod calls;
mod program;

use anyhow::{Result, ensure};

use self::{
    calls::Asked,
    program::{FlowProgram, number, times},
};
use super::Subject;
use crate::{
    bench::{
        figure::{Figure, Unit, digits},
        grid::{Cell, Grid, Line},
        progress,
        report::{Report, Row},
    },
    suite::shared,
};

pub(super) const SUBJECT: Subject = Subject {
    name: "flows",
    about: "The flow corpus and large bundles through `flow-language`, beside JSON alone and beside text that is replaced in Python; and the calls that exports and deploys of 100 flows make.",
    takes_long: true,
    measure,
};

/// What an instance has: only what the corpus names, more, and as much as the documented default quotas
/// allow of what flows can name.
const THINGS: [usize; 3] = [0, 500, 1_800];
/// At least half the rate of JSON alone.
const JSON_TIMES_MAX: f64 = 2.0;
/// At least so many times the rate of the replaced text.
const PYTHON_TIMES_MIN: f64 = 50.0;
const BUNDLE: usize = 10_000;
const BUNDLE_S_MAX: f64 = 5.0;
const BUNDLE_MIB_MAX: f64 = 300.0;
const DRAW_MS_MAX: f64 = 50.0;

/// The way of the corpus into a bundle and back, with an instance of some size.
struct Trip {
    /// Files of the corpus, and how much they hold.
    flows: f64,
    bytes: f64,
    things: f64,
    ours: Figure,
    json: Figure,
    python: Figure,
}

fn measure() -> Result<Report> {
    let corpus = shared().join("corpus/flows");
    ensure!(
        corpus.is_dir(),
        "there is no flow corpus in {}",
        corpus.display()
    );
    let program = FlowProgram::build()?;
    let mut trips = Vec::new();
    for things in THINGS {
        progress(&format!("the corpus, with {things} things"));
        trips.push(Trip::of(&program, things)?);
    }
    let mut rows = trip_rows(&trips);
    progress(&format!("a bundle of {BUNDLE} flows"));
    rows.extend(bundle_rows(&program)?);
    progress("pictures");
    rows.extend(picture_rows(&program)?);
    rows.extend(tool_rows(&program)?);
    progress("calls");
    rows.extend(Asked::count()?.rows()?);
    Ok(Report {
        rows,
        grid: Some(grid(&trips)),
        notes: notes(&trips[0]),
        ..Report::default()
    })
}

fn trip_rows(trips: &[Trip]) -> Vec<Row> {
    let full = trips.last().expect("there are sizes");
    let json_max = full.json.median() * JSON_TIMES_MAX;
    let python_max = full.python.median() / PYTHON_TIMES_MIN;
    vec![
        Row::new("corpus: names for ids and back", full.ours.clone())
            .against("parsed and printed by serde_json", full.json.clone())
            .at_most(json_max),
        Row::new("corpus: names for ids and back", full.ours.clone())
            .against("text replaced in Python", full.python.clone())
            .at_most(python_max),
    ]
}

fn grid(trips: &[Trip]) -> Grid {
    let times = |peer: &Figure, ours: &Figure| match peer.ratio_to(ours) {
        Some(ratio) => Cell::Word(digits(ratio)),
        None => Cell::Word(String::new()),
    };
    let line = |trip: &Trip| Line {
        what: format!("an instance of {:.0} things", trip.things),
        cells: vec![
            trip.ours.clone().into(),
            trip.json.clone().into(),
            times(&trip.ours, &trip.json),
            trip.python.clone().into(),
            times(&trip.python, &trip.ours),
        ],
    };
    Grid {
        columns: vec![
            "Names for ids and back",
            "serde_json alone",
            "Ours ÷ serde_json",
            "Text replaced in Python",
            "Python ÷ ours",
        ],
        lines: trips.iter().map(line).collect(),
    }
}

fn bundle_rows(program: &FlowProgram) -> Result<Vec<Row>> {
    let told = program.bundle(BUNDLE)?;
    let s = |part: &str| -> Result<Figure> {
        Ok(Figure::once(Unit::Seconds, number(&told, part)? / 1_000.0))
    };
    let peak = Figure::once(Unit::Mebibytes, number(&told, "peak_mib")?);
    let named = |what: &str| format!("bundle of {BUNDLE} flows: {what}");
    Ok(vec![
        Row::new(
            named("read, digested, names looked for, written"),
            s("whole_ms")?,
        )
        .at_most(BUNDLE_S_MAX),
        Row::new(named("the same on the wall, machine shared"), s("wall_ms")?)
            .at_most(BUNDLE_S_MAX),
        Row::new(named("peak memory until then"), peak).at_most(BUNDLE_MIB_MAX),
        Row::new(named("of that, files from and to the disk"), s("disk_ms")?),
        Row::new(named("of that, reading"), s("read_ms")?),
        Row::new(named("of that, the digest"), s("digest_ms")?),
        Row::new(named("checked by all rules, flow by flow"), s("check_ms")?),
    ])
}

fn picture_rows(program: &FlowProgram) -> Result<Vec<Row>> {
    let told = program.told(&["draw"])?;
    let row = |what: &str, part: &str| -> Result<Row> {
        Ok(Row::new(what, times(&told[part], "ms")?).at_most(DRAW_MS_MAX))
    };
    Ok(vec![
        row("picture of 250 actions, placed by the designer", "placed")?,
        row("picture of 250 actions, laid out", "laid_out")?,
    ])
}

fn tool_rows(program: &FlowProgram) -> Result<Vec<Row>> {
    let told = program.on_corpus("tools", &[])?;
    let row = |what: &str, part: &str| -> Result<Row> { Ok(Row::new(what, times(&told, part)?)) };
    Ok(vec![
        row("corpus: checked by all rules", "lint_ms")?,
        row(
            "corpus: each flow parsed again and compared with itself",
            "diff_ms",
        )?,
        row("a thousand steps of a walk", "walk_us")?,
    ])
}

fn notes(corpus: &Trip) -> Vec<String> {
    let (flows, kib) = (corpus.flows, corpus.bytes / 1_024.0);
    vec![
        format!(
            "The corpus is the {flows:.0} files of `../shared/corpus/flows` that are in the flow language, {kib:.0} KiB \
             without their envelopes. There and back is reading, names for ids, ids for names, and printing; \
             serde_json reads and prints the same texts in the same process, and they take turns. All is processor \
             time of one thread."
        ),
        "The replaced text is `crates/flow-language/benches/text_replacing.py`, written after what the public \
         exporters do: for every thing of the instance its ARN becomes a placeholder in the whole text, then \
         its bare id, and back again. It starts, reads and lists before its clock runs, and it parses nothing, \
         so it takes an ARN in a prompt's text for a reference. Its time grows with the instance and ours does \
         not: the limit is held against an instance that fills the documented default quotas of what flows can \
         name (flows, modules, queues, hours, prompts, users, functions, bots, templates, tables), and the \
         table has smaller ones."
            .into(),
        "The bundle has the flows of the corpus in turn under 10,000 names. It is read from a folder of 10,001 \
         files and written to another; its memory is the most that the process ever had. The check comes \
         after that, with one flow in memory at a time."
            .into(),
        "The pictures are of a flow with 250 blocks and 1,001 connectors, half of which lead far away or back."
            .into(),
        "Calls are counted and not timed, so that part is no release build: the engine through the SDK and \
         the simulator, 100 flows and a module that name two queues, hours and a function. Whether AWS fills the \
         content in a search is not documented, so both are counted."
            .into(),
    ]
}

// === impl Trip ===

impl Trip {
    fn of(program: &FlowProgram, things: usize) -> Result<Self> {
        let count = things.to_string();
        let told = program.on_corpus("corpus", &[&count])?;
        let python = program.python(&count)?;
        Ok(Self {
            flows: number(&told, "flows")?,
            bytes: number(&told, "bytes")?,
            things: number(&told, "things")?,
            ours: times(&told, "ours_ms")?,
            json: times(&told, "bare_ms")?,
            python: times(&python, "ms")?,
        })
    }
}
