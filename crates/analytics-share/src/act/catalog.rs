//! The database and its links, made.

use std::collections::BTreeMap;

use connect_model::FaultClass;
use connect_resources::{Trouble, read};
use reconcile::{Setback, Verdict};
use serde_json::{Value, json};

use super::{Hand, is_duplicate};
use crate::{
    LAKE_TAGS, SHARE_TAG, SOURCE_DATABASE,
    port::{DatabaseDraft, LinkDraft, TableRecord, Target},
    wanted,
};

impl Hand<'_> {
    pub(super) async fn add_administrator(&self, principal: &str) -> Result<Value, Trouble> {
        let permissions = &self.calls().permissions;
        permissions.set_administrator(principal, true).await?;
        Ok(json!({ "administrator": principal }))
    }

    /// One that is there already was not shown before; what it is, is looked at.
    pub(super) async fn create_database(&self) -> Result<Value, Trouble> {
        let share = self.deal.share;
        let port = &self.calls().catalog;
        let draft = DatabaseDraft {
            name: share.database(),
            description: format!("Analytics of Amazon Connect, by the share {}", share.name),
            parameters: self.database_marks(),
            target: self.whole()?,
        };
        match port.create_database(&draft).await {
            Ok(()) => Ok(json!({ "database": draft.name })),
            Err(fault) if is_duplicate(&fault) => {
                let there = read(self.cx, || port.database(&draft.name)).await?;
                match there {
                    Some(there) if there.target == draft.target => {
                        Ok(json!({ "database": draft.name }))
                    }
                    None => Err(not_shown("database", &draft.name)),
                    Some(_) => Err(taken("database", &draft.name)),
                }
            }
            Err(fault) => Err(fault.into()),
        }
    }

    /// The database of the lake, where all of it is led to.
    fn whole(&self) -> Result<Option<Target>, Trouble> {
        if !self.deal.share.catalog.whole_database {
            return Ok(None);
        }
        let catalogs = self.known.catalogs();
        let catalog = catalogs
            .into_values()
            .next()
            .ok_or_else(|| unknown("of the lake"))?;
        Ok(Some(Target {
            catalog,
            database: SOURCE_DATABASE.to_owned(),
            table: None,
        }))
    }

    /// Whose it is, and which tags are made for it right after.
    fn database_marks(&self) -> BTreeMap<String, String> {
        let mut marks = wanted::marks(self.deal.share);
        let tags = self.deal.share.lake_formation.tags.iter();
        let new = tags
            .map(|(key, _)| key)
            .filter(|key| !self.seen.tag_values.contains_key(*key));
        let new: Vec<&str> = new.collect();
        if !new.is_empty() && self.deal.share.lake_formation.manage {
            marks.insert(LAKE_TAGS.to_owned(), new.join(","));
        }
        marks
    }

    pub(super) async fn create_link(&self, data_set: &str) -> Result<Value, Trouble> {
        let draft = self.link(data_set)?;
        match self.calls().catalog.create_link(&draft).await {
            Ok(()) => Ok(json!({ "link": draft.name })),
            Err(fault) if is_duplicate(&fault) => {
                let there = self.table(&draft.name).await?;
                match there {
                    Some(it) if it.target.as_ref() == Some(&draft.target) => {
                        Ok(json!({ "link": draft.name }))
                    }
                    None => Err(not_shown("table", &draft.name)),
                    Some(_) => Err(taken("table", &draft.name)),
                }
            }
            Err(fault) => Err(fault.into()),
        }
    }

    /// AWS changes the target of no link. What somebody else made stays.
    pub(super) async fn relink(&self, data_set: &str) -> Result<Value, Trouble> {
        let draft = self.link(data_set)?;
        if let Some(there) = self.table(&draft.name).await? {
            if there.target.as_ref() == Some(&draft.target) {
                return Ok(Value::Null);
            }
            let owner = there.parameters.get(SHARE_TAG).map(String::as_str);
            if owner != Some(self.deal.share.name.as_str()) {
                return Err(taken("table", &draft.name));
            }
            let port = &self.calls().catalog;
            port.delete_link(&draft.database, &draft.name).await?;
        }
        self.create_link(data_set).await
    }

    fn link(&self, data_set: &str) -> Result<LinkDraft, Trouble> {
        let share = self.deal.share;
        let catalogs = self.known.catalogs();
        let catalog = catalogs.get(data_set).ok_or_else(|| unknown(data_set))?;
        Ok(LinkDraft {
            database: share.database(),
            name: share.link(data_set),
            parameters: wanted::marks(share),
            target: wanted::target(data_set, catalog),
        })
    }

    async fn table(&self, name: &str) -> Result<Option<TableRecord>, Trouble> {
        let (port, database) = (&self.calls().catalog, self.deal.share.database());
        Ok(read(self.cx, || port.table(None, &database, name)).await?)
    }

    /// A key that is there gets one value more. Lake Formation has no code of its own for one that is
    /// taken, so what it refuses is looked at.
    pub(super) async fn allow_tag(&self, key: &str, value: &str) -> Result<Value, Trouble> {
        let port = &self.calls().permissions;
        let mut there = self.seen.tag_values.get(key).cloned();
        if there.is_none() {
            let Err(fault) = port.create_tag(key, value).await else {
                return Ok(Value::Null);
            };
            there = read(self.cx, || port.tag_values(key)).await?;
            if there.is_none() {
                return Err(fault.into());
            }
        }
        if there.is_some_and(|values| !values.contains(value)) {
            port.add_tag_value(key, value).await?;
        }
        Ok(Value::Null)
    }

    pub(super) async fn tag_database(&self) -> Result<Value, Trouble> {
        let share = self.deal.share;
        let tags = share.lake_formation.tags.iter();
        let tags = tags
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        let permissions = &self.calls().permissions;
        permissions.tag(&share.database(), &tags).await?;
        Ok(Value::Null)
    }
}

/// The name is taken, and reads do not show by what yet.
fn not_shown(kind: &str, name: &str) -> Trouble {
    let message = format!("the {kind} {name} is there, and not shown yet");
    Setback::new(Verdict::Again, "NOT_SHOWN_YET", message).into()
}

/// The name is somebody else's.
fn taken(kind: &str, name: &str) -> Trouble {
    let message =
        format!("a {kind} {name} is there that is not of this share; choose another name");
    Setback::new(Verdict::Final, "NAME_TAKEN", message)
        .with("name", name)
        .into()
}

/// The step before this one learns it.
fn unknown(data_set: &str) -> Trouble {
    Trouble::stored(
        "CATALOG_UNKNOWN",
        format!("the catalog of {data_set} is not known"),
    )
}

/// Whether a fault of a batch is one that goes away by itself.
pub(super) fn passes(class: FaultClass) -> bool {
    matches!(
        class,
        FaultClass::Throttled
            | FaultClass::NotReady
            | FaultClass::NotFound
            | FaultClass::Unavailable
    )
}
