//! Tables with rows about contacts, and `contact_record` itself.

use super::{center::Center, contact::Contact, conversation, statistic, value::Value};

/// How many rows of `table` a contact has; nothing if the table is not about contacts.
pub(super) fn rows_of(table: &str) -> Option<fn(&Contact<'_>) -> u64> {
    Some(match table {
        "contact_record" | "contact_statistic_record" => |_| 1,
        // One for the flow of the contact, one for the flow in the queue.
        "contact_flow_events" => |_| 2,
        "contact_lens_conversational_analytics" => {
            |contact| u64::from(contact.handled() && contact.channel != "TASK")
        }
        // The form as a whole, and three questions.
        "contact_evaluation_record" => |contact| 4 * u64::from(conversation::evaluated(contact)),
        "bot_conversations" => |contact| u64::from(conversation::has_bot(contact)),
        "bot_intents" => |contact| u64::from(conversation::has_bot(contact)),
        "bot_slots" => |contact| 2 * u64::from(conversation::has_bot(contact)),
        "ai_session" => |contact| u64::from(conversation::assisted(contact)),
        "ai_agent" | "ai_prompt" | "ai_tool" | "ai_agent_knowledge_base" => {
            |contact| 2 * u64::from(conversation::assisted(contact))
        }
        _ => return None,
    })
}

/// One cell of the `nth` row that a contact has in `table`.
pub(super) fn cell(table: &str, contact: &Contact<'_>, nth: u64, column: &str) -> Value {
    let center = contact.center;
    match column {
        "instance_id" => (&center.instance_id).into(),
        "instance_arn" => (&center.instance_arn).into(),
        "aws_account_id" => (&center.account).into(),
        "contact_id" => (&contact.id).into(),
        "channel" => contact.channel.into(),
        "initiation_method" => contact.method.into(),
        "initiation_timestamp" => Value::Moment(contact.initiated),
        "disconnect_timestamp" => Value::Moment(contact.disconnected()),
        "data_lake_last_processed_timestamp" => Value::Moment(contact.processed()),
        "queue_id" => (&contact.queue.id).into(),
        _ => match table {
            "contact_record" => record(contact, column),
            "contact_statistic_record" => statistic::cell(contact, column),
            _ => conversation::cell(table, contact, nth, column),
        },
    }
}

fn record(contact: &Contact<'_>, column: &str) -> Value {
    let center = contact.center;
    match column {
        "initial_contact_id" => (&contact.id).into(),
        "disconnect_reason" => left_by(contact).into(),
        "queue_name" => (&contact.queue.name).into(),
        "queue_arn" => center.arn("queue", &contact.queue.id).into(),
        "queue_enqueue_timestamp" => Value::Moment(contact.enqueued()),
        "queue_duration_ms" => contact.in_queue.into(),
        "customer_endpoint_type" | "system_endpoint_type" if contact.channel == "VOICE" => {
            "TELEPHONE_NUMBER".into()
        }
        "customer_endpoint_address" if contact.channel == "VOICE" => (&contact.customer).into(),
        "system_endpoint_address" if contact.channel == "VOICE" => "+442079460000".into(),
        "recording_location" | "recording_status" | "recording_type" => recording(contact, column),
        "attributes" => attributes(contact),
        "segment_attribute" => Value::Pairs(vec![(
            "connect:Subtype".to_owned(),
            format!("connect:{}", subtype(contact)),
        )]),
        _ if column.starts_with("agent_") => by_agent(contact, column),
        _ => Value::Null,
    }
}

/// Why a contact ended, in the words of the contact record.
pub(super) fn left_by(contact: &Contact<'_>) -> &'static str {
    if contact.agent_left_first {
        "AGENT_DISCONNECT"
    } else {
        "CUSTOMER_DISCONNECT"
    }
}

pub(super) fn subtype(contact: &Contact<'_>) -> &'static str {
    match contact.channel {
        "VOICE" => "Telephony",
        "CHAT" => "Chat",
        _ => "Task",
    }
}

fn recording(contact: &Contact<'_>, column: &str) -> Value {
    if !contact.handled() || contact.channel != "VOICE" {
        return Value::Null;
    }
    match column {
        "recording_location" => {
            format!("connect-recordings/CallRecordings/{}.wav", contact.id).into()
        }
        "recording_status" => "AVAILABLE".into(),
        _ => "AUDIO".into(),
    }
}

/// What flows set: a reason for the contact, and at times a language.
fn attributes(contact: &Contact<'_>) -> Value {
    let mut draws = contact.draws("attributes", 0);
    let reasons = ["billing", "delivery", "returns", "technical"];
    let reason = draws.one(&reasons).copied().unwrap_or_default();
    let mut pairs = vec![("reason".to_owned(), reason.to_owned())];
    if draws.chance(60) {
        pairs.push(("language".to_owned(), "en".to_owned()));
    }
    Value::Pairs(pairs)
}

fn by_agent(contact: &Contact<'_>, column: &str) -> Value {
    let Some(agent) = contact.agent else {
        return Value::Null;
    };
    let center = contact.center;
    let wrap_up = |at: i64| Some(at).filter(|_| contact.wrap_up > 0);
    let moment = |at: Option<i64>| at.map_or(Value::Null, Value::Moment);
    match column {
        "agent_id" => (&agent.id).into(),
        "agent_arn" => center.arn("agent", &agent.id).into(),
        "agent_username" => (&agent.username).into(),
        "agent_routing_profile_id" => (&agent.routing_profile).into(),
        "agent_routing_profile_arn" => center.arn("routing-profile", &agent.routing_profile).into(),
        "agent_routing_profile_name" => {
            Center::name(&center.routing_profiles, &agent.routing_profile).into()
        }
        "agent_connected_to_agent_timestamp" => Value::Moment(contact.connected()),
        "agent_interaction_duration_ms" => contact.talk.into(),
        "agent_customer_hold_duration_ms" | "agent_longest_hold_duration_ms" => contact.hold.into(),
        "agent_number_of_holds" => i64::from(contact.hold > 0).into(),
        "agent_pause_duration_ms" => 0.into(),
        "agent_after_contact_work_start_timestamp" => moment(wrap_up(contact.disconnected())),
        "agent_after_contact_work_end_timestamp" => moment(wrap_up(contact.over())),
        "agent_after_contact_work_duration_ms" => contact.wrap_up.into(),
        _ => level(center, &agent.hierarchy, column),
    }
}

/// `agent_hierarchy_groups_level_3_name` and its like.
fn level(center: &Center, hierarchy: &[String], column: &str) -> Value {
    let rest = column.strip_prefix("agent_hierarchy_groups_level_");
    let Some((level, part)) = rest.and_then(|rest| rest.split_once('_')) else {
        return Value::Null;
    };
    let at = level.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let Some(id) = at.and_then(|at| hierarchy.get(at)) else {
        return Value::Null;
    };
    match part {
        "id" => id.into(),
        "arn" => center.arn("agent-group", id).into(),
        _ => Center::name(&center.hierarchy_groups, id).into(),
    }
}
