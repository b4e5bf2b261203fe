//! Aliases of a flow or a module: names that point to versions.

use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    context::Ctx, error::AwsError, paging::PageRequest, services::connect::errors, time::Time,
};

/// One alias.
#[derive(Debug, Clone, Serialize)]
pub(in crate::services::connect) struct Alias {
    pub(in crate::services::connect) id: String,
    name: String,
    description: Option<String>,
    pub(in crate::services::connect) version: u64,
    created: Time,
    modified: Time,
}

/// All aliases of one flow or module, in the order in which they were made.
#[derive(Debug, Clone, Default, Serialize)]
pub(in crate::services::connect) struct Aliases(Vec<Alias>);

/// What changes about an alias; the rest stays.
#[derive(Debug)]
pub(in crate::services::connect) struct Change {
    pub(in crate::services::connect) name: Option<String>,
    pub(in crate::services::connect) description: Option<String>,
    pub(in crate::services::connect) version: Option<u64>,
}

// === impl Alias ===

impl Alias {
    pub(in crate::services::connect) fn new(
        ctx: &mut Ctx<'_>,
        name: String,
        description: Option<String>,
        version: u64,
    ) -> Self {
        Self {
            id: ctx.ids.uuid(),
            name,
            description,
            version,
            created: ctx.now,
            modified: ctx.now,
        }
    }

    /// What describing shows of it, without what it is an alias of.
    pub(in crate::services::connect) fn shown(&self, ctx: &Ctx<'_>) -> Value {
        json!({
            "AliasId": self.id,
            "Version": self.version,
            "Name": self.name,
            "Description": self.description,
            "LastModifiedTime": self.modified,
            "LastModifiedRegion": ctx.region,
        })
    }

    /// What lists show of it. `arn` is that of the flow or module.
    pub(in crate::services::connect) fn summary(&self, arn: &str) -> Value {
        json!({
            "Arn": format!("{arn}:{}", self.id),
            "AliasId": self.id,
            "Version": self.version,
            "AliasName": self.name,
            "AliasDescription": self.description,
            "LastModifiedTime": self.modified,
        })
    }
}

// === impl Aliases ===

impl Aliases {
    /// The alias with this id.
    pub(in crate::services::connect) fn get(
        &self,
        kind: &str,
        id: &str,
    ) -> Result<&Alias, AwsError> {
        let found = self.0.iter().find(|alias| alias.id == id);
        found.ok_or_else(|| errors::not_found(kind, id))
    }

    /// The same, if reads show it by now.
    pub(in crate::services::connect) fn seen(
        &self,
        ctx: &Ctx<'_>,
        kind: &str,
        id: &str,
    ) -> Result<&Alias, AwsError> {
        let alias = self.get(kind, id)?;
        if ctx.visible(alias.created) {
            Ok(alias)
        } else {
            Err(errors::not_found(kind, id))
        }
    }

    /// The version that this name or id of an alias means.
    pub(in crate::services::connect) fn version(&self, qualifier: &str) -> Option<u64> {
        let mut all = self.0.iter();
        let meant = all.find(|alias| alias.id == qualifier || alias.name == qualifier);
        meant.map(|alias| alias.version)
    }

    /// Refuses a name that belongs to another alias.
    pub(in crate::services::connect) fn check_name(
        &self,
        kind: &str,
        name: &str,
        own_id: Option<&str>,
    ) -> Result<(), AwsError> {
        let taken = |alias: &Alias| alias.name == name && own_id != Some(alias.id.as_str());
        if self.0.iter().any(taken) {
            return Err(errors::duplicate(kind, name));
        }
        Ok(())
    }

    pub(in crate::services::connect) fn point_to(&self, version: u64) -> bool {
        self.0.iter().any(|alias| alias.version == version)
    }

    pub(in crate::services::connect) fn add(&mut self, alias: Alias) {
        self.0.push(alias);
    }

    pub(in crate::services::connect) fn change(&mut self, id: &str, change: Change, now: Time) {
        if let Some(alias) = self.0.iter_mut().find(|alias| alias.id == id) {
            alias.modified = now;
            alias.name = change.name.unwrap_or_else(|| alias.name.clone());
            alias.description = change.description.or_else(|| alias.description.take());
            alias.version = change.version.unwrap_or(alias.version);
        }
    }

    pub(in crate::services::connect) fn remove(&mut self, id: &str) {
        self.0.retain(|alias| alias.id != id);
    }

    /// One page by name, as the output's `member`.
    pub(in crate::services::connect) fn page(
        &self,
        ctx: &Ctx<'_>,
        page: &PageRequest,
        member: &str,
        show: impl Fn(&Alias) -> Value,
    ) -> Result<Value, AwsError> {
        let mut aliases: Vec<_> = self.0.iter().collect();
        aliases.retain(|alias| ctx.visible(alias.created));
        aliases.sort_by(|one, other| one.name.cmp(&other.name));
        let rows = aliases.into_iter();
        let rows = rows.map(|alias| (alias.name.clone(), show(alias)));
        let page = ctx.page(page, rows)?;
        Ok(json!({ member: page.items, "NextToken": page.next_token }))
    }
}
