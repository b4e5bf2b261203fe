//! Rules about Regions, quotas and who else has the data.

mod quota_nearly_full;
mod region_single;
mod replica_unfinished;
mod share_unknown_account;
mod traffic_group_inactive;

use crate::Rule;

pub(in crate::rules) static RULES: &[&Rule] = &[
    &quota_nearly_full::RULE,
    &share_unknown_account::RULE,
    &region_single::RULE,
    &replica_unfinished::RULE,
    &traffic_group_inactive::RULE,
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
