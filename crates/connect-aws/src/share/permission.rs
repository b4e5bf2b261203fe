//! Lake Formation: who administers the lake, who may see and read what, and its tags.

use std::collections::{BTreeMap, BTreeSet};

use analytics_share::port::{Grant, LakeSettings, PermissionPort, Refused};
use async_trait::async_trait;
use aws_sdk_lakeformation::types;
use connect_model::{Fault, FaultClass};

use super::resource::{entry, grant, principal};
use crate::{aws::Aws, call::Operation, fault};

const ADD_TAGS: Operation = operation("AddLFTagsToResource");
const CREATE_TAG: Operation = operation("CreateLFTag");
const DELETE_TAG: Operation = operation("DeleteLFTag");
const GET_SETTINGS: Operation = operation("GetDataLakeSettings");
const GET_TAG: Operation = operation("GetLFTag");
const GET_TAGS: Operation = operation("GetResourceLFTags");
const GRANT: Operation = operation("BatchGrantPermissions");
const LIST: Operation = operation("ListPermissions");
const PUT_SETTINGS: Operation = operation("PutDataLakeSettings");
const REMOVE_TAGS: Operation = operation("RemoveLFTagsFromResource");
const REVOKE: Operation = operation("BatchRevokePermissions");
const SEARCH_DATABASES: Operation = operation("SearchDatabasesByLFTags");
const SEARCH_TABLES: Operation = operation("SearchTablesByLFTags");
const UPDATE_TAG: Operation = operation("UpdateLFTag");
/// How Lake Formation calls everybody whom IAM lets in.
const EVERYBODY: &str = "IAM_ALLOWED_PRINCIPALS";
/// The largest page of permissions.
const PAGE: i32 = 1_000;

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "lakeformation",
        name,
    }
}

#[async_trait]
impl PermissionPort for Aws {
    async fn settings(&self) -> Result<LakeSettings, Fault> {
        let settings = self.lake_settings().await?;
        Ok(LakeSettings {
            opens_databases: opens(settings.create_database_default_permissions()),
            opens_tables: opens(settings.create_table_default_permissions()),
            administrators: names(settings.data_lake_admins),
        })
    }

    async fn set_administrator(&self, arn: &str, is_one: bool) -> Result<(), Fault> {
        let mut settings = self.lake_settings().await?;
        let mut all = settings.data_lake_admins.take().unwrap_or_default();
        let before = all.len();
        all.retain(|it| it.data_lake_principal_identifier.as_deref() != Some(arn));
        if is_one {
            if all.len() < before {
                return Ok(());
            }
            all.push(principal(arn));
        } else if all.len() == before {
            return Ok(());
        }
        settings.data_lake_admins = Some(all);
        let request = self.lakeformation.put_data_lake_settings();
        let request = request.data_lake_settings(settings);
        self.caller.send(PUT_SETTINGS, request.send()).await?;
        Ok(())
    }

    async fn grants(&self) -> Result<Vec<Grant>, Fault> {
        let request = self.lakeformation.list_permissions().max_results(PAGE);
        let listed = self.caller.pages(
            LIST,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.principal_resource_permissions, page.next_token),
        );
        Ok(listed.await?.into_iter().filter_map(grant).collect())
    }

    async fn grant(&self, grants: &[Grant]) -> Result<Vec<Refused>, Fault> {
        let request = self.lakeformation.batch_grant_permissions();
        let request = request.set_entries(Some(entries(GRANT, grants)?));
        let answer = self.caller.send(GRANT, request.send()).await?;
        Ok(refused(GRANT, answer.failures))
    }

    async fn revoke(&self, grants: &[Grant]) -> Result<Vec<Refused>, Fault> {
        let request = self.lakeformation.batch_revoke_permissions();
        let request = request.set_entries(Some(entries(REVOKE, grants)?));
        let answer = self.caller.send(REVOKE, request.send()).await?;
        Ok(refused(REVOKE, answer.failures))
    }

    async fn tag_values(&self, key: &str) -> Result<Option<BTreeSet<String>>, Fault> {
        let request = self.lakeformation.get_lf_tag().tag_key(key);
        match self.caller.send(GET_TAG, request.send()).await {
            Ok(answer) => {
                let values = answer.tag_values.unwrap_or_default();
                // None is made without a value, so one without is how some servers say that there is none.
                Ok((!values.is_empty()).then(|| values.into_iter().collect()))
            }
            Err(fault) if fault.class == FaultClass::NotFound => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    async fn create_tag(&self, key: &str, value: &str) -> Result<(), Fault> {
        let request = self.lakeformation.create_lf_tag();
        let request = request.tag_key(key).tag_values(value);
        match self.caller.send(CREATE_TAG, request.send()).await {
            Ok(_) => Ok(()),
            Err(fault) => Err(taken(fault)),
        }
    }

    async fn add_tag_value(&self, key: &str, value: &str) -> Result<(), Fault> {
        let request = self.lakeformation.update_lf_tag();
        let request = request.tag_key(key).tag_values_to_add(value);
        self.caller.send(UPDATE_TAG, request.send()).await?;
        Ok(())
    }

    async fn is_tag_used(&self, key: &str, beside: &str) -> Result<bool, Fault> {
        let values = self.tag_values(key).await?.unwrap_or_default();
        if values.is_empty() {
            return Ok(false);
        }
        let tag = types::LfTag::builder().tag_key(key);
        let tag = tag.set_tag_values(Some(values.into_iter().collect()));
        let tag = fault::built(SEARCH_DATABASES, tag.build())?;
        let request = self.lakeformation.search_databases_by_lf_tags();
        let request = request.expression(tag.clone());
        let databases = self.caller.pages(
            SEARCH_DATABASES,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.database_list, page.next_token),
        );
        let mut databases = databases.await?.into_iter().filter_map(|it| it.database);
        if databases.any(|it| it.name != beside) {
            return Ok(true);
        }
        let request = self.lakeformation.search_tables_by_lf_tags();
        let request = request.expression(tag);
        let tables = self.caller.pages(
            SEARCH_TABLES,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.table_list, page.next_token),
        );
        let mut tables = tables.await?.into_iter().filter_map(|it| it.table);
        Ok(tables.any(|it| it.database_name != beside))
    }

    async fn delete_tag(&self, key: &str) -> Result<(), Fault> {
        let request = self.lakeformation.delete_lf_tag().tag_key(key);
        match self.caller.send(DELETE_TAG, request.send()).await {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }

    async fn tags(&self, database: &str) -> Result<BTreeMap<String, String>, Fault> {
        let request = self.lakeformation.get_resource_lf_tags();
        let request = request.resource(of_database(GET_TAGS, database)?);
        let answer = self.caller.send(GET_TAGS, request.send()).await?;
        let pair =
            |pair: types::LfTagPair| Some((pair.tag_key, pair.tag_values.into_iter().next()?));
        let set = answer.lf_tag_on_database.unwrap_or_default().into_iter();
        Ok(set.filter_map(pair).collect())
    }

    async fn tag(&self, database: &str, tags: &BTreeMap<String, String>) -> Result<(), Fault> {
        let request = self.lakeformation.add_lf_tags_to_resource();
        let request = request
            .resource(of_database(ADD_TAGS, database)?)
            .set_lf_tags(Some(pairs(ADD_TAGS, tags)?));
        let answer = self.caller.send(ADD_TAGS, request.send()).await?;
        untagged(ADD_TAGS, answer.failures)
    }

    async fn untag(&self, database: &str, tags: &BTreeMap<String, String>) -> Result<(), Fault> {
        let request = self.lakeformation.remove_lf_tags_from_resource();
        let request = request
            .resource(of_database(REMOVE_TAGS, database)?)
            .set_lf_tags(Some(pairs(REMOVE_TAGS, tags)?));
        let answer = self.caller.send(REMOVE_TAGS, request.send()).await?;
        untagged(REMOVE_TAGS, answer.failures)
    }
}

