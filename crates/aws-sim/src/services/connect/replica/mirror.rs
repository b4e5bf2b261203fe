//! What an instance and its replica have in common.
//!
//! Mirrored is what the administrator guide names: routing, people, flows with modules, hours,
//! data tables, published views, and prompts that were not taken from S3. Lambda functions, bots, integrations
//! and everything else of an instance stay where they are. AWS takes moments; here the twin has the
//! change before the next call.

use crate::{
    place::Region,
    services::connect::{
        state::{Instance, State},
        traffic,
    },
    world::{Places, Thing, Things},
};

/// Carries every change of an instance over to its twin, and forgets twins that are gone. Called
/// before every operation.
pub(crate) fn mirror(places: &mut Places<State>) {
    for regions in places.accounts_mut() {
        let replicated = regions.iter().flat_map(|(region, state)| {
            let instances = state.instances.values();
            let replicated = instances.filter_map(|instance| {
                let replication = instance.replication.as_ref()?;
                let other = replication.other(region).clone();
                Some((region.clone(), other, instance.id.clone()))
            });
            replicated.collect::<Vec<_>>()
        });
        for (region, other, id) in replicated.collect::<Vec<_>>() {
            let twin = regions
                .get(&other)
                .and_then(|state| state.instances.get(&id));
            let lost = twin.is_none();
            let Some(instance) = regions
                .get_mut(&region)
                .and_then(|state| state.instances.get_mut(&id))
            else {
                continue;
            };
            if !lost && !std::mem::take(&mut instance.touched) {
                continue;
            }
            if lost {
                instance.replication = None;
            }
            let copy = instance.clone();
            if let Some(state) = regions.get_mut(&region).filter(|_| lost) {
                traffic::dissolve(state, &id);
            }
            let twin = regions.get_mut(&other);
            if let Some(twin) = twin.and_then(|state| state.instances.get_mut(&id)) {
                share(&copy, twin, &region, &other);
            }
        }
    }
}

/// A new instance in the Region `into` that has what is mirrored of this one.
pub(super) fn twin(instance: &Instance, from: &Region, into: &Region) -> Instance {
    let mut twin = Instance {
        id: instance.id.clone(),
        arn: moved(&instance.arn, from, into),
        identity: instance.identity.clone(),
        service_role: instance.service_role.clone(),
        attributes: instance.attributes.clone(),
        tags: instance.tags.clone(),
        ..Instance::default()
    };
    share(instance, &mut twin, from, into);
    twin
}

fn share(instance: &Instance, twin: &mut Instance, from: &Region, into: &Region) {
    let all = |table: &mut dyn Mirrored| table.relocate(from, into);
    macro_rules! copy {
        ($($table:ident),* $(,)?) => {
            $(
                twin.$table = instance.$table.clone();
                all(&mut twin.$table);
            )*
        };
    }
    copy!(
        agent_statuses,
        data_tables,
        flow_modules,
        flows,
        hierarchy_groups,
        hours,
        predefined_attributes,
        queues,
        quick_connects,
        routing_profiles,
        security_profiles,
        users,
    );
    twin.hierarchy.clone_from(&instance.hierarchy);
    twin.replication.clone_from(&instance.replication);
    merge(&instance.prompts, &mut twin.prompts, |prompt| {
        !prompt.body.is_from_s3()
    });
    merge(&instance.views, &mut twin.views, |view| {
        view.body.can_be_shown(None)
    });
    all(&mut twin.prompts);
    all(&mut twin.views);
}

/// Takes over what is shared, and leaves what is not as the twin has it.
fn merge<T: Clone>(of: &Things<T>, twin: &mut Things<T>, is_shared: impl Fn(&Thing<T>) -> bool) {
    let own = twin.iter().filter(|thing| !is_shared(thing));
    let shared = of.iter().filter(|thing| is_shared(thing));
    let mut merged = Things::default();
    for thing in shared.chain(own) {
        // A name that both have under two ids stays with what is mirrored.
        let _: Result<(), _> = merged.add(thing.clone());
    }
    *twin = merged;
}

fn moved(arn: &str, from: &Region, into: &Region) -> String {
    arn.replacen(&format!(":{from}:"), &format!(":{into}:"), 1)
}

/// A table whose things have an ARN in each Region.
trait Mirrored {
    fn relocate(&mut self, from: &Region, into: &Region);
}

// === impl Mirrored ===

impl<T> Mirrored for Things<T> {
    fn relocate(&mut self, from: &Region, into: &Region) {
        for thing in self.iter_mut() {
            thing.arn = moved(&thing.arn, from, into);
        }
    }
}
