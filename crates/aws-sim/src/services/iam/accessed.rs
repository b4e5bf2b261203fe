//! When principals called which actions last.
//!
//! Attempts count, refused ones too. What AWS tells after up to four hours can be told at once here,
//! unless there is a lag.

use std::{collections::BTreeMap, time::Duration};

use serde_json::Value;

use super::{State, authorize};
use crate::{
    call::Caller, context::Ctx, place::Region, services::cloudtrail, time::Time, world::World,
};

/// What one principal called: actions by service, and when last.
#[derive(Debug, Default)]
pub(super) struct Accessed {
    services: BTreeMap<String, BTreeMap<String, Access>>,
}

/// One attempt.
#[derive(Debug, Clone)]
pub(super) struct Access {
    pub(super) at: Time,
    pub(super) region: Region,
    /// Whether reports tell of the action, and not of its service alone: calls about data they do not.
    tracked: bool,
}

/// How long an attempt is remembered (API reference, `GenerateServiceLastAccessedDetails`).
const KEPT: Duration = Duration::from_hours(24 * 400);

/// Notes that `caller` asks for an operation. What the root user does is told of nobody.
pub(crate) fn note(
    world: &mut World,
    caller: &Caller,
    service: &str,
    operation: &str,
    input: &Value,
    now: Time,
) {
    if caller.is_root() || world.iam.get(&caller.account).is_none() {
        return;
    }
    let action = authorize::action(world, caller, service, operation, input);
    let Some((namespace, action)) = action.split_once(':') else {
        return;
    };
    let access = Access {
        at: now,
        region: caller.region.clone(),
        tracked: !cloudtrail::is_data(service, operation),
    };
    let state = world.iam.at(&caller.account);
    if let Some(key) = state.access_keys.get_mut(&caller.key) {
        key.used = Some((namespace.to_owned(), access.clone()));
    }
    if let Some(accessed) = state.accessed(caller) {
        accessed.note(namespace, action, access);
    }
}

// === impl State ===

impl State {
    fn accessed(&mut self, caller: &Caller) -> Option<&mut Accessed> {
        if let Some(arn) = &caller.role {
            let role = self.roles.values_mut().find(|role| role.naming.arn == *arn);
            return role.map(|role| &mut role.accessed);
        }
        let user = self.users.get_mut(caller.user()?)?;
        Some(&mut user.accessed)
    }
}

// === impl Accessed ===

impl Accessed {
    fn note(&mut self, namespace: &str, action: &str, access: Access) {
        let actions = self.services.entry(namespace.to_owned()).or_default();
        actions.insert(action.to_owned(), access);
    }

    /// The last attempt of all.
    pub(super) fn latest(&self) -> Option<&Access> {
        let all = self.services.values().flat_map(BTreeMap::values);
        all.max_by_key(|access| access.at)
    }

    /// The last attempt at a service that a report may tell.
    pub(super) fn service(&self, ctx: &Ctx<'_>, namespace: &str) -> Option<&Access> {
        let actions = self.services.get(namespace)?.values();
        let told = actions.filter(|access| access.is_told(ctx));
        told.max_by_key(|access| access.at)
    }

    /// The last attempt at an action that a report may tell.
    pub(super) fn action(&self, ctx: &Ctx<'_>, namespace: &str, action: &str) -> Option<&Access> {
        let access = self.services.get(namespace)?.get(action)?;
        Some(access).filter(|access| access.tracked && access.is_told(ctx))
    }

    /// The actions of a service that were called and are tracked.
    pub(super) fn actions(&self, namespace: &str) -> impl Iterator<Item = &str> {
        let actions = self.services.get(namespace).into_iter().flatten();
        let tracked = actions.filter(|(_, access)| access.tracked);
        tracked.map(|(action, _)| action.as_str())
    }
}

// === impl Access ===

impl Access {
    fn is_told(&self, ctx: &Ctx<'_>) -> bool {
        ctx.visible(self.at) && ctx.now.since(self.at) <= KEPT
    }
}
