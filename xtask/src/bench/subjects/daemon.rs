//! The daemon at rest.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, ensure};

use super::Subject;
use crate::{
    bench::{
        figure::{Figure, Unit},
        progress,
        report::{Report, Row},
        stand::{Memory, Server, Stand, bytes_in, client},
        stopwatch::{Stopwatch, rest},
    },
    suite::root,
};

pub(super) const SUBJECT: Subject = Subject {
    name: "daemon",
    about: "A release `controld` without `local`, with ten targets: its size, how soon it serves, and what it holds while it rests.",
    takes_long: false,
    measure,
};

/// Where the ten targets are: the Regions that have had Amazon Connect for longest.
const REGIONS: [&str; 10] = [
    "af-south-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-west-2",
    "us-east-1",
    "us-west-2",
];
/// Plans on each target: a few first, to see how memory grows with the rest.
const FIRST_PLANS: usize = 10;
const FURTHER_PLANS: usize = 90;
const SPEC: &str = "examples/full-contact-center/center.yaml";

const STARTS: usize = 20;
const RESTS: usize = 5;
const REST: Duration = Duration::from_secs(5);

const SERVING_MS_MAX: f64 = 300.0;
const IDLE_MIB_MAX: f64 = 40.0;

/// What is measured, and what it works with.
struct Bench {
    stand: Stand,
    simulator: Server,
    config: PathBuf,
}

/// What a thousand plans took and left.
struct Worked {
    /// At rest after the first hundred, and after all.
    memory_early: Memory,
    memory_late: Memory,
    calls: usize,
    /// The data folder after the daemon has stopped.
    bytes: u64,
}

/// Milliseconds of the starts, one of each kind in every round.
#[derive(Default)]
struct Starts {
    bare: Vec<f64>,
    fresh: Vec<f64>,
    used: Vec<f64>,
}

fn measure() -> Result<Report> {
    let bench = Bench::set_up()?;
    let used = bench.stand.place("used");
    let worked = bench.work(&used)?;
    let before = bench.calls()?;
    let starts = bench.starts(&used)?;
    let rests = bench.rests()?;
    let idle_calls = usize::try_from(bench.calls()? - before)?;
    let mut rows = bench.sizes()?;
    rows.extend(start_rows(starts));
    rows.extend(memory_rows(&rests, &worked));
    rows.push(Row::new(
        "data folder with 1,000 finished plans",
        Figure::bytes(worked.bytes),
    ));
    rows.push(Row::new(
        "AWS calls for 1,000 plans",
        Figure::count(worked.calls),
    ));
    let idle_row = format!(
        "AWS calls in {} starts and {RESTS} rests",
        2 * STARTS + RESTS
    );
    rows.push(Row::new(idle_row, Figure::count(idle_calls)).at_most(0.0));
    Ok(Report {
        rows,
        notes: notes(),
        ..Report::default()
    })
}

fn notes() -> Vec<String> {
    let rest_s = REST.as_secs();
    vec![
        "Time to SERVING runs from the spawn to the answer of the gRPC health service, over a \
         connection that is opened when the daemon has said where it listens."
            .into(),
        "Its bare limit is `controld --version`: the same file loaded and linked, and an exit. The \
         ratio is what opening the store and serving cost. The three kinds of start take turns."
            .into(),
        "A new data folder is synced to the disk several times before SERVING, so its row follows \
         what else the disk does; one that is there is not synced at all."
            .into(),
        format!(
            "Memory is read {rest_s} s after SERVING, from `/proc`; Pss shares out the pages that several \
             processes use, RSS does not. No job has run, except in the rows that say so."
        ),
        format!(
            "The 1,000 finished jobs are plans of `{SPEC}`, {} on each target and ten at a time, \
             started with `connectctl`, against `aws-sim` in a process of its own.",
            FIRST_PLANS + FURTHER_PLANS
        ),
    ]
}

// === impl Bench ===

impl Bench {
    fn set_up() -> Result<Self> {
        let stand = Stand::set_up()?;
        let simulator = stand.simulator()?;
        let config = stand.config(&REGIONS, simulator.address())?;
        Ok(Self {
            stand,
            simulator,
            config,
        })
    }

    fn daemon(&self, data: &Path) -> Result<Server> {
        let daemon = self.stand.daemon(&self.config, data)?;
        client::expect_serving(daemon.address())?;
        Ok(daemon)
    }

    fn calls(&self) -> Result<u64> {
        client::calls(self.simulator.address())
    }

    fn sizes(&self) -> Result<Vec<Row>> {
        let row = |name: &str| {
            let bytes = fs::metadata(self.stand.program(name))?.len();
            Ok(Row::new(format!("size of `{name}`"), Figure::bytes(bytes)))
        };
        ["controld", "connectctl", "aws-sim"]
            .map(row)
            .into_iter()
            .collect()
    }

