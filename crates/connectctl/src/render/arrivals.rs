//! Files that arrived.

use control_api::v1::{self as pb, agent_arrival::State};

use super::{Page, Tone, time};

/// What arrived, a line each.
pub(crate) fn arrivals(arrivals: &[pb::AgentArrival]) -> Page {
    if arrivals.is_empty() {
        return Page::of(Tone::Plain, "Nothing has arrived.");
    }
    let header = ["ARRIVED", "STATE", "WATCH", "OBJECT", "JOB"].map(str::to_owned);
    let rows = arrivals.iter().map(|it| {
        [
            time::moment(it.arrive_time.as_ref()),
            word(it.state()).to_owned(),
            it.watch.clone(),
            it.uri.clone(),
            it.job.clone(),
        ]
    });
    let rows: Vec<_> = std::iter::once(header).chain(rows).collect();
    let mut page = Page::new();
    page.table(&rows);
    let told = arrivals.iter().filter(|it| !it.message.is_empty());
    for arrival in told {
        page.gap();
        page.say(tone(arrival.state()), &arrival.uri);
        page.line(format!("  {}", arrival.message));
        if !arrival.place.is_empty() {
            page.say(Tone::Faint, format!("  see {}", arrival.place));
        }
    }
    page
}

/// What became of one, on a line.
pub(crate) fn arrival(arrival: &pb::AgentArrival) -> Page {
    let time = arrival.end_time.as_ref().or(arrival.arrive_time.as_ref());
    let (time, state) = (time::moment(time), word(arrival.state()));
    let mut text = format!("{time}  {state}  {}", arrival.uri);
    for more in [&arrival.message, &arrival.place] {
        if !more.is_empty() {
            text = format!("{text}  {more}");
        }
    }
    Page::of(tone(arrival.state()), &text)
}

fn word(state: State) -> &'static str {
    match state {
        State::Unspecified => "unknown",
        State::Waiting => "waiting",
        State::Importing => "importing",
        State::Imported => "imported",
        State::NoAgentFile => "no agent file",
        State::Refused => "refused",
        State::Elsewhere => "elsewhere",
        State::Failed => "failed",
    }
}

fn tone(state: State) -> Tone {
    match state {
        State::Imported => Tone::Good,
        State::Refused | State::Failed => Tone::Bad,
        State::NoAgentFile | State::Elsewhere => Tone::Faint,
        State::Unspecified | State::Waiting | State::Importing => Tone::Plain,
    }
}
