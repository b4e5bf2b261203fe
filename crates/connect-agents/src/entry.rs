//! What is remembered of an agent, out of what a row says and what there is. Pure.

use std::str::FromStr as _;

use connect_model::{E164, Email, GroupPath, Name, SecurityProfileName, spec::PhoneType};
use connect_resources::user::Identity;

use crate::{
    agent::{Agent, Channel, Proficiency, Stated},
    directory::Entry,
    plan::addresses,
    roster::Seen,
    scene::Scene,
};

/// Of somebody who was made as a row says.
pub(crate) fn of_new(agent: &Agent, user_id: String, secret: Option<String>) -> Entry {
    let mut agent = agent.clone();
    settle(&mut agent.secondary_email);
    settle(&mut agent.mobile);
    settle(&mut agent.hierarchy);
    agent.proficiencies.get_or_insert_default();
    Entry {
        user_id,
        modified_ms: None,
        agent,
        has_addresses: true,
        is_disabled: false,
        secret,
    }
}

/// Of somebody who was there, once the user is as the row says.
pub(crate) fn of_there(
    scene: &Scene,
    said: Agent,
    seen: &Seen,
    proficiencies: Option<Vec<Proficiency>>,
) -> Entry {
    let there = addresses(seen);
    let mut agent = said;
    fill_names(&mut agent, seen);
    if let Some(there) = &there {
        fill_addresses(&mut agent, there);
    }
    fill_profiles(&mut agent, scene, seen);
    fill_phone(&mut agent, seen);
    agent.proficiencies = agent.proficiencies.or(proficiencies);
    agent.directory_user_id = agent
        .directory_user_id
        .or_else(|| seen.directory_user_id.clone());
    let before = seen.remembered.as_ref();
    if agent.proficiencies.is_none() {
        agent.proficiencies = before.and_then(|entry| entry.agent.proficiencies.clone());
    }
    Entry {
        user_id: seen.id.to_string(),
        modified_ms: seen.modified_ms,
        agent,
        has_addresses: there.is_some(),
        is_disabled: false,
        secret: before.and_then(|entry| entry.secret.clone()),
    }
}

fn settle<T>(said: &mut Stated<T>) {
    if said.is_unsaid() {
        *said = Stated::Nothing;
    }
}

fn known<T>(text: Option<&String>, read: impl Fn(&str) -> Option<T>) -> Stated<T> {
    match text {
        None => Stated::Nothing,
        Some(text) => read(text).map_or(Stated::Unsaid, Stated::Is),
    }
}

fn fill_names(agent: &mut Agent, seen: &Seen) {
    let before = seen.remembered.as_ref().map(|entry| &entry.agent);
    let described = seen.described.as_ref().map(|record| &record.identity);
    let first = described.and_then(|it| it.first_name.clone());
    let first = first.or_else(|| before.and_then(|it| it.first_name.clone()));
    let last = described.and_then(|it| it.last_name.clone());
    let last = last.or_else(|| before.and_then(|it| it.last_name.clone()));
    agent.first_name = agent.first_name.take().or(first);
    agent.last_name = agent.last_name.take().or(last);
}

fn fill_addresses(agent: &mut Agent, there: &Identity) {
    let email = |text: &str| Email::new(text).ok();
    if agent.email.is_none() {
        agent.email = there.email.as_deref().and_then(email);
    }
    if agent.secondary_email.is_unsaid() {
        agent.secondary_email = known(there.secondary_email.as_ref(), email);
    }
    if agent.mobile.is_unsaid() {
        agent.mobile = known(there.mobile.as_ref(), |text| E164::new(text).ok());
    }
}

fn fill_profiles(agent: &mut Agent, scene: &Scene, seen: &Seen) {
    if agent.routing_profile.is_none() {
        agent.routing_profile = Name::new(scene.routing_profiles.name(&seen.routing_profile)).ok();
    }
    if agent.security_profiles.is_none() {
        let names = seen
            .security_profiles
            .iter()
            .map(|id| scene.security_profiles.name(id));
        let names: Result<Vec<_>, _> = names.map(SecurityProfileName::new).collect();
        agent.security_profiles = names.ok();
    }
    if agent.hierarchy.is_unsaid() {
        let path = seen
            .group
            .as_ref()
            .map(|id| scene.groups.name(id).to_owned());
        agent.hierarchy = known(path.as_ref(), |path| GroupPath::new(path).ok());
    }
    if agent.tags.is_none() {
        agent.tags = Some(seen.tags.clone());
    }
}

fn fill_phone(agent: &mut Agent, seen: &Seen) {
    let there = &seen.phone;
    let number = there.desk_phone_number.as_deref();
    agent.phone_type = agent
        .phone_type
        .or_else(|| PhoneType::from_str(&there.r#type).ok());
    agent.desk_phone = agent
        .desk_phone
        .take()
        .or_else(|| number.and_then(|number| E164::new(number).ok()));
    agent.auto_accept = agent.auto_accept.or(Some(there.auto_accept));
    agent.after_contact_work_seconds = agent
        .after_contact_work_seconds
        .or(Some(there.after_contact_work_seconds));
    agent.persistent_connection = agent.persistent_connection.or(there.persistent_connection);
    if agent.channel_work.is_none() && !seen.channels.after_contact_work.is_empty() {
        let all = seen.channels.after_contact_work.iter();
        let all =
            all.filter_map(|(word, work)| Some((word.parse::<Channel>().ok()?, work.seconds)));
        agent.channel_work = Some(all.collect());
    }
}
