//! A file of agents brought to an instance: observe, plan, run, batch by batch.

use std::{
    collections::{BTreeMap, HashMap},
    mem,
};

use connect_model::Username;
use reconcile::{Ended, Journal, Note, RunContext, RunReport, StepId, StepReport, run};

use crate::{
    act::{Hand, Held},
    directory::Entry,
    entry,
    error::Error,
    groups,
    observe::{lag_ms, now_ms, times},
    options::ImportOptions,
    pass::{Memory, Pass, Planned},
    plan::{Batch, Change, Outcome, RowResult, digits},
    read::Source,
    report::{Draft, Progress, Report, Summary, Tally},
    results::Results,
    resumed::Resumed,
    row::RowIssue,
    site::Site,
    survey::{Survey, survey},
};

/// Says what [`import`] would do. Nothing is written to AWS; what was read is remembered in the directory,
/// so that an import that follows does not read it again.
///
/// What keeps an import from beginning is among the findings of the draft.
pub async fn draft(
    cx: &RunContext,
    site: Site<'_>,
    source: &dyn Source,
    options: &ImportOptions,
    results: &mut dyn Results,
) -> Result<Draft, Error> {
    let survey = survey(cx, site, source, options).await?;
    let mut pass = Pass::open(cx, site, source, options, &survey)?;
    let mut drafted = Drafted::default();
    while let Some(mut planned) = pass.next().await? {
        let unchanged = planned.take_unchanged();
        // Of who differs only what is there may be remembered, which the plan does not keep.
        remember(site, unchanged).await?;
        drafted.take(&planned.batch, results)?;
    }
    while let Some(batch) = pass.next_leavers() {
        drafted.take(&batch, results)?;
    }
    let mut summary = summary(&pass, source, drafted.tally);
    summary
        .findings
        .extend(survey.obstacles.iter().chain(&survey.excesses).cloned());
    Ok(Draft {
        summary,
        sample: drafted.sample,
    })
}

/// Brings a file of agents to an instance.
///
/// The whole file is read and checked before the first write: what keeps it from being imported is said
/// then, and rows that are wrong do not keep the others. Then batch after batch is looked at, planned and
/// carried out, so that no more than a batch is in memory but for the logins.
///
/// Safe to repeat and to resume: the world is observed anew, a password is found again by its secret, and
/// each step accepts that its effect is there already. A row whose step failed does not stop the others;
/// the results say what became of each.
pub async fn import(
    cx: &RunContext,
    site: Site<'_>,
    source: &dyn Source,
    options: &ImportOptions,
    journal: &dyn Journal,
    results: &mut dyn Results,
) -> Result<Report, Error> {
    let resumed = Resumed::of(journal).await?;
    if let Some(approved) = options.digest.as_ref().filter(|_| resumed.is_new()) {
        let draft = draft(cx, site, source, options, &mut Nowhere).await?;
        refuse_stale(approved, draft)?;
    }
    let mut survey = survey(cx, site, source, options).await?;
    survey.refuse()?;
    let steps = survey.steps();
    journal.note(&Note::Planned { steps }).await;
    let made = make_groups(cx, site, &mut survey, options, &resumed).await?;
    let mut pass = Pass::open(cx, site, source, options, &survey)?;
    let mut work = Work {
        cx,
        site,
        options,
        survey: &survey,
        resumed: &resumed,
        results,
        tally: Tally::default(),
        ended: made,
        written: HashMap::new(),
    };
    while let Some(planned) = pass.next().await? {
        work.rows(&pass, planned).await?;
    }
    while let Some(batch) = pass.next_leavers() {
        work.leavers(batch).await?;
    }
    work.tell_deleted()?;
    work.date().await?;
    let (tally, ended) = (work.tally, work.ended);
    let summary = summary(&pass, source, tally);
    Ok(Report { summary, ended })
}

/// What a draft gathers.
#[derive(Default)]
struct Drafted {
    tally: Tally,
    sample: Vec<RowResult>,
}

/// An import on its way.
struct Work<'w> {
    cx: &'w RunContext,
    site: Site<'w>,
    options: &'w ImportOptions,
    survey: &'w Survey,
    resumed: &'w Resumed<'w>,
    results: &'w mut dyn Results,
    tally: Tally,
    ended: Ended,
    /// Who was written, by login, and when that was over.
    written: HashMap<Box<str>, i64>,
}

/// Results that nobody wants.
struct Nowhere;

impl Results for Nowhere {
    fn put(&mut self, _: &RowResult) -> std::io::Result<()> {
        Ok(())
    }
}

// === impl Drafted ===

