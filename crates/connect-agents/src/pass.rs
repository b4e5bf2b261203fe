//! The second of two readings of a file: batch by batch, who is looked at and what is to be done.

use std::sync::Arc;

use connect_model::{Username, spec::IdentityManagement};
use connect_resources::secret;
use reconcile::RunContext;

use crate::{
    agent::{Agent, Field},
    directory::Entry,
    entry,
    error::Error,
    observe::{Glass, lag_ms, now_ms, unfit},
    options::ImportOptions,
    plan::{Batch, Digest, Judged, Outcome, Stand, There, judge, plan, plan_leaver, unknown},
    read::{BATCH, Batches, Row, Source, open},
    row::RowIssue,
    site::Site,
    survey::Survey,
};

/// A file on its second reading.
pub(crate) struct Pass<'p> {
    pub(crate) cx: &'p RunContext,
    pub(crate) site: Site<'p>,
    pub(crate) options: &'p ImportOptions,
    pub(crate) survey: &'p Survey,
    batches: Batches,
    leaving: std::slice::Iter<'p, Username>,
    /// What is done to whom, so far.
    pub(crate) digest: Digest,
    /// Rows whose proficiencies rest on memory, so far.
    pub(crate) unsure: u64,
    /// Users who belong to nobody's directory, so far.
    pub(crate) foreign: u64,
}

/// A batch that was looked at and planned.
pub(crate) struct Planned {
    pub(crate) batch: Batch,
    /// What is to be remembered of each row, once it is done.
    pub(crate) memories: Vec<Option<Memory>>,
}

/// What is to be remembered of an agent.
pub(crate) enum Memory {
    /// Of somebody who is going to be made.
    New(Arc<Agent>),
    /// Of somebody who is there; and whether that is more or other than what is remembered.
    There(Box<Entry>, bool),
}

// === impl Pass ===

impl<'p> Pass<'p> {
    pub(crate) fn open(
        cx: &'p RunContext,
        site: Site<'p>,
        source: &dyn Source,
        options: &'p ImportOptions,
        survey: &'p Survey,
    ) -> Result<Self, Error> {
        let directory = options.directory.as_str();
        let mut digest = Digest::new(site.scope, directory, &survey.sum, &options.mapping);
        survey
            .groups
            .iter()
            .for_each(|path| digest.group(path.as_str()));
        Ok(Self {
            cx,
            site,
            options,
            survey,
            batches: Batches::of(open(source, &options.mapping)?)?,
            leaving: survey.leaving.iter(),
            digest,
            unsure: 0,
            foreign: 0,
        })
    }

