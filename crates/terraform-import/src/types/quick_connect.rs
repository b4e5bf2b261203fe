//! `aws_connect_quick_connect`.

use crate::{
    attributes::Attributes,
    draft::{Draft, Slot},
    entry::{Entry, Refusal},
    family::Family,
    report::Taken,
    resource::Resource,
};

const SLOT: Slot = Slot {
    section: "quick_connects",
    by_key: true,
    family: Some(Family::QuickConnect),
    is_tagged: true,
};

pub(super) fn write(resource: &Resource, draft: &mut Draft<'_>) -> Result<Taken, Refusal> {
    let mut entry = Entry::of(resource);
    let attributes = entry.attributes();
    let name = attributes.text("name").unwrap_or(&resource.label);
    if name != resource.label {
        entry.set("name", name);
    }
    let config = attributes.block_or_self("quick_connect_config");
    let r#type = config
        .text("quick_connect_type")
        .ok_or_else(|| Refusal::incomplete("quick_connect_type"))?;
    entry.set("type", r#type);
    lead(r#type, config, draft, &mut entry)?;
    entry.say("description", attributes.text("description"));
    draft.add(SLOT, &resource.label, entry)
}

/// Says where it leads.
fn lead(
    r#type: &str,
    config: Attributes<'_>,
    draft: &Draft<'_>,
    entry: &mut Entry<'_>,
) -> Result<(), Refusal> {
    let target = match r#type {
        "QUEUE" => {
            let queue = config.block_or_self("queue_config");
            entry.refer(draft, ("queue", Family::Queue), queue.text("queue_id"))?;
            queue
        }
        "USER" => {
            let user = config.block_or_self("user_config");
            entry.refer(draft, ("user", Family::User), user.text("user_id"))?;
            user
        }
        "PHONE_NUMBER" => {
            let phone = config.block_or_self("phone_config");
            let number = phone
                .text("phone_number")
                .ok_or_else(|| Refusal::incomplete("phone_number"))?;
            entry.set("phone_number", number);
            return Ok(());
        }
        "FLOW" => config.block_or_self("flow_config"),
        _ => {
            let why = "it leads to something that a spec has no word for";
            return Err(Refusal::not_managed(why, "leave it with Terraform"));
        }
    };
    match target.text("contact_flow_id") {
        // QUEUE and USER have a built-in flow where nothing is said.
        None if r#type != "FLOW" => Ok(()),
        flow => entry.refer(draft, ("flow", Family::Flow), flow),
    }
}
