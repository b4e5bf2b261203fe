//! `aws_connect_instance`.

use serde_json::Value;

use crate::{
    attributes::Attributes,
    draft::{Draft, Section},
    entry::{Entry, Refusal},
    report::Taken,
    resource::Resource,
};

/// The attributes that are on or off, by the member of the spec.
const SWITCHES: &[(&str, &str)] = &[
    ("inbound_calls", "inbound_calls_enabled"),
    ("outbound_calls", "outbound_calls_enabled"),
    ("contact_flow_logs", "contact_flow_logs_enabled"),
    ("contact_lens", "contact_lens_enabled"),
    (
        "auto_resolve_best_voices",
        "auto_resolve_best_voices_enabled",
    ),
    ("early_media", "early_media_enabled"),
    ("multi_party_conference", "multi_party_conference_enabled"),
];

/// The section is there before anything is written, with the alias in it.
pub(super) fn write(resource: &Resource, draft: &mut Draft<'_>) -> Result<Taken, Refusal> {
    let mut entry = Entry::of(resource);
    describe(resource.attributes(), &mut entry);
    let members = entry.finish(true);
    let Some(Section::One(instance)) = draft.sections.get_mut("instance") else {
        return Err(Refusal::incomplete("instance_alias"));
    };
    instance.extend(members);
    let alias = instance.get("alias").and_then(Value::as_str);
    Ok(Taken {
        address: resource.address.to_string(),
        r#type: resource.r#type.clone(),
        section: "instance",
        name: alias.unwrap_or_default().to_owned(),
    })
}

fn describe(attributes: Attributes<'_>, entry: &mut Entry<'_>) {
    entry.say(
        "identity_management",
        attributes.text("identity_management_type"),
    );
    entry.say("directory_id", attributes.text("directory_id"));
    for (member, attribute) in SWITCHES {
        entry.say(member, attributes.truth(attribute));
    }
    entry.say(
        "log_retention_days",
        attributes.number("log_retention_days"),
    );
    entry.say("instance_tags", attributes.get("instance_tags").cloned());
    if attributes.text("id").is_some() {
        // What a state does not tell must not become what the spec has by default.
        let known = SWITCHES
            .iter()
            .chain([&("log_retention_days", "log_retention_days")]);
        let unknown = known.filter(|(_, attribute)| attributes.get(attribute).is_none());
        let unknown: Vec<&str> = unknown.map(|(member, _)| *member).collect();
        entry.set("ignore", unknown);
    }
}
