//! Updates of a module.

use serde::Deserialize;

use super::{KIND, check, find, touch};
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{errors, flow_content::qualified, state},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Content {
    instance_id: String,
    contact_flow_module_id: String,
    content: Option<String>,
    settings: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Metadata {
    instance_id: String,
    contact_flow_module_id: String,
    name: Option<String>,
    description: Option<String>,
    state: Option<String>,
}

/// Publishes, or with `:$SAVED` behind the identifier only saves. What is left out stays as it is.
pub(in crate::services::connect) fn content(
    ctx: &mut Ctx<'_>,
    input: Content,
) -> Result<(), AwsError> {
    let (id, qualifier) = qualified(&input.contact_flow_module_id);
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, id)?;
    let (content, settings) = (input.content.as_deref(), input.settings.as_deref());
    match qualifier {
        None | Some("$LATEST") => check(ctx, instance, content, settings)?,
        Some("$SAVED") => {}
        Some(other) => {
            return Err(errors::invalid_request(&format!(
                "The content of {other} cannot be changed."
            )));
        }
    }
    let publishes = qualifier != Some("$SAVED");
    let module = &mut touch(ctx, &input.instance_id, id)?.body;
    match input.content {
        Some(content) if publishes => module.content.publish(content),
        Some(content) => module.content.save(content),
        None => {}
    }
    if let Some(settings) = input.settings {
        if publishes {
            module.contract.live = Some(settings.clone());
        }
        module.contract.draft = Some(settings);
    }
    Ok(())
}

/// What is left out stays as it is; an empty description goes.
pub(in crate::services::connect) fn metadata(
    ctx: &mut Ctx<'_>,
    input: Metadata,
) -> Result<(), AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.contact_flow_module_id)?.id.clone();
    if let Some(name) = &input.name {
        instance
            .flow_modules
            .rename(&id, name)
            .map_err(|_| errors::duplicate(KIND, name))?;
    }
    let module = &mut touch(ctx, &input.instance_id, &id)?.body;
    if let Some(description) = input.description {
        module.description = Some(description).filter(|text| !text.is_empty());
    }
    if let Some(state) = input.state {
        module.state = state;
    }
    Ok(())
}
