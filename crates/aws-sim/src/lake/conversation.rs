//! What was said, and by whom: flows, bots, assistants, analytics and evaluations of contacts.

use super::{
    contact::{Contact, DAY},
    draws::Draws,
    record,
    value::Value,
};

/// Whether somebody evaluated how the contact went: one in twelve.
pub(super) fn evaluated(contact: &Contact<'_>) -> bool {
    contact.handled() && contact.draws("evaluation", 0).chance(8)
}

/// Whether the customer spoke with a bot before the queue.
pub(super) fn has_bot(contact: &Contact<'_>) -> bool {
    contact.channel != "TASK" && contact.draws("bot", 0).chance(30)
}

/// Whether an assistant helped the agent.
pub(super) fn assisted(contact: &Contact<'_>) -> bool {
    contact.handled() && contact.draws("assistant", 0).chance(20)
}

pub(super) fn cell(table: &str, contact: &Contact<'_>, nth: u64, column: &str) -> Value {
    let mut draws = contact.draws(table, nth);
    match table {
        "contact_flow_events" => flow(contact, nth, &mut draws, column),
        "contact_lens_conversational_analytics" => analytics(contact, &mut draws, column),
        "contact_evaluation_record" => evaluation(contact, nth, &mut draws, column),
        _ if table.starts_with("bot_") => bot(contact, nth, &mut draws, column),
        _ => assistant(table, contact, nth, &mut draws, column),
    }
}

/// The flow that the contact entered, of those of the instance.
fn entered<'c>(contact: &Contact<'c>) -> &'c str {
    let flow = contact.draws("flow", 0).one(&contact.center.flows);
    flow.map_or("", |flow| flow.id.as_str())
}

fn flow(contact: &Contact<'_>, nth: u64, draws: &mut Draws, column: &str) -> Value {
    let first = nth == 0;
    let (start, end) = if first {
        (contact.initiated, contact.enqueued())
    } else {
        (contact.enqueued(), contact.connected())
    };
    let either = |one: &'static str, other: &'static str| if first { one } else { other };
    match column {
        "event_id" => draws.uuid().into(),
        "flow_resource_id" => entered(contact).into(),
        "resource_version" => "1".into(),
        "resource_type" => "CONTACT_FLOW".into(),
        "start_timestamp" => Value::Moment(start),
        "end_timestamp" => Value::Moment(end),
        "next_queue_resource_id" if first => (&contact.queue.id).into(),
        "next_resource_type" if first => "QUEUE".into(),
        "flow_language_version" => "2019-10-30".into(),
        "flow_outcome" if !first && !contact.handled() => "CONTACT_DISCONNECTED".into(),
        "flow_outcome" => either("TRANSFERRED_TO_QUEUE", "CONTACT_CONNECTED").into(),
        "sub_type" => record::subtype(contact).into(),
        "flow_type" => either("CONTACT_FLOW", "CUSTOMER_QUEUE").into(),
        "resource_published_timestamp" => Value::Moment(contact.initiated - 30 * DAY),
        _ => Value::Null,
    }
}

fn analytics(contact: &Contact<'_>, draws: &mut Draws, column: &str) -> Value {
    let agent = draws.between(30, 60);
    let talk = contact.talk * 8 / 10;
    let score = |draws: &mut Draws| {
        let tenths = i32::try_from(draws.between(-50, 50)).unwrap_or(0);
        Value::Real(f64::from(tenths) / 10.0)
    };
    match column {
        "version" => "1.0".into(),
        "language_locale" => "en-GB".into(),
        "feature" => "CONTACT_LENS_FOR_AMAZON_CONNECT".into(),
        "categories" => {
            let known = ["Greeting", "Complaint", "Upsell", "Escalation"];
            let found = known.iter().filter(|_| draws.chance(30));
            Value::Texts(found.map(|name| (*name).to_owned()).collect())
        }
        "greeting_time_agent_ms" => draws.between(500, 4_000).into(),
        "non_talk_time_total_ms" => (contact.talk - talk).into(),
        "talk_time_total_ms" => talk.into(),
        "talk_time_agent_ms" => (talk * agent / 100).into(),
        "talk_time_customer_ms" => (talk - talk * agent / 100).into(),
        "total_conversation_duration_ms" => contact.talk.into(),
        "talk_speed_agent_wpm" | "talk_speed_customer_wpm" => {
            let words = i32::try_from(draws.between(90, 190)).unwrap_or(0);
            Value::Real(f64::from(words))
        }
        _ if column.starts_with("sentiment_") => score(draws),
        _ if column.starts_with("response_time_") => draws.between(400, 9_000).into(),
        _ if column.ends_with("_count") => draws.between(0, 4).into(),
        _ => draws.between(0, 3_000).into(),
    }
}

fn evaluation(contact: &Contact<'_>, nth: u64, draws: &mut Draws, column: &str) -> Value {
    let whole = nth == 0;
    let points = i32::try_from(draws.between(40, 100)).unwrap_or(0);
    let score = f64::from(points);
    match column {
        "evaluation_id" => contact.draws("evaluation", 1).uuid().into(),
        "item_reference_id" => if whole { "form" } else { "question" }.into(),
        "item_type" => if whole { "FORM" } else { "QUESTION" }.into(),
        "item_title" => if whole {
            "Quality".to_owned()
        } else {
            format!("Question {nth}")
        }
        .into(),
        "evaluation_submitted_timestamp" | "contact_aggregation_timestamp" => {
            Value::Moment(contact.over() + 240_000)
        }
        "score" | "weighted_score" => score.into(),
        "numeric_answer" if !whole => score.into(),
        "answer_reference_id" if !whole => format!("answer-{nth}").into(),
        "automatic_fail" => (points < 45).into(),
        "evaluator_id" => contact.center.agents.first().map(|agent| &agent.id).into(),
        "to_delete" | "resubmitted" | "item_disabled" => false.into(),
        "user_id" => contact.agent.map(|agent| &agent.id).into(),
        "evaluated_contact_with_status" => "COMPLETE".into(),
        "evaluation_source" => "MANUAL".into(),
        "evaluation_type" => "STANDARD".into(),
        "form_version" => 1.into(),
        _ => Value::Null,
    }
}

