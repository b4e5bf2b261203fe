//! Agents as a file says them.

use std::fmt::Write as _;

use connect_model::{Tags, spec::PhoneType};
use serde_json::{Map, Value, json};

use crate::agent::{Agent, Field, Stated};

/// What divides the entries of a list.
const SEPARATOR: &str = "|";

/// What a field says in one of the two forms.
enum Said {
    /// Nothing is said.
    Unsaid,
    /// There is to be none.
    Nothing,
    Text(String),
    List(Vec<String>),
}

/// The header of a CSV file with a column for every field.
pub fn print_header() -> String {
    let words: Vec<&str> = Field::ALL.into_iter().map(Field::as_str).collect();
    words.join(",")
}

/// An agent as a row under that header, without the end of the line. Nothing, if CSV cannot say it: that
/// there is to be none of something, or an entry of a list with `|` or `;` in it. [`print_json`] can.
pub fn print_row(agent: &Agent) -> Option<String> {
    let mut row = String::new();
    for (n, field) in Field::ALL.into_iter().enumerate() {
        if n > 0 {
            row.push(',');
        }
        match said(agent, field) {
            Said::Unsaid => {}
            Said::Nothing => return None,
            Said::Text(text) => push_cell(&mut row, &text),
            Said::List(entries) => {
                let is_divided = |entry: &String| entry.contains(['|', ';']);
                if entries.iter().any(is_divided) {
                    return None;
                }
                push_cell(&mut row, &entries.join(SEPARATOR));
            }
        }
    }
    Some(row)
}

/// An agent as a line of JSON Lines.
pub fn print_json(agent: &Agent) -> String {
    let mut members = Map::new();
    for field in Field::ALL {
        let value = match said(agent, field) {
            Said::Unsaid => continue,
            Said::Nothing => json!([]),
            Said::Text(text) => Value::String(text),
            Said::List(entries) => json!(entries),
        };
        members.insert(field.as_str().to_owned(), value);
    }
    Value::Object(members).to_string()
}

/// Appends a cell, quoted where it has to be.
pub(crate) fn push_cell(row: &mut String, cell: &str) {
    let is_plain = |letter: char| !matches!(letter, ',' | '"' | '\r' | '\n');
    if cell.chars().all(is_plain) && !cell.starts_with(' ') && !cell.ends_with(' ') {
        row.push_str(cell);
        return;
    }
    let quoted = cell.replace('"', "\"\"");
    write!(row, "\"{quoted}\"").expect("a String takes every write");
}

fn said(agent: &Agent, field: Field) -> Said {
    match field {
        Field::Username => text(Some(&agent.username)),
        Field::FirstName => text(agent.first_name.as_ref()),
        Field::LastName => text(agent.last_name.as_ref()),
        Field::Email => text(agent.email.as_ref()),
        Field::SecondaryEmail => stated(&agent.secondary_email),
        Field::Mobile => stated(&agent.mobile),
        Field::RoutingProfile => text(agent.routing_profile.as_ref()),
        Field::SecurityProfiles => list(agent.security_profiles.as_ref()),
        Field::Hierarchy => stated(&agent.hierarchy),
        Field::PhoneType => text(agent.phone_type.map(phone_type).as_ref()),
        Field::DeskPhone => text(agent.desk_phone.as_ref()),
        Field::AutoAccept => text(agent.auto_accept.map(yes_or_no).as_ref()),
        Field::AfterContactWorkSeconds => text(agent.after_contact_work_seconds.as_ref()),
        Field::ChannelWork => {
            let entry = |(channel, seconds)| format!("{channel}={seconds}");
            let work = agent.channel_work.as_ref();
            list(
                work.map(|work| work.iter().map(entry).collect::<Vec<_>>())
                    .as_ref(),
            )
        }
        Field::PersistentConnection => text(agent.persistent_connection.map(yes_or_no).as_ref()),
        Field::Proficiencies => list(agent.proficiencies.as_ref()),
        Field::Tags => list(agent.tags.as_ref().map(entries).as_ref()),
        Field::DirectoryUserId => text(agent.directory_user_id.as_ref()),
    }
}

fn text(said: Option<&impl ToString>) -> Said {
    said.map_or(Said::Unsaid, |said| Said::Text(said.to_string()))
}

fn stated<T: ToString>(said: &Stated<T>) -> Said {
    match said {
        Stated::Unsaid => Said::Unsaid,
        Stated::Nothing => Said::Nothing,
        Stated::Is(value) => Said::Text(value.to_string()),
    }
}

fn list<T: ToString>(said: Option<&Vec<T>>) -> Said {
    match said {
        None => Said::Unsaid,
        Some(entries) if entries.is_empty() => Said::Nothing,
        Some(entries) => Said::List(entries.iter().map(ToString::to_string).collect()),
    }
}

fn entries(tags: &Tags) -> Vec<String> {
    tags.iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect()
}

fn phone_type(said: PhoneType) -> &'static str {
    match said {
        PhoneType::SoftPhone => "soft",
        PhoneType::DeskPhone => "desk",
    }
}

fn yes_or_no(said: bool) -> &'static str {
    if said { "yes" } else { "no" }
}
