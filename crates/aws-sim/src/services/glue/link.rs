//! Links to tables and databases of other catalogs.
//!
//! A link has no columns of its own: reads fill them in from its target, if the caller may see that.

use serde_json::{Map, Value};

use super::{
    catalog::{self, Table},
    errors,
    object::Object,
};
use crate::{
    context::Ctx,
    error::AwsError,
    place::Account,
    services::lakeformation::access::{self, Asker, Permission, Reach},
};

/// What reads of a link take over from its target.
const FILLED_IN: [&str; 4] = [
    "StorageDescriptor",
    "PartitionKeys",
    "Parameters",
    "TableType",
];

/// Refuses a link into a catalog of which nothing has reached the account. A name that does not
/// exist in a catalog that has is taken: the link then has no columns.
pub(super) fn check(ctx: &Ctx<'_>, target: &Object) -> Result<(), AwsError> {
    if target.catalog == *ctx.account {
        return check_own(ctx, target);
    }
    let asker = Asker::of(ctx);
    let any = Object::database(&target.catalog, &target.database);
    match access::reach(ctx.world, &asker, &any) {
        Reach::Open | Reach::Elsewhere => Ok(()),
        Reach::Unknown if !ctx.settings.strict => Ok(()),
        closed => Err(errors::not_found(&format!(
            "Cannot access producer database {}{}",
            target.database,
            closed.because()
        ))),
    }
}

/// A link to a link is refused.
fn check_own(ctx: &Ctx<'_>, target: &Object) -> Result<(), AwsError> {
    let is_link = match &target.table {
        Some(_) => catalog::table(ctx.world, ctx.region, target)
            .is_some_and(|table| table.target(ctx.account).is_some()),
        None => catalog::made(ctx.world, ctx.region, target)
            .is_some_and(|database| database.target(ctx.account).is_some()),
    };
    if is_link {
        return Err(errors::invalid(&format!(
            "{} is a link itself.",
            target.name()
        )));
    }
    Ok(())
}

/// The catalog id of a target, as an account. Other catalogs than those of accounts are not
/// simulated.
pub(super) fn check_catalog(facts: &Map<String, Value>, member: &str) -> Result<(), AwsError> {
    let id = facts
        .get(member)
        .and_then(|target| target["CatalogId"].as_str());
    if id.is_some_and(|id| Account::new(id).is_none()) {
        return Err(errors::invalid(&format!(
            "{member} has no valid CatalogId."
        )));
    }
    Ok(())
}

/// What `object` means: in a database that is a link, what the link points at.
pub(super) fn resolved(ctx: &Ctx<'_>, object: Object) -> Object {
    let database = catalog::made(ctx.world, ctx.region, &object);
    match database.and_then(|database| database.target(&object.catalog)) {
        Some(target) => Object {
            table: object.table,
            ..target
        },
        None => object,
    }
}

/// What is behind `object`: the target, if it is a link that the caller may see through.
pub(super) fn behind(ctx: &Ctx<'_>, object: Object) -> Object {
    let table = catalog::table(ctx.world, ctx.region, &object);
    let Some(target) = table.and_then(|table| table.target(ctx.account)) else {
        return object;
    };
    let asker = Asker::of(ctx);
    match access::may(ctx.world, &asker, Permission::Describe, &target) {
        Ok(_) => target,
        Err(_) => object,
    }
}

/// Fills in what `shown`, a read of the link `table`, takes over from its target.
pub(super) fn fill_in(ctx: &Ctx<'_>, table: &Table, shown: &mut Value) {
    let Some(target) = table.target(ctx.account) else {
        return;
    };
    let asker = Asker::of(ctx);
    let seen = access::may(ctx.world, &asker, Permission::Describe, &target).is_ok();
    let there = catalog::table(ctx.world, ctx.region, &target);
    let Some(there) = there.filter(|_| seen) else {
        return;
    };
    for member in FILLED_IN {
        if let Some(value) = there.facts.get(member) {
            shown[member] = value.clone();
        }
    }
}

/// Whether the target of a link is there and has been taken away from the account. Such a link
/// spoils the list of its whole database.
pub(super) fn is_orphan(ctx: &Ctx<'_>, table: &Table) -> bool {
    let asker = Asker::of(ctx);
    let target = table.target(ctx.account);
    let gone = |target: &Object| {
        let reach = access::reach(ctx.world, &asker, target);
        target.catalog != *ctx.account
            && catalog::holds(ctx.world, ctx.region, target)
            && !matches!(reach, Reach::Open)
    };
    target.is_some_and(|target| gone(&target))
}
