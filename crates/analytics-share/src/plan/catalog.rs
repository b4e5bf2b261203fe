//! Steps in the catalog and the lake of the one who reads.

use std::collections::BTreeSet;

use reconcile::StepId;

use super::{Draft, Task, grants::EVERYBODY, reading::Reading};
use crate::{
    port::{Grant, Permission, Resource},
    wanted,
};

impl Draft<'_> {
    pub(super) fn catalog(&mut self, shared: &[StepId], reading: &Reading) {
        let administrator = self.administrator(reading);
        let database = self.database(shared, administrator.as_ref());
        let before: Vec<StepId> = [&administrator, &database]
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        let links = self.links(shared, &before);
        if !self.deal.share.lake_formation.manage {
            return;
        }
        self.tags(&before);
        let mut made: Vec<StepId> = before;
        made.extend(links);
        let closed = self.close(&made);
        self.grants(shared, reading, &made, closed.as_ref());
    }

    /// The root user of an account is none that Lake Formation takes for an administrator.
    fn administrator(&mut self, reading: &Reading) -> Option<StepId> {
        let lake = self.seen.lake.as_ref()?;
        let principal = lake.principal.clone();
        let is_one = lake.settings.administrators.contains(&principal);
        if !self.deal.share.lake_formation.manage || is_one || principal.ends_with(":root") {
            return None;
        }
        // The query role is made first, since it keeps the mark that this was done.
        let needs = reading.role.clone();
        let task = Task::AddAdministrator {
            principal: principal.clone(),
        };
        let call = "lakeformation:PutDataLakeSettings";
        Some(
            self.steps
                .add(("lake-administrator", &principal, "add"), call, needs, task),
        )
    }

    /// A database that leads to the lake can be made once the lake can be reached.
    fn database(&mut self, shared: &[StepId], administrator: Option<&StepId>) -> Option<StepId> {
        if !self.seen.catalog.is_absent() {
            return None;
        }
        let name = self.deal.share.database();
        let whole = self.deal.share.catalog.whole_database;
        let shared = shared.iter().filter(|_| whole);
        let needs: Vec<StepId> = administrator.into_iter().chain(shared).cloned().collect();
        let lane = "glue:CreateDatabase";
        Some(self.steps.add(
            ("database", &name, "create"),
            lane,
            needs,
            Task::CreateDatabase,
        ))
    }

    fn links(&mut self, shared: &[StepId], before: &[StepId]) -> Vec<StepId> {
        if self.deal.share.catalog.whole_database {
            return Vec::new();
        }
        let mut steps = Vec::new();
        for data_set in wanted::all_data_sets(self.deal.share, self.seen) {
            let name = self.deal.share.link(&data_set);
            let catalog = self.catalogs.get(&data_set);
            let there = self.seen.table(&name);
            let is_so = there.zip(catalog).is_some_and(|(table, catalog)| {
                table.target.as_ref() == Some(&wanted::target(&data_set, catalog))
            });
            let (aspect, task) = match there {
                Some(_) if is_so => continue,
                Some(_) => ("relink", Task::Relink { data_set }),
                None => ("create", Task::CreateLink { data_set }),
            };
            let needs: Vec<StepId> = before.iter().chain(shared).cloned().collect();
            steps.push(
                self.steps
                    .add(("link", &name, aspect), "glue:CreateTable", needs, task),
            );
        }
        steps
    }

    fn tags(&mut self, before: &[StepId]) {
        let seen = self.seen;
        let wanted = &self.deal.share.lake_formation.tags;
        let (mut values, mut is_open) = (Vec::new(), false);
        for (key, value) in wanted.iter() {
            if seen.tags.get(key).map(String::as_str) == Some(value) {
                continue;
            }
            is_open = true;
            let known = seen.tag_values.get(key);
            if known.is_none_or(|values| !values.contains(value)) {
                let task = Task::AllowTag {
                    key: key.to_owned(),
                    value: value.to_owned(),
                };
                let lane = "lakeformation:CreateLFTag";
                // The database keeps the mark that the tag was made for this share.
                let needs = before.to_vec();
                values.push(
                    self.steps
                        .add(("lake-tag", key, "allow"), lane, needs, task),
                );
            }
        }
        if is_open {
            let name = self.deal.share.database();
            let needs: Vec<StepId> = before.iter().cloned().chain(values).collect();
            let lane = "lakeformation:AddLFTagsToResource";
            self.steps
                .add(("database", &name, "tag"), lane, needs, Task::TagDatabase);
        }
    }

    /// What everybody may see whom IAM lets in is not governed by grants at all. A new database is born
    /// so where the account says it; its tables are not, since they are told otherwise.
    fn close(&mut self, made: &[StepId]) -> Option<StepId> {
        let name = self.deal.share.database();
        let mut open = self.open_things();
        let lake = self.seen.lake.as_ref();
        if self.seen.catalog.is_absent() && lake.is_some_and(|it| it.settings.opens_databases) {
            open.push(everything(&name));
        }
        if open.is_empty() {
            return None;
        }
        let call = "lakeformation:BatchRevokePermissions";
        let needs = made.to_vec();
        Some(
            self.steps
                .add(("database", &name, "close"), call, needs, Task::Close(open)),
        )
    }
}

/// What everybody may do with a database that nobody governs.
fn everything(name: &str) -> Grant {
    Grant {
        principal: EVERYBODY.to_owned(),
        resource: Resource::Database {
            catalog: None,
            name: name.to_owned(),
        },
        permissions: BTreeSet::from([Permission::All]),
    }
}
