//! Everything that can have tags.

use crate::{
    services::connect::state::State,
    world::{Tags, Things},
};

/// The ARNs and tags of all things, those in instances that are being made too.
pub(crate) fn tagged(state: &State) -> Vec<(&str, &Tags)> {
    let mut all = Vec::new();
    add(&mut all, &state.phone_numbers);
    add(&mut all, &state.groups);
    for instance in state.instances.values() {
        all.push((instance.arn.as_str(), &instance.tags));
        macro_rules! things {
            ($($table:ident),* $(,)?) => {
                $( add(&mut all, &instance.$table); )*
            };
        }
        things!(
            agent_statuses,
            data_tables,
            email_addresses,
            evaluation_forms,
            flow_modules,
            flows,
            hierarchy_groups,
            hours,
            integrations,
            prompts,
            queues,
            quick_connects,
            routing_profiles,
            rules,
            security_profiles,
            task_templates,
            use_cases,
            users,
            views,
            vocabularies,
        );
    }
    all
}

fn add<'t, T>(all: &mut Vec<(&'t str, &'t Tags)>, things: &'t Things<T>) {
    all.extend(things.iter().map(|thing| (thing.arn.as_str(), &thing.tags)));
}