    /// The next batch of rows; nothing at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Planned>, Error> {
        let rows = self.batches.next()?;
        if rows.is_empty() {
            let is_same = self.batches.sha256() == self.survey.sum;
            return if is_same {
                Ok(None)
            } else {
                Err(Error::FileChanged)
            };
        }
        let judged = self.judged(rows).await?;
        let scales = self.survey.scales(self.options);
        let (survey, site) = (self.survey, self.site);
        let entries = |username: &Username| entry_of_password(survey, site, username);
        let batch = plan(scales, &entries, &judged, &mut self.digest);
        let memories = judged.into_iter().map(|row| self.memory(row)).collect();
        Ok(Some(Planned { batch, memories }))
    }

    /// The next batch of leavers; nothing at the end.
    pub(crate) fn next_leavers(&mut self) -> Option<Batch> {
        let scales = self.survey.scales(self.options);
        let mut batch = Batch::default();
        let mut is_over = true;
        for username in self.leaving.by_ref().take(BATCH) {
            is_over = false;
            let Some(seen) = self.survey.roster.seen(username) else {
                continue;
            };
            let secret = secret::imported(&self.site.scope.alias, username.as_str());
            plan_leaver(&mut batch, scales, &self.options.leavers, secret, seen);
        }
        batch.rows.iter().for_each(|row| self.digest.row(row));
        (!is_over).then_some(batch)
    }

    /// The entry of a password, where AWS keeps passwords.
    pub(crate) fn secret(&self, username: &Username) -> Option<String> {
        entry_of_password(self.survey, self.site, username)
    }

    async fn judged(&mut self, rows: Vec<Row>) -> Result<Vec<Judged>, Error> {
        let mut judged = Vec::with_capacity(rows.len());
        let mut there = Vec::new();
        for row in rows {
            let (line, username) = (row.line, row.username.clone());
            let stand = match self.sift(row)? {
                Err(issues) => Stand::Bad(issues),
                Ok(agent) if self.survey.roster.has(&agent.username) => {
                    there.push((judged.len(), agent));
                    Stand::Bad(Vec::new())
                }
                Ok(agent) => Stand::New(Arc::new(agent)),
            };
            judged.push(Judged {
                line,
                username,
                stand,
            });
        }
        self.look(&mut judged, there).await?;
        Ok(judged)
    }

    /// The agent of a row, or what is wrong with it.
    fn sift(&self, row: Row) -> Result<Result<Agent, Vec<RowIssue>>, Error> {
        let (roster, survey) = (&self.survey.roster, self.survey);
        let agent = match row.agent {
            Err(mut issues) => {
                // Whoever corrects the row is not to meet its other names the next time.
                let rest = row.rest.iter();
                issues.extend(rest.flat_map(|it| unknown(&survey.scene, survey.terms, it)));
                return Ok(Err(issues));
            }
            Ok(agent) => agent,
        };
        let issue = match roster.claimed(&agent.username) {
            Some(line) if line == row.line => None,
            Some(line) => Some(RowIssue::about(
                Field::Username,
                "duplicate-username",
                format!("line {line} is about the same login"),
                "keep one of the two",
            )),
            // The first reading did not meet this row.
            None => return Err(Error::FileChanged),
        };
        let issue = issue.or_else(|| {
            let old = survey.renamed.get(&row.line)?;
            Some(RowIssue::about(
                Field::Username,
                "renamed-username",
                format!("this is who AWS knows as {old}, whom the file does not name any more; AWS renames nobody"),
                "keep the old login in the file, or let renames make new users",
            ))
        });
        let mut issues: Vec<RowIssue> = issue.into_iter().collect();
        let is_there = roster.has(&agent.username);
        issues.extend(judge(&survey.scene, survey.terms, &agent, is_there));
        Ok(if issues.is_empty() {
            Ok(agent)
        } else {
            Err(issues)
        })
    }

    /// Looks at those who are there and puts them into their rows.
    async fn look(
        &mut self,
        judged: &mut [Judged],
        there: Vec<(usize, Agent)>,
    ) -> Result<(), Error> {
        let glass = Glass {
            cx: self.cx,
            site: self.site,
            scales: self.survey.scales(self.options),
            verify: self.options.verify,
        };
        let usernames: Vec<_> = there
            .iter()
            .map(|(_, agent)| agent.username.clone())
            .collect();
        let mut remembered = glass.recall(&usernames).await?;
        let (places, agents): (Vec<usize>, Vec<Agent>) = there.into_iter().unzip();
        let agents = agents.into_iter().map(|agent| {
            let key = agent.username.as_str().to_ascii_lowercase();
            let entry = remembered.remove(&key);
            (agent, entry)
        });
        let agents = agents.collect();
        for (place, looked) in places.into_iter().zip(glass.look_all(agents).await?) {
            self.unsure += u64::from(looked.is_unsure);
            judged[place].stand = self.fit(looked.stand);
        }
        Ok(())
    }

    /// What was found, if it may be touched. Who is gone by now is as good as new.
    fn fit(&mut self, stand: Stand) -> Stand {
        let directory = self.options.directory.as_str();
        match stand {
            Stand::There(there) => {
                let (alias, takes) = (self.site.scope.alias.as_str(), self.options.take_ownership);
                if let Some(issue) = unfit(&there.seen, alias, directory, takes) {
                    return Stand::Bad(vec![issue]);
                }
                let is_ours = crate::plan::is_of(&there.seen.tags, directory);
                self.foreign += u64::from(!is_ours && !takes);
                Stand::There(there)
            }
            Stand::New(agent) => {
                let (scene, terms) = (&self.survey.scene, self.survey.terms);
                match judge(scene, terms, &agent, false) {
                    issues if issues.is_empty() => Stand::New(agent),
                    issues => Stand::Bad(issues),
                }
            }
            Stand::Bad(issues) => Stand::Bad(issues),
        }
    }

    /// What is to be remembered.
    fn memory(&self, row: Judged) -> Option<Memory> {
        let there = match row.stand {
            Stand::Bad(_) => return None,
            Stand::New(agent) => return Some(Memory::New(agent)),
            Stand::There(there) => there,
        };
        let There {
            agent,
            seen,
            proficiencies,
        } = *there;
        let mut entry = entry::of_there(&self.survey.scene, agent, &seen, proficiencies);
        let is_past = |time: &i64| now_ms(self.cx) - *time >= lag_ms();
        entry.modified_ms = entry.modified_ms.filter(is_past);
        let is_news = seen.remembered.as_ref() != Some(&entry);
        Some(Memory::There(Box::new(entry), is_news))
    }
}

fn entry_of_password(survey: &Survey, site: Site<'_>, username: &Username) -> Option<String> {
    let is_managed = survey.scene.identity == IdentityManagement::ConnectManaged;
    is_managed.then(|| secret::imported(&site.scope.alias, username.as_str()))
}

// === impl Planned ===

impl Planned {
    /// What is news of those of whom nothing is to be done.
    pub(crate) fn take_unchanged(&mut self) -> Vec<Entry> {
        let rows = self.batch.rows.iter().zip(&mut self.memories);
        let unchanged = rows.filter(|(row, _)| row.outcome == Outcome::Unchanged);
        let taken = unchanged.filter_map(|(_, memory)| match memory.take()? {
            Memory::There(entry, true) => Some(*entry),
            Memory::There(_, false) | Memory::New(_) => None,
        });
        taken.collect()
    }
}
