//! `aws_connect_routing_profile`.

use serde_json::{Map, Value, json};

use crate::{
    attributes::Attributes,
    draft::{Draft, Slot},
    entry::{Entry, Refusal},
    family::Family,
    report::Taken,
    resource::Resource,
};

const SLOT: Slot = Slot {
    section: "routing_profiles",
    by_key: false,
    family: Some(Family::RoutingProfile),
    is_tagged: true,
};

pub(super) fn write(resource: &Resource, draft: &mut Draft<'_>) -> Result<Taken, Refusal> {
    let mut entry = Entry::of(resource);
    let attributes = entry.attributes();
    let name = entry.require("name", "name")?;
    entry.say("description", attributes.text("description"));
    let queue = attributes.text("default_outbound_queue_id");
    entry.refer(draft, ("default_outbound_queue", Family::Queue), queue)?;
    let concurrencies: Vec<Value> = attributes
        .blocks("media_concurrencies")
        .into_iter()
        .map(concurrency)
        .collect();
    entry.set("media_concurrencies", concurrencies);
    let mut queues = attributes.blocks("queue_configs");
    queues.sort_by_key(|config| (config.number("priority"), config.text("channel")));
    let mut configs = Vec::new();
    for config in queues {
        configs.push(queue_config(config, draft, &mut entry)?);
    }
    if !configs.is_empty() {
        entry.set("queue_configs", configs);
    }
    draft.add(SLOT, name, entry)
}

fn concurrency(block: Attributes<'_>) -> Value {
    let mut said = Map::new();
    said.insert("channel".to_owned(), json!(block.text("channel")));
    said.insert("concurrency".to_owned(), json!(block.number("concurrency")));
    let behaviour = block.block("cross_channel_behavior").text("behavior_type");
    if let Some(cross) = behaviour.or_else(|| block.text("cross_channel_behavior")) {
        said.insert("cross_channel".to_owned(), cross.into());
    }
    said.into()
}

fn queue_config(
    block: Attributes<'_>,
    draft: &Draft<'_>,
    entry: &mut Entry<'_>,
) -> Result<Value, Refusal> {
    let id = block
        .text("queue_id")
        .ok_or_else(|| Refusal::incomplete("queue_id"))?;
    let name = entry.name(draft, Family::Queue, id).or_else(|| {
        // The provider tells the name beside the id.
        let name = block.text("queue_name")?.to_owned();
        entry.references.push((Family::Queue, name.clone()));
        Some(name)
    });
    let mut said = Map::new();
    said.insert("channel".to_owned(), json!(block.text("channel")));
    said.insert(
        "queue".to_owned(),
        name.ok_or_else(|| Refusal::unknown(Family::Queue, id))?
            .into(),
    );
    for member in ["priority", "delay"] {
        if let Some(number) = block.number(member) {
            said.insert(member.to_owned(), number.into());
        }
    }
    Ok(said.into())
}
