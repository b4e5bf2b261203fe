//! What has to go, in which order, and what stays. Pure.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::InstanceId;
use reconcile::{Lane, Plan, PlanError, Step, StepId};

use super::{
    Kept, Removal,
    observe::{Neighbour, Owner, Scene},
};
use crate::{
    ADMINISTRATOR_TAG, LAKE_TAGS, SHARE_TAG, SOURCE_DATABASE,
    port::{Grant, Resource, TableRecord},
    site::Deal,
    wanted,
};

/// Takes one thing away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Take {
    /// A schedule.
    Schedule(String),
    /// The rights of a principal.
    Rights(Vec<Grant>),
    /// The tags of the database, by key and value.
    Tags(Vec<(String, String)>),
    /// What tags of Lake Formation can be, by key.
    LakeTag(String),
    /// A link.
    Link(String),
    /// The database.
    Database,
    /// Data sets of an instance.
    DataSets {
        /// The place of its producer in the share.
        producer: usize,
        /// The instance.
        instance: InstanceId,
        /// The ids.
        data_sets: Vec<String>,
    },
    /// An administrator of the lake.
    Administrator(String),
    /// The workgroup.
    Workgroup,
    /// The bucket; with what is in it where that was asked for.
    Bucket {
        /// Whether it is emptied before.
        empty: bool,
    },
    /// The role.
    Role,
    /// The key of results.
    Key(String),
}

/// Stages: a step starts once those of lower stages have ended, whatever became of them.
mod stage {
    pub(super) const RIGHTS: u16 = 1;
    pub(super) const TAGS: u16 = 2;
    pub(super) const LINKS: u16 = 3;
    pub(super) const DATABASE: u16 = 4;
    pub(super) const DATA_SETS: u16 = 5;
    pub(super) const READING: u16 = 6;
    pub(super) const ROLE: u16 = 7;
}

struct Draft<'d> {
    deal: Deal<'d>,
    scene: &'d Scene,
    steps: Vec<Step<Take>>,
    kept: Vec<Kept>,
}

/// The steps, and what stays.
pub(super) fn plan(
    deal: Deal<'_>,
    scene: &Scene,
    removal: Removal,
) -> Result<(Plan<Take>, Vec<Kept>), PlanError> {
    let mut draft = Draft {
        deal,
        scene,
        steps: Vec::new(),
        kept: Vec::new(),
    };
    draft.schedules();
    draft.rights();
    let database = draft.catalog();
    draft.data_sets(database.as_ref());
    draft.reading(removal);
    draft.role();
    Ok((Plan::new(draft.steps)?, draft.kept))
}

