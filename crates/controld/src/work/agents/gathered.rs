//! What becomes of rows, as it is kept and told.

use std::io;

use connect_agents::{CsvResults, Outcome, Progress, Results, RowResult, Summary};
use connect_model::DirectoryName;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::jobs::{AgentRow, AgentTally, AgentsTold, ExportedFile, JobContext, Stopped};

/// How many rows of each outcome stand in the result of a job; the result file has all.
const SHOWN: usize = 20;
/// The path of the result file.
const PATH: &str = "results.csv";

/// Gathers the result file, and some rows to show.
pub(super) struct Gathered {
    csv: CsvResults<Vec<u8>>,
    shown: Vec<AgentRow>,
    progress: Option<UnboundedSender<Progress>>,
}

/// How far an import is, for those who watch.
pub(super) struct Watched(UnboundedReceiver<Progress>);

// === impl Gathered ===

impl Gathered {
    /// Nothing yet, and what tells how it goes.
    pub(super) fn new() -> (Self, Watched) {
        let (sender, receiver) = unbounded_channel();
        let gathered = Self {
            csv: CsvResults::new(Vec::new()),
            shown: Vec::new(),
            progress: Some(sender),
        };
        (gathered, Watched(receiver))
    }

    /// Nothing more comes.
    pub(super) fn close(&mut self) {
        self.progress = None;
    }

    /// What is told of an import, and the result file.
    pub(super) async fn told(
        self,
        job: &JobContext,
        summary: Summary,
    ) -> Result<(AgentsTold, Vec<u8>), Stopped> {
        let csv = self.csv.into_inner().unwrap_or_default();
        let size_bytes = csv.len() as u64;
        let results = ExportedFile {
            path: PATH.to_owned(),
            content: job.keep(csv.clone()).await?,
            size_bytes,
        };
        let told = AgentsTold {
            rows: self.shown,
            results: Some(results),
            ..told(summary)
        };
        Ok((told, csv))
    }
}

impl Results for Gathered {
    fn put(&mut self, row: &RowResult) -> io::Result<()> {
        let is_same = |shown: &&AgentRow| shown.outcome == row.outcome;
        let is_telling = row.outcome != Outcome::Unchanged;
        if is_telling && self.shown.iter().filter(is_same).count() < SHOWN {
            self.shown.push(self::row(row));
        }
        self.csv.put(row)
    }

    fn progressed(&mut self, progress: &Progress) -> io::Result<()> {
        if let Some(sender) = &self.progress {
            // Whoever tells it is gone when the job is.
            let _ = sender.send(progress.clone());
        }
        Ok(())
    }
}

// === impl Watched ===

impl Watched {
    /// Tells how far it is, batch by batch, until nothing more comes.
    pub(super) async fn tell(mut self, job: &JobContext) {
        while let Some(progress) = self.0.recv().await {
            job.say(sentence(&progress)).await;
        }
    }
}

/// What is told of one row.
pub(super) fn row(row: &RowResult) -> AgentRow {
    let issues = row.issues.iter();
    AgentRow {
        line: row.line,
        username: row.username.clone(),
        outcome: row.outcome,
        changes: row.changes.iter().map(ToString::to_string).collect(),
        secret: row.secret.clone(),
        issues: issues
            .map(|issue| (issue.rule.to_string(), issue.to_string()))
            .collect(),
    }
}

/// What is told of a file, without its rows.
pub(super) fn told(summary: Summary) -> AgentsTold {
    AgentsTold {
        file: summary.file,
        sha256: summary.sha256,
        digest: summary.digest,
        tally: summary.tally.into(),
        groups: summary.groups,
        ignored: summary.ignored,
        foreign: summary.foreign,
        unsure: summary.unsure,
        kept: summary.kept,
        findings: summary.findings,
        ..nothing(&summary.directory)
    }
}

/// What is told where there is nothing to tell.
pub(super) fn nothing(directory: &DirectoryName) -> AgentsTold {
    AgentsTold {
        directory: directory.clone(),
        file: String::new(),
        sha256: String::new(),
        digest: String::new(),
        look: false,
        tally: AgentTally::default(),
        rows: Vec::new(),
        results: None,
        groups: Vec::new(),
        ignored: Vec::new(),
        foreign: 0,
        unsure: 0,
        kept: 0,
        findings: Vec::new(),
        reads: 0,
    }
}

fn sentence(progress: &Progress) -> String {
    let tally = &progress.tally;
    let counts = Outcome::ALL.into_iter().filter_map(|outcome| {
        let count = tally.of(outcome);
        (count > 0).then(|| format!("{count} {outcome}"))
    });
    let counts: Vec<String> = counts.collect();
    format!(
        "{} of {} rows: {}",
        tally.rows,
        progress.rows,
        counts.join(", ")
    )
}