impl Drafted {
    fn take(&mut self, batch: &Batch, results: &mut dyn Results) -> Result<(), Error> {
        for row in &batch.rows {
            self.tally.add(row);
            Draft::show(&mut self.sample, row);
            results.put(row).map_err(Error::Results)?;
        }
        Ok(())
    }
}

// === impl Work ===

impl<'w> Work<'w> {
    /// Carries out a batch of rows and tells what became of them.
    async fn rows(&mut self, pass: &Pass<'_>, mut planned: Planned) -> Result<(), Error> {
        remember(self.site, planned.take_unchanged()).await?;
        let hand = self.hand();
        let (report, of_rows) = self.run(&mut planned.batch, &hand).await?;
        let told: BTreeMap<&StepId, &StepReport> = report
            .steps
            .iter()
            .map(|(id, report)| (id, report))
            .collect();
        let mut entries = Vec::new();
        let Planned { batch, memories } = planned;
        let rows = batch.rows.into_iter().zip(&of_rows).zip(memories);
        for ((mut row, steps), memory) in rows {
            conclude(&mut row, steps, &told);
            self.recall(&mut row, pass);
            entries.extend(self.entry(&row, memory, &hand));
            self.put(&row)?;
        }
        remember(self.site, entries).await?;
        self.progress()
    }

    /// Carries out a batch of leavers.
    async fn leavers(&mut self, mut batch: Batch) -> Result<(), Error> {
        let hand = self.hand();
        let (report, of_rows) = self.run(&mut batch, &hand).await?;
        let told = report
            .steps
            .iter()
            .map(|(id, report)| (id, report))
            .collect();
        let (mut gone, mut disabled) = (Vec::new(), Vec::new());
        for (mut row, steps) in batch.rows.into_iter().zip(&of_rows) {
            conclude(&mut row, steps, &told);
            let username = row.username.clone();
            match row.outcome {
                Outcome::Deleted => gone.extend(username),
                Outcome::Disabled => disabled.extend(username),
                _ => {}
            }
            self.put(&row)?;
        }
        let directory = self.site.directory;
        if !gone.is_empty() {
            directory.forget(&gone).await?;
        }
        if !disabled.is_empty() {
            let mut entries = directory.recall(&disabled).await?;
            for entry in &mut entries {
                entry.is_disabled = true;
                entry.modified_ms = None;
                self.wrote(&entry.agent.username);
            }
            remember(self.site, entries).await?;
        }
        self.progress()
    }

    /// Whom an earlier run of this work has deleted, nobody can see any more.
    fn tell_deleted(&mut self) -> Result<(), Error> {
        let gone = self.resumed.deleted();
        let gone = gone.filter_map(|login| Username::new(login).ok());
        let gone: Vec<_> = gone.filter(|name| !self.survey.roster.has(name)).collect();
        for username in gone {
            self.put(&RowResult::gone(username))?;
        }
        Ok(())
    }

    /// Notes when AWS says that those were changed who were written, so that they need not be described
    /// the next time. Somebody who was changed by others since is left undated.
    async fn date(&mut self) -> Result<(), Error> {
        let written = mem::take(&mut self.written);
        if written.is_empty() {
            return Ok(());
        }
        let (instance, directory) = (self.survey.scene.instance_id(), self.site.directory);
        times(self.cx, self.site, &instance, |page| {
            let ours = page.into_iter().filter(|(username, time)| {
                let until = written.get(username.as_str().to_ascii_lowercase().as_str());
                until.is_some_and(|until| *time <= *until + lag_ms())
            });
            let ours: Vec<_> = ours.collect();
            async move { Ok(directory.date(&ours).await?) }
        })
        .await
    }

