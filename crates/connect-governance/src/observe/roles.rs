//! Roles that may act on instances, and what of their rights was used.

use std::time::Duration;

use reconcile::pause;

use super::{Look, Seen, Unseen, document};
use crate::{
    port::{RoleSight, RoleSightRecord},
    world::{Part, RoleRights, ServiceUse},
};

const PARTS: &[Part] = &[Part::Roles];
/// Of so many roles it is asked what they used: each takes two calls and more.
const ASKED_MAX: usize = 5;
/// How often a report is looked for, and after how long.
const LOOKS: usize = 10;
const BETWEEN: Duration = Duration::from_secs(1);

pub(super) async fn look(look: &Look<'_>) -> Seen<Vec<RoleRights>> {
    let Some(port) = look.calls.roles.as_deref() else {
        return Err(Unseen::not_built_in("IAM"));
    };
    let records = look.ask(PARTS, || port.roles()).await?;
    let rights = records.iter().filter_map(rights);
    let mut roles: Vec<RoleRights> = rights.collect();
    for role in roles.iter_mut().take(ASKED_MAX) {
        role.used = used(look, port, &role.arn).await?;
    }
    Ok(roles)
}

/// A role that may do something with Connect, unless AWS keeps it.
fn rights(record: &RoleSightRecord) -> Option<RoleRights> {
    if record.path.starts_with("/aws-service-role/") {
        return None;
    }
    let (allows, everywhere) = document::allowed(&record.policies);
    let may = allows.iter().any(|it| document::is_of_connect(it));
    may.then(|| RoleRights {
        name: record.name.clone(),
        arn: record.arn.clone(),
        created_s: record.created_s,
        allows,
        allows_everywhere: everywhere,
        is_open: document::is_open(&record.trust),
        used: None,
    })
}

/// A report that is not ready in time is not known.
async fn used(look: &Look<'_>, port: &dyn RoleSight, arn: &str) -> Seen<Option<Vec<ServiceUse>>> {
    let report = look.ask(PARTS, || port.ask_use(arn)).await?;
    for _ in 0..LOOKS {
        let found = look.ask(PARTS, || port.used(&report)).await?;
        if found.is_some() {
            return Ok(found);
        }
        if !pause(&*look.cx.clock, &look.cx.cancel, BETWEEN).await {
            break;
        }
    }
    Ok(None)
}
