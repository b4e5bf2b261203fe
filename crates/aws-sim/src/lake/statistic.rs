//! `contact_statistic_record`: what dashboards add up. Flags are 0 or 1, so that they can be summed.

use super::{contact::Contact, value::Value};

pub(super) fn cell(contact: &Contact<'_>, column: &str) -> Value {
    match column {
        "agent_id" => contact.agent.map(|agent| &agent.id).into(),
        "enqueue_timestamp" => Value::Moment(contact.enqueued()),
        _ if column.ends_with("_ms") => length(contact, column),
        _ => i64::from(flag(contact, column)).into(),
    }
}

/// Lengths of what an agent did are null where there was none.
fn length(contact: &Contact<'_>, column: &str) -> Value {
    let handled = contact.handled();
    let outbound = contact.method == "OUTBOUND";
    let known = |length: i64, if_so: bool| Some(length).filter(|_| if_so).into();
    match column {
        "contact_flow_time_ms" => contact.in_flow.into(),
        "queue_time_ms" => contact.in_queue.into(),
        "abandon_time_ms" => known(contact.in_queue, !handled),
        "queue_answer_time_ms" => known(contact.in_queue, handled),
        "handle_time_ms" => known(handle_time(contact), handled),
        "customer_hold_time_ms" => known(contact.hold, handled),
        "agent_interaction_time_ms" => known(contact.talk, handled),
        "agent_interaction_outbound_time_ms" => known(contact.talk, handled && outbound),
        "agent_interaction_and_hold_time_ms" => known(contact.talk + contact.hold, handled),
        "after_contact_work_time_ms" => known(contact.wrap_up, handled),
        "after_contact_work_outbound_time_ms" => known(contact.wrap_up, handled && outbound),
        _ => Value::Null,
    }
}

/// Talk, hold and the work after it.
pub(super) fn handle_time(contact: &Contact<'_>) -> i64 {
    contact.talk + contact.hold + contact.wrap_up
}

fn flag(contact: &Contact<'_>, column: &str) -> bool {
    let handled = contact.handled();
    let by = |method: &str| contact.method == method;
    match column {
        "is_connected" | "is_handled" | "is_queued_and_handled" => handled,
        "is_queued" => true,
        "is_abandoned" => !handled,
        "is_agent_hung_up_first" => handled && contact.agent_left_first,
        "is_incoming" => by("INBOUND"),
        "is_callback_contact" => by("CALLBACK"),
        "is_api_contact" => by("API"),
        "is_handled_incoming" => handled && by("INBOUND"),
        "is_handled_outbound" => handled && by("OUTBOUND"),
        "is_callback_handled" => handled && by("CALLBACK"),
        "is_api_handled" => handled && by("API"),
        "is_put_on_hold" => contact.hold > 0,
        // No contact is transferred, and none ends on hold.
        _ => false,
    }
}
