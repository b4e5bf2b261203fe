//! `aws_connect_queue`.

use serde_json::{Map, Value};

use crate::{
    draft::{Draft, Slot},
    entry::{Entry, Refusal},
    family::Family,
    report::Taken,
    resource::Resource,
};

const SLOT: Slot = Slot {
    section: "queues",
    by_key: false,
    family: Some(Family::Queue),
    is_tagged: true,
};

pub(super) fn write(resource: &Resource, draft: &mut Draft<'_>) -> Result<Taken, Refusal> {
    let mut entry = Entry::of(resource);
    let attributes = entry.attributes();
    let name = entry.require("name", "name")?;
    entry.say("description", attributes.text("description"));
    entry.refer(
        draft,
        ("hours", Family::Hours),
        attributes.text("hours_of_operation_id"),
    )?;
    // The provider writes "no limit" as 0.
    entry.say(
        "max_contacts",
        attributes.number("max_contacts").filter(|count| *count > 0),
    );
    let caller = outbound_caller(draft, &mut entry);
    entry.say("outbound_caller", caller);
    let status = attributes
        .text("status")
        .filter(|status| *status != "ENABLED");
    entry.say("status", status);
    let ids = attributes.texts("quick_connect_ids");
    let connects = entry.names(draft, ("quick_connects", Family::QuickConnect), &ids);
    entry.say("quick_connects", connects.filter(|names| !names.is_empty()));
    draft.add(SLOT, name, entry)
}

fn outbound_caller(draft: &Draft<'_>, entry: &mut Entry<'_>) -> Option<Value> {
    const MEMBER: &str = "outbound_caller";
    let config = entry.attributes().block_or_self("outbound_caller_config");
    let mut caller = Map::new();
    if let Some(name) = config.text("outbound_caller_id_name") {
        caller.insert("name".to_owned(), name.into());
    }
    for (member, family, attribute) in [
        (
            "number",
            Family::PhoneNumber,
            "outbound_caller_id_number_id",
        ),
        ("flow", Family::Flow, "outbound_flow_id"),
    ] {
        let Some(id) = config.text(attribute) else {
            continue;
        };
        let Some(name) = entry.name(draft, family, id) else {
            entry.keep(MEMBER, family, id);
            return None;
        };
        caller.insert(member.to_owned(), name.into());
    }
    (!caller.is_empty()).then(|| caller.into())
}
