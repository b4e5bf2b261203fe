//! The lake of the account, its database and the links in it.

use std::collections::{BTreeMap, BTreeSet};

use super::Chain;
use crate::{port::TableRecord, seen::SeenCatalog, wanted};

impl Chain<'_> {
    /// Who is none is not shown what he may not see, so nothing behind this can be judged.
    pub(super) fn administrator(&mut self) {
        let lake = &self.evidence.lake;
        let principal = &lake.principal;
        let is_one =
            principal.ends_with(":root") || lake.settings.administrators.contains(principal);
        if is_one {
            let evidence = format!("{principal} administers the lake");
            return self.sound("lake-administrator", principal, evidence);
        }
        self.all_lost = true;
        let evidence = format!("GetDataLakeSettings does not name {principal}");
        let cause = "who is no administrator sees an empty catalog, and can give no rights";
        let remedy = "ensure the share, or have an administrator add this principal";
        self.broken(
            "administrator-missing",
            principal,
            evidence,
            (cause, remedy),
        );
    }

    pub(super) fn database(&mut self) {
        if self.all_lost {
            return;
        }
        let name = self.deal.share.database();
        match &self.evidence.seen.catalog {
            SeenCatalog::Absent | SeenCatalog::Hidden => {
                self.all_lost = true;
                let cause = "it was never made, or somebody removed it";
                self.broken(
                    "database-missing",
                    name,
                    "GetDatabase does not find it",
                    (cause, "ensure the share"),
                );
            }
            SeenCatalog::Database(there) if there.target.is_none() => {
                self.all_lost = true;
                let cause = "it is a database of its own";
                let remedy = "name another one as catalog.database, or leave whole_database out";
                self.broken(
                    "database-unfit",
                    name,
                    "it leads to no other",
                    (cause, remedy),
                );
            }
            _ => self.sound("database", name, "it is there"),
        }
    }

    pub(super) fn tables(&mut self) {
        if self.all_lost || self.deal.share.catalog.whole_database {
            return;
        }
        let catalogs = wanted::catalogs(&self.evidence.seen);
        let mut sound = 0;
        for data_set in self.data_sets() {
            if !self.lost.contains(&data_set) {
                sound += usize::from(self.table(&data_set, &catalogs));
            }
        }
        if sound > 0 {
            let evidence = format!("{sound} lead where they should");
            self.sound("links", self.deal.share.database(), evidence);
        }
    }

    fn table(&mut self, data_set: &str, catalogs: &BTreeMap<String, String>) -> bool {
        let name = self.deal.share.link(data_set);
        let Some(catalog) = catalogs.get(data_set) else {
            return false;
        };
        let wanted = wanted::target(data_set, catalog);
        let Some(there) = self.evidence.seen.table(&name) else {
            self.lost.insert(data_set.to_owned());
            let cause = "it was never made, or somebody removed it";
            let evidence = "GetTables does not name it";
            self.broken("link-missing", name, evidence, (cause, "ensure the share"));
            return false;
        };
        if there.target.as_ref() == Some(&wanted) {
            return true;
        }
        self.lost.insert(data_set.to_owned());
        let cause = "what it leads to is not what is shared";
        let remedy =
            "ensure the share, which makes a link of its own anew; remove one of somebody else";
        let evidence = leads_to(there);
        self.broken("link-leads-elsewhere", name, evidence, (cause, remedy));
        false
    }

    /// Links to the lake that lead to nothing any more. One is enough to make AWS refuse the list of the
    /// whole database to everybody.
    pub(super) fn orphans(&mut self) {
        if self.all_lost {
            return;
        }
        let declared: BTreeSet<String> = wanted::links(self.deal, &self.evidence.seen)
            .into_iter()
            .collect();
        let spoiled = matches!(self.evidence.seen.catalog, SeenCatalog::Spoiled(_));
        let is_orphan = |table: &&TableRecord| {
            let data_set = table.data_set();
            data_set.is_some_and(|it| !self.evidence.arrived.contains(&it))
                && !declared.contains(&table.name)
        };
        let tables = self.evidence.seen.catalog.tables().iter();
        let orphans: Vec<&TableRecord> = tables.filter(is_orphan).collect();
        let orphaned: Vec<String> = orphans.iter().map(|it| it.name.clone()).collect();
        let subject = self.deal.share.database();
        // A link of the share that leads to nothing has its cause told where the data set is.
        if orphaned.is_empty() && (!spoiled || !self.lost.is_empty()) {
            return;
        }
        let evidence = match (spoiled, orphaned.as_slice()) {
            (false, them) => format!(
                "{} of them lead to nothing: {}",
                them.len(),
                them.join(", ")
            ),
            (true, []) => "AWS refuses the list of its tables".to_owned(),
            (true, them) => format!(
                "AWS refuses the list of its tables; {} lead to nothing",
                them.join(", ")
            ),
        };
        let cause = "links outlived the share that they lead to";
        let remedy = "delete those links in the catalog";
        self.broken("orphaned-link", subject, evidence, (cause, remedy));
    }
}

fn leads_to(table: &TableRecord) -> String {
    match &table.target {
        None => "it is a table, and no link".to_owned(),
        Some(target) => {
            let name = target.table.as_deref().unwrap_or("(no table)");
            format!(
                "it leads to {}.{name} of {}",
                target.database, target.catalog
            )
        }
    }
}
