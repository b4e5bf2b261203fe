//! Agents as a file says them.

use std::{borrow::Cow, fmt::Write as _};

use connect_model::{Tags, spec::PhoneType};
use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::agent::{Agent, Field, Stated};

/// What divides the entries of a list.
const SEPARATOR: &str = "|";

/// What a field says in one of the two forms.
enum Said<'a> {
    /// Nothing is said.
    Unsaid,
    /// There is to be none.
    Nothing,
    Text(Cow<'a, str>),
    List(Vec<Cow<'a, str>>),
}

/// An agent as an object of JSON.
struct Object<'a>(&'a Agent);

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
                let is_divided = |entry: &Cow<'_, str>| entry.contains(['|', ';']);
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
    serde_json::to_string(&Object(agent)).expect("a String takes every write")
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

fn said(agent: &Agent, field: Field) -> Said<'_> {
    match field {
        Field::Username => text(Some(&agent.username)),
        Field::FirstName => text(agent.first_name.as_ref()),
        Field::LastName => text(agent.last_name.as_ref()),
        Field::Email => text(agent.email.as_ref()),
        Field::SecondaryEmail => stated(&agent.secondary_email),
        Field::Mobile => stated(&agent.mobile),
        Field::RoutingProfile => text(agent.routing_profile.as_ref()),
        Field::SecurityProfiles => list(agent.security_profiles.as_deref(), borrowed),
        Field::Hierarchy => stated(&agent.hierarchy),
        Field::PhoneType => text(agent.phone_type.map(phone_type)),
        Field::DeskPhone => text(agent.desk_phone.as_ref()),
        Field::AutoAccept => text(agent.auto_accept.map(yes_or_no)),
        Field::AfterContactWorkSeconds => number(agent.after_contact_work_seconds),
        Field::ChannelWork => list(agent.channel_work.as_ref(), |(channel, seconds)| {
            format!("{channel}={seconds}").into()
        }),
        Field::PersistentConnection => text(agent.persistent_connection.map(yes_or_no)),
        Field::Proficiencies => list(agent.proficiencies.as_deref(), |it| it.to_string().into()),
        Field::Tags => tags(agent.tags.as_ref()),
        Field::DirectoryUserId => text(agent.directory_user_id.as_ref()),
    }
}

fn text(said: Option<&(impl AsRef<str> + ?Sized)>) -> Said<'_> {
    said.map_or(Said::Unsaid, |said| Said::Text(borrowed(said)))
}

fn number(said: Option<u32>) -> Said<'static> {
    said.map_or(Said::Unsaid, |said| Said::Text(said.to_string().into()))
}

fn stated<T: AsRef<str>>(said: &Stated<T>) -> Said<'_> {
    match said {
        Stated::Unsaid => Said::Unsaid,
        Stated::Nothing => Said::Nothing,
        Stated::Is(value) => Said::Text(borrowed(value)),
    }
}

fn list<'a, I>(said: Option<I>, entry: impl Fn(I::Item) -> Cow<'a, str>) -> Said<'a>
where
    I: IntoIterator,
{
    let Some(entries) = said else {
        return Said::Unsaid;
    };
    let entries: Vec<_> = entries.into_iter().map(entry).collect();
    if entries.is_empty() {
        Said::Nothing
    } else {
        Said::List(entries)
    }
}

fn tags(said: Option<&Tags>) -> Said<'_> {
    let entries = said.map(Tags::iter);
    list(entries, |(key, value)| format!("{key}={value}").into())
}

fn borrowed(text: &(impl AsRef<str> + ?Sized)) -> Cow<'_, str> {
    Cow::Borrowed(text.as_ref())
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

// === impl Object ===

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        for field in Field::ALL {
            match said(self.0, field) {
                Said::Unsaid => {}
                Said::Nothing => members.serialize_entry(field.as_str(), &[""; 0])?,
                Said::Text(text) => members.serialize_entry(field.as_str(), &text)?,
                Said::List(entries) => members.serialize_entry(field.as_str(), &entries)?,
            }
        }
        members.end()
    }
}
