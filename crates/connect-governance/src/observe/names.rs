//! Lists and searches of the instance, and the names that they give to ids.

use connect_model::{Fault, spec::Kind};
use connect_resources::{
    Named,
    flow::FlowRecord,
    hours::HoursRecord,
    module::ModuleRecord,
    phone_number::{NumberGroup, NumberListed},
    queue::QueueRecord,
    quick_connect::QuickConnectRecord,
    routing_profile::RoutingProfileRecord,
    security_profile::SecurityProfileRecord,
    user::UserRecord,
};

use super::{Look, Seen};
use crate::world::Part;

/// What lists and searches tell.
pub(super) struct Listed {
    pub(super) users: Seen<Vec<UserRecord>>,
    /// Usernames, which the search does not tell.
    pub(super) usernames: Seen<Vec<Named>>,
    pub(super) security_profiles: Seen<Vec<Named>>,
    pub(super) security_records: Seen<Vec<SecurityProfileRecord>>,
    pub(super) routing_profiles: Seen<Vec<RoutingProfileRecord>>,
    pub(super) queues: Seen<Vec<QueueRecord>>,
    pub(super) hours: Seen<Vec<HoursRecord>>,
    pub(super) quick_connects: Seen<Vec<QuickConnectRecord>>,
    pub(super) prompts: Seen<Vec<Named>>,
    pub(super) flows: Seen<Vec<FlowRecord>>,
    pub(super) modules: Seen<Vec<ModuleRecord>>,
    pub(super) numbers: Seen<Vec<NumberListed>>,
    pub(super) groups: Seen<Vec<NumberGroup>>,
}

const PEOPLE: &[Part] = &[
    Part::Users,
    Part::SignIns,
    Part::Tags,
    Part::QuickConnects,
    Part::Quotas,
];
const PROFILES: &[Part] = &[
    Part::SecurityProfiles,
    Part::Users,
    Part::Tags,
    Part::Quotas,
];
const ROUTES: &[Part] = &[
    Part::RoutingProfiles,
    Part::Users,
    Part::SignIns,
    Part::Tags,
    Part::Quotas,
];
const QUEUES: &[Part] = &[
    Part::Queues,
    Part::RoutingProfiles,
    Part::QuickConnects,
    Part::Tags,
    Part::Quotas,
];
const HOURS: &[Part] = &[Part::Hours, Part::Queues, Part::Tags, Part::Quotas];
const LINKS: &[Part] = &[Part::QuickConnects, Part::Tags, Part::Quotas];
const PROMPTS: &[Part] = &[Part::Prompts, Part::Quotas];
const FLOWS: &[Part] = &[
    Part::Flows,
    Part::Numbers,
    Part::Queues,
    Part::QuickConnects,
    Part::Tags,
    Part::Quotas,
];
const NUMBERS: &[Part] = &[Part::Numbers, Part::Queues, Part::Quotas];

/// Asks for what is needed, all at once.
pub(super) async fn listed(look: &Look<'_>) -> Listed {
    let (ports, id) = (&look.calls.ports, &look.instance);
    let (users, usernames, security_profiles, security_records, routing_profiles, queues, hours) = futures::join!(
        look.ask(PEOPLE, || ports.user.search(id)),
        look.ask(PEOPLE, || ports.user.list(id)),
        look.ask(PROFILES, || ports.security_profile.list(id)),
        look.ask(&[Part::Tags], || ports.security_profile.search(id)),
        look.ask(ROUTES, || ports.routing_profile.search(id)),
        look.ask(QUEUES, || ports.queue.search(id)),
        look.ask(HOURS, || ports.hours.search(id)),
    );
    let (quick_connects, prompts, flows, modules, numbers, groups) = futures::join!(
        look.ask(LINKS, || ports.quick_connect.search(id)),
        look.ask(PROMPTS, || ports.prompt.list(id)),
        look.ask(FLOWS, || ports.flow.search(id)),
        look.ask(FLOWS, || ports.module.search(id)),
        look.ask(NUMBERS, || ports.phone_number.list()),
        look.ask(NUMBERS, || groups(look)),
    );
    Listed {
        users,
        usernames,
        security_profiles,
        security_records,
        routing_profiles,
        queues,
        hours,
        quick_connects,
        prompts,
        flows,
        modules,
        numbers,
        groups,
    }
}

async fn groups(look: &Look<'_>) -> Result<Vec<NumberGroup>, Fault> {
    look.calls.ports.phone_number.groups(&look.instance).await
}

/// Whether every instance has it.
pub(super) fn is_builtin(kind: Kind, name: &str) -> bool {
    connect_model::builtin::is_builtin(kind, name)
}

// === impl Listed ===

impl Listed {
    pub(super) fn username(&self, id: &str) -> Option<&str> {
        name_in(self.usernames.as_deref().unwrap_or_default(), id)
    }

    pub(super) fn security_profile(&self, id: &str) -> String {
        let known = self.security_profiles.as_deref().unwrap_or_default();
        name_in(known, id).unwrap_or(id).to_owned()
    }

    pub(super) fn routing_profile(&self, id: &str) -> String {
        let known = self.routing_profiles.as_deref().unwrap_or_default();
        let found = known.iter().find(|it| it.id.as_str() == id);
        found.map_or(id, |it| &it.name).to_owned()
    }

    pub(super) fn queue(&self, id: &str) -> String {
        let known = self.queues.as_deref().unwrap_or_default();
        let found = known.iter().find(|it| it.id.as_str() == id);
        found.map_or(id, |it| &it.name).to_owned()
    }

    pub(super) fn hours(&self, id: &str) -> String {
        let known = self.hours.as_deref().unwrap_or_default();
        let found = known.iter().find(|it| it.id.as_str() == id);
        found.map_or(id, |it| &it.name).to_owned()
    }

    pub(super) fn flow(&self, id: &str) -> String {
        let known = self.flows.as_deref().unwrap_or_default();
        let found = known.iter().find(|it| it.id.as_str() == id || it.arn == id);
        // Associations name flows by their ARNs.
        let id = id.rsplit('/').next().unwrap_or(id);
        found.map_or(id, |it| &it.name).to_owned()
    }

    /// The number with this id, in E.164.
    pub(super) fn number(&self, id: &str) -> String {
        let known = self.numbers.as_deref().unwrap_or_default();
        let found = known.iter().find(|it| it.id.as_str() == id || it.arn == id);
        found.map_or(id, |it| &it.number).to_owned()
    }
}

fn name_in<'n>(known: &'n [Named], id: &str) -> Option<&'n str> {
    let found = known.iter().find(|it| it.known.id == id);
    found.map(|it| it.name.as_str())
}
