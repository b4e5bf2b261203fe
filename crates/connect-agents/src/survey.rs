//! The first of two readings of a file: who it is about, and what keeps it from being imported. Nothing
//! is written before the whole file was seen.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Email, Finding, GroupPath, Username, spec::IdentityManagement};
use connect_resources::{KindId, Quotas};
use reconcile::RunContext;

use crate::{
    agent::{Agent, Field},
    error::{Error, refuse},
    groups,
    observe::{roster, scene, show_hidden},
    options::{ImportOptions, Leavers, Renames},
    plan::{
        Batch, Census, Scales, Terms, is_of, judge, plan_leaver, quota_findings, share_findings,
        unknown_leaving,
    },
    read::{Batches, Row, Source, open},
    roster::Roster,
    scene::Scene,
    site::Site,
};

/// What the first reading of a file found out.
pub(crate) struct Survey {
    pub(crate) scene: Scene,
    pub(crate) roster: Roster,
    pub(crate) terms: Terms,
    /// SHA-256 of the file.
    pub(crate) sum: [u8; 32],
    pub(crate) ignored: Vec<String>,
    pub(crate) census: Census,
    /// Rows of the file.
    pub(crate) rows: u64,
    /// Groups to be made.
    pub(crate) groups: BTreeSet<GroupPath>,
    /// Lines that are about somebody with a new login, with the one that AWS knows.
    pub(crate) renamed: BTreeMap<u64, Username>,
    /// Who leaves, by login.
    pub(crate) leaving: Vec<Username>,
    /// Agents of the directory who are not in the file and stay.
    pub(crate) kept: u64,
    /// What keeps the import from beginning.
    pub(crate) obstacles: Vec<Finding>,
    /// Quotas that it would certainly go over.
    pub(crate) excesses: Vec<Finding>,
    /// What people should know.
    pub(crate) findings: Vec<Finding>,
}

/// What runs along with the first reading.
#[derive(Default)]
struct Count {
    rows: u64,
    /// Rows without a login that can be read.
    unreadable: u64,
    new_users: usize,
    groups: BTreeSet<GroupPath>,
    /// Lines of new logins with old ones that may be of the same person.
    renamed: BTreeMap<u64, Username>,
}

/// Reads a file for the first time.
pub(crate) async fn survey(
    cx: &RunContext,
    site: Site<'_>,
    source: &dyn Source,
    options: &ImportOptions,
) -> Result<Survey, Error> {
    let rows = open(source, &options.mapping)?;
    let has_ids = rows.says(Field::DirectoryUserId);
    let scene = scene(cx, site, &|field| rows.says(field)).await?;
    let roster = roster(cx, site, &scene.instance_id()).await?;
    let mut survey = Survey {
        terms: terms(options, &scene),
        scene,
        roster,
        sum: [0; 32],
        ignored: rows.ignored().into_iter().map(ToOwned::to_owned).collect(),
        census: Census::default(),
        rows: 0,
        groups: BTreeSet::new(),
        renamed: BTreeMap::new(),
        leaving: Vec::new(),
        kept: 0,
        obstacles: Vec::new(),
        excesses: Vec::new(),
        findings: Vec::new(),
    };
    let by_directory_id = survey.by_directory_id(has_ids);
    let mut batches = Batches::of(rows)?;
    let count = survey.read(site, &mut batches, &by_directory_id, options);
    let count = count.await?;
    survey.conclude(count, options);
    survey.sum = batches.sha256();
    survey.leavers(cx, site, options).await?;
    survey.secrets(site, options);
    survey.quotas(&options.quotas);
    Ok(survey)
}

/// How many proficiencies are allowed matters where it is known; AWS refuses the rest.
fn terms(options: &ImportOptions, scene: &Scene) -> Terms {
    let limits = KindId::User.kind().limits().iter();
    let mut of_entries = limits.filter(|limit| limit.code == Some("L-50375162"));
    let allowance = of_entries.next().and_then(|limit| {
        let allowance = options.quotas.allowance(limit, Some(&scene.instance.arn));
        allowance.filter(|allowance| allowance.is_certain)
    });
    Terms {
        make_groups: options.make_groups,
        proficiencies_max: allowance.map(|allowance| allowance.value),
    }
}

// === impl Survey ===

