//! What is going to become of a file, and what became of it.

use std::{
    collections::BTreeMap,
    fmt::{self, Write as _},
};

use connect_model::{DirectoryName, Finding};
use reconcile::Ended;
use serde::{Deserialize, Serialize};

use crate::plan::{Outcome, RowResult};

/// How many rows of each outcome a draft shows.
const SHOWN: usize = 20;

/// How many rows came to what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Rows of the file.
    pub rows: u64,
    /// Rows and leavers by what becomes of them.
    pub outcomes: BTreeMap<Outcome, u64>,
    /// Changes of users who are there, by aspect.
    pub aspects: BTreeMap<String, u64>,
    /// What is wrong with rows, by rule.
    pub rules: BTreeMap<String, u64>,
    /// Passwords that are made, each with a secret of its own.
    pub secrets: u64,
}

/// How far an import is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows of the file.
    pub rows: u64,
    /// What became of those that are over.
    pub tally: Tally,
}

/// What is said about a file, before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The instance, by alias.
    pub alias: String,
    /// The account.
    pub account: String,
    /// The Region.
    pub region: String,
    /// The directory that the file is a copy of.
    pub directory: DirectoryName,
    /// The file as its caller named it.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// SHA-256 over the file and what is done to whom: equal digests do the same.
    pub digest: String,
    /// How many rows come to what.
    pub tally: Tally,
    /// Groups of the hierarchy that are made, by path.
    pub groups: Vec<String>,
    /// Columns that are about nothing that agents have.
    pub ignored: Vec<String>,
    /// Users of the file who belong to nobody's directory, and so never leave it.
    pub foreign: u64,
    /// Rows whose proficiencies are as they are remembered: a change of them leaves no trace.
    pub unsure: u64,
    /// Agents of the directory whom the file does not name, and who stay as they are.
    pub kept: u64,
    /// What people should know, although it keeps nothing from being done.
    pub findings: Vec<Finding>,
}

/// What would become of a file. Its text is the dry run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// What is said about the file.
    pub summary: Summary,
    /// Some rows of each outcome.
    pub sample: Vec<RowResult>,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// What is said about the file.
    pub summary: Summary,
    /// How it ended: done, if no row failed for what AWS answered. Rows that are wrong are done with.
    pub ended: Ended,
}

// === impl Tally ===

impl Tally {
    /// How many came to this.
    pub fn of(&self, outcome: Outcome) -> u64 {
        self.outcomes.get(&outcome).copied().unwrap_or_default()
    }

    pub(crate) fn add(&mut self, row: &RowResult) {
        self.rows += u64::from(row.line.is_some());
        *self.outcomes.entry(row.outcome).or_default() += 1;
        if row.outcome != Outcome::Created {
            for change in &row.changes {
                let aspect = change.aspect.clone().into_owned();
                *self.aspects.entry(aspect).or_default() += 1;
            }
        }
        for issue in &row.issues {
            *self
                .rules
                .entry(issue.rule.clone().into_owned())
                .or_default() += 1;
        }
        let is_new = row.outcome == Outcome::Created && row.secret.is_some();
        self.secrets += u64::from(is_new);
    }
}

// === impl Draft ===

impl Draft {
    pub(crate) fn show(sample: &mut Vec<RowResult>, row: &RowResult) {
        let is_same = |shown: &&RowResult| shown.outcome == row.outcome;
        let is_telling = row.outcome != Outcome::Unchanged;
        if is_telling && sample.iter().filter(is_same).count() < SHOWN {
            sample.push(row.clone());
        }
    }

    /// Whether nothing would be done.
    pub fn is_empty(&self) -> bool {
        let idle = [Outcome::Unchanged, Outcome::Failed];
        let mut outcomes = self.summary.tally.outcomes.keys();
        self.summary.groups.is_empty() && outcomes.all(|outcome| idle.contains(outcome))
    }
}

impl fmt::Display for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (summary, words) = (&self.summary, &WOULD);
        summary.head(f, words)?;
        for path in &summary.groups {
            writeln!(f, "+ hierarchy group {path}")?;
        }
        for outcome in Outcome::ALL {
            let of = |row: &&RowResult| row.outcome == outcome;
            let shown: Vec<_> = self.sample.iter().filter(of).collect();
            for row in &shown {
                writeln!(f, "{}", line(row))?;
            }
            let more = summary.tally.of(outcome).saturating_sub(shown.len() as u64);
            if more > 0 && !shown.is_empty() {
                writeln!(f, "  … {more} more {}", word(words, outcome))?;
            }
        }
        summary.foot(f, "are")?;
        writeln!(f, "digest {}", summary.digest)
    }
}

