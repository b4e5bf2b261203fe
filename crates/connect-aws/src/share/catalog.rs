//! Databases of Glue, and links to tables of another catalog.

use std::collections::{BTreeMap, HashMap};

use analytics_share::port::{
    CatalogPort, Column, DatabaseDraft, DatabaseRecord, LinkDraft, TableRecord, Target,
};
use async_trait::async_trait;
use aws_sdk_glue::{error::BuildError, types};
use connect_model::{Fault, FaultClass};

use crate::{aws::Aws, call::Operation, fault};

const CREATE_DATABASE: Operation = operation("CreateDatabase");
const CREATE_TABLE: Operation = operation("CreateTable");
const DELETE_DATABASE: Operation = operation("DeleteDatabase");
const DELETE_TABLE: Operation = operation("DeleteTable");
const GET_DATABASE: Operation = operation("GetDatabase");
const GET_DATABASES: Operation = operation("GetDatabases");
const GET_TABLE: Operation = operation("GetTable");
const GET_TABLES: Operation = operation("GetTables");
/// The largest page of databases and of tables.
const PAGE: i32 = 100;

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "glue",
        name,
    }
}

#[async_trait]
impl CatalogPort for Aws {
    async fn database(&self, name: &str) -> Result<Option<DatabaseRecord>, Fault> {
        let request = self.glue.get_database().name(name);
        let answer = if_there(self.caller.send(GET_DATABASE, request.send()).await)?;
        let there = answer.and_then(|answer| answer.database);
        Ok(there.map(database_record))
    }

    async fn databases(&self) -> Result<Vec<DatabaseRecord>, Fault> {
        let request = self.glue.get_databases().max_results(PAGE);
        let listed = self.caller.pages(
            GET_DATABASES,
            |token| request.clone().set_next_token(token).send(),
            |page| (Some(page.database_list), page.next_token),
        );
        Ok(listed.await?.into_iter().map(database_record).collect())
    }

    async fn tables(&self, database: &str) -> Result<Vec<TableRecord>, Fault> {
        let request = self.glue.get_tables();
        let request = request.database_name(database).max_results(PAGE);
        let listed = self.caller.pages(
            GET_TABLES,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.table_list, page.next_token),
        );
        Ok(listed.await?.into_iter().map(record).collect())
    }

    async fn table(
        &self,
        catalog: Option<&str>,
        database: &str,
        name: &str,
    ) -> Result<Option<TableRecord>, Fault> {
        let request = self.glue.get_table();
        let request = request
            .set_catalog_id(catalog.map(ToOwned::to_owned))
            .database_name(database)
            .name(name);
        let answer = if_there(self.caller.send(GET_TABLE, request.send()).await)?;
        Ok(answer.and_then(|answer| answer.table).map(record))
    }

    async fn create_database(&self, draft: &DatabaseDraft) -> Result<(), Fault> {
        let request = self.glue.create_database();
        let request = request.database_input(fault::built(CREATE_DATABASE, input(draft))?);
        self.caller.send(CREATE_DATABASE, request.send()).await?;
        Ok(())
    }

    async fn create_link(&self, draft: &LinkDraft) -> Result<(), Fault> {
        let target = types::TableIdentifier::builder()
            .catalog_id(&draft.target.catalog)
            .database_name(&draft.target.database)
            .set_name(draft.target.table.clone());
        let input = types::TableInput::builder()
            .name(&draft.name)
            .set_parameters(Some(hashed(&draft.parameters)))
            .target_table(target.build());
        let request = self.glue.create_table();
        let request = request
            .database_name(&draft.database)
            .table_input(fault::built(CREATE_TABLE, input.build())?);
        self.caller.send(CREATE_TABLE, request.send()).await?;
        Ok(())
    }

    async fn delete_link(&self, database: &str, name: &str) -> Result<(), Fault> {
        let request = self.glue.delete_table().database_name(database).name(name);
        if_there(self.caller.send(DELETE_TABLE, request.send()).await)?;
        Ok(())
    }

    async fn delete_database(&self, name: &str) -> Result<(), Fault> {
        let request = self.glue.delete_database().name(name);
        if_there(self.caller.send(DELETE_DATABASE, request.send()).await)?;
        Ok(())
    }
}

fn database_record(database: types::Database) -> DatabaseRecord {
    DatabaseRecord {
        name: database.name,
        parameters: sorted(database.parameters),
        target: database.target_database.and_then(database_target),
    }
}

/// An empty list of default permissions is not the same as none: without it new tables get those of the
/// account.
fn input(draft: &DatabaseDraft) -> Result<types::DatabaseInput, BuildError> {
    let input = types::DatabaseInput::builder()
        .name(&draft.name)
        .set_parameters(Some(hashed(&draft.parameters)));
    let Some(target) = &draft.target else {
        let input = input.description(&draft.description);
        return input
            .set_create_table_default_permissions(Some(Vec::new()))
            .build();
    };
    let target = types::DatabaseIdentifier::builder()
        .catalog_id(&target.catalog)
        .database_name(&target.database);
    input.target_database(target.build()).build()
}

fn record(table: types::Table) -> TableRecord {
    let columns = table.storage_descriptor.and_then(|it| it.columns);
    let column = |column: types::Column| Column {
        name: column.name,
        kind: column.r#type.unwrap_or_default(),
    };
    TableRecord {
        name: table.name,
        parameters: sorted(table.parameters),
        target: table.target_table.and_then(table_target),
        columns: columns
            .unwrap_or_default()
            .into_iter()
            .map(column)
            .collect(),
    }
}

fn table_target(told: types::TableIdentifier) -> Option<Target> {
    Some(Target {
        catalog: told.catalog_id?,
        database: told.database_name?,
        table: Some(told.name?),
    })
}

fn database_target(told: types::DatabaseIdentifier) -> Option<Target> {
    Some(Target {
        catalog: told.catalog_id?,
        database: told.database_name?,
        table: None,
    })
}

fn sorted(map: Option<HashMap<String, String>>) -> BTreeMap<String, String> {
    map.unwrap_or_default().into_iter().collect()
}

fn hashed(map: &BTreeMap<String, String>) -> HashMap<String, String> {
    map.iter()
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

fn if_there<T>(answer: Result<T, Fault>) -> Result<Option<T>, Fault> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(fault) if fault.class == FaultClass::NotFound => Ok(None),
        Err(fault) => Err(fault),
    }
}
