//! One agent of the file against the user who is there. Pure.

use std::collections::BTreeSet;

use connect_model::{
    HierarchyGroupId, RoutingProfileId, SecurityProfileId, Tags,
    spec::{IdentityManagement, PhoneType},
};
use connect_resources::user::{
    ChannelWork, Channels, Identity, Phone, ProficiencyRecord, UserChange,
};

use super::told::Change;
use crate::{
    agent::{Agent, Field, Proficiency, Stated},
    directory::Entry,
    roster::{Roster, Seen},
    row::RowIssue,
    scene::Scene,
};

/// The tag that says which directory an agent comes from.
pub(crate) const DIRECTORY_TAG: &str = "trunkline:directory";
/// How keys of ours begin.
const OURS: &str = "trunkline:";

/// What is to be done about a user who is there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Difference {
    /// Aspects, each with its call.
    pub(crate) changes: Vec<(Change, Call)>,
    /// What AWS cannot change, or what does not go together.
    pub(crate) issues: Vec<RowIssue>,
}

/// A call that brings an aspect to what is said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Call {
    Update(UserChange),
    Proficiencies(Vec<ProficiencyRecord>),
    Tags { set: Tags, unset: Vec<String> },
}

/// What an agent is compared by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scales<'s> {
    pub(crate) scene: &'s Scene,
    pub(crate) roster: &'s Roster,
    /// The directory of the import.
    pub(crate) directory: &'s str,
    pub(crate) take_ownership: bool,
}

/// The members of the identity that differ, as far as that is known.
pub(crate) fn identity_members(scales: Scales<'_>, agent: &Agent, seen: &Seen) -> Vec<Field> {
    let mut members = Vec::new();
    let mut compare = |differs: bool, field| {
        if differs {
            members.push(field);
        }
    };
    let named = |name: &Option<String>, there: u64| {
        let name = name.as_deref();
        name.is_some() && scales.roster.hash(name) != there
    };
    compare(named(&agent.first_name, seen.names.first), Field::FirstName);
    compare(named(&agent.last_name, seen.names.last), Field::LastName);
    let Some(there) = addresses(seen) else {
        return members;
    };
    if scales.scene.identity == IdentityManagement::ConnectManaged {
        let email = agent.email.as_ref().map(ToString::to_string);
        compare(email.is_some() && email != there.email, Field::Email);
    }
    let second = text(&agent.secondary_email);
    compare(
        differs(&second, there.secondary_email.as_ref()),
        Field::SecondaryEmail,
    );
    let mobile = text(&agent.mobile);
    compare(differs(&mobile, there.mobile.as_ref()), Field::Mobile);
    members
}

/// Whether a row says something that no search shows.
pub(crate) fn says_addresses(scene: &Scene, agent: &Agent) -> bool {
    let email = scene.identity == IdentityManagement::ConnectManaged && agent.email.is_some();
    email || !agent.secondary_email.is_unsaid() || !agent.mobile.is_unsaid()
}

/// The addresses of a user, as a description tells them or as they are remembered.
pub(crate) fn addresses(seen: &Seen) -> Option<Identity> {
    if let Some(described) = &seen.described {
        return Some(described.identity.clone());
    }
    seen.remembered
        .as_ref()
        .filter(|entry| entry.has_addresses)
        .map(remembered)
}

fn remembered(entry: &Entry) -> Identity {
    let agent = &entry.agent;
    Identity {
        first_name: None,
        last_name: None,
        email: agent.email.as_ref().map(ToString::to_string),
        secondary_email: agent.secondary_email.value().map(ToString::to_string),
        mobile: agent.mobile.value().map(ToString::to_string),
    }
}

/// All that differs. `proficiencies` are those that the user has, where the row says some.
pub(crate) fn difference(
    scales: Scales<'_>,
    agent: &Agent,
    seen: &Seen,
    proficiencies: Option<&[Proficiency]>,
) -> Difference {
    let mut all = Difference::default();
    all.identity(scales, agent, seen);
    all.phone(agent, seen);
    all.channels(agent, seen);
    all.routing_profile(scales.scene, agent, seen);
    all.security_profiles(scales.scene, agent, seen);
    all.group(scales.scene, agent, seen);
    if let (Some(wanted), Some(there)) = (&agent.proficiencies, proficiencies)
        && wanted != there
    {
        let change = Change::of("proficiencies", Some(list(there)), Some(list(wanted)));
        let call = Call::Proficiencies(wanted.iter().map(record).collect());
        all.changes.push((change, call));
    }
    all.tags(scales, agent, seen);
    all.directory_id(agent, seen);
    all
}

