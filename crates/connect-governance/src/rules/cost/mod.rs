//! Rules about money.

mod anomalies_unwatched;
mod budget_half;
mod budget_hides_credits;
mod budget_missing;
mod budget_silent;
mod budget_topic_closed;
mod coverage;

use crate::Rule;

pub(in crate::rules) static RULES: &[&Rule] = &[
    &budget_missing::RULE,
    &budget_half::RULE,
    &budget_silent::RULE,
    &budget_hides_credits::RULE,
    &budget_topic_closed::RULE,
    &anomalies_unwatched::RULE,
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
