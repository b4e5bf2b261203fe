//! The question that everybody asks: may this principal, in this account and Region, see or read
//! this?
//!
//! A table of the data lake is read through a link in the reader's own catalog. For a query to
//! succeed all of this must hold, and [`read`] names the first that does not:
//!
//! 1. the reader may describe the database and the link, in its own catalog;
//! 2. the link's target is in a share of *this Region*, and its invitation was accepted in time;
//! 3. the target is there under the name that the link has;
//! 4. the reader may describe the target and select from it: grants on the link do not do.
//!
//! Grants are given on a thing by name or on its LF-tags. Without any, administrators and creators
//! pass, and so does everybody while `IAM_ALLOWED_PRINCIPALS` holds a thing: [`Ground`] says which.
//! LF-tags and `IAM_ALLOWED_PRINCIPALS` open links only: the target is its owner's to tag.
//!
//! What IAM says is not asked here.

pub(crate) use super::{
    denied::Denied,
    holding::Ground,
    permission::Permission,
    reach::{Reach, reach, shared_databases},
};
use super::{
    filter, holding,
    resource::{Columns, Resource},
    state,
};
use crate::{
    context::Ctx,
    place::{Account, Region},
    services::glue::{
        catalog::{self, Table},
        object::Object,
    },
    time::Time,
    world::World,
};

/// Who asks, and from where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker<'a> {
    pub(crate) account: &'a Account,
    pub(crate) region: &'a Region,
    /// The ARN of the role, or of the root user.
    pub(crate) principal: &'a str,
    pub(crate) now: Time,
}

/// What a reader gets to see of a table.
#[derive(Debug)]
pub(crate) struct Readable {
    /// The table itself, behind the link if there is one.
    pub(crate) target: Object,
    /// Name and type of the columns that the reader may select.
    pub(crate) columns: Vec<(String, String)>,
    /// Row filters, if the reader has nothing better than data cells filters: a row is shown if one
    /// of them lets it.
    pub(crate) row_filters: Vec<String>,
    /// From where the reader has `DESCRIBE` on the name that it used.
    pub(crate) describe: Ground,
    /// From where it has `SELECT` on the table itself.
    pub(crate) select: Ground,
}

/// From where the asker has `permission` on `object`, which may be in any catalog.
pub(crate) fn may(
    world: &World,
    asker: &Asker<'_>,
    permission: Permission,
    object: &Object,
) -> Result<Ground, Denied> {
    if object.catalog != *asker.account {
        return may_shared(world, asker, permission, object);
    }
    let ground = holding::ground(world, asker, permission, object);
    if catalog::holds(world, asker.region, object) {
        return ground.ok_or_else(|| lacks(permission, object));
    }
    Err(missing(world, asker, permission, object))
}

/// Whether the asker may make a database in its account.
pub(crate) fn may_create_database(world: &World, asker: &Asker<'_>) -> Result<(), Denied> {
    let may = holding::makes_databases(world, asker);
    may.then_some(()).ok_or(Denied::CreateDatabase)
}

/// What the asker reads when it selects from `database.table` of its own catalog.
pub(crate) fn read(
    world: &World,
    asker: &Asker<'_>,
    database: &str,
    table: &str,
) -> Result<Readable, Denied> {
    let link = Object::table(asker.account, database, table);
    let in_database = may(world, asker, Permission::Describe, &link.parent())?;
    let made = catalog::made(world, asker.region, &link);
    if let Some(there) = made.and_then(|database| database.target(asker.account)) {
        return select(world, asker, in_database, there.with(table));
    }
    let describe = may(world, asker, Permission::Describe, &link)?;
    let target = target_of(world, asker, &link)?;
    select(world, asker, describe, target)
}

/// What the asker reads when it selects from `object`: by its own name, or by that of the table in
/// another catalog.
pub(crate) fn read_any(
    world: &World,
    asker: &Asker<'_>,
    object: &Object,
) -> Result<Readable, Denied> {
    if object.catalog == *asker.account {
        return read(world, asker, &object.database, object.name());
    }
    let describe = may(world, asker, Permission::Describe, object)?;
    select(world, asker, describe, object.clone())
}

/// What the asker reads when it selects from the table `target`, of whatever catalog.
fn select(
    world: &World,
    asker: &Asker<'_>,
    describe: Ground,
    target: Object,
) -> Result<Readable, Denied> {
    may(world, asker, Permission::Describe, &target)?;
    let Some(table) = catalog::table(world, asker.region, &target) else {
        return Err(Denied::TargetGone(target));
    };
    let select = may(world, asker, Permission::Select, &target)?;
    let (columns, row_filters) = cells(world, asker, select, &target, &table);
    Ok(Readable {
        target,
        columns,
        row_filters,
        describe,
        select,
    })
}

