//! `aws_connect_security_profile`.

use crate::{
    draft::{Draft, Slot},
    entry::{Entry, Refusal},
    family::Family,
    report::Taken,
    resource::Resource,
};

const SLOT: Slot = Slot {
    section: "security_profiles",
    by_key: false,
    family: Some(Family::SecurityProfile),
    is_tagged: true,
};

pub(super) fn write(resource: &Resource, draft: &mut Draft<'_>) -> Result<Taken, Refusal> {
    let mut entry = Entry::of(resource);
    let attributes = entry.attributes();
    let name = entry.require("name", "name")?;
    entry.say("description", attributes.text("description"));
    let mut permissions = attributes.texts("permissions");
    permissions.sort_unstable();
    entry.set("permissions", permissions);
    draft.add(SLOT, name, entry)
}
