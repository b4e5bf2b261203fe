//! What is granted by itself when something is made.

use serde::Deserialize;
use serde_json::Value;

use super::{grant, own, permission::Permissions, principal::Principal, resource::Resource};
use crate::{
    context::Ctx,
    services::glue::{catalog, object::Object},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Default {
    principal: Principal,
    #[serde(default)]
    permissions: Permissions,
}

/// What everybody gets on tables of a database that is made now and does not say.
pub(crate) fn for_tables(ctx: &mut Ctx<'_>) -> Value {
    own(ctx).settings.for_tables()
}

/// Grants what the settings say on a new database.
pub(crate) fn open_database(ctx: &mut Ctx<'_>, object: &Object) {
    let defaults = own(ctx).settings.for_databases();
    let resource = Resource::Database {
        object: object.clone(),
    };
    open(ctx, &resource, defaults);
}

/// Grants what its database says on a new table.
pub(crate) fn open_table(ctx: &mut Ctx<'_>, object: &Object) {
    let database = catalog::made(ctx.world, ctx.region, object);
    let defaults = database
        .and_then(|database| database.table_defaults())
        .cloned();
    let resource = Resource::Table {
        object: object.clone(),
    };
    open(ctx, &resource, defaults.unwrap_or_default());
}

fn open(ctx: &mut Ctx<'_>, resource: &Resource, defaults: Value) {
    let defaults: Vec<Default> = serde_json::from_value(defaults).unwrap_or_default();
    for Default {
        principal,
        permissions,
    } in defaults
    {
        if let (Ok(id), false) = (principal.id(), permissions.is_empty()) {
            grant::give(ctx, id, resource, permissions, Permissions::new());
        }
    }
}
