//! What permissions are granted on.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    errors,
    expression::{self, Expression, LfTags, Term},
};
use crate::{error::AwsError, place::Account, services::glue::object::Object};

/// A thing, or all things of a kind, in the catalog of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) enum Resource {
    Catalog {
        catalog: Account,
    },
    Database {
        object: Object,
    },
    Table {
        /// The table, or the database whose tables are all meant.
        object: Object,
    },
    Columns {
        object: Object,
        columns: Columns,
    },
    Filter {
        object: Object,
        name: String,
    },
    Location {
        catalog: Account,
        arn: String,
    },
    LfTag {
        catalog: Account,
        key: String,
        values: Vec<String>,
    },
    LfTagPolicy {
        catalog: Account,
        kind: Kind,
        expression: Expression,
    },
}

/// Columns of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) enum Columns {
    Only(BTreeSet<String>),
    /// All but these.
    Except(BTreeSet<String>),
}

/// What a policy over LF-tags is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Kind {
    Database,
    Table,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Names {
    catalog_id: Option<String>,
    table_catalog_id: Option<String>,
    database_name: Option<String>,
    table_name: Option<String>,
    name: Option<String>,
    resource_arn: Option<String>,
    column_names: Option<BTreeSet<String>>,
    column_wildcard: Option<Excluded>,
    tag_key: Option<String>,
    tag_values: Option<Vec<String>>,
    resource_type: Option<Kind>,
    expression: Option<Vec<Term>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Excluded {
    #[serde(default)]
    excluded_column_names: BTreeSet<String>,
}

/// The resource that a request names, in exactly one of the members. `catalog` is the one that the
/// rest of the request says.
pub(super) fn read(catalog: &Account, given: &Map<String, Value>) -> Result<Resource, AwsError> {
    let mut members = given.iter();
    let (Some((member, value)), None) = (members.next(), members.next()) else {
        return Err(errors::invalid(
            "Resource must have one and only one member.",
        ));
    };
    let names: Names = serde_json::from_value(value.clone())
        .map_err(|error| errors::invalid(&format!("Resource is not valid: {error}")))?;
    let id = names
        .catalog_id
        .as_ref()
        .or(names.table_catalog_id.as_ref());
    let catalog = match id {
        Some(id) => account(id)?,
        None if member == "Catalog" => account_of_id(value, catalog)?,
        None => catalog.clone(),
    };
    names.read(member, catalog)
}

fn account(id: &str) -> Result<Account, AwsError> {
    Account::new(id).ok_or_else(|| errors::not_found(&format!("Catalog {id} not found.")))
}

fn account_of_id(value: &Value, usual: &Account) -> Result<Account, AwsError> {
    value["Id"]
        .as_str()
        .map_or_else(|| Ok(usual.clone()), account)
}

// === impl Names ===

impl Names {
    fn read(self, member: &str, catalog: Account) -> Result<Resource, AwsError> {
        let database = self.database_name.as_deref().unwrap_or_default();
        let name = self.name.as_deref();
        let table = |table: Option<&str>| {
            let object = Object::database(&catalog, database);
            table.map_or_else(|| object.clone(), |table| object.with(table))
        };
        Ok(match member {
            "Catalog" => Resource::Catalog { catalog },
            "Database" => Resource::Database {
                object: Object::database(&catalog, name.unwrap_or_default()),
            },
            "Table" => Resource::Table {
                object: table(name),
            },
            "TableWithColumns" => Resource::Columns {
                object: table(name),
                columns: columns(self.column_names, self.column_wildcard)?,
            },
            "DataCellsFilter" => Resource::Filter {
                object: table(self.table_name.as_deref()),
                name: name.unwrap_or_default().to_owned(),
            },
            "DataLocation" => Resource::Location {
                catalog,
                arn: self.resource_arn.unwrap_or_default(),
            },
            "LFTag" => Resource::LfTag {
                catalog,
                key: self.tag_key.unwrap_or_default(),
                values: self.tag_values.unwrap_or_default(),
            },
            "LFTagPolicy" => Resource::LfTagPolicy {
                catalog,
                kind: self.resource_type.unwrap_or(Kind::Database),
                expression: expression::expression(self.expression.unwrap_or_default()),
            },
            other => {
                return Err(errors::invalid(&format!(
                    "Resource {other} is not simulated."
                )));
            }
        })
    }
}

/// Names and a wildcard exclude each other, and one of them is needed.
fn columns(
    names: Option<BTreeSet<String>>,
    wildcard: Option<Excluded>,
) -> Result<Columns, AwsError> {
    match (names, wildcard) {
        (Some(names), None) => Ok(Columns::Only(names)),
        (None, Some(wildcard)) => Ok(Columns::Except(wildcard.excluded_column_names)),
        _ => Err(errors::invalid(
            "ColumnNames or ColumnWildcard is needed, and not both.",
        )),
    }
}

// === impl Columns ===

impl Columns {
    pub(super) const ALL: Self = Self::Except(BTreeSet::new());

    pub(super) fn hold(&self, column: &str) -> bool {
        match self {
            Self::Only(names) => names.contains(column),
            Self::Except(names) => !names.contains(column),
        }
    }
}

// === impl Resource ===

impl Resource {
    pub(super) fn catalog(&self) -> &Account {
        match self {
            Self::Catalog { catalog }
            | Self::Location { catalog, .. }
            | Self::LfTag { catalog, .. }
            | Self::LfTagPolicy { catalog, .. } => catalog,
            Self::Database { object }
            | Self::Table { object }
            | Self::Columns { object, .. }
            | Self::Filter { object, .. } => &object.catalog,
        }
    }

    /// The database or table that it is, or is in.
    pub(super) fn object(&self) -> Option<&Object> {
        match self {
            Self::Database { object }
            | Self::Table { object }
            | Self::Columns { object, .. }
            | Self::Filter { object, .. } => Some(object),
            _ => None,
        }
    }

    /// Whether it is `object`, is a part of it, or has it among all that it means. Policies over
    /// LF-tags ask for the tags of the object.
    pub(super) fn covers(&self, object: &Object, tags: &LfTags) -> bool {
        match self {
            Self::Table { object: of } if of.table.is_none() => {
                object.table.is_some() && object.parent() == *of
            }
            Self::Database { object: of }
            | Self::Table { object: of }
            | Self::Columns { object: of, .. }
            | Self::Filter { object: of, .. } => of == object,
            Self::LfTagPolicy {
                catalog,
                kind,
                expression,
            } => {
                let fits = (*kind == Kind::Table) == object.table.is_some();
                fits && *catalog == object.catalog && expression::fits(expression, tags)
            }
            Self::Catalog { .. } | Self::Location { .. } | Self::LfTag { .. } => false,
        }
    }

    /// The type by which `ListPermissions` asks for it.
    pub(super) fn is_of(&self, kind: &str) -> bool {
        match self {
            Self::Catalog { .. } => kind == "CATALOG",
            Self::Database { .. } => kind == "DATABASE",
            Self::Table { .. } | Self::Columns { .. } | Self::Filter { .. } => kind == "TABLE",
            Self::Location { .. } => kind == "DATA_LOCATION",
            Self::LfTag { .. } => kind == "LF_TAG",
            Self::LfTagPolicy { kind: of, .. } => match of {
                Kind::Database => ["LF_TAG_POLICY", "LF_TAG_POLICY_DATABASE"].contains(&kind),
                Kind::Table => ["LF_TAG_POLICY", "LF_TAG_POLICY_TABLE"].contains(&kind),
            },
        }
    }

    pub(super) fn shown(&self) -> Value {
        match self {
            Self::Catalog { catalog } => json!({ "Catalog": { "Id": catalog } }),
            Self::Database { object } => json!({ "Database": shown_database(object) }),
            Self::Table { object } => json!({ "Table": shown_table(object) }),
            Self::Columns { object, columns } => {
                let mut shown = shown_table(object);
                match columns {
                    Columns::Only(names) => shown["ColumnNames"] = json!(names),
                    Columns::Except(names) if names.is_empty() => {
                        shown["ColumnWildcard"] = json!({});
                    }
                    Columns::Except(names) => {
                        shown["ColumnWildcard"] = json!({ "ExcludedColumnNames": names });
                    }
                }
                json!({ "TableWithColumns": shown })
            }
            Self::Filter { object, name } => json!({ "DataCellsFilter": {
                "TableCatalogId": object.catalog,
                "DatabaseName": object.database,
                "TableName": object.table,
                "Name": name,
            } }),
            Self::Location { catalog, arn } => {
                json!({ "DataLocation": { "CatalogId": catalog, "ResourceArn": arn } })
            }
            Self::LfTag {
                catalog,
                key,
                values,
            } => {
                json!({ "LFTag": { "CatalogId": catalog, "TagKey": key, "TagValues": values } })
            }
            Self::LfTagPolicy {
                catalog,
                kind,
                expression,
            } => json!({ "LFTagPolicy": {
                "CatalogId": catalog,
                "ResourceType": kind,
                "Expression": expression::shown(expression),
            } }),
        }
    }
}

/// A database as Lake Formation names it.
pub(super) fn shown_database(object: &Object) -> Value {
    json!({ "CatalogId": object.catalog, "Name": object.database })
}

/// A table as Lake Formation names it, or all those of a database.
pub(super) fn shown_table(object: &Object) -> Value {
    let mut shown = json!({ "CatalogId": object.catalog, "DatabaseName": object.database });
    match &object.table {
        Some(table) => shown["Name"] = json!(table),
        None => shown["TableWildcard"] = json!({}),
    }
    shown
}
