//! `aws_connect_user`.

use serde_json::{Map, Value};

use crate::{
    draft::{Draft, Slot},
    entry::{Entry, Refusal},
    family::Family,
    report::Taken,
    resource::Resource,
};

const SLOT: Slot = Slot {
    section: "users",
    by_key: false,
    family: Some(Family::User),
    is_tagged: true,
};

/// The password of the state is never read: the user exists and keeps it.
pub(super) fn write(resource: &Resource, draft: &mut Draft<'_>) -> Result<Taken, Refusal> {
    let mut entry = Entry::of(resource);
    let attributes = entry.attributes();
    let name = entry.require("username", "name")?;
    let person = attributes.block_or_self("identity_info");
    for member in ["email", "first_name", "last_name", "secondary_email"] {
        entry.say(member, person.text(member));
    }
    let phone = phone(&entry);
    entry.say("phone", phone);
    let profile = attributes.text("routing_profile_id");
    entry.refer(draft, ("routing_profile", Family::RoutingProfile), profile)?;
    let mut profiles = Vec::new();
    for id in attributes.texts("security_profile_ids") {
        let name = entry.name(draft, Family::SecurityProfile, id);
        profiles.push(name.ok_or_else(|| Refusal::unknown(Family::SecurityProfile, id))?);
    }
    profiles.sort();
    entry.set("security_profiles", profiles);
    if let Some(group) = attributes.text("hierarchy_group_id") {
        join(group, draft, &mut entry);
    }
    draft.add(SLOT, name, entry)
}

/// What the user takes calls with, as far as it is not what the spec has by default.
fn phone(entry: &Entry<'_>) -> Option<Value> {
    let config = entry.attributes().block_or_self("phone_config");
    let mut phone = Map::new();
    if let Some(r#type) = config
        .text("phone_type")
        .filter(|r#type| *r#type != "SOFT_PHONE")
    {
        phone.insert("type".to_owned(), r#type.into());
    }
    if config.truth("auto_accept") == Some(true) {
        phone.insert("auto_accept".to_owned(), true.into());
    }
    if let Some(seconds) = config
        .number("after_contact_work_time_limit")
        .filter(|seconds| *seconds > 0)
    {
        phone.insert("after_contact_work_seconds".to_owned(), seconds.into());
    }
    if let Some(number) = config.text("desk_phone_number") {
        phone.insert("desk_phone_number".to_owned(), number.into());
    }
    (!phone.is_empty()).then(|| phone.into())
}

fn join(group: &str, draft: &Draft<'_>, entry: &mut Entry<'_>) {
    const MEMBER: &str = "hierarchy_group";
    match entry.name(draft, Family::HierarchyGroup, group) {
        Some(path) => entry.set(MEMBER, path),
        None => entry.keep(MEMBER, Family::HierarchyGroup, group),
    }
}