// === impl Report ===

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.summary.head(f, &DID)?;
        for path in &self.summary.groups {
            writeln!(f, "+ hierarchy group {path}")?;
        }
        for (rule, count) in &self.summary.tally.rules {
            writeln!(f, "! {count} {rule}")?;
        }
        self.summary.foot(f, "were")
    }
}

/// What outcomes are called before something is done, and after.
type Words = [(Outcome, &'static str); 7];

const WOULD: Words = [
    (Outcome::Created, "to create"),
    (Outcome::Updated, "to update"),
    (Outcome::Unchanged, "unchanged"),
    (Outcome::Skipped, "skipped"),
    (Outcome::Failed, "wrong"),
    (Outcome::Disabled, "to disable"),
    (Outcome::Deleted, "to delete"),
];

const DID: Words = [
    (Outcome::Created, "created"),
    (Outcome::Updated, "updated"),
    (Outcome::Unchanged, "unchanged"),
    (Outcome::Skipped, "skipped"),
    (Outcome::Failed, "failed"),
    (Outcome::Disabled, "disabled"),
    (Outcome::Deleted, "deleted"),
];

fn word(words: &Words, outcome: Outcome) -> &'static str {
    let is = |(of, _): &&(Outcome, &str)| *of == outcome;
    words.iter().find(is).map_or("", |(_, word)| word)
}

fn line(row: &RowResult) -> String {
    let sign = match row.outcome {
        Outcome::Created => '+',
        Outcome::Updated | Outcome::Disabled => '~',
        Outcome::Deleted => '-',
        Outcome::Failed => '!',
        Outcome::Unchanged | Outcome::Skipped => ' ',
    };
    let mut text = sign.to_string();
    if let Some(username) = &row.username {
        write!(text, " {username}").expect("a String takes every write");
    }
    if let Some(line) = row.line {
        write!(text, " (line {line})").expect("a String takes every write");
    }
    let changes = row.changes.iter().map(ToString::to_string);
    let issues = row.issues.iter().map(ToString::to_string);
    let told: Vec<String> = changes.chain(issues).collect();
    if !told.is_empty() {
        write!(text, ": {}", told.join("; ")).expect("a String takes every write");
    }
    text
}

// === impl Summary ===

impl Summary {
    fn head(&self, f: &mut fmt::Formatter<'_>, words: &Words) -> fmt::Result {
        let Self {
            alias,
            account,
            region,
            directory,
            file,
            ..
        } = self;
        writeln!(
            f,
            "Agents of {alias} ({account}, {region}) from {file}, directory {directory}"
        )?;
        let counts = words.iter().filter_map(|(outcome, word)| {
            let count = self.tally.of(*outcome);
            (count > 0).then(|| format!("{count} {word}"))
        });
        let counts: Vec<String> = counts.collect();
        writeln!(f, "  {} rows: {}", self.tally.rows, counts.join(", "))?;
        if !self.tally.aspects.is_empty() {
            let aspects = self.tally.aspects.iter();
            let told: Vec<String> = aspects.map(|(aspect, n)| format!("{n} {aspect}")).collect();
            writeln!(f, "  changes: {}", told.join(", "))?;
        }
        Ok(())
    }

    fn foot(&self, f: &mut fmt::Formatter<'_>, are: &str) -> fmt::Result {
        if self.tally.secrets > 0 {
            let secrets = self.tally.secrets;
            writeln!(
                f,
                "{secrets} passwords {are} generated, each kept as a secret of its own"
            )?;
        }
        if self.foreign > 0 {
            let foreign = self.foreign;
            writeln!(
                f,
                "{foreign} users are not of this directory; take ownership to make them so"
            )?;
        }
        if self.kept > 0 {
            writeln!(
                f,
                "{} agents of the directory are not in the file and stay",
                self.kept
            )?;
        }
        if self.unsure > 0 {
            writeln!(
                f,
                "{} rows have proficiencies as remembered; verify reads them",
                self.unsure
            )?;
        }
        if !self.ignored.is_empty() {
            writeln!(
                f,
                "columns that are not understood: {}",
                self.ignored.join(", ")
            )?;
        }
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        Ok(())
    }
}
