//! Rules about flows.

mod analytics_everywhere;
mod contact_tags_missing;
mod flow_bot_unassociated;
mod flow_broken;
mod flow_dangling;
mod flow_dials_unchecked;
mod flow_endless;
mod flow_input_unencrypted;
mod flow_interrupts_often;
mod flow_keeps_secrets;
mod flow_lambda_unassociated;
mod flow_logging_off;
mod flow_queue_unchecked;
mod flow_recording_unannounced;
mod flow_retired;
mod flow_test_failed;
mod flow_untested;
mod flow_unused;
mod flow_without_recording;

use crate::Rule;

pub(in crate::rules) static RULES: &[&Rule] = &[
    &flow_broken::RULE,
    &flow_endless::RULE,
    &flow_dangling::RULE,
    &flow_unused::RULE,
    &flow_input_unencrypted::RULE,
    &flow_keeps_secrets::RULE,
    &flow_dials_unchecked::RULE,
    &flow_lambda_unassociated::RULE,
    &flow_bot_unassociated::RULE,
    &flow_retired::RULE,
    &flow_without_recording::RULE,
    &flow_recording_unannounced::RULE,
    &analytics_everywhere::RULE,
    &flow_logging_off::RULE,
    &flow_queue_unchecked::RULE,
    &contact_tags_missing::RULE,
    &flow_interrupts_often::RULE,
    &flow_test_failed::RULE,
    &flow_untested::RULE,
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
