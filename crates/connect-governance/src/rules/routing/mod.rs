//! Rules about numbers, queues and profiles.

mod association_unused;
mod hours_never_open;
mod hours_unused;
mod number_flow_gone;
mod number_idle;
mod number_orphaned;
mod number_unattached;
mod prompt_unused;
mod queue_closed_but_routed;
mod queue_unlimited;
mod queue_unrouted;
mod queue_whisper_gone;
mod queue_without_caller;
mod queue_without_hours;
mod quick_connect_closed;
mod quick_connect_dangling;
mod routing_profile_empty;
mod routing_profile_queue_gone;
mod routing_profile_unused;
mod use_of_number;

use crate::Rule;

pub(in crate::rules) static RULES: &[&Rule] = &[
    &hours_never_open::RULE,
    &hours_unused::RULE,
    &queue_without_hours::RULE,
    &queue_unrouted::RULE,
    &queue_closed_but_routed::RULE,
    &queue_unlimited::RULE,
    &queue_without_caller::RULE,
    &queue_whisper_gone::RULE,
    &routing_profile_unused::RULE,
    &routing_profile_empty::RULE,
    &routing_profile_queue_gone::RULE,
    &quick_connect_dangling::RULE,
    &quick_connect_closed::RULE,
    &prompt_unused::RULE,
    &association_unused::RULE,
    &number_unattached::RULE,
    &number_idle::RULE,
    &number_orphaned::RULE,
    &number_flow_gone::RULE,
];

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::rules::testing_b::{said, sound};

    #[test]
    fn the_sound_world_breaks_none_of_them() {
        for rule in RULES {
            assert_eq!(said(rule, &sound()), "", "{}", rule.id);
        }
    }
}