fn bot(contact: &Contact<'_>, nth: u64, draws: &mut Draws, column: &str) -> Value {
    let mut shared = contact.draws("bot", 1);
    let done = contact.draws("bot", 2).chance(80);
    match column {
        "event_id" | "bot_originating_request_id" => draws.uuid().into(),
        "bot_session_id" => shared.uuid().into(),
        "invoking_resource_type" | "flow_type" => "CONTACT_FLOW".into(),
        "flow_resource_id" => entered(contact).into(),
        "invoking_resource_start_timestamp" | "bot_conversation_start_timestamp" => {
            Value::Moment(contact.initiated)
        }
        "bot_conversation_end_timestamp" => Value::Moment(contact.enqueued()),
        "invoking_resource_published_timestamp" => Value::Moment(contact.initiated - 30 * DAY),
        "flow_action_id" => "get-customer-input".into(),
        "sub_type" => record::subtype(contact).into(),
        "flow_language_version" => "2019-10-30".into(),
        "invoking_resource_version" | "bot_version" => "1".into(),
        "bot_id" => "ABCDEFGHIJ".into(),
        "bot_alias_id" => "TSTALIASID".into(),
        "bot_locale" => "en_GB".into(),
        "bot_conversation_outcome" | "bot_intent_outcome" | "bot_slot_outcome" => {
            if done { "SUCCESS" } else { "FAILED" }.into()
        }
        "bot_number_of_conversation_turns" => shared.between(2, 9).into(),
        "bot_intent_name" => if done {
            "ReasonForContact"
        } else {
            "FallbackIntent"
        }
        .into(),
        "bot_intent_level" => 1.into(),
        "bot_slot_name" => if nth == 0 { "Reason" } else { "OrderNumber" }.into(),
        "bot_slot_level" => i64::try_from(nth + 1).unwrap_or(1).into(),
        "bot_slot_retry_count" => draws.between(0, 3).into(),
        _ => Value::Null,
    }
}

fn assistant(
    table: &str,
    contact: &Contact<'_>,
    nth: u64,
    draws: &mut Draws,
    column: &str,
) -> Value {
    let center = contact.center;
    let of_center = |what: &str| center.draws(&[what], &[]).uuid();
    let at = contact.connected() + i64::try_from(nth).unwrap_or(0) * 1_000;
    let fraction = |draws: &mut Draws| {
        let hundredths = i32::try_from(draws.between(50, 100)).unwrap_or(0);
        Value::Real(f64::from(hundredths) / 100.0)
    };
    match column {
        "ai_session_id" => contact.draws("ai_session", 0).uuid().into(),
        "assistant_id"
        | "ai_agent_id"
        | "knowledge_base_id"
        | "ai_prompt_id"
        | "ai_tool_id"
        | "knowledge_content_id" => of_center(column).into(),
        "ai_agent_arn" | "ai_prompt_arn" | "ai_tool_arn" => {
            let id = of_center(&column.replace("_arn", "_id"));
            let (region, account) = (&center.region, &center.account);
            format!(
                "arn:aws:wisdom:{region}:{account}:{}/{id}",
                &column[..column.len() - 4]
            )
            .into()
        }
        "ai_agent_version" | "ai_prompt_version" => "1".into(),
        "ai_use_case" => "AGENT_ASSISTANCE".into(),
        "ai_agent_type" => "ANSWER_RECOMMENDATION".into(),
        "ai_prompt_type" => "ANSWER_GENERATION".into(),
        "ai_tool_type" => "RETRIEVE".into(),
        "model_id" => "model-1".into(),
        "knowledge_content_reference" => "https://help.example.com/returns".into(),
        _ if column.ends_with("_event_id") => draws.uuid().into(),
        _ if column.ends_with("_name") => column.trim_end_matches("_name").into(),
        // Text in one table and a number in the others, as documented.
        "creation_timestamp" | "update_timestamp" if table == "ai_agent_knowledge_base" => {
            at.to_string().into()
        }
        "creation_timestamp" | "update_timestamp" => at.into(),
        "conversation_turns_in_response"
        | "ai_agent_invocation_count"
        | "ai_agent_invocation_success_count" => 2.into(),
        "invocation_success" => true.into(),
        "is_handed_off" => false.into(),
        "invocation_latency_ms" => {
            let length = i32::try_from(draws.between(200, 4_000)).unwrap_or(0);
            Value::Real(f64::from(length))
        }
        "avg_conversation_turns_in_response" => Value::Real(2.0),
        "response_helpful" => draws.between(0, 2).into(),
        "response_not_helpful" => 0.into(),
        "input_token" => draws.between(300, 3_000).into(),
        "output_token" => draws.between(20, 400).into(),
        _ if column.starts_with("proactive_intents_") => draws.between(0, 3).into(),
        _ => fraction(draws),
    }
}
