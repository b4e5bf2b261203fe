//! What operations need, as data: a file for each service.
//!
//! Source: the service authorization reference. Most actions are called as their operations; what an
//! operation needs besides is written beside it.

mod account;
mod analytics;
mod bots;
mod connect;
mod data;
mod functions;
mod identity;
mod keys;
mod logs;
mod messages;
mod s3;
pub(super) mod target;

use self::target::Target;

/// Operations that need the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// As in the API.
    pub(super) operations: &'static [&'static str],
    /// All that they need.
    pub(super) rights: &'static [Right],
    /// Whether the service authorization reference lists them.
    pub(super) is_verified: bool,
}

/// Actions on some things under some conditions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Right {
    /// Which actions.
    pub(super) actions: Actions,
    /// On what.
    pub(super) targets: &'static [Target],
    /// When.
    pub(super) limits: &'static [Limit],
}

/// Which actions a right is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Actions {
    /// The one that is called as the operation.
    Own,
    /// These.
    These(&'static [&'static str]),
    /// The one of another operation of the same service, on what that one needs.
    Like(&'static str),
}

/// When a right is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    /// In the instance, for things whose ARNs do not name one.
    Instance,
    /// For the sorts of data that are declared.
    StorageType,
    /// For the role of the service.
    LinkedTo(&'static str),
    /// To give a role to the service.
    PassedTo(&'static str),
    /// Through Amazon Connect.
    ViaConnect,
    /// To let a service of AWS use a key.
    ForService,
}

/// Operations of one service.
#[derive(Debug)]
pub(super) struct Service {
    /// The names that it signs with.
    pub(super) names: &'static [&'static str],
    /// What its actions begin with.
    pub(super) prefix: &'static str,
    /// Its operations.
    pub(super) entries: &'static [&'static [Entry]],
    /// Operations that nobody needs leave for.
    pub(super) free: &'static [&'static str],
}

/// Every service that is known.
pub(super) const SERVICES: &[&[Service]] = &[
    account::SERVICES,
    analytics::SERVICES,
    bots::SERVICES,
    connect::SERVICES,
    data::SERVICES,
    functions::SERVICES,
    identity::SERVICES,
    keys::SERVICES,
    logs::SERVICES,
    messages::SERVICES,
    s3::SERVICES,
];

/// The service that signs with this name.
pub(super) fn service(name: &str) -> Option<&'static Service> {
    let mut services = SERVICES.iter().copied().flatten();
    services.find(|service| service.names.contains(&name))
}

const fn entry(operations: &'static [&'static str], rights: &'static [Right]) -> Entry {
    Entry {
        operations,
        rights,
        is_verified: true,
    }
}

/// An operation that is newer than the reference.
const fn newer(operations: &'static [&'static str], rights: &'static [Right]) -> Entry {
    Entry {
        operations,
        rights,
        is_verified: false,
    }
}

/// The action that is called as the operation.
const fn own(targets: &'static [Target]) -> Right {
    Right {
        actions: Actions::Own,
        targets,
        limits: &[],
    }
}

/// Actions that are called otherwise.
const fn right(actions: &'static [&'static str], targets: &'static [Target]) -> Right {
    Right {
        actions: Actions::These(actions),
        targets,
        limits: &[],
    }
}

/// Actions that have no type of resource, or of which it is not told before.
const fn everywhere(actions: &'static [&'static str]) -> Right {
    right(actions, &[target::EVERYTHING])
}

/// What another operation of the service needs for itself.
const fn like(operation: &'static str) -> Right {
    Right {
        actions: Actions::Like(operation),
        targets: &[],
        limits: &[],
    }
}

/// A thing of Connect that is made gets its tags with the same call.
const fn tag(targets: &'static [Target]) -> Right {
    right(&["connect:TagResource"], targets)
}

// === impl Right ===

impl Right {
    /// The same under conditions.
    const fn under(self, limits: &'static [Limit]) -> Self {
        Self { limits, ..self }
    }
}

// === impl Service ===

impl Service {
    /// The entry of an operation.
    pub(super) fn entry(&self, operation: &str) -> Option<&'static Entry> {
        let mut entries = self.entries.iter().copied().flatten();
        entries.find(|entry| entry.operations.contains(&operation))
    }
}