    fn hand(&self) -> Hand<'w> {
        Hand {
            site: self.site,
            scales: self.survey.scales(self.options),
            instance: self.survey.scene.instance_id(),
            secrets: &self.options.secrets,
            held: Held::default(),
        }
    }

    /// Carries out the steps of a batch; what became of them, and which are of each row.
    async fn run(
        &mut self,
        batch: &mut Batch,
        hand: &Hand<'_>,
    ) -> Result<(RunReport, Vec<Vec<StepId>>), Error> {
        let (plan, of_rows) = batch.take_plan().map_err(|cause| Error::of_plan(&cause))?;
        let journal = self.resumed.part(plan.steps().iter().map(|step| &step.id));
        let report = run(self.cx, &plan, &journal, hand).await?;
        self.ended = worse(self.ended, report.ended);
        Ok((report, of_rows))
    }

    /// What an earlier run of this work has done is part of what this one reports.
    fn recall(&self, row: &mut RowResult, pass: &Pass<'_>) {
        let Some(username) = &row.username else {
            return;
        };
        if !matches!(row.outcome, Outcome::Unchanged | Outcome::Updated) {
            return;
        }
        let done = self.resumed.done(username.as_str());
        if done.contains(&"create") {
            row.outcome = Outcome::Created;
            row.secret = pass.secret(username);
            return;
        }
        for aspect in done {
            row.outcome = Outcome::Updated;
            if !row.changes.iter().any(|change| change.aspect == aspect) {
                row.changes.push(Change::of(aspect.to_owned(), None, None));
            }
        }
    }

    /// What is to be remembered of a row that was written.
    fn entry(&mut self, row: &RowResult, memory: Option<Memory>, hand: &Hand<'_>) -> Option<Entry> {
        let is_written = matches!(row.outcome, Outcome::Created | Outcome::Updated);
        let entry = match memory.filter(|_| is_written)? {
            Memory::New(agent) => {
                let known = hand.known(&agent.username)?;
                entry::of_new(&agent, known.id, row.secret.clone())
            }
            Memory::There(entry, _) => Entry {
                modified_ms: None,
                ..*entry
            },
        };
        self.wrote(&entry.agent.username);
        Some(entry)
    }

    fn wrote(&mut self, username: &Username) {
        let login = username.as_str().to_ascii_lowercase();
        self.written.insert(login.into(), now_ms(self.cx));
    }

    fn put(&mut self, row: &RowResult) -> Result<(), Error> {
        self.tally.add(row);
        self.results.put(row).map_err(Error::Results)
    }

    fn progress(&mut self) -> Result<(), Error> {
        let progress = Progress {
            rows: self.survey.rows,
            tally: self.tally.clone(),
        };
        self.results.progressed(&progress).map_err(Error::Results)
    }
}

/// How two parts of the work ended together.
fn worse(one: Ended, other: Ended) -> Ended {
    let rank = |ended: &Ended| match ended {
        Ended::Done => 0,
        Ended::Cancelled => 1,
        Ended::Failed => 2,
        Ended::NeedsAttention => 3,
    };
    [one, other].into_iter().max_by_key(rank).unwrap_or(one)
}

/// What became of a row, by what became of its steps.
pub(crate) fn conclude(
    row: &mut RowResult,
    steps: &[StepId],
    told: &BTreeMap<&StepId, &StepReport>,
) {
    let reports = || steps.iter().filter_map(|id| told.get(id));
    for report in reports() {
        if let StepReport::Failed(setback) = report {
            row.outcome = Outcome::Failed;
            row.secret = None;
            row.issues.push(RowIssue {
                rule: setback.reason.clone().into(),
                ..RowIssue::plain(
                    "",
                    setback.to_string(),
                    "see what AWS says; a further import goes on from there",
                )
            });
        }
    }
    let is_idle = |report: &&&StepReport| matches!(report, StepReport::NotStarted);
    if row.outcome != Outcome::Failed && reports().any(|report| is_idle(&report)) {
        row.outcome = Outcome::Skipped;
        row.secret = None;
    }
}

async fn remember(site: Site<'_>, entries: Vec<Entry>) -> Result<(), Error> {
    if entries.is_empty() {
        return Ok(());
    }
    Ok(site.directory.remember(entries).await?)
}

async fn make_groups(
    cx: &RunContext,
    site: Site<'_>,
    survey: &mut Survey,
    options: &ImportOptions,
    resumed: &Resumed<'_>,
) -> Result<Ended, Error> {
    if survey.groups.is_empty() {
        return Ok(Ended::Done);
    }
    let ids: Vec<StepId> = survey.groups.iter().map(groups::id).collect();
    let journal = resumed.part(&ids);
    let told = (options.directory.as_str(), &journal as &dyn Journal);
    groups::make(cx, site, &mut survey.scene, &survey.groups, told).await
}

/// What keeps the import from beginning is said by the import itself.
fn refuse_stale(approved: &str, draft: Draft) -> Result<(), Error> {
    let found = draft.summary.digest;
    if approved == found {
        return Ok(());
    }
    Err(Error::Stale {
        approved: approved.to_owned(),
        found,
    })
}

fn summary(pass: &Pass<'_>, source: &dyn Source, tally: Tally) -> Summary {
    let (survey, scope) = (pass.survey, pass.site.scope);
    Summary {
        alias: scope.alias.to_string(),
        account: scope.account.to_string(),
        region: scope.region.to_string(),
        directory: pass.options.directory.clone(),
        file: source.name().to_owned(),
        sha256: digits(&survey.sum),
        digest: pass.digest.text(),
        tally,
        groups: survey.groups.iter().map(ToString::to_string).collect(),
        ignored: survey.ignored.clone(),
        foreign: pass.foreign,
        unsure: pass.unsure,
        kept: survey.kept,
        findings: survey.findings.clone(),
    }
}
