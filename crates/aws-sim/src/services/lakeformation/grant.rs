//! Grants, given and taken back.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    access::{Asker, Reach},
    errors, expression, holding, own,
    permission::{self, Permission, Permissions},
    principal::{IAM_ALLOWED, Principal},
    reach,
    resource::{self, Columns, Resource},
    state,
};
use crate::{
    context::Ctx,
    error::AwsError,
    place::Account,
    services::glue::{catalog, object},
    time::Time,
};

/// What one principal may do with one resource.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Grant {
    pub(super) principal: String,
    pub(super) resource: Resource,
    pub(super) permissions: Permissions,
    /// Those of them that the principal may grant on.
    pub(super) grantable: Permissions,
    pub(super) updated: Time,
    pub(super) by: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Change {
    catalog_id: Option<String>,
    principal: Option<Principal>,
    resource: Option<Map<String, Value>>,
    #[serde(default)]
    permissions: Permissions,
    #[serde(default)]
    permissions_with_grant_option: Permissions,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Many {
    catalog_id: Option<String>,
    entries: Vec<Value>,
}

/// A change that has been checked.
struct Checked {
    principal: String,
    /// The resource, perhaps in parts: to select from a table is to select from all its columns,
    /// and is kept and shown as such.
    parts: Vec<(Resource, Permissions, Permissions)>,
}

/// A batch has at most so many entries (developer guide).
const BATCH: usize = 20;

pub(super) fn grant(ctx: &mut Ctx<'_>, input: Change) -> Result<(), AwsError> {
    let checked = checked(ctx, input)?;
    for (resource, permissions, _) in &checked.parts {
        check_grant(ctx, resource, permissions)?;
    }
    for (resource, permissions, grantable) in checked.parts {
        give(ctx, &checked.principal, &resource, permissions, grantable);
    }
    Ok(())
}

/// What is not held can not be taken back: then nothing is.
pub(super) fn revoke(ctx: &mut Ctx<'_>, input: Change) -> Result<(), AwsError> {
    if let Some(given) = &input.resource {
        refuse_through_link(ctx, &read(ctx, input.catalog_id.as_deref(), given)?)?;
    }
    let checked = checked(ctx, input)?;
    for (resource, permissions, _) in &checked.parts {
        check_there(ctx, resource)?;
        check_may_grant(ctx, resource, permissions)?;
        check_held(ctx, &checked.principal, resource, permissions)?;
    }
    for (resource, permissions, grantable) in checked.parts {
        take(ctx, &checked.principal, &resource, &permissions, &grantable);
    }
    Ok(())
}

pub(super) fn grant_many(ctx: &mut Ctx<'_>, input: Many) -> Result<Value, AwsError> {
    each(ctx, input, grant)
}

pub(super) fn revoke_many(ctx: &mut Ctx<'_>, input: Many) -> Result<Value, AwsError> {
    each(ctx, input, revoke)
}

/// In a new account everybody may make databases.
pub(super) fn for_everybody(account: &Account) -> Grant {
    Grant {
        principal: IAM_ALLOWED.to_owned(),
        resource: Resource::Catalog {
            catalog: account.clone(),
        },
        permissions: [Permission::CreateDatabase].into(),
        grantable: Permissions::new(),
        updated: Time::default(),
        by: "AWS".to_owned(),
    }
}

/// Adds to what `principal` holds. Nothing is asked.
pub(super) fn give(
    ctx: &mut Ctx<'_>,
    principal: &str,
    resource: &Resource,
    permissions: Permissions,
    grantable: Permissions,
) {
    let (now, by) = (ctx.now, ctx.caller.principal().to_owned());
    let grants = &mut own(ctx).grants;
    let mut all = grants.iter_mut();
    if let Some(held) = all.find(|grant| grant.is(principal, resource)) {
        held.permissions.extend(&permissions);
        held.permissions.extend(&grantable);
        held.grantable.extend(grantable);
        (held.updated, held.by) = (now, by);
        return;
    }
    grants.push(Grant {
        principal: principal.to_owned(),
        resource: resource.clone(),
        permissions: &permissions | &grantable,
        grantable,
        updated: now,
        by,
    });
}

/// The resource that a request names.
pub(super) fn read(
    ctx: &Ctx<'_>,
    catalog: Option<&str>,
    given: &Map<String, Value>,
) -> Result<Resource, AwsError> {
    let catalog = object::catalog(ctx.account, catalog)?;
    resource::read(&catalog, given)
}

/// A table in a link to a database can be granted on, and no more be found by that name: the other
/// calls do not follow such a link.
pub(super) fn refuse_through_link(ctx: &Ctx<'_>, resource: &Resource) -> Result<(), AwsError> {
    let object = resource.object().filter(|object| object.table.is_some());
    let database = object.and_then(|object| catalog::made(ctx.world, ctx.region, object));
    if database.is_some_and(|database| database.target(ctx.account).is_some()) {
        return Err(errors::invalid(
            "Database cannot be a link for this operation when called on a table",
        ));
    }
    Ok(())
}

/// What fails does not keep the others from being done, and the answer is a 200.
fn each(
    ctx: &mut Ctx<'_>,
    input: Many,
    change: fn(&mut Ctx<'_>, Change) -> Result<(), AwsError>,
) -> Result<Value, AwsError> {
    if input.entries.len() > BATCH {
        return Err(errors::invalid("A batch has at most 20 entries."));
    }
    let mut failed = Vec::new();
    for entry in input.entries {
        let read: Result<Change, _> = serde_json::from_value(entry.clone());
        let read = read.map_err(|error| errors::invalid(&error.to_string()));
        let done = read.and_then(|mut read| {
            read.catalog_id.clone_from(&input.catalog_id);
            change(ctx, read)
        });
        if let Err(error) = done {
            let detail = json!({ "ErrorCode": error.code, "ErrorMessage": error.message });
            failed.push(json!({ "RequestEntry": entry, "Error": detail }));
        }
    }
    Ok(json!({ "Failures": failed }))
}

fn checked(ctx: &Ctx<'_>, input: Change) -> Result<Checked, AwsError> {
    let principal = input
        .principal
        .ok_or_else(|| errors::invalid("A principal is needed."))?;
    let given = input
        .resource
        .ok_or_else(|| errors::invalid("A resource is needed."))?;
    let resource = read(ctx, input.catalog_id.as_deref(), &given)?;
    let resource = through_link(ctx, resource);
    let grantable = input.permissions_with_grant_option;
    let permissions = &input.permissions | &grantable;
    if permissions.is_empty() {
        return Err(errors::invalid("Permissions are needed."));
    }
    Ok(Checked {
        principal: principal.id()?.to_owned(),
        parts: parts(resource, permissions, grantable),
    })
}

/// A table in a link to a database is that of the target.
fn through_link(ctx: &Ctx<'_>, resource: Resource) -> Resource {
    let Resource::Table { object } = &resource else {
        return resource;
    };
    let database = catalog::made(ctx.world, ctx.region, object);
    match database.and_then(|database| database.target(ctx.account)) {
        Some(target) => Resource::Table {
            object: object::Object {
                table: object.table.clone(),
                ..target
            },
        },
        None => resource,
    }
}

fn parts(
    resource: Resource,
    mut permissions: Permissions,
    mut grantable: Permissions,
) -> Vec<(Resource, Permissions, Permissions)> {
    let mut parts = Vec::new();
    if let Resource::Table { object } = &resource
        && object.table.is_some()
        && permissions.remove(&Permission::Select)
    {
        let select = Permissions::from([Permission::Select]);
        let on = if grantable.remove(&Permission::Select) {
            select.clone()
        } else {
            Permissions::new()
        };
        let columns = Resource::Columns {
            object: object.clone(),
            columns: Columns::ALL,
        };
        parts.push((columns, select, on));
    }
    if !permissions.is_empty() {
        parts.push((resource, permissions, grantable));
    }
    parts
}

fn check_grant(
    ctx: &Ctx<'_>,
    resource: &Resource,
    permissions: &Permissions,
) -> Result<(), AwsError> {
    check_there(ctx, resource)?;
    if permission::misfit(resource, is_link(ctx, resource), permissions).is_some() {
        return Err(errors::invalid("Permissions modification is invalid."));
    }
    if let Resource::LfTagPolicy { expression, .. } = resource {
        expression::check(&state(ctx.world, ctx.account, ctx.region), expression)?;
    }
    check_columns(ctx, resource)?;
    check_may_grant(ctx, resource, permissions)
}

/// Refuses what is not there. What another account has is there once it has been shared, and the
/// shares of the data lake are for reading.
fn check_there(ctx: &Ctx<'_>, resource: &Resource) -> Result<(), AwsError> {
    let catalog = resource.catalog();
    let Some(object) = resource.object() else {
        return if catalog == ctx.account {
            Ok(())
        } else {
            Err(errors::denied("The catalog belongs to another account."))
        };
    };
    let known = catalog::is_known(ctx.world, ctx.settings, ctx.region, catalog);
    if catalog != ctx.account {
        return match reach::reach(ctx.world, &Asker::of(ctx), object) {
            Reach::Open => Ok(()),
            Reach::Unknown if !known => Ok(()),
            closed => Err(errors::not_found(&format!(
                "{} not found in catalog {catalog}{}",
                object.name(),
                closed.because()
            ))),
        };
    }
    if known && !catalog::holds(ctx.world, ctx.region, object) {
        let kind = if object.table.is_some() {
            "Table"
        } else {
            "Database"
        };
        return Err(errors::not_found(&format!(
            "{kind} not found: {}",
            object.name()
        )));
    }
    Ok(())
}

fn check_columns(ctx: &Ctx<'_>, resource: &Resource) -> Result<(), AwsError> {
    let Resource::Columns { object, columns } = resource else {
        return Ok(());
    };
    let (Columns::Only(names) | Columns::Except(names)) = columns;
    let Some(table) = catalog::table(ctx.world, ctx.region, object) else {
        return Ok(());
    };
    let there = table.columns();
    let missing = names
        .iter()
        .find(|name| !there.iter().any(|(column, _)| column == *name));
    missing.map_or(Ok(()), |name| {
        let message = format!("cannot grant/revoke permission on non-existent column {name}");
        Err(errors::invalid(&message))
    })
}

fn is_link(ctx: &Ctx<'_>, resource: &Resource) -> bool {
    let Some(object) = resource.object() else {
        return false;
    };
    match &object.table {
        Some(_) => catalog::table(ctx.world, ctx.region, object)
            .is_some_and(|table| table.target(ctx.account).is_some()),
        None => {
            matches!(resource, Resource::Database { .. })
                && catalog::made(ctx.world, ctx.region, object)
                    .is_some_and(|database| database.target(ctx.account).is_some())
        }
    }
}

/// Administrators grant everything, creators what they made, and others what they hold with the
/// option to grant it on.
fn check_may_grant(
    ctx: &Ctx<'_>,
    resource: &Resource,
    permissions: &Permissions,
) -> Result<(), AwsError> {
    let asker = Asker::of(ctx);
    if holding::may_grant(ctx.world, &asker, resource, permissions) {
        return Ok(());
    }
    let on = resource
        .object()
        .map_or("the resource", object::Object::name);
    let message =
        format!("Insufficient Lake Formation permission(s): Required grant option on {on}");
    Err(errors::denied(&message))
}

fn check_held(
    ctx: &Ctx<'_>,
    principal: &str,
    resource: &Resource,
    permissions: &Permissions,
) -> Result<(), AwsError> {
    let state = state(ctx.world, ctx.account, ctx.region);
    let mut grants = state.grants.iter();
    let held = grants.find(|grant| grant.is(principal, resource));
    let held = held
        .map(|grant| grant.permissions.clone())
        .unwrap_or_default();
    if permissions.is_subset(&held) {
        return Ok(());
    }
    Err(errors::invalid(&not_held(permissions, &held)))
}

/// Clients that wait for the end of a grant go on until they read that nothing is held.
fn not_held(asked: &Permissions, held: &Permissions) -> String {
    if held.is_empty() {
        return "No permissions revoked. Grantee has no permissions and no grantable permissions \
                on resource."
            .into();
    }
    let missing: Vec<_> = asked.difference(held).collect();
    let missing = serde_json::to_string(&missing)
        .unwrap_or_default()
        .replace('"', "");
    format!("No permissions revoked. Grantee does not have: {missing}")
}

/// To take back the option only leaves the permission itself.
fn take(
    ctx: &mut Ctx<'_>,
    principal: &str,
    resource: &Resource,
    permissions: &Permissions,
    grantable: &Permissions,
) {
    let grants = &mut own(ctx).grants;
    let mut all = grants.iter_mut();
    if let Some(held) = all.find(|grant| grant.is(principal, resource)) {
        held.grantable = &held.grantable - grantable;
        let only_option = !grantable.is_empty() && permissions == grantable;
        if !only_option {
            held.permissions = &held.permissions - permissions;
            held.grantable = &held.grantable - permissions;
        }
    }
    grants.retain(|grant| !grant.permissions.is_empty());
}

// === impl Grant ===

impl Grant {
    pub(super) fn is(&self, principal: &str, resource: &Resource) -> bool {
        self.principal == principal && self.resource == *resource
    }

    pub(super) fn shown(&self) -> Value {
        json!({
            "Principal": { "DataLakePrincipalIdentifier": self.principal },
            "Resource": self.resource.shown(),
            "Permissions": self.permissions,
            "PermissionsWithGrantOption": self.grantable,
            "LastUpdated": self.updated,
            "LastUpdatedBy": self.by,
        })
    }
}
