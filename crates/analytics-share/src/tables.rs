//! What is documented of the tables of the lake (facts/analytics-share.md, 2): what a row is known by,
//! and by which time it gets old.

/// A data set, with what its rows are known by besides `instance_id`, and the column of its age.
type Table = (&'static str, &'static [&'static str], Option<&'static str>);

#[rustfmt::skip]
const TABLES: &[Table] = &[
    ("agent_event", &["event_id"], Some("event_timestamp")),
    ("agent_hierarchy_groups", &["agent_hierarchy_group_id"], None),
    ("agent_queue_statistic_record", &["aqsr_statistic_id"], Some("interval_end_time")),
    ("agent_statistic_record", &["asr_statistic_id"], Some("interval_end_time")),
    ("ai_agent", &["ai_agent_event_id"], Some("creation_timestamp")),
    ("ai_prompt", &["ai_prompt_event_id"], Some("creation_timestamp")),
    ("ai_session", &["ai_session_id"], Some("creation_timestamp")),
    ("ai_tool", &["ai_tool_event_id"], Some("creation_timestamp")),
    ("bot_conversations", &["event_id"], Some("bot_conversation_end_timestamp")),
    ("bot_intents", &["event_id"], Some("bot_conversation_end_timestamp")),
    ("bot_slots", &["event_id"], Some("bot_conversation_end_timestamp")),
    ("case_events", &["event_id"], None),
    ("case_related_item_events", &["event_id"], None),
    ("contact_evaluation_record", &["evaluation_id", "item_reference_id"], Some("evaluation_submitted_timestamp")),
    ("contact_flow_events", &["event_id"], Some("start_timestamp")),
    ("contact_lens_conversational_analytics", &["contact_id"], Some("disconnect_timestamp")),
    ("contact_record", &["contact_id"], Some("disconnect_timestamp")),
    ("contact_statistic_record", &["contact_id"], Some("disconnect_timestamp")),
    ("forecast_groups", &["forecast_group_arn", "forecast_group_version"], None),
    ("intraday_forecasts", &["intraday_forecast_id"], Some("creation_timestamp")),
    ("long_term_forecasts", &["long_term_forecast_id"], Some("creation_timestamp")),
    ("outbound_campaign_events", &["campaign_event_id"], Some("campaign_event_timestamp")),
    ("routing_profiles", &["agent_routing_profile_id"], None),
    ("short_term_forecasts", &["short_term_forecast_id"], Some("creation_timestamp")),
    ("users", &["user_id"], None),
];

/// What a row is known by, where that is documented.
pub(crate) fn key(data_set: &str) -> Option<Vec<&'static str>> {
    let (_, own, _) = TABLES.iter().find(|(name, ..)| *name == data_set)?;
    Some(
        ["instance_id"]
            .into_iter()
            .chain(own.iter().copied())
            .collect(),
    )
}

/// The time by which a row gets old, where that is documented.
pub(crate) fn age_column(data_set: &str) -> Option<&'static str> {
    TABLES.iter().find(|(name, ..)| *name == data_set)?.2
}
