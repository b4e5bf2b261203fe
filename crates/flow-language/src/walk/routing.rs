//! Actions that decide where the contact goes: hours, queues, transfers.

use serde_json::json;

use crate::walk::{
    contact::{HoursState, QueueState},
    outcome::Outcome,
    state::{State, answer},
    trail::EndKind,
    visit::Visit,
};

const QUEUE_NOTES: [&str; 4] = [
    "/parameters/QueueId/displayName",
    "/parameters/AgentId/displayName",
    "/queue/text",
    "/queue",
];

pub(super) fn hours(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let pointer = "/HoursOfOperationId";
    let hours = state.fill(visit.text(pointer).unwrap_or_default());
    let noted = ["/parameters/HoursOfOperationId/displayName", "/Hours/text"];
    let mut names = visit.names(pointer, &hours, &noted);
    if names.is_empty() {
        names.extend(state.queue.clone());
    }
    let name = names.first().map_or("the queue", String::as_str);
    let (what_open, what_closed) = (format!("{name} is open"), format!("{name} is closed"));
    match answer(&state.contact.hours, &names) {
        Some(HoursState::Open) => Outcome::value("True", what_open),
        Some(HoursState::Closed) => Outcome::value("False", what_closed),
        Some(HoursState::Error) => {
            Outcome::error("NoMatchingError", format!("the check of {name} fails"))
        }
        None => Outcome::value("True", what_open).assumed(),
    }
}

/// The name of the queue or agent that the parameters name, if they name one.
fn named_queue(visit: Visit<'_>, state: &mut State<'_>) -> Option<Vec<String>> {
    let pointer = ["/QueueId", "/AgentId"]
        .into_iter()
        .find(|pointer| visit.text(pointer).is_some())?;
    let queue = state.fill(visit.text(pointer)?);
    Some(visit.names(pointer, &queue, &QUEUE_NOTES))
}

/// The state of the queue that an action asks about, and whether anybody gave it.
fn queue_state(visit: Visit<'_>, state: &mut State<'_>) -> (QueueState, bool) {
    let names = named_queue(visit, state);
    let names = names.unwrap_or_else(|| state.queue.iter().cloned().collect());
    let given = answer(&state.contact.queues, &names);
    (given.cloned().unwrap_or_default(), given.is_some())
}

pub(super) fn metric(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let (queue, given) = queue_state(visit, state);
    let metric = visit.text("/MetricType").unwrap_or_default();
    let value = match metric {
        "NumberOfAgentsStaffed" | "NumberOfAgentsOnline" => queue.staffed,
        "NumberOfAgentsAvailable" => queue.available,
        "OldestContactInQueueAgeSeconds" => queue.oldest,
        _ => queue.size,
    };
    let what = format!("{metric} is {value}");
    Outcome::value(value.to_string(), what).assumed_if(!given)
}

pub(super) fn metrics(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let (queue, given) = queue_state(visit, state);
    let metrics = json!({
        "Queue": {
            "Name": state.queue, "Size": queue.size, "OldestContactAge": queue.oldest,
        },
        "Agents": {
            "Staffed": {"Count": queue.staffed}, "Available": {"Count": queue.available},
            "Online": {"Count": queue.staffed},
        },
    });
    state.data.insert("Metrics".to_owned(), metrics);
    Outcome::next("reads the metrics of the queue").assumed_if(!given)
}

pub(super) fn target(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let Some(names) = named_queue(visit, state) else {
        return Outcome::next("sets a queue that is not named").assumed();
    };
    let Some(name) = names.into_iter().next() else {
        return Outcome::error("NoMatchingError", "the queue is empty");
    };
    let what = format!("sets queue {name}");
    state.set_queue(name);
    Outcome::next(what)
}

pub(super) fn queue(state: &mut State<'_>) -> Outcome {
    let Some(name) = state.queue.clone() else {
        return Outcome::error("NoMatchingError", "no queue has been set");
    };
    let names = [name];
    let given = answer(&state.contact.queues, &names);
    let [name] = names.clone();
    if given.is_some_and(|queue| queue.at_capacity) {
        return Outcome::error("QueueAtCapacity", format!("queue {name} is full"));
    }
    let what = format!("puts the contact into queue {name}");
    Outcome::end(EndKind::Queued, name, what).assumed_if(given.is_none())
}

pub(super) fn requeue(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let name = named_queue(visit, state).and_then(|names| names.into_iter().next());
    if let Some(name) = name {
        state.set_queue(name);
    }
    queue(state)
}

pub(super) fn flow(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let pointer = "/ContactFlowId";
    let flow = state.fill(visit.text(pointer).unwrap_or_default());
    let noted = ["/parameters/ContactFlowId/displayName", "/ContactFlow/text"];
    let names = visit.names(pointer, &flow, &noted);
    let Some(name) = names.first().cloned() else {
        return Outcome::error("NoMatchingError", "no flow is named");
    };
    Outcome::flow(names, format!("goes on to flow {name}"))
}

pub(super) fn number(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let number = state.fill(visit.text("/ThirdPartyPhoneNumber").unwrap_or_default());
    let call = state.contact.call.as_deref();
    match call {
        Some("ConnectionTimeLimitExceeded") => Outcome::error(
            "ConnectionTimeLimitExceeded",
            format!("{number} does not answer"),
        ),
        Some("CallFailed") => Outcome::error("CallFailed", format!("the call to {number} fails")),
        _ => {
            let what = format!("calls {number}");
            let outcome = if visit.flag("/ContinueFlowExecution") {
                Outcome::next(what)
            } else {
                Outcome::end(EndKind::TransferredToNumber, number, what)
            };
            outcome.assumed_if(call.is_none())
        }
    }
}

pub(super) fn agent(state: &State<'_>) -> Outcome {
    let answers = state.contact.agent_answers;
    if answers == Some(false) {
        return Outcome::error("NoMatchingError", "no agent answers");
    }
    let end = Outcome::end(EndKind::TransferredToAgent, "", "goes on to the agent");
    end.assumed_if(answers.is_none())
}

pub(super) fn call_status(state: &State<'_>) -> Outcome {
    match &state.contact.call {
        Some(status) => Outcome::value(status.as_str(), format!("the call is {status}")),
        None => Outcome::value("CallAnswered", "the call is CallAnswered").assumed(),
    }
}

/// Time does not pass in a walk, so a wait is always over.
pub(super) fn wait(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    let limit = visit.parameter("/TimeLimitSeconds");
    let seconds = limit.map_or_else(String::new, |value| state.fill_value(value));
    Outcome::value("WaitCompleted", format!("waits {seconds} seconds")).assumed()
}

/// The conditions compare the number that is drawn (`NumberLessThan 51` is half of all contacts),
/// and the first that holds counts.
pub(super) fn percentage(state: &State<'_>) -> Outcome {
    let given = state.contact.percentage;
    let number = given.unwrap_or(1);
    let what = format!("the number drawn is {number}");
    Outcome::value(number.to_string(), what).assumed_if(given.is_none())
}