impl Aws {
    /// All of them: what is put takes the place of everything that was there.
    async fn lake_settings(&self) -> Result<types::DataLakeSettings, Fault> {
        let request = self.lakeformation.get_data_lake_settings();
        let answer = self.caller.send(GET_SETTINGS, request.send()).await?;
        let unset = || types::DataLakeSettings::builder().build();
        Ok(answer.data_lake_settings.unwrap_or_else(unset))
    }
}

/// Whether these defaults permit anything to everybody.
fn opens(defaults: &[types::PrincipalPermissions]) -> bool {
    let everybody = principal(EVERYBODY);
    let is_open = |it: &types::PrincipalPermissions| {
        it.principal.as_ref() == Some(&everybody) && !it.permissions().is_empty()
    };
    defaults.iter().any(is_open)
}

/// With which code a key is refused that is there is not documented: the model of the call has none for it
/// but that of bad input, so the words count too.
fn taken(mut fault: Fault) -> Fault {
    if fault.class == FaultClass::Invalid && fault.message.contains("already exists") {
        fault.class = FaultClass::Duplicate;
    }
    fault
}

fn names(principals: Option<Vec<types::DataLakePrincipal>>) -> Vec<String> {
    let principals = principals.into_iter().flatten();
    principals
        .filter_map(|it| it.data_lake_principal_identifier)
        .collect()
}

fn entries(
    operation: Operation,
    grants: &[Grant],
) -> Result<Vec<types::BatchPermissionsRequestEntry>, Fault> {
    let entries = grants.iter().enumerate();
    let entries = entries.map(|(index, grant)| fault::built(operation, entry(index, grant)));
    entries.collect()
}

fn refused(
    operation: Operation,
    failures: Option<Vec<types::BatchPermissionsFailureEntry>>,
) -> Vec<Refused> {
    let refused = |entry: types::BatchPermissionsFailureEntry| {
        let index = entry.request_entry.and_then(|it| it.id.parse().ok());
        Refused {
            index: index.unwrap_or(usize::MAX),
            fault: told(operation, entry.error),
        }
    };
    failures.into_iter().flatten().map(refused).collect()
}

/// The first tag that was refused.
fn untagged(operation: Operation, failures: Option<Vec<types::LfTagError>>) -> Result<(), Fault> {
    match failures.into_iter().flatten().next() {
        None => Ok(()),
        Some(failure) => Err(told(operation, failure.error)),
    }
}

/// What is told within a success.
fn told(operation: Operation, error: Option<types::ErrorDetail>) -> Fault {
    let (code, message) = error.map_or((None, None), |it| (it.error_code, it.error_message));
    fault::told(
        operation,
        &code.unwrap_or_default(),
        &message.unwrap_or_default(),
    )
}

fn of_database(operation: Operation, name: &str) -> Result<types::Resource, Fault> {
    let database = types::DatabaseResource::builder().name(name).build();
    let resource = types::Resource::builder().database(fault::built(operation, database)?);
    Ok(resource.build())
}

fn pairs(
    operation: Operation,
    tags: &BTreeMap<String, String>,
) -> Result<Vec<types::LfTagPair>, Fault> {
    let pair = |(key, value): (&String, &String)| {
        let pair = types::LfTagPair::builder().tag_key(key).tag_values(value);
        fault::built(operation, pair.build())
    };
    tags.iter().map(pair).collect()
}
