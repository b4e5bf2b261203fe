//! Settings of the data lake: its administrators, and what holds for new things.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    State, errors, own,
    principal::{IAM_ALLOWED, Principal},
};
use crate::{context::Ctx, error::AwsError};

/// The settings by member names, as the last request gave them.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub(super) struct Settings(Map<String, Value>);

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    catalog_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    catalog_id: Option<String>,
    data_lake_settings: Map<String, Value>,
}

/// Members that are lists, and so empty when nobody has set them.
const LISTS: [&str; 7] = [
    "DataLakeAdmins",
    "ReadOnlyAdmins",
    "CreateDatabaseDefaultPermissions",
    "CreateTableDefaultPermissions",
    "TrustedResourceOwners",
    "ExternalDataFilteringAllowList",
    "AuthorizedSessionTagValueList",
];
const VERSIONS: [&str; 4] = ["1", "2", "3", "4"];

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    check_catalog(ctx, input.catalog_id.as_deref())?;
    Ok(json!({ "DataLakeSettings": own(ctx).settings.0 }))
}

/// Replaces everything: what the request leaves out is empty afterwards. Only the version of
/// cross-account sharing stays, which is a choice.
pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    check_catalog(ctx, input.catalog_id.as_deref())?;
    let given = input.data_lake_settings;
    check_principals(&given)?;
    let version = &given.get("Parameters").unwrap_or(&Value::Null)["CROSS_ACCOUNT_VERSION"];
    if version
        .as_str()
        .is_some_and(|version| !VERSIONS.contains(&version))
    {
        return Err(errors::invalid("CROSS_ACCOUNT_VERSION is 1, 2, 3 or 4."));
    }
    let State { settings, .. } = own(ctx);
    let before = settings.0.get("Parameters").cloned();
    settings.0 = filled(given);
    if let Some(before) = before {
        settings.0.entry("Parameters").or_insert(before);
    }
    Ok(())
}

fn check_principals(given: &Map<String, Value>) -> Result<(), AwsError> {
    for member in ["DataLakeAdmins", "ReadOnlyAdmins"] {
        let admins = given.get(member).cloned().unwrap_or_else(|| json!([]));
        let admins: Vec<Principal> = serde_json::from_value(admins).unwrap_or_default();
        for admin in admins {
            admin.id()?;
        }
    }
    Ok(())
}

fn check_catalog(ctx: &Ctx<'_>, id: Option<&str>) -> Result<(), AwsError> {
    if id.is_none_or(|id| id == ctx.account.as_str()) {
        Ok(())
    } else {
        Err(errors::not_found("The catalog belongs to another account."))
    }
}

fn filled(mut given: Map<String, Value>) -> Map<String, Value> {
    for list in LISTS {
        given.entry(list).or_insert_with(|| json!([]));
    }
    given
        .entry("AllowExternalDataFiltering")
        .or_insert(json!(false));
    given
}

// === impl Settings ===

impl Default for Settings {
    /// Those of a new account. Which version of cross-account sharing it has is not the same in all
    /// of AWS's documents.
    fn default() -> Self {
        let everything = json!([{
            "Principal": { "DataLakePrincipalIdentifier": IAM_ALLOWED },
            "Permissions": ["ALL"],
        }]);
        let given = [
            ("CreateDatabaseDefaultPermissions", everything.clone()),
            ("CreateTableDefaultPermissions", everything),
            ("Parameters", json!({ "CROSS_ACCOUNT_VERSION": "1" })),
        ];
        let given = given
            .into_iter()
            .map(|(member, value)| (member.to_owned(), value));
        Self(filled(given.collect()))
    }
}

impl Settings {
    /// Whether `principal` may see and grant everything. The root user of an account may.
    pub(super) fn is_admin(&self, principal: &str) -> bool {
        principal.ends_with(":root") || self.lists("DataLakeAdmins", principal)
    }

    /// Whether `principal` may see everything.
    pub(super) fn may_look(&self, principal: &str) -> bool {
        self.is_admin(principal) || self.lists("ReadOnlyAdmins", principal)
    }

    /// What everybody gets on new databases.
    pub(super) fn for_databases(&self) -> Value {
        self.0["CreateDatabaseDefaultPermissions"].clone()
    }

    /// What everybody gets on tables of databases yet to be made.
    pub(super) fn for_tables(&self) -> Value {
        self.0["CreateTableDefaultPermissions"].clone()
    }

    fn lists(&self, member: &str, principal: &str) -> bool {
        let listed = self.0.get(member).and_then(Value::as_array);
        let mut listed = listed.into_iter().flatten();
        listed.any(|entry| entry["DataLakePrincipalIdentifier"] == principal)
    }
}
