//! The inputs of modules in the field, by the names that they use, with the provider's name first.

/// An input with entries.
#[derive(Debug)]
pub(super) struct Input {
    /// The names that it goes by.
    pub(super) names: &'static [&'static str],
    /// What an entry becomes in Terraform.
    pub(super) r#type: &'static str,
    pub(super) members: Members,
    /// The member that says what an entry is called; the key of a map stands in for it.
    pub(super) name: &'static str,
    /// The member that a bare text stands for.
    pub(super) shorthand: Option<&'static str>,
    /// Whether an object is the one entry, and no map of entries.
    pub(super) is_single: bool,
}

/// The members of an entry and of what is nested in it: the provider's name, and other names.
pub(super) type Members = &'static [(&'static str, &'static [&'static str])];

/// The provider's name of a member.
pub(super) fn member(members: Members, name: &str) -> Option<&'static str> {
    let is = |(known, others): &&(&'static str, &[&str])| *known == name || others.contains(&name);
    members.iter().find(is).map(|(known, _)| *known)
}

const fn input(names: &'static [&'static str], r#type: &'static str, members: Members) -> Input {
    Input {
        names,
        r#type,
        members,
        name: "name",
        shorthand: None,
        is_single: false,
    }
}

#[rustfmt::skip]
pub(super) const INPUTS: &[Input] = &[
    input(&["hours_of_operations", "hours_of_operation"], "aws_connect_hours_of_operation", HOURS),
    input(&["queues"], "aws_connect_queue", QUEUE),
    input(&["quick_connects"], "aws_connect_quick_connect", QUICK_CONNECT),
    input(&["routing_profiles"], "aws_connect_routing_profile", ROUTING_PROFILE),
    input(&["security_profiles"], "aws_connect_security_profile", SECURITY_PROFILE),
    input(&["users"], "aws_connect_user", USER),
    input(&["contact_flows", "flows"], "aws_connect_contact_flow", FLOW),
    input(&["contact_flow_modules", "flow_modules", "modules"], "aws_connect_contact_flow_module", FLOW),
    Input { name: "key", ..input(&["phone_numbers"], "aws_connect_phone_number", PHONE_NUMBER) },
    Input { name: "key", shorthand: Some("function_arn"), ..input(&["lambda_function_associations", "lambda_functions"], "aws_connect_lambda_function_association", LAMBDA) },
    input(&["bot_associations", "lex_bots"], "aws_connect_bot_association", BOT),
    Input { name: "resource_type", ..input(&["instance_storage_configs", "storage_configs", "storage"], "aws_connect_instance_storage_config", STORAGE) },
    Input { is_single: true, ..input(&["user_hierarchy_structure", "hierarchy_structure"], "aws_connect_user_hierarchy_structure", LEVELS) },
    input(&["user_hierarchy_groups", "hierarchy_groups"], "aws_connect_user_hierarchy_group", GROUP),
];

#[rustfmt::skip]
pub(super) const INSTANCE: Members = &[
    ("instance_alias", &["alias", "connect_instance_alias"]),
    ("identity_management_type", &["identity_management", "instance_identity_management_type"]),
    ("directory_id", &["instance_directory_id"]),
    ("inbound_calls_enabled", &["inbound", "inbound_calls", "instance_inbound_calls_enabled", "enable_inbound_calls"]),
    ("outbound_calls_enabled", &["outbound", "outbound_calls", "instance_outbound_calls_enabled", "enable_outbound_calls"]),
    ("contact_flow_logs_enabled", &["contact_flow_logs", "instance_contact_flow_logs_enabled", "enable_contact_flow_logs"]),
    ("contact_lens_enabled", &["contact_lens", "instance_contact_lens_enabled", "enable_contact_lens"]),
    ("auto_resolve_best_voices_enabled", &["auto_resolve_best_voices", "instance_auto_resolve_best_voices_enabled", "enable_auto_resolve_best_voices"]),
    ("early_media_enabled", &["early_media", "instance_early_media_enabled", "enable_early_media"]),
    ("multi_party_conference_enabled", &["multi_party_conference", "instance_multi_party_conference_enabled", "enable_multi_party_conference"]),
    ("log_retention_days", &["log_retention_in_days", "log_retention", "contact_flow_log_retention_days", "contact_flow_logs_retention_days"]),
    ("tags", &[]),
    ("instance_tags", &["instance_custom_tags"]),
];

pub(super) const ADMIN: Members = &[
    ("create", &["enabled", "create_admin_user"]),
    ("username", &["name", "user_name"]),
    ("email", &[]),
    ("first_name", &[]),
    ("last_name", &[]),
    ("password", &[]),
    ("tags", &[]),
];

const HOURS: Members = &[
    ("name", &[]),
    ("description", &[]),
    ("time_zone", &["timezone"]),
    ("config", &["configs"]),
    ("day", &[]),
    ("days", &[]),
    ("start_time", &["start"]),
    ("end_time", &["end"]),
    ("hours", &[]),
    ("minutes", &[]),
    ("tags", &[]),
];