impl Draft<'_> {
    fn step(
        &mut self,
        (kind, name, aspect): (&str, &str, &str),
        lane: &'static str,
        stage: u16,
        needs: impl IntoIterator<Item = StepId>,
        take: Take,
    ) -> StepId {
        let id = StepId::new(kind, name, aspect);
        self.steps.push(Step {
            id: id.clone(),
            lane: Lane::new(lane),
            needs: needs.into_iter().collect::<BTreeSet<_>>(),
            stage,
            action: take,
        });
        id
    }

    fn keep(&mut self, what: impl Into<String>, why: &str) {
        self.kept.push(Kept {
            what: what.into(),
            why: why.to_owned(),
        });
    }

    fn schedules(&mut self) {
        for name in &self.scene.schedules {
            let (lane, take) = ("scheduler:DeleteSchedule", Take::Schedule(name.clone()));
            self.step(("schedule", name, "remove"), lane, stage::RIGHTS, [], take);
        }
    }

    /// What principals of the share may do with its database, its links and what they lead to. A right
    /// carries no mark: it is the share's where the principal is, or what it is about.
    fn rights(&mut self) {
        if !self.deal.share.lake_formation.manage {
            return;
        }
        for principal in self.deal.principals() {
            let of =
                |grant: &&Grant| grant.principal == principal && self.is_of_share(&grant.resource);
            let all = self.scene.seen.grants.iter().filter(of).cloned();
            let is_mine = |grant: &Grant| {
                self.is_role_of_mine(&principal) || self.holds(&grant.resource).is_none()
            };
            let (grants, others): (Vec<Grant>, Vec<Grant>) = all.partition(is_mine);
            if let Some(holder) = others.iter().find_map(|it| self.holds(&it.resource)) {
                let what = counted(others.len(), "right", &principal);
                self.keep(what, &format!("{holder}, which is not of this share"));
            }
            if !grants.is_empty() {
                let lane = "lakeformation:BatchRevokePermissions";
                let of = ("grants", principal.as_str(), "revoke");
                self.step(of, lane, stage::RIGHTS, [], Take::Rights(grants));
            }
        }
    }

    fn is_of_share(&self, resource: &Resource) -> bool {
        let (share, own) = (self.deal.share, self.deal.consumer().account.as_str());
        let is_own = |catalog: &Option<String>| catalog.as_deref().is_none_or(|it| it == own);
        let of_share = share.database();
        match resource {
            Resource::Database { catalog, name } => is_own(catalog) && *name == of_share,
            Resource::Table {
                catalog, database, ..
            } if is_own(catalog) => *database == of_share,
            Resource::Table { database, name, .. } => {
                let shared = wanted::all_data_sets(share, &self.scene.seen);
                database == SOURCE_DATABASE && (shared.contains(name) || shared.is_empty())
            }
        }
    }

    fn is_role_of_mine(&self, principal: &str) -> bool {
        self.deal.role_arn().as_deref() == Some(principal) && self.has_role_of_mine()
    }

    fn has_role_of_mine(&self) -> bool {
        let role = self.scene.seen.role.as_ref();
        role.is_some_and(|it| it.tags.get(SHARE_TAG) == Some(self.deal.share.name.as_str()))
    }

    fn is_database_of_mine(&self) -> bool {
        let database = self.scene.database.as_ref();
        database.is_none_or(|it| self.is_mine(&it.parameters))
    }

    /// What of somebody else's a right is about, if it is.
    fn holds(&self, resource: &Resource) -> Option<String> {
        let own = self.deal.share.database();
        let whole = || format!("they are about database {own}");
        match resource {
            Resource::Database { .. } => (!self.is_database_of_mine()).then(whole),
            Resource::Table { database, name, .. } if *database == own => {
                let there = self.scene.seen.table(name);
                let is_theirs = there.is_some_and(|it| !self.is_link(it));
                is_theirs.then(|| format!("they are about table {name} of {own}"))
            }
            Resource::Table { name, .. } => self.reader(name),
        }
    }

    /// By what of somebody else's a data set is read, if it is.
    fn reader(&self, data_set: &str) -> Option<String> {
        let own = self.deal.share.database();
        let mut tables = self.scene.seen.catalog.tables().iter();
        let reads = |it: &&TableRecord| it.data_set().as_deref() == Some(data_set);
        if let Some(table) = tables.find(|it| reads(it) && !self.is_link(it)) {
            return Some(format!(
                "{data_set} is read by table {} of {own}",
                table.name
            ));
        }
        let is_whole = self.deal.share.catalog.whole_database;
        if is_whole && !self.is_database_of_mine() {
            return Some(format!("{data_set} is read by database {own}"));
        }
        let mut neighbours = self.scene.neighbours.iter();
        let reads = |it: &&Neighbour| {
            let sets = it.data_sets.as_ref();
            sets.is_none_or(|sets| sets.contains(data_set))
        };
        let neighbour = neighbours.find(reads)?;
        Some(format!(
            "{data_set} is read by database {}",
            neighbour.database
        ))
    }

    /// Whether a table is a link of the share.
    fn is_link(&self, table: &TableRecord) -> bool {
        let database = self.scene.database.as_ref();
        let in_mine = database.is_some_and(|it| self.is_mine(&it.parameters));
        self.is_link_of_mine(table, in_mine)
    }

    fn is_mine(&self, parameters: &BTreeMap<String, String>) -> bool {
        parameters.get(SHARE_TAG).map(String::as_str) == Some(self.deal.share.name.as_str())
    }

    /// Links, tags and database; the last step, if there is one.
    fn catalog(&mut self) -> Option<StepId> {
        let scene = self.scene;
        let database = scene.database.as_ref()?;
        let is_mine = self.is_mine(&database.parameters);
        if is_mine {
            self.tags(&database.parameters);
        }
        let (mut links, mut is_shared) = (Vec::new(), false);
        for table in scene.seen.catalog.tables() {
            if self.is_link_of_mine(table, is_mine) {
                let lane = "glue:DeleteTable";
                let take = Take::Link(table.name.clone());
                let of = ("link", table.name.as_str(), "remove");
                links.push(self.step(of, lane, stage::LINKS, [], take));
            } else {
                is_shared = true;
                let what = format!("table {} of {}", table.name, database.name);
                self.keep(what, "it is not of this share");
            }
        }
        let what = format!("database {}", database.name);
        if !is_mine {
            self.keep(what, "it is not of this share");
            return links.pop();
        }
        if is_shared {
            self.keep(what, "it holds what is not of this share");
            return links.pop();
        }
        let of = ("database", database.name.as_str(), "remove");
        let lane = "glue:DeleteDatabase";
        Some(self.step(of, lane, stage::DATABASE, links, Take::Database))
    }

    /// A link carries the mark, or leads from a database of ours to the lake.
    fn is_link_of_mine(&self, table: &TableRecord, in_mine: bool) -> bool {
        let Some(target) = &table.target else {
            return false;
        };
        self.is_mine(&table.parameters) || in_mine && target.database == SOURCE_DATABASE
    }

    fn tags(&mut self, marks: &BTreeMap<String, String>) {
        let share = self.deal.share;
        let name = share.database();
        let there = &self.scene.seen.tags;
        let set = share.lake_formation.tags.iter();
        let set = set.filter(|(key, value)| there.get(*key).map(String::as_str) == Some(*value));
        let set: Vec<_> = set
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        let untag = (!set.is_empty()).then(|| {
            let lane = "lakeformation:RemoveLFTagsFromResource";
            self.step(
                ("database", &name, "untag"),
                lane,
                stage::TAGS,
                [],
                Take::Tags(set),
            )
        });
        let made = marks.get(LAKE_TAGS).map(String::as_str).unwrap_or_default();
        for key in made.split(',').filter(|key| !key.is_empty()) {
            let (lane, take) = ("lakeformation:DeleteLFTag", Take::LakeTag(key.to_owned()));
            self.step(
                ("lake-tag", key, "remove"),
                lane,
                stage::TAGS,
                untag.clone(),
                take,
            );
        }
    }

    /// Not before the links are gone: one that leads nowhere spoils the list of its database.
    fn data_sets(&mut self, database: Option<&StepId>) {
        let seen = &self.scene.seen;
        for instance in &seen.instances {
            let wanted = wanted::data_sets(self.deal.share, instance);
            let is_all = wanted.is_empty();
            let there = instance.associations.iter().map(|it| it.data_set.clone());
            let there = there.filter(|it| is_all || wanted.contains(it));
            let (read, doomed): (Vec<String>, Vec<String>) =
                there.partition(|it| self.reader(it).is_some());
            if let Some(reader) = read.first().and_then(|it| self.reader(it)) {
                let what = counted(read.len(), "association", &instance.alias);
                self.keep(what, &format!("{reader}, which is not of this share"));
            }
            if doomed.is_empty() {
                continue;
            }
            let producer = &self.deal.share.producers[instance.producer];
            let name = format!("{}.{}", producer.target, instance.alias);
            let take = Take::DataSets {
                producer: instance.producer,
                instance: instance.id.clone(),
                data_sets: doomed,
            };
            let lane = "connect:BatchDisassociateAnalyticsDataSet";
            let of = ("association", name.as_str(), "remove");
            self.step(of, lane, stage::DATA_SETS, database.cloned(), take);
        }
    }

    fn reading(&mut self, removal: Removal) {
        let (share, scene) = (self.deal.share, self.scene);
        let workgroup = share.workgroup();
        match scene.workgroup {
            Owner::Nobody => {}
            Owner::Others => self.keep(format!("workgroup {workgroup}"), "it is not of this share"),
            Owner::Us => {
                let of = ("workgroup", workgroup.as_str(), "remove");
                let lane = "athena:DeleteWorkGroup";
                self.step(of, lane, stage::READING, [], Take::Workgroup);
            }
        }
        let bucket = self.bucket(removal);
        if let (Some(key), Owner::Us) = (&scene.seen.key, scene.key) {
            if self.bucket_stays(bucket.as_ref()) {
                self.keep(
                    format!("key {}", key.arn),
                    "what stays in the bucket is encrypted by it",
                );
            } else {
                let (lane, take) = ("kms:ScheduleKeyDeletion", Take::Key(key.arn.clone()));
                let of = (share.key_alias(), "remove");
                self.step(("key", &of.0, of.1), lane, stage::READING, bucket, take);
            }
        }
    }

    /// Whoever made the bucket, results in it are encrypted by the key of the share.
    fn bucket_stays(&self, removed: Option<&StepId>) -> bool {
        match self.scene.bucket {
            Owner::Us => removed.is_none(),
            Owner::Others => true,
            // One that the share does not make was not looked at.
            Owner::Nobody => !self.deal.share.results.create && self.deal.has_bucket(),
        }
    }

    fn bucket(&mut self, removal: Removal) -> Option<StepId> {
        let name = self.deal.bucket();
        let what = format!("bucket {name}");
        match self.scene.bucket {
            Owner::Nobody => None,
            Owner::Others => {
                self.keep(what, "it is not of this share");
                None
            }
            Owner::Us if self.scene.holds_data && !removal.delete_data => {
                self.keep(what, "it holds results or exports; ask for --delete-data");
                None
            }
            Owner::Us => {
                let take = Take::Bucket {
                    empty: removal.delete_data,
                };
                let of = ("bucket", name.as_str(), "remove");
                Some(self.step(of, "s3:DeleteBucket", stage::READING, [], take))
            }
        }
    }

    /// The role keeps the mark of the administrator, so it goes after it.
    fn role(&mut self) {
        let Some(role) = &self.scene.seen.role else {
            return;
        };
        let name = self.deal.share.role();
        if !self.has_role_of_mine() {
            self.keep(format!("role {name}"), "it is not of this share");
            return;
        }
        let added = role.tags.get(ADMINISTRATOR_TAG);
        let added = added.filter(|it| self.scene.administrators.iter().any(|one| one == it));
        let added = match (added, self.scene.neighbours.first()) {
            (Some(principal), Some(neighbour)) => {
                let why = format!("database {} needs one", neighbour.database);
                self.keep(format!("lake administrator {principal}"), &why);
                None
            }
            (added, _) => added,
        };
        let gone = added.map(|principal| {
            let lane = "lakeformation:PutDataLakeSettings";
            let take = Take::Administrator(principal.to_owned());
            let of = ("lake-administrator", principal, "remove");
            self.step(of, lane, stage::READING, [], take)
        });
        let of = ("role", name.as_str(), "remove");
        self.step(of, "iam:DeleteRole", stage::ROLE, gone, Take::Role);
    }
}

fn counted(count: usize, what: &str, of: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {what}{ending} of {of}")
}
