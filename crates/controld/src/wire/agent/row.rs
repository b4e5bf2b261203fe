//! An agent, between messages and rows.

use connect_agents::{Agent, Entry, Field};
use connect_model::{Tags, spec::PhoneType};
use control_api::v1 as pb;
use serde_json::{Map, Value, json};

use super::username;
use crate::{
    jobs::{Digest, FileRef},
    wire::{reader::Reader, spec::Contents},
};

/// How the file of one agent is called.
const ROW: &str = "agent";

/// An agent as a file of one row, which the same reader checks as any other.
pub(super) fn row(reader: &mut Reader, agent: Option<pb::Agent>) -> Option<(FileRef, Contents)> {
    let Some(agent) = agent else {
        reader.wrong("agent", "is required");
        return None;
    };
    reader.required("agent.username", &agent.username, username)?;
    let line = line(agent).to_string().into_bytes();
    let content = Digest::of(&line);
    let file = FileRef {
        path: ROW.to_owned(),
        content,
    };
    Some((file, Contents::from([(content, line)])))
}

fn line(agent: pb::Agent) -> Value {
    let mut members = Map::new();
    let mut say = |field: Field, value: Value| {
        members.insert(field.as_str().to_owned(), value);
    };
    for (field, text) in [
        (Field::Username, agent.username),
        (Field::FirstName, agent.first_name),
        (Field::LastName, agent.last_name),
        (Field::Email, agent.email),
        (Field::SecondaryEmail, agent.secondary_email),
        (Field::Mobile, agent.mobile),
        (Field::RoutingProfile, agent.routing_profile),
        (Field::Hierarchy, agent.hierarchy),
        (Field::PhoneType, agent.phone_type),
        (Field::DeskPhone, agent.desk_phone),
        (Field::DirectoryUserId, agent.directory_user_id),
    ] {
        if !text.is_empty() {
            say(field, text.into());
        }
    }
    for (field, list) in [
        (Field::SecurityProfiles, agent.security_profiles),
        (Field::Proficiencies, agent.proficiencies),
        (Field::ChannelWork, entries(agent.channel_work)),
        (Field::Tags, entries(agent.tags)),
    ] {
        if !list.is_empty() {
            say(field, list.into());
        }
    }
    if let Some(accepts) = agent.auto_accept {
        say(Field::AutoAccept, accepts.into());
    }
    if let Some(seconds) = agent.after_contact_work_seconds {
        say(Field::AfterContactWorkSeconds, json!(seconds));
    }
    if let Some(stays) = agent.persistent_connection {
        say(Field::PersistentConnection, stays.into());
    }
    Value::Object(members)
}

fn entries<V: std::fmt::Display>(map: impl IntoIterator<Item = (String, V)>) -> Vec<String> {
    let entry = |(key, value)| format!("{key}={value}");
    map.into_iter().map(entry).collect()
}

/// An agent as imports remember it.
pub(super) fn known(center: &str, entry: &Entry) -> pb::KnownAgent {
    let modified = entry.modified_ms.map(|ms| prost_types::Timestamp {
        seconds: ms.div_euclid(1_000),
        nanos: i32::try_from(ms.rem_euclid(1_000) * 1_000_000).unwrap_or_default(),
    });
    pb::KnownAgent {
        name: format!("{center}/agents/{}", entry.agent.username),
        agent: Some(to_pb(&entry.agent)),
        user_id: entry.user_id.clone(),
        secret: entry.secret.clone().unwrap_or_default(),
        disabled: entry.is_disabled,
        modify_time: modified,
    }
}

fn to_pb(agent: &Agent) -> pb::Agent {
    let phone_type = agent.phone_type.map(|said| match said {
        PhoneType::SoftPhone => "soft",
        PhoneType::DeskPhone => "desk",
    });
    let tags = agent.tags.iter().flat_map(Tags::iter);
    pb::Agent {
        username: agent.username.to_string(),
        first_name: agent.first_name.clone().unwrap_or_default(),
        last_name: agent.last_name.clone().unwrap_or_default(),
        email: text(agent.email.as_ref()),
        secondary_email: text(agent.secondary_email.value()),
        mobile: text(agent.mobile.value()),
        routing_profile: text(agent.routing_profile.as_ref()),
        security_profiles: texts(agent.security_profiles.as_deref()),
        hierarchy: text(agent.hierarchy.value()),
        phone_type: phone_type.unwrap_or_default().to_owned(),
        desk_phone: text(agent.desk_phone.as_ref()),
        auto_accept: agent.auto_accept,
        after_contact_work_seconds: agent.after_contact_work_seconds,
        channel_work: agent
            .channel_work
            .iter()
            .flatten()
            .map(|(channel, seconds)| (channel.to_string(), *seconds))
            .collect(),
        persistent_connection: agent.persistent_connection,
        proficiencies: texts(agent.proficiencies.as_deref()),
        tags: tags
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect(),
        directory_user_id: agent.directory_user_id.clone().unwrap_or_default(),
    }
}

fn text(said: Option<&impl ToString>) -> String {
    said.map(ToString::to_string).unwrap_or_default()
}

fn texts(said: Option<&[impl ToString]>) -> Vec<String> {
    said.unwrap_or_default()
        .iter()
        .map(ToString::to_string)
        .collect()
}
