//! `aws_connect_contact_flow_module`.

use crate::{
    draft::{Draft, Slot},
    entry::{Entry, Refusal},
    family::Family,
    flow,
    report::Taken,
    resource::Resource,
};

const SLOT: Slot = Slot {
    section: "contact_flow_modules",
    by_key: false,
    family: Some(Family::Module),
    is_tagged: true,
};

pub(super) fn write(resource: &Resource, draft: &mut Draft<'_>) -> Result<Taken, Refusal> {
    let mut entry = Entry::of(resource);
    let attributes = entry.attributes();
    let name = entry.require("name", "name")?;
    entry.say("description", attributes.text("description"));
    flow::write("modules", name, draft, &mut entry)?;
    draft.add(SLOT, name, entry)
}