impl Survey {
    /// Nothing, or what keeps the import from beginning.
    pub(crate) fn refuse(&self) -> Result<(), Error> {
        refuse(self.obstacles.clone())?;
        if self.excesses.is_empty() {
            Ok(())
        } else {
            Err(Error::Quota(self.excesses.clone()))
        }
    }

    /// Who comes gets a password into an entry, and an entry goes with who is deleted.
    fn secrets(&mut self, site: Site<'_>, options: &ImportOptions) {
        let is_managed = self.scene.identity == IdentityManagement::ConnectManaged;
        let deletes = options.leavers == Leavers::Delete && !self.leaving.is_empty();
        if let Err(lack) = site.ports.secret()
            && is_managed
            && (deletes || self.census.new_users > 0)
        {
            let (rule, message) = ("service-not-built-in", lack.to_string());
            let finding = Finding::of_the_world(rule, message, lack.remedy());
            self.obstacles.push(finding);
        }
    }

    /// How many steps there are at least: who has to be updated is known batch by batch.
    pub(crate) fn steps(&self) -> usize {
        let Census {
            new_users,
            new_groups,
            leavers,
            ..
        } = self.census;
        new_users + new_groups + leavers
    }

    /// What users are compared by.
    pub(crate) fn scales<'s>(&'s self, options: &'s ImportOptions) -> Scales<'s> {
        Scales {
            scene: &self.scene,
            roster: &self.roster,
            directory: options.directory.as_str(),
            take_ownership: options.take_ownership,
        }
    }

    async fn read(
        &mut self,
        site: Site<'_>,
        batches: &mut Batches,
        by_directory_id: &BTreeMap<String, Username>,
        options: &ImportOptions,
    ) -> Result<Count, Error> {
        let mut count = Count::default();
        loop {
            let batch = batches.next()?;
            if batch.is_empty() {
                return Ok(count);
            }
            let mut emails = BTreeMap::new();
            for row in batch {
                let line = row.line;
                let Some(agent) = self.count(row, &mut count) else {
                    continue;
                };
                if let Some(old) = agent
                    .directory_user_id
                    .as_ref()
                    .and_then(|id| by_directory_id.get(id))
                {
                    count.renamed.insert(line, old.clone());
                }
                emails.extend(agent.email.map(|email| (email, line)));
            }
            if options.renames == Renames::Refuse {
                self.holders(site, emails, &mut count).await?;
            }
        }
    }

    /// Counts a row; somebody whom AWS does not know by this login, if the row is good.
    fn count(&mut self, row: Row, count: &mut Count) -> Option<Agent> {
        count.rows += 1;
        let Some(username) = &row.username else {
            count.unreadable += 1;
            return None;
        };
        let is_there = self.roster.has(username);
        let is_first = self.roster.claim(username, row.line).is_ok();
        let agent = row.agent.ok().filter(|_| is_first)?;
        if !judge(&self.scene, self.terms, &agent, is_there).is_empty() {
            return None;
        }
        if let Some(path) = agent.hierarchy.value() {
            groups::missing(&self.scene, path, &mut count.groups);
        }
        if is_there {
            return None;
        }
        count.new_users += 1;
        Some(agent)
    }

    fn by_directory_id(&self, is_said: bool) -> BTreeMap<String, Username> {
        if !is_said {
            return BTreeMap::new();
        }
        let known = self.roster.by_directory_id().into_iter();
        let owned = |(id, login): (&str, &str)| Some((id.to_owned(), Username::new(login).ok()?));
        known.filter_map(owned).collect()
    }

    /// Whoever had the e-mail address of somebody new.
    async fn holders(
        &self,
        site: Site<'_>,
        emails: BTreeMap<Email, u64>,
        count: &mut Count,
    ) -> Result<(), Error> {
        if emails.is_empty() {
            return Ok(());
        }
        let wanted: Vec<Email> = emails.keys().cloned().collect();
        for entry in site.directory.holders(&wanted).await? {
            let old = entry.agent.username;
            let line = entry
                .agent
                .email
                .and_then(|email| emails.get(&email).copied());
            // The login may have been given to somebody else meanwhile.
            let is_same = self
                .roster
                .id(&old)
                .is_some_and(|id| id.as_str() == entry.user_id);
            if let Some(line) = line.filter(|_| is_same) {
                count.renamed.insert(line, old);
            }
        }
        Ok(())
    }

