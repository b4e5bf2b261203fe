//! The rules, one file each.

mod action_not_in_flow_type;
mod attribute_not_set;
mod broken_ssml;
mod callback_number_not_set;
mod callback_number_static;
mod dead_end;
mod duplicate_condition;
mod empty_condition;
mod empty_parameter;
mod empty_reference;
mod endless_loop;
mod external_without_lambda;
mod flow_attribute_not_set;
mod flow_ring;
mod foreign_arn;
mod foreign_placeholder;
mod hook_flow_type;
mod lambda_time_limit;
mod lex_v1;
mod logging_off;
mod long_prompt;
mod loop_count;
mod loop_left_by_errors;
mod misnamed_action_type;
mod misnamed_parameter;
mod missing_error_branch;
mod missing_outcome;
mod mixed_instances;
mod module_input;
mod module_result;
mod module_result_data;
mod module_without_return;
mod near_limit;
mod no_ending;
mod no_prompt;
mod percentages;
mod queue_and_agent;
mod queue_not_set;
mod queue_transfer;
mod queue_without_hours_check;
mod queue_without_staffing_check;
mod recording_without_notice;
mod retry_without_limit;
mod sensitive_attribute;
mod sensitive_input_logged;
mod sensitive_input_unencrypted;
mod several_hooks;
mod soft_reference;
mod static_comparison;
mod static_reference;
mod structure;
mod two_prompts;
mod unhandled_third_party_outcome;
mod unknown_action_type;
mod unknown_operator;
mod unreachable_block;
mod unused_module;
mod voice_id;

use crate::lint::rule::Rule;

/// Every rule, in the order in which findings are told: structure, ways, types, queues, references, values,
/// data, privacy, modules, several documents.
pub static RULES: &[Rule] = &[
    structure::RULES[0],
    structure::RULES[1],
    structure::RULES[2],
    structure::RULES[3],
    structure::RULES[4],
    structure::RULES[5],
    structure::RULES[6],
    structure::RULES[7],
    unreachable_block::RULE,
    dead_end::RULE,
    endless_loop::RULE,
    loop_left_by_errors::RULE,
    retry_without_limit::RULE,
    no_ending::RULE,
    missing_error_branch::RULE,
    unhandled_third_party_outcome::RULE,
    missing_outcome::RULE,
    action_not_in_flow_type::RULE,
    unknown_action_type::RULE,
    misnamed_action_type::RULE,
    misnamed_parameter::RULE,
    voice_id::RULE,
    lex_v1::RULE,
    queue_not_set::RULE,
    queue_without_hours_check::RULE,
    queue_without_staffing_check::RULE,
    callback_number_not_set::RULE,
    callback_number_static::RULE,
    queue_and_agent::RULE,
    foreign_arn::RULE,
    mixed_instances::RULE,
    static_reference::RULE,
    soft_reference::RULE,
    empty_reference::RULE,
    foreign_placeholder::RULE,
    empty_condition::RULE,
    empty_parameter::RULE,
    hook_flow_type::RULE,
    several_hooks::RULE,
    duplicate_condition::RULE,
    percentages::RULE,
    static_comparison::RULE,
    unknown_operator::RULE,
    loop_count::RULE,
    lambda_time_limit::RULE,
    no_prompt::RULE,
    two_prompts::RULE,
    broken_ssml::RULE,
    long_prompt::RULE,
    near_limit::RULE,
    attribute_not_set::RULE,
    flow_attribute_not_set::RULE,
    external_without_lambda::RULE,
    logging_off::RULE,
    recording_without_notice::RULE,
    sensitive_input_logged::RULE,
    sensitive_input_unencrypted::RULE,
    sensitive_attribute::RULE,
    module_input::RULE,
    module_result::RULE,
    module_result_data::RULE,
    module_without_return::RULE,
    flow_ring::RULE,
    unused_module::RULE,
];
