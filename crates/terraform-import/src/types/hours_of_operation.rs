//! `aws_connect_hours_of_operation`.

use serde_json::{Value, json};

use crate::{
    attributes::Attributes,
    draft::{Draft, Slot},
    entry::{Entry, Refusal},
    family::Family,
    report::Taken,
    resource::Resource,
};

const SLOT: Slot = Slot {
    section: "hours_of_operation",
    by_key: false,
    family: Some(Family::Hours),
    is_tagged: true,
};

const WEEK: [&str; 7] = [
    "MONDAY",
    "TUESDAY",
    "WEDNESDAY",
    "THURSDAY",
    "FRIDAY",
    "SATURDAY",
    "SUNDAY",
];

pub(super) fn write(resource: &Resource, draft: &mut Draft<'_>) -> Result<Taken, Refusal> {
    let mut entry = Entry::of(resource);
    let attributes = entry.attributes();
    let name = entry.require("name", "name")?;
    entry.say("description", attributes.text("description"));
    entry.require("time_zone", "time_zone")?;
    entry.set("config", open_times(attributes));
    draft.add(SLOT, name, entry)
}

/// The open times, days with the same times together, in the order of the week.
fn open_times(attributes: Attributes<'_>) -> Value {
    let mut open: Vec<(usize, Times)> = attributes
        .blocks("config")
        .into_iter()
        .flat_map(times)
        .collect();
    open.sort();
    let mut groups: Vec<(Times, Vec<&str>)> = Vec::new();
    for (day, times) in open {
        match groups.iter_mut().find(|(known, _)| *known == times) {
            Some((_, days)) => days.push(WEEK[day]),
            None => groups.push((times, vec![WEEK[day]])),
        }
    }
    let group = |((start, end), days): (Times, Vec<&str>)| match days.as_slice() {
        [day] => json!({ "day": day, "start": start, "end": end }),
        days => json!({ "days": days, "start": start, "end": end }),
    };
    groups.into_iter().map(group).collect()
}

/// When it opens and closes, as `09:00`.
type Times = (String, String);

fn times(config: Attributes<'_>) -> Vec<(usize, Times)> {
    let several = config.texts("days");
    let days = config.text("day").into_iter().chain(several);
    let of = |day: &str| {
        let day = WEEK
            .iter()
            .position(|known| known.eq_ignore_ascii_case(day))?;
        Some((
            day,
            (clock(config, "start_time")?, clock(config, "end_time")?),
        ))
    };
    days.filter_map(of).collect()
}

fn clock(config: Attributes<'_>, name: &str) -> Option<String> {
    if let Some(text) = config.text(name) {
        return Some(text.to_owned());
    }
    let time = config.block(name);
    let minutes = time.number("minutes").unwrap_or_default();
    Some(format!("{:02}:{minutes:02}", time.number("hours")?))
}