/// The identity of a user who is to be made.
pub(crate) fn new_identity(scene: &Scene, agent: &Agent) -> Identity {
    merged(scene, agent, &Identity::default())
}

/// The phone of a user who is to be made, or over that of one who is there.
pub(crate) fn phone(agent: &Agent, there: &Phone) -> Phone {
    let said = agent.phone_type.map(|said| said.as_str().to_owned());
    let phone_type = said.unwrap_or_else(|| {
        let is_set = !there.r#type.is_empty();
        let usual = PhoneType::SoftPhone.as_str();
        if is_set {
            there.r#type.clone()
        } else {
            usual.to_owned()
        }
    });
    let is_desk = phone_type == PhoneType::DeskPhone.as_str();
    let number = agent.desk_phone.as_ref().map(ToString::to_string);
    Phone {
        // Only a soft phone accepts by itself.
        auto_accept: agent.auto_accept.unwrap_or(there.auto_accept) && !is_desk,
        r#type: phone_type,
        after_contact_work_seconds: agent
            .after_contact_work_seconds
            .unwrap_or(there.after_contact_work_seconds),
        desk_phone_number: number.or_else(|| there.desk_phone_number.clone()),
        persistent_connection: agent.persistent_connection.or(there.persistent_connection),
    }
}

/// The settings of channels that a row says, over those that are there.
pub(crate) fn channels(agent: &Agent, there: &Channels) -> Channels {
    let mut all = there.clone();
    for (channel, seconds) in agent.channel_work.iter().flatten() {
        let before = all.after_contact_work.get(channel.as_str());
        let work = ChannelWork {
            seconds: *seconds,
            callback_seconds: before.and_then(|work| work.callback_seconds),
        };
        all.after_contact_work
            .insert(channel.as_str().to_owned(), work);
    }
    all
}

/// The ids of the security profiles that a row names, those that there are.
pub(crate) fn profile_ids(scene: &Scene, agent: &Agent) -> Option<Vec<SecurityProfileId>> {
    let names = agent.security_profiles.as_ref()?;
    let ids = names
        .iter()
        .filter_map(|name| scene.security_profiles.id(name.as_str()));
    Some(ids.map(SecurityProfileId::new).collect())
}

/// A proficiency as AWS takes it.
pub(crate) fn record(proficiency: &Proficiency) -> ProficiencyRecord {
    ProficiencyRecord {
        attribute: proficiency.attribute.clone(),
        value: proficiency.value.clone(),
        level: proficiency.level,
    }
}

/// Whether a user comes from a directory.
pub(crate) fn is_of(tags: &Tags, directory: &str) -> bool {
    tags.get(DIRECTORY_TAG) == Some(directory)
}

// === impl Difference ===

impl Difference {
    fn identity(&mut self, scales: Scales<'_>, agent: &Agent, seen: &Seen) {
        let members = identity_members(scales, agent, seen);
        if members.is_empty() {
            return;
        }
        // The call replaces the whole, so nothing is written that was not described.
        let there = seen
            .described
            .as_ref()
            .map(|record| record.identity.clone());
        let merged = merged(scales.scene, agent, &there.unwrap_or_default());
        let words: Vec<&str> = members.iter().map(|field| field.as_str()).collect();
        let change = Change::of("identity", None, Some(words.join(" ")));
        self.changes
            .push((change, Call::Update(UserChange::Identity(merged))));
    }