    /// Leaves 1,000 finished jobs in the data folder.
    fn work(&self, data: &Path) -> Result<Worked> {
        progress("a thousand plans, at the pace of Connect");
        let daemon = self.daemon(data)?;
        self.plans_everywhere(FIRST_PLANS, &daemon)?;
        rest(REST);
        let memory_early = daemon.memory()?;
        self.plans_everywhere(FURTHER_PLANS, &daemon)?;
        let calls = usize::try_from(self.calls()?)?;
        rest(REST);
        let memory_late = daemon.memory()?;
        daemon.stop()?;
        let bytes = bytes_in(data)?;
        Ok(Worked {
            memory_early,
            memory_late,
            calls,
            bytes,
        })
    }

    /// So many plans on each target, on all targets at once.
    fn plans_everywhere(&self, count: usize, daemon: &Server) -> Result<()> {
        let address = daemon.address();
        thread::scope(|scope| {
            let start = |region| scope.spawn(move || self.plans(count, region, address));
            let threads = REGIONS.map(start);
            threads.into_iter().try_for_each(|thread| {
                let outcome = thread.join();
                outcome.expect("a thread that starts programs does not panic")
            })
        })
    }

    /// One after the other, each followed to its end.
    fn plans(&self, count: usize, target: &str, daemon: &str) -> Result<()> {
        let endpoint = format!("http://{daemon}");
        for _ in 0..count {
            let mut command = Command::new(self.stand.program("connectctl"));
            command
                .args(["--endpoint", &endpoint, "--target", target])
                .args(["plan", "--output", "json", "--file", SPEC])
                .current_dir(root())
                .stdout(Stdio::null());
            let status = command.status().context("running connectctl")?;
            ensure!(status.success(), "a plan on {target} ended with {status}");
        }
        Ok(())
    }

    /// Starts of each kind in turn, so that what disturbs one disturbs all.
    fn starts(&self, used: &Path) -> Result<Starts> {
        progress("starts");
        let mut starts = Starts::default();
        for n in 0..STARTS {
            starts.bare.push(self.bare_start()?);
            let fresh = self.stand.place(&format!("fresh-{n}"));
            starts.fresh.push(self.start(&fresh)?);
            starts.used.push(self.start(used)?);
        }
        Ok(starts)
    }

    fn bare_start(&self) -> Result<f64> {
        let mut command = Command::new(self.stand.program("controld"));
        command.arg("--version").stdout(Stdio::null());
        let watch = Stopwatch::start();
        let status = command.status()?;
        let ms = watch.ms();
        ensure!(status.success(), "controld --version ended with {status}");
        Ok(ms)
    }

    fn start(&self, data: &Path) -> Result<f64> {
        let watch = Stopwatch::start();
        let daemon = self.daemon(data)?;
        let ms = watch.ms();
        daemon.stop()?;
        Ok(ms)
    }

    fn rests(&self) -> Result<Vec<Memory>> {
        progress("rests");
        let rest_once = |n| {
            let daemon = self.daemon(&self.stand.place(&format!("resting-{n}")))?;
            rest(REST);
            let memory = daemon.memory()?;
            daemon.stop()?;
            Ok(memory)
        };
        (0..RESTS).map(rest_once).collect()
    }
}

fn start_rows(starts: Starts) -> [Row; 2] {
    let bare = Figure::of(Unit::Milliseconds, starts.bare);
    let row = |what: &str, values| {
        Row::new(what, Figure::of(Unit::Milliseconds, values))
            .against("`controld --version`", bare.clone())
            .at_most(SERVING_MS_MAX)
    };
    [
        row("time to SERVING, new data folder", starts.fresh),
        row("time to SERVING, 1,000 finished jobs", starts.used),
    ]
}

fn memory_rows(rests: &[Memory], worked: &Worked) -> [Row; 6] {
    let pss = |memory: &Memory| memory.proportional;
    let rss = |memory: &Memory| memory.resident;
    let idle =
        |read: fn(&Memory) -> f64| Figure::of(Unit::Mebibytes, rests.iter().map(read).collect());
    let once = |value| Figure::once(Unit::Mebibytes, value);
    let (early, late) = (worked.memory_early, worked.memory_late);
    [
        Row::new("idle memory, Pss", idle(pss)).at_most(IDLE_MIB_MAX),
        Row::new("idle memory, RSS", idle(rss)).at_most(IDLE_MIB_MAX),
        Row::new("at rest after 100 plans, Pss", once(pss(&early))).against("idle", idle(pss)),
        Row::new("at rest after 100 plans, RSS", once(rss(&early))).against("idle", idle(rss)),
        Row::new("at rest after 1,000 plans, Pss", once(pss(&late)))
            .against("after 100", once(pss(&early))),
        Row::new("at rest after 1,000 plans, RSS", once(rss(&late)))
            .against("after 100", once(rss(&early))),
    ]
}
