//! What is left to others: names that are managed elsewhere, and fields that people change.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{Name, spec::Kind};

record! {
    /// Names that live in the instance but are managed elsewhere. Built-ins are known without it.
    pub struct Uses {
        /// Hours of operation.
        hours_of_operation: BTreeSet<Name> = BTreeSet::new(),
        /// Queues.
        queues: BTreeSet<Name> = BTreeSet::new(),
        /// Routing profiles.
        routing_profiles: BTreeSet<Name> = BTreeSet::new(),
        /// Security profiles.
        security_profiles: BTreeSet<Name> = BTreeSet::new(),
        /// Users, by username.
        users: BTreeSet<Name> = BTreeSet::new(),
        /// Quick connects, by name, which is then also their key.
        quick_connects: BTreeSet<Name> = BTreeSet::new(),
        /// Flows. Their type is not known here, so it is not checked.
        flows: BTreeSet<Name> = BTreeSet::new(),
    }
}

/// A field that no plan may touch: `queues/CustomerService.max_contacts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IgnoredField {
    /// The kind.
    pub kind: Kind,
    /// The name or key of the entry; `None` is every entry (`*`).
    pub name: Option<String>,
    /// The member.
    pub field: String,
}

impl Uses {
    /// The names of a kind.
    pub fn of(&self, kind: Kind) -> Option<&BTreeSet<Name>> {
        match kind {
            Kind::HoursOfOperation => Some(&self.hours_of_operation),
            Kind::Queue => Some(&self.queues),
            Kind::RoutingProfile => Some(&self.routing_profiles),
            Kind::SecurityProfile => Some(&self.security_profiles),
            Kind::User => Some(&self.users),
            Kind::QuickConnect => Some(&self.quick_connects),
            Kind::ContactFlow => Some(&self.flows),
            Kind::PhoneNumber | Kind::LambdaFunction | Kind::LexBot => None,
        }
    }
}