    fn phone(&mut self, agent: &Agent, seen: &Seen) {
        let wanted = phone(agent, &seen.phone);
        let is_desk = wanted.r#type == PhoneType::DeskPhone.as_str();
        if is_desk && wanted.desk_phone_number.is_none() {
            self.issues.push(RowIssue::missing(Field::DeskPhone, None));
        } else if is_desk && agent.auto_accept == Some(true) {
            let reason = "the agent has a desk phone, and only a soft phone accepts by itself";
            let remedy = "say no, or give the agent a soft phone";
            let issue = RowIssue::about(Field::AutoAccept, "unfit-phone", reason, remedy);
            self.issues.push(issue);
        } else if wanted != seen.phone && says_phone(agent) {
            let change = Change::of("phone", None, Some(phone_members(&wanted, &seen.phone)));
            self.changes
                .push((change, Call::Update(UserChange::Phone(wanted))));
        }
    }

    fn channels(&mut self, agent: &Agent, seen: &Seen) {
        let wanted = channels(agent, &seen.channels);
        if wanted != seen.channels {
            let change = Change::of("channels", Some(work(&seen.channels)), Some(work(&wanted)));
            self.changes
                .push((change, Call::Update(UserChange::Channels(wanted))));
        }
    }

    fn routing_profile(&mut self, scene: &Scene, agent: &Agent, seen: &Seen) {
        let Some(name) = &agent.routing_profile else {
            return;
        };
        let Some(id) = scene.routing_profile(name) else {
            return;
        };
        if id != seen.routing_profile {
            let before = scene
                .routing_profiles
                .name(&seen.routing_profile)
                .to_owned();
            let change = Change::of("routing-profile", Some(before), Some(name.to_string()));
            let update = UserChange::RoutingProfile(RoutingProfileId::new(id));
            self.changes.push((change, Call::Update(update)));
        }
    }

    fn security_profiles(&mut self, scene: &Scene, agent: &Agent, seen: &Seen) {
        let Some(ids) = profile_ids(scene, agent) else {
            return;
        };
        let wanted: BTreeSet<&str> = ids.iter().map(SecurityProfileId::as_str).collect();
        if wanted
            .iter()
            .copied()
            .eq(seen.security_profiles.iter().map(String::as_str))
        {
            return;
        }
        let named = |ids: &mut dyn Iterator<Item = &str>| {
            let mut names: Vec<&str> = ids.map(|id| scene.security_profiles.name(id)).collect();
            names.sort_unstable();
            names.join("|")
        };
        let before = named(&mut seen.security_profiles.iter().map(String::as_str));
        let after = named(&mut wanted.iter().copied());
        let change = Change::of("security-profiles", Some(before), Some(after));
        let update = UserChange::SecurityProfiles(ids);
        self.changes.push((change, Call::Update(update)));
    }

    fn group(&mut self, scene: &Scene, agent: &Agent, seen: &Seen) {
        let before = || {
            seen.group
                .as_ref()
                .map(|id| scene.groups.name(id).to_owned())
        };
        let (after, update) = match &agent.hierarchy {
            Stated::Unsaid => return,
            Stated::Nothing if seen.group.is_none() => return,
            Stated::Nothing => (None, UserChange::NoHierarchyGroup),
            Stated::Is(path) => {
                let id = scene.groups.id(path.as_str());
                if id.is_some() && id == seen.group.as_deref() {
                    return;
                }
                // A draft knows no id of a group that is going to be made.
                let id = HierarchyGroupId::new(id.unwrap_or_default());
                (Some(path.to_string()), UserChange::HierarchyGroup(id))
            }
        };
        let change = Change::of("hierarchy-group", before(), after);
        self.changes.push((change, Call::Update(update)));
    }

    /// On agents of the directory the tags of the row are the whole set; on others they are added.
    fn tags(&mut self, scales: Scales<'_>, agent: &Agent, seen: &Seen) {
        let is_ours = is_of(&seen.tags, scales.directory);
        let mut wanted = agent.tags.clone().unwrap_or_default();
        if !is_ours && scales.take_ownership {
            let _ = wanted.insert(DIRECTORY_TAG, scales.directory);
        }
        let mut set = Tags::new();
        for (key, value) in wanted
            .iter()
            .filter(|(key, value)| seen.tags.get(key) != Some(value))
        {
            let _ = set.insert(key, value);
        }
        let is_surplus = |key: &&str| !key.starts_with(OURS) && wanted.get(key).is_none();
        let keys = seen.tags.iter().map(|(key, _)| key);
        let unset: Vec<String> = match &agent.tags {
            Some(_) if is_ours => keys.filter(is_surplus).map(ToOwned::to_owned).collect(),
            _ => Vec::new(),
        };
        if set.is_empty() && unset.is_empty() {
            return;
        }
        let added = set.iter().map(|(key, _)| format!("+{key}"));
        let told: Vec<String> = added
            .chain(unset.iter().map(|key| format!("-{key}")))
            .collect();
        let change = Change::of("tags", None, Some(told.join(" ")));
        self.changes.push((change, Call::Tags { set, unset }));
    }

