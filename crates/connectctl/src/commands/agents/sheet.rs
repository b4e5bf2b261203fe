//! Agents between messages and files: the fields of a file by their words.

use std::collections::BTreeMap;

use control_api::v1 as pb;
use serde_json::{Map, Value};

use crate::render::csv_line;

/// What divides the entries of a list.
const SEPARATOR: char = '|';

/// The fields of a file, in the order of its columns.
const FIELDS: [&str; 18] = [
    "username",
    "first_name",
    "last_name",
    "email",
    "secondary_email",
    "mobile",
    "routing_profile",
    "security_profiles",
    "hierarchy",
    "phone_type",
    "desk_phone",
    "auto_accept",
    "after_contact_work_seconds",
    "channel_work",
    "persistent_connection",
    "proficiencies",
    "tags",
    "directory_user_id",
];

/// A file of agents, with a header.
pub(super) fn csv(agents: &[pb::Agent]) -> String {
    let header: Vec<_> = FIELDS.iter().map(|field| Some(*field)).collect();
    let mut text = csv_line(&header);
    for agent in agents {
        let cells = FIELDS.map(|field| cell(agent, field));
        let cells: Vec<_> = cells.iter().map(Option::as_deref).collect();
        text.push_str(&csv_line(&cells));
    }
    text
}

/// The same, an object a line.
pub(super) fn json_lines(agents: &[pb::Agent]) -> String {
    let line = |agent: &pb::Agent| {
        let members = FIELDS.iter().filter_map(|field| {
            let entries = entries(agent, field);
            let value = match entries {
                Some(entries) if entries.is_empty() => return None,
                Some(entries) => entries.into(),
                None => Value::String(cell(agent, field)?),
            };
            Some(((*field).to_owned(), value))
        });
        let members: Map<_, _> = members.collect();
        format!("{}\n", Value::Object(members))
    };
    agents.iter().map(line).collect()
}

/// An agent of what is said of its fields, or the fields that there are not.
pub(super) fn agent(username: &str, said: &[(String, String)]) -> Result<pb::Agent, Vec<String>> {
    let mut agent = pb::Agent {
        username: username.to_owned(),
        ..pb::Agent::default()
    };
    let wrong = said.iter().filter_map(|(field, value)| {
        let taken = take(&mut agent, field, value);
        taken.err().map(|wrong| format!("{field}: {wrong}"))
    });
    let wrong: Vec<_> = wrong.collect();
    if wrong.is_empty() {
        Ok(agent)
    } else {
        Err(wrong)
    }
}

fn take(agent: &mut pb::Agent, field: &str, value: &str) -> Result<(), String> {
    let text = || value.to_owned();
    let list = || value.split(SEPARATOR).map(str::to_owned).collect();
    match field {
        "first_name" => agent.first_name = text(),
        "last_name" => agent.last_name = text(),
        "email" => agent.email = text(),
        "secondary_email" => agent.secondary_email = text(),
        "mobile" => agent.mobile = text(),
        "routing_profile" => agent.routing_profile = text(),
        "security_profiles" => agent.security_profiles = list(),
        "hierarchy" => agent.hierarchy = text(),
        "phone_type" => agent.phone_type = text(),
        "desk_phone" => agent.desk_phone = text(),
        "auto_accept" => agent.auto_accept = Some(yes_or_no(value)?),
        "after_contact_work_seconds" => {
            agent.after_contact_work_seconds = Some(seconds(value)?);
        }
        "channel_work" => {
            let pairs = pairs(value)?.into_iter();
            let work: Result<_, String> = pairs
                .map(|(channel, work)| Ok((channel, seconds(&work)?)))
                .collect();
            agent.channel_work = work?;
        }
        "persistent_connection" => agent.persistent_connection = Some(yes_or_no(value)?),
        "proficiencies" => agent.proficiencies = list(),
        "tags" => agent.tags = pairs(value)?,
        "directory_user_id" => agent.directory_user_id = text(),
        _ => return Err(format!("is no field; there are {}", FIELDS[1..].join(", "))),
    }
    Ok(())
}

fn yes_or_no(value: &str) -> Result<bool, String> {
    match value {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        _ => Err("expected yes or no".to_owned()),
    }
}

fn seconds(value: &str) -> Result<u32, String> {
    value.parse().map_err(|_| "expected seconds".to_owned())
}

fn pairs(value: &str) -> Result<BTreeMap<String, String>, String> {
    let pair = |entry: &str| {
        let pair = entry.split_once('=').filter(|(key, _)| !key.is_empty());
        let (key, value) = pair.ok_or("expected KEY=VALUE, with | between several")?;
        Ok((key.to_owned(), value.to_owned()))
    };
    value.split(SEPARATOR).map(pair).collect()
}

/// What stands in a cell; nothing where nothing is said.
fn cell(agent: &pb::Agent, field: &str) -> Option<String> {
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    if let Some(entries) = entries(agent, field) {
        return said(&entries.join(&SEPARATOR.to_string()));
    }
    let word = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
    match field {
        "username" => said(&agent.username),
        "first_name" => said(&agent.first_name),
        "last_name" => said(&agent.last_name),
        "email" => said(&agent.email),
        "secondary_email" => said(&agent.secondary_email),
        "mobile" => said(&agent.mobile),
        "routing_profile" => said(&agent.routing_profile),
        "hierarchy" => said(&agent.hierarchy),
        "phone_type" => said(&agent.phone_type),
        "desk_phone" => said(&agent.desk_phone),
        "auto_accept" => agent.auto_accept.map(word),
        "after_contact_work_seconds" => agent
            .after_contact_work_seconds
            .filter(|_| agent.channel_work.is_empty())
            .map(|seconds| seconds.to_string()),
        "persistent_connection" => agent.persistent_connection.map(word),
        "directory_user_id" => said(&agent.directory_user_id),
        _ => None,
    }
}

/// The entries of a field that is a list.
fn entries(agent: &pb::Agent, field: &str) -> Option<Vec<String>> {
    fn pairs<V: std::fmt::Display>(map: &BTreeMap<String, V>) -> Vec<String> {
        let pairs = map.iter();
        pairs.map(|(key, value)| format!("{key}={value}")).collect()
    }
    match field {
        "security_profiles" => Some(agent.security_profiles.clone()),
        "proficiencies" => Some(agent.proficiencies.clone()),
        "channel_work" => Some(pairs(&agent.channel_work)),
        "tags" => Some(pairs(&agent.tags)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_an_agent_stands_in_a_file_as_it_was_said() {
        let said = [
            ("first_name", "Ada, Countess"),
            ("security_profiles", "Agent|CallCenterManager"),
            ("auto_accept", "no"),
            ("channel_work", "CHAT=60|VOICE=30"),
            ("tags", "Floor=3|Site=Cardiff"),
        ];
        let said = said.map(|(field, value)| (field.to_owned(), value.to_owned()));
        let ada = agent("ada", &said).unwrap();
        for (field, value) in &said {
            assert_eq!(cell(&ada, field).as_ref(), Some(value));
        }
        assert!(csv(std::slice::from_ref(&ada)).contains("ada,\"Ada, Countess\","));
        assert!(json_lines(&[ada]).contains(r#""tags":["Floor=3","Site=Cardiff"]"#));
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let said = [("nickname", "A"), ("auto_accept", "maybe"), ("tags", "x")];
        let said = said.map(|(field, value)| (field.to_owned(), value.to_owned()));
        assert_eq!(agent("ada", &said).unwrap_err().len(), 3);
    }
}
