//! `aws_connect_phone_number`.

use crate::{
    draft::{Draft, Slot},
    entry::{Entry, Refusal},
    family::Family,
    report::Taken,
    resource::Resource,
};

const SLOT: Slot = Slot {
    section: "phone_numbers",
    by_key: true,
    family: Some(Family::PhoneNumber),
    is_tagged: true,
};

/// With the number that there is, so that no other one is ever claimed in its place.
pub(super) fn write(resource: &Resource, draft: &mut Draft<'_>) -> Result<Taken, Refusal> {
    let mut entry = Entry::of(resource);
    let attributes = entry.attributes();
    if attributes.text("target_arn").is_some() && resource.instance_id().is_none() {
        let why = "it belongs to a traffic distribution group, and to no instance";
        return Err(Refusal::not_managed(why, "leave it with Terraform"));
    }
    let number = attributes.text("phone_number");
    if number.is_none()
        && (attributes.text("id").is_some() || attributes.text("country_code").is_none())
    {
        return Err(Refusal::incomplete("phone_number"));
    }
    entry.say("number", number);
    entry.say("country", attributes.text("country_code"));
    entry.say("type", attributes.text("type"));
    entry.say("description", attributes.text("description"));
    entry.say(
        "prefix",
        attributes.text("prefix").filter(|_| number.is_none()),
    );
    if let Some(flow) = attributes.text("contact_flow_id") {
        match entry.name(draft, Family::Flow, flow) {
            Some(name) => entry.set("flow", name),
            None => entry.keep("flow", Family::Flow, flow),
        }
    }
    draft.add(SLOT, &resource.label, entry)
}
