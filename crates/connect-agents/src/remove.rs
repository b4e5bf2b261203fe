//! One agent of a directory taken away.

use connect_model::{Finding, Username};
use connect_resources::{CENTER_TAG, secret};
use reconcile::{Ended, Journal, RunContext, run};

use crate::{
    act::{Hand, Held},
    error::{Error, refuse},
    import::conclude,
    observe::{describe, listed, scene},
    options::ImportOptions,
    plan::{Batch, DIRECTORY_TAG, Outcome, RowResult, Scales, is_of, plan_leaver},
    resumed::Resumed,
    roster::{Roster, Seen},
    scene::Scene,
    site::Site,
    survey::unfit_disabling,
};

/// What became of somebody who was to go.
#[derive(Clone, Debug, PartialEq)]
pub struct Removal {
    /// What was done, or would be; nothing if there is nobody of that login, or nothing is left to do.
    pub row: Option<RowResult>,
    /// How it ended.
    pub ended: Ended,
}

/// Somebody to be removed, as far as AWS has been asked.
struct Leaver<'l> {
    cx: &'l RunContext,
    site: Site<'l>,
    options: &'l ImportOptions,
    scene: Scene,
    roster: Roster,
}

/// Says what [`remove`] would do. Nothing is written.
pub async fn removal(
    cx: &RunContext,
    site: Site<'_>,
    username: &Username,
    options: &ImportOptions,
) -> Result<Removal, Error> {
    let leaver = Leaver::find(cx, site, options).await?;
    let mut batch = leaver.batch(username).await?;
    Ok(Removal {
        row: batch.rows.pop(),
        ended: Ended::Done,
    })
}

/// Removes one agent of the directory with the secret of the first password, or disables it, as
/// `options.leavers` says. Nobody of that login is no error; somebody of another directory is.
///
/// Safe to repeat and to resume.
pub async fn remove(
    cx: &RunContext,
    site: Site<'_>,
    username: &Username,
    options: &ImportOptions,
    journal: &dyn Journal,
) -> Result<Removal, Error> {
    let resumed = Resumed::of(journal).await?;
    let leaver = Leaver::find(cx, site, options).await?;
    let mut batch = leaver.batch(username).await?;
    let (plan, mut of_rows) = batch.take_plan().map_err(|cause| Error::of_plan(&cause))?;
    let part = resumed.part(plan.steps().iter().map(|step| &step.id));
    let report = run(cx, &plan, &part, &leaver.hand()).await?;
    let told = report
        .steps
        .iter()
        .map(|(id, report)| (id, report))
        .collect();
    let mut row = batch.rows.pop();
    if let (Some(row), Some(steps)) = (&mut row, of_rows.pop()) {
        conclude(row, &steps, &told);
    }
    let row = row.or_else(|| gone_before(&resumed, username));
    leaver.remember(row.as_ref()).await?;
    Ok(Removal {
        row,
        ended: report.ended,
    })
}

// === impl Leaver ===

impl<'l> Leaver<'l> {
    async fn find(
        cx: &'l RunContext,
        site: Site<'l>,
        options: &'l ImportOptions,
    ) -> Result<Self, Error> {
        let scene = scene(cx, site, &|_| false).await?;
        refuse(unfit_disabling(&scene, &options.leavers))?;
        let roster = listed(cx, site, &scene.instance_id()).await?;
        Ok(Self {
            cx,
            site,
            options,
            scene,
            roster,
        })
    }

    /// What is to be done; nothing about somebody who is not there.
    async fn batch(&self, username: &Username) -> Result<Batch, Error> {
        let mut batch = Batch::default();
        let Some(seen) = self.seen(username).await? else {
            return Ok(batch);
        };
        let (scales, leavers) = (self.scales(), &self.options.leavers);
        refuse(self.stranger(&seen).into_iter().collect())?;
        let secret = secret::imported(&self.site.scope.alias, seen.username.as_str());
        plan_leaver(&mut batch, scales, leavers, secret, seen);
        Ok(batch)
    }

    async fn seen(&self, username: &Username) -> Result<Option<Seen>, Error> {
        let Some(id) = self.roster.id(username) else {
            return Ok(None);
        };
        let instance = self.scene.instance_id();
        let record = describe(self.cx, self.site, &instance, &id).await?;
        Ok(record.and_then(|record| self.roster.described(username, record)))
    }

    /// Why somebody who is there is not to be touched.
    fn stranger(&self, seen: &Seen) -> Option<Finding> {
        let directory = self.options.directory.as_str();
        if is_of(&seen.tags, directory) {
            return None;
        }
        let username = &seen.username;
        let (message, remedy) = match (seen.tags.get(CENTER_TAG), seen.tags.get(DIRECTORY_TAG)) {
            (Some(center), _) => (
                format!("the user {username} is declared in the spec of {center}"),
                "take the user out of that spec",
            ),
            (None, Some(other)) => (
                format!("the user {username} belongs to the directory {other}"),
                "name that directory",
            ),
            (None, None) => (
                format!("the user {username} belongs to no directory: an import has not made it"),
                "take ownership by an import, or remove the user where it was made",
            ),
        };
        Some(Finding::of_the_world("other-directory", message, remedy))
    }

    fn scales(&self) -> Scales<'_> {
        Scales {
            scene: &self.scene,
            roster: &self.roster,
            directory: self.options.directory.as_str(),
            take_ownership: false,
        }
    }

    fn hand(&self) -> Hand<'_> {
        Hand {
            site: self.site,
            scales: self.scales(),
            instance: self.scene.instance_id(),
            secrets: &self.options.secrets,
            held: Held::default(),
        }
    }

    /// Keeps the agent directory true to what was done.
    async fn remember(&self, row: Option<&RowResult>) -> Result<(), Error> {
        let Some((outcome, username)) =
            row.and_then(|row| Some((row.outcome, row.username.clone()?)))
        else {
            return Ok(());
        };
        let directory = self.site.directory;
        match outcome {
            Outcome::Deleted => directory.forget(&[username]).await?,
            Outcome::Disabled => {
                let mut entries = directory.recall(&[username]).await?;
                for entry in &mut entries {
                    (entry.is_disabled, entry.modified_ms) = (true, None);
                }
                directory.remember(entries).await?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// Whom an earlier run of this work has deleted, nobody can see any more.
fn gone_before(resumed: &Resumed<'_>, username: &Username) -> Option<RowResult> {
    let is_same = |login: &str| {
        login
            .replace("%25", "%")
            .eq_ignore_ascii_case(username.as_str())
    };
    let is_gone = resumed.deleted().any(is_same);
    is_gone.then(|| RowResult::gone(username.clone()))
}
