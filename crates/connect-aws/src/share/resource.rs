//! Things and permissions of Lake Formation in the types of the SDK.

use std::collections::BTreeSet;

use analytics_share::port::{Grant, Permission, Resource};
use aws_sdk_lakeformation::{error::BuildError, types};

/// A grant as the API takes it, under an id by which a refusal names it.
pub(super) fn entry(
    index: usize,
    grant: &Grant,
) -> Result<types::BatchPermissionsRequestEntry, BuildError> {
    let permissions = grant.permissions.iter().map(|it| spelled(*it)).collect();
    types::BatchPermissionsRequestEntry::builder()
        .id(index.to_string())
        .principal(principal(&grant.principal))
        .resource(resource(&grant.resource)?)
        .set_permissions(Some(permissions))
        .build()
}

pub(super) fn principal(arn: &str) -> types::DataLakePrincipal {
    let principal = types::DataLakePrincipal::builder();
    principal.data_lake_principal_identifier(arn).build()
}

pub(super) fn resource(resource: &Resource) -> Result<types::Resource, BuildError> {
    let made = types::Resource::builder();
    Ok(match resource {
        Resource::Database { catalog, name } => {
            let database = types::DatabaseResource::builder();
            let database = database.set_catalog_id(catalog.clone()).name(name);
            made.database(database.build()?)
        }
        Resource::Table {
            catalog,
            database,
            name,
        } => {
            let table = types::TableResource::builder()
                .set_catalog_id(catalog.clone())
                .database_name(database)
                .name(name);
            made.table(table.build()?)
        }
    }
    .build())
}

/// How a grant on all tables of a database names the table, beside a wildcard; observed.
const ALL_TABLES: &str = "ALL_TABLES";

/// A grant as it is listed. `SELECT` on a whole table is told as one on all of its columns; what is about
/// other things, about some columns alone or about all tables at once is none of ours, and so is a
/// permission that no word of ours says.
pub(super) fn grant(told: types::PrincipalResourcePermissions) -> Option<Grant> {
    let principal = told.principal?.data_lake_principal_identifier?;
    let listed = told.permissions.unwrap_or_default();
    let permissions: BTreeSet<Permission> = listed.iter().filter_map(read).collect();
    let resource = meant(told.resource?)?;
    (!permissions.is_empty()).then_some(Grant {
        principal,
        resource,
        permissions,
    })
}

fn meant(told: types::Resource) -> Option<Resource> {
    Some(if let Some(database) = told.database {
        Resource::Database {
            catalog: database.catalog_id,
            name: database.name,
        }
    } else if let Some(table) = told.table {
        if table.table_wildcard.is_some() {
            return None;
        }
        Resource::Table {
            catalog: table.catalog_id,
            database: table.database_name,
            name: table.name?,
        }
    } else {
        let table = told.table_with_columns?;
        let wildcard = table.column_wildcard?;
        if !wildcard.excluded_column_names().is_empty() || table.name == ALL_TABLES {
            return None;
        }
        Resource::Table {
            catalog: table.catalog_id,
            database: table.database_name,
            name: table.name,
        }
    })
}

fn spelled(permission: Permission) -> types::Permission {
    match permission {
        Permission::Describe => types::Permission::Describe,
        Permission::Select => types::Permission::Select,
        Permission::Drop => types::Permission::Drop,
        Permission::CreateTable => types::Permission::CreateTable,
        Permission::All => types::Permission::All,
    }
}

fn read(told: &types::Permission) -> Option<Permission> {
    Some(match told {
        types::Permission::Describe => Permission::Describe,
        types::Permission::Select => Permission::Select,
        types::Permission::Drop => Permission::Drop,
        types::Permission::CreateTable => Permission::CreateTable,
        types::Permission::All => Permission::All,
        _ => return None,
    })
}