/// The table behind `link`; a table that is none is its own target.
fn target_of(world: &World, asker: &Asker<'_>, link: &Object) -> Result<Object, Denied> {
    let Some(table) = catalog::table(world, asker.region, link) else {
        return Err(Denied::NoTable(link.name().to_owned()));
    };
    let target = table.target(asker.account).unwrap_or_else(|| link.clone());
    let other = table
        .target_region()
        .filter(|region| *region != asker.region.as_str());
    match other {
        Some(region) => Err(Denied::Unreached {
            target,
            reach: Reach::OtherRegion {
                region: Region::new(region),
            },
        }),
        None => Ok(target),
    }
}

/// A database of another account is seen by whoever has a grant on one of its tables.
fn may_shared(
    world: &World,
    asker: &Asker<'_>,
    permission: Permission,
    object: &Object,
) -> Result<Ground, Denied> {
    let reach = reach(world, asker, object);
    let there = catalog::holds(world, asker.region, object);
    match reach {
        Reach::Open => {}
        // The catalog has reached the account, and has nothing of that name.
        Reach::Elsewhere if !there => return Err(Denied::TargetGone(object.clone())),
        closed => {
            return Err(Denied::Unreached {
                target: object.clone(),
                reach: closed,
            });
        }
    }
    if !there {
        return Err(Denied::TargetGone(object.clone()));
    }
    let on_table = || {
        let names = catalog::tables(world, asker.region, object).into_iter();
        let tables = names.map(|name| object.with(&name));
        let mut tables =
            tables.filter_map(|table| holding::ground(world, asker, permission, &table));
        tables.next()
    };
    let ground = holding::ground(world, asker, permission, object);
    let ground = match object.table {
        None if permission == Permission::Describe => ground.or_else(on_table),
        _ => ground,
    };
    ground.ok_or_else(|| lacks(permission, object))
}

/// That something does not exist is told to those only who would see it if it did.
fn missing(world: &World, asker: &Asker<'_>, permission: Permission, object: &Object) -> Denied {
    let database = object.parent();
    let sees_databases = holding::makes_databases(world, asker)
        || holding::ground(world, asker, Permission::Describe, &database).is_some();
    if !catalog::holds(world, asker.region, &database) {
        return if sees_databases {
            Denied::NoDatabase(database.database)
        } else {
            lacks(permission, &database)
        };
    }
    // A grant on the database alone shows none of its tables.
    let ground = |object: &Object| holding::ground(world, asker, Permission::Describe, object);
    let sees_tables = match ground(&database) {
        Some(Ground::Named | Ground::Tagged) => ground(object).is_some(),
        other => other.is_some(),
    };
    if sees_tables {
        Denied::NoTable(object.name().to_owned())
    } else {
        lacks(permission, object)
    }
}

fn lacks(permission: Permission, object: &Object) -> Denied {
    Denied::Lacks {
        permission,
        on: object.clone(),
    }
}

/// The columns that the asker's grants add up to, and the row filters if nothing shows all rows.
fn cells(
    world: &World,
    asker: &Asker<'_>,
    select: Ground,
    target: &Object,
    table: &Table,
) -> (Vec<(String, String)>, Vec<String>) {
    let all = table.columns();
    if matches!(select, Ground::Administrator | Ground::Creator) {
        return (all, Vec::new());
    }
    let state = state(world, asker.account, asker.region);
    let grants = holding::grants(&state, asker, Permission::Select, target);
    let (mut shown, mut filters, mut whole_rows) = (Vec::new(), Vec::new(), false);
    for grant in grants {
        let found = match &grant.resource {
            Resource::Filter { name, .. } => filter::find(&state, target, name),
            _ => None,
        };
        whole_rows |= found.is_none_or(|filter| filter.row_expression().is_none());
        filters.extend(
            found
                .and_then(filter::Filter::row_expression)
                .map(str::to_owned),
        );
        shown.push(match (&grant.resource, found) {
            (_, Some(filter)) => filter.columns(),
            (Resource::Columns { columns, .. }, None) => columns.clone(),
            _ => Columns::ALL,
        });
    }
    let columns = all.into_iter();
    let columns = columns.filter(|(name, _)| shown.iter().any(|columns| columns.hold(name)));
    let filters = if whole_rows { Vec::new() } else { filters };
    (columns.collect(), filters)
}

// === impl Asker ===

impl<'a> Asker<'a> {
    /// The caller of an operation.
    pub(crate) fn of(ctx: &'a Ctx<'_>) -> Self {
        Self {
            account: ctx.account,
            region: ctx.region,
            principal: ctx.caller.principal(),
            now: ctx.now,
        }
    }

    /// Whether a grant to `principal` is one to the asker: to itself, to its account, or to all
    /// principals of it.
    pub(super) fn is(&self, principal: &str) -> bool {
        let all = principal.strip_suffix(":IAMPrincipals");
        principal == self.principal || all.unwrap_or(principal) == self.account.as_str()
    }
}

// === impl Readable ===

impl Readable {
    /// Whether the name or the table is left to IAM, so that taking a grant away would change
    /// nothing.
    pub(crate) fn is_left_to_iam(&self) -> bool {
        [self.describe, self.select].contains(&Ground::IamAllowedPrincipals)
    }
}