#[rustfmt::skip]
const QUEUE: Members = &[
    ("name", &[]),
    ("description", &[]),
    ("hours_of_operation_id", &["hours", "hours_of_operation", "hours_of_operation_name", "hours_of_operation_key"]),
    ("max_contacts", &[]),
    ("status", &[]),
    ("outbound_caller_config", &["outbound_caller"]),
    ("outbound_caller_id_name", &["caller_id_name"]),
    ("outbound_caller_id_number_id", &["outbound_caller_id_number", "outbound_caller_id_number_key", "phone_number", "number"]),
    ("outbound_flow_id", &["outbound_flow", "outbound_flow_name", "flow"]),
    ("quick_connect_ids", &["quick_connects", "quick_connect_keys", "quick_connect_names"]),
    ("tags", &[]),
];

#[rustfmt::skip]
const QUICK_CONNECT: Members = &[
    ("name", &[]),
    ("description", &[]),
    ("quick_connect_config", &["config"]),
    ("quick_connect_type", &["type"]),
    ("queue_config", &[]),
    ("user_config", &[]),
    ("phone_config", &[]),
    ("flow_config", &[]),
    ("queue_id", &["queue", "queue_name", "queue_key"]),
    ("user_id", &["user", "user_name", "username"]),
    ("contact_flow_id", &["flow", "contact_flow", "contact_flow_name", "transfer_flow"]),
    ("phone_number", &["number"]),
    ("tags", &[]),
];

#[rustfmt::skip]
const ROUTING_PROFILE: Members = &[
    ("name", &[]),
    ("description", &[]),
    ("default_outbound_queue_id", &["default_outbound_queue", "default_outbound_queue_name"]),
    ("media_concurrencies", &[]),
    ("channel", &[]),
    ("concurrency", &[]),
    ("cross_channel_behavior", &["cross_channel"]),
    ("behavior_type", &[]),
    ("queue_configs", &["queues"]),
    ("queue_id", &["queue", "queue_key"]),
    ("queue_name", &[]),
    ("priority", &[]),
    ("delay", &[]),
    ("tags", &[]),
];

const SECURITY_PROFILE: Members = &[
    ("name", &[]),
    ("description", &[]),
    ("permissions", &[]),
    ("tags", &[]),
];

#[rustfmt::skip]
const USER: Members = &[
    ("name", &["username", "user_name"]),
    ("password", &[]),
    ("identity_info", &[]),
    ("email", &[]),
    ("first_name", &[]),
    ("last_name", &[]),
    ("secondary_email", &[]),
    ("phone_config", &[]),
    ("phone_type", &["type"]),
    ("auto_accept", &[]),
    ("after_contact_work_time_limit", &["after_contact_work_seconds"]),
    ("desk_phone_number", &[]),
    ("routing_profile_id", &["routing_profile", "routing_profile_name"]),
    ("security_profile_ids", &["security_profiles", "security_profile_names"]),
    ("hierarchy_group_id", &["hierarchy_group", "hierarchy_group_name"]),
    ("tags", &[]),
];

const FLOW: Members = &[
    ("name", &[]),
    ("description", &[]),
    ("type", &[]),
    ("content", &[]),
    ("filename", &["file"]),
    ("content_hash", &[]),
    ("tags", &[]),
];

const PHONE_NUMBER: Members = &[
    ("key", &["name"]),
    ("phone_number", &["number"]),
    ("country_code", &["country"]),
    ("type", &[]),
    ("description", &[]),
    ("prefix", &[]),
    (
        "contact_flow_id",
        &["flow", "contact_flow", "contact_flow_name"],
    ),
    ("tags", &[]),
];

const LAMBDA: Members = &[
    ("key", &["name"]),
    ("function_arn", &["arn", "lambda_function_arn"]),
];

const BOT: Members = &[
    ("lex_bot", &[]),
    ("arn", &["alias_arn", "bot_alias_arn"]),
    ("name", &["bot_name"]),
    ("alias", &["bot_alias"]),
    ("lex_region", &["region"]),
];

const STORAGE: Members = &[
    ("resource_type", &[]),
    ("storage_config", &[]),
    ("storage_type", &[]),
    ("s3_config", &[]),
    ("bucket_name", &["bucket"]),
    ("bucket_prefix", &[]),
    ("kinesis_firehose_config", &[]),
    ("firehose_arn", &[]),
    ("kinesis_stream_config", &[]),
    ("stream_arn", &[]),
    ("kinesis_video_stream_config", &[]),
    ("prefix", &[]),
    ("retention_period_hours", &[]),
    ("encryption_config", &[]),
    ("encryption_type", &[]),
    ("key_id", &["kms_key", "kms_key_arn"]),
];

const LEVELS: Members = &[
    ("hierarchy_structure", &[]),
    ("level_one", &[]),
    ("level_two", &[]),
    ("level_three", &[]),
    ("level_four", &[]),
    ("level_five", &[]),
    ("name", &[]),
];

const GROUP: Members = &[
    ("name", &[]),
    ("parent_group_id", &["parent", "parent_group"]),
    ("tags", &[]),
];
