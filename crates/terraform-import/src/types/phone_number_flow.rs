//! `aws_connect_phone_number_contact_flow_association`.

use crate::{draft::Draft, entry::Refusal, family::Family, report::Taken, resource::Resource};

const SECTION: &str = "phone_numbers";

pub(super) fn write(resource: &Resource, draft: &mut Draft<'_>) -> Result<Taken, Refusal> {
    let attributes = resource.attributes();
    let id = |name: &str| {
        attributes
            .text(name)
            .ok_or_else(|| Refusal::incomplete(name))
    };
    let (number, flow) = (id("phone_number_id")?, id("contact_flow_id")?);
    let unknown = Refusal::unknown;
    let name = draft
        .name(Family::Flow, flow)
        .ok_or_else(|| unknown(Family::Flow, flow))?;
    let key = draft.name(Family::PhoneNumber, number);
    let key = key.ok_or_else(|| unknown(Family::PhoneNumber, number))?;
    let entry = draft
        .entry(SECTION, &key)
        .ok_or_else(|| unknown(Family::PhoneNumber, number))?;
    entry.insert("flow".to_owned(), name.clone().into());
    draft.refers(Family::Flow, name);
    Ok(Taken {
        address: resource.address.to_string(),
        r#type: resource.r#type.clone(),
        section: SECTION,
        name: key,
    })
}