    fn conclude(&mut self, count: Count, options: &ImportOptions) {
        self.rows = count.rows;
        if options.renames == Renames::Refuse {
            let gone = |old: &Username| self.roster.has(old) && !self.roster.is_claimed(old);
            let renamed = count.renamed.into_iter();
            self.renamed = renamed.filter(|(_, old)| gone(old)).collect();
        }
        self.groups = count.groups;
        self.census = Census {
            users: self.roster.len(),
            new_users: count.new_users.saturating_sub(self.renamed.len()),
            groups: self.scene.groups.len(),
            new_groups: self.groups.len(),
            agents: 0,
            leavers: 0,
        };
        if count.unreadable > 0 && options.leavers != Leavers::Keep {
            self.findings.push(unknown_leaving(count.unreadable));
        }
    }

    /// Finds out who leaves, and whether so many may.
    async fn leavers(
        &mut self,
        cx: &RunContext,
        site: Site<'_>,
        options: &ImportOptions,
    ) -> Result<(), Error> {
        let is_keeping = options.leavers == Leavers::Keep || !self.findings.is_empty();
        if !is_keeping {
            let absent = self.roster.absent().into_iter();
            let hidden = absent
                .filter(|absent| !absent.is_shown)
                .map(|absent| absent.username);
            let (instance, hidden) = (self.scene.instance_id(), hidden.collect());
            show_hidden(cx, site, &instance, &mut self.roster, hidden).await?;
            self.obstacles
                .extend(unfit_disabling(&self.scene, &options.leavers));
        }
        let directory = options.directory.as_str();
        self.census.agents = self.roster.count_tagged(|tags| is_of(tags, directory));
        let stay: BTreeSet<&Username> = self.renamed.values().collect();
        let absent = self
            .roster
            .absent()
            .into_iter()
            .map(|absent| absent.username);
        let ours = absent.filter(|name| {
            let tags = self.roster.tags(name);
            tags.is_some_and(|tags| is_of(tags, directory)) && !stay.contains(name)
        });
        let ours: Vec<Username> = ours.collect();
        let leaving: Vec<Username> = if is_keeping || !self.obstacles.is_empty() {
            Vec::new()
        } else {
            ours.iter()
                .filter(|name| self.is_leaving(name, options))
                .cloned()
                .collect()
        };
        self.kept = (ours.len() - leaving.len()) as u64;
        self.census.leavers = leaving.len();
        self.obstacles
            .extend(share_findings(options.leavers_max, &self.census));
        self.leaving = leaving;
        Ok(())
    }

    /// Whether anything is to be done about somebody who left.
    fn is_leaving(&self, username: &Username, options: &ImportOptions) -> bool {
        let mut batch = Batch::default();
        if let Some(seen) = self.roster.seen(username) {
            let scales = self.scales(options);
            plan_leaver(&mut batch, scales, &options.leavers, String::new(), seen);
        }
        !batch.steps.is_empty()
    }

    fn quotas(&mut self, quotas: &Quotas) {
        let (certain, guessed) = quota_findings(quotas, &self.scene, &self.census);
        self.excesses = certain;
        self.findings.extend(guessed);
    }
}

/// What keeps leavers from being disabled as it is said.
pub(crate) fn unfit_disabling(scene: &Scene, leavers: &Leavers) -> Vec<Finding> {
    let Leavers::Disable {
        routing_profile,
        security_profile,
    } = leavers
    else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let mut find = |message: String, remedy: &str| {
        findings.push(Finding::of_the_world("unfit-leavers", message, remedy));
    };
    if routing_profile.is_none() && security_profile.is_none() {
        let message = "leavers are to be disabled, and it is not said how".to_owned();
        find(
            message,
            "name a routing profile or a security profile with which nobody works",
        );
    }
    let profile = routing_profile.as_ref();
    if let Some(name) = profile.filter(|name| scene.routing_profile(name).is_none()) {
        find(
            format!("there is no routing profile {name} for leavers"),
            "make it first",
        );
    }
    let known = &scene.security_profiles;
    let profile = security_profile.as_ref();
    if let Some(name) = profile.filter(|name| known.id(name.as_str()).is_none()) {
        find(
            format!("there is no security profile {name} for leavers"),
            "make it first",
        );
    }
    findings
}