    fn directory_id(&mut self, agent: &Agent, seen: &Seen) {
        let is_other = agent.directory_user_id.is_some()
            && seen.directory_user_id.is_some()
            && agent.directory_user_id != seen.directory_user_id;
        if is_other {
            let reason = "the user has another id in the directory, and AWS changes none";
            let remedy = "correct the cell, or delete the user first";
            let rule = "cannot-change";
            let issue = RowIssue::about(Field::DirectoryUserId, rule, reason, remedy);
            self.issues.push(issue);
        }
    }
}

/// With SAML an e-mail address is an error (facts/connect-api.md, 6.1), so it goes to managed users alone.
fn merged(scene: &Scene, agent: &Agent, there: &Identity) -> Identity {
    let email = agent.email.as_ref().map(ToString::to_string);
    let over = |said: &Stated<String>, there: &Option<String>| match said {
        Stated::Unsaid => there.clone(),
        Stated::Nothing => None,
        Stated::Is(text) => Some(text.clone()),
    };
    Identity {
        first_name: agent
            .first_name
            .clone()
            .or_else(|| there.first_name.clone()),
        last_name: agent.last_name.clone().or_else(|| there.last_name.clone()),
        email: match scene.identity {
            IdentityManagement::ConnectManaged => email.or_else(|| there.email.clone()),
            IdentityManagement::Saml => None,
            IdentityManagement::ExistingDirectory => there.email.clone(),
        },
        secondary_email: over(&text(&agent.secondary_email), &there.secondary_email),
        mobile: over(&text(&agent.mobile), &there.mobile),
    }
}

fn text<T: ToString>(said: &Stated<T>) -> Stated<String> {
    match said {
        Stated::Unsaid => Stated::Unsaid,
        Stated::Nothing => Stated::Nothing,
        Stated::Is(value) => Stated::Is(value.to_string()),
    }
}

fn differs(said: &Stated<String>, there: Option<&String>) -> bool {
    match said {
        Stated::Unsaid => false,
        Stated::Nothing => there.is_some(),
        Stated::Is(text) => there != Some(text),
    }
}

fn says_phone(agent: &Agent) -> bool {
    agent.phone_type.is_some()
        || agent.desk_phone.is_some()
        || agent.auto_accept.is_some()
        || agent.after_contact_work_seconds.is_some()
        || agent.persistent_connection.is_some()
}

fn phone_members(wanted: &Phone, there: &Phone) -> String {
    let members = [
        (wanted.r#type != there.r#type, Field::PhoneType),
        (
            wanted.desk_phone_number != there.desk_phone_number,
            Field::DeskPhone,
        ),
        (wanted.auto_accept != there.auto_accept, Field::AutoAccept),
        (
            wanted.after_contact_work_seconds != there.after_contact_work_seconds,
            Field::AfterContactWorkSeconds,
        ),
        (
            wanted.persistent_connection != there.persistent_connection,
            Field::PersistentConnection,
        ),
    ];
    let differ = members.iter().filter(|(differs, _)| *differs);
    let words: Vec<&str> = differ.map(|(_, field)| field.as_str()).collect();
    words.join(" ")
}

fn work(channels: &Channels) -> String {
    let all = channels.after_contact_work.iter();
    let told: Vec<String> = all
        .map(|(channel, work)| format!("{channel}={}", work.seconds))
        .collect();
    told.join("|")
}

fn list(all: &[Proficiency]) -> String {
    let told: Vec<String> = all.iter().map(ToString::to_string).collect();
    told.join("|")
}
