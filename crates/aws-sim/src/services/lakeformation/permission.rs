//! Permissions, and on what each can be granted.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::resource::{Kind, Resource};

/// What can be granted (developer guide, Lake Formation permissions reference).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Permission {
    All,
    Alter,
    Associate,
    CreateCatalog,
    CreateDatabase,
    CreateLfTag,
    CreateLfTagExpression,
    CreateTable,
    DataLocationAccess,
    Delete,
    Describe,
    Drop,
    Execute,
    GrantWithLfTagExpression,
    Insert,
    Select,
    SuperUser,
}

/// Several of them.
pub(super) type Permissions = BTreeSet<Permission>;

/// All that can be granted on a link: the rest is granted on its target.
const OF_LINKS: &[Permission] = &[Permission::All, Permission::Describe, Permission::Drop];

/// The first of `permissions` that can not be granted on `resource`.
pub(super) fn misfit(
    resource: &Resource,
    is_link: bool,
    permissions: &Permissions,
) -> Option<Permission> {
    let fitting = if is_link { OF_LINKS } else { of(resource) };
    let mut all = permissions.iter();
    all.find(|permission| !fitting.contains(permission))
        .copied()
}

fn of(resource: &Resource) -> &'static [Permission] {
    use Permission::{
        All, Alter, Associate, CreateCatalog, CreateDatabase, CreateLfTag, CreateLfTagExpression,
        CreateTable, DataLocationAccess, Delete, Describe, Drop, GrantWithLfTagExpression, Insert,
        Select, SuperUser,
    };
    const CATALOG: &[Permission] = &[
        All,
        Alter,
        CreateCatalog,
        CreateDatabase,
        CreateLfTag,
        CreateLfTagExpression,
        Describe,
        Drop,
        SuperUser,
    ];
    const DATABASE: &[Permission] = &[All, Alter, CreateTable, Describe, Drop];
    const TABLE: &[Permission] = &[All, Alter, Delete, Describe, Drop, Insert, Select];
    match resource {
        Resource::Catalog { .. } => CATALOG,
        Resource::Database { .. }
        | Resource::LfTagPolicy {
            kind: Kind::Database,
            ..
        } => DATABASE,
        Resource::Table { .. }
        | Resource::LfTagPolicy {
            kind: Kind::Table, ..
        } => TABLE,
        Resource::Columns { .. } => &[Select],
        Resource::Filter { .. } => &[Alter, Describe, Drop, Select],
        Resource::Location { .. } => &[DataLocationAccess],
        Resource::LfTag { .. } => &[Alter, Associate, Describe, Drop, GrantWithLfTagExpression],
    }
}

// === impl Permission ===

impl Permission {
    /// As messages have it: `Create Table`.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Alter => "Alter",
            Self::Associate => "Associate",
            Self::CreateCatalog => "Create Catalog",
            Self::CreateDatabase => "Create Database",
            Self::CreateLfTag => "Create LF-Tag",
            Self::CreateLfTagExpression => "Create LF-Tag Expression",
            Self::CreateTable => "Create Table",
            Self::DataLocationAccess => "Data Location Access",
            Self::Delete => "Delete",
            Self::Describe => "Describe",
            Self::Drop => "Drop",
            Self::Execute => "Execute",
            Self::GrantWithLfTagExpression => "Grant With LF-Tag Expression",
            Self::Insert => "Insert",
            Self::Select => "Select",
            Self::SuperUser => "Super User",
        }
    }
}
