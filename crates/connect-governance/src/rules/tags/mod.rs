//! Rules about tags.

mod allocation_inactive;
mod instance_untagged;
mod tags_missing;
mod things;

use crate::Rule;

pub(in crate::rules) static RULES: &[&Rule] = &[
    &tags_missing::RULE,
    &allocation_inactive::RULE,
    &instance_untagged::RULE,
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
