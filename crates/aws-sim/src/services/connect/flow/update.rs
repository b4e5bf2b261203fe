//! Updates of a flow.

use serde::Deserialize;

use super::{check, find, touch};
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{
        errors,
        flow_content::{self, qualified},
        state,
    },
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Replace {
    instance_id: String,
    contact_flow_id: String,
    content: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Metadata {
    instance_id: String,
    contact_flow_id: String,
    name: Option<String>,
    description: Option<String>,
    contact_flow_state: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Rename {
    instance_id: String,
    contact_flow_id: String,
    name: Option<String>,
    description: Option<String>,
}

/// Publishes, or with `:$SAVED` behind the identifier only saves. A version never changes.
pub(in crate::services::connect) fn content(
    ctx: &mut Ctx<'_>,
    input: Replace,
) -> Result<(), AwsError> {
    flow_content::check_length(&input.content)?;
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, qualifier) = qualified(&input.contact_flow_id);
    let flow = find(instance, id)?;
    match qualifier {
        None | Some("$LATEST") => {
            check(ctx, instance, &flow.body.kind, &input.content)?;
            let content = &mut touch(ctx, &input.instance_id, id)?.body.content;
            content.publish(input.content);
        }
        Some("$SAVED") => {
            let content = &mut touch(ctx, &input.instance_id, id)?.body.content;
            content.save(input.content);
        }
        Some(other) => {
            return Err(errors::invalid_request(&format!(
                "The content of {other} cannot be changed."
            )));
        }
    }
    Ok(())
}

/// What is left out stays as it is; an empty description goes.
pub(in crate::services::connect) fn metadata(
    ctx: &mut Ctx<'_>,
    input: Metadata,
) -> Result<(), AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.contact_flow_id)?.id.clone();
    if let Some(name) = &input.name {
        instance
            .flows
            .rename(&id, name)
            .map_err(|_| errors::duplicate(super::KIND, name))?;
    }
    let flow = &mut touch(ctx, &input.instance_id, &id)?.body;
    if let Some(description) = input.description {
        flow.description = Some(description).filter(|text| !text.is_empty());
    }
    if let Some(state) = input.contact_flow_state {
        flow.state = state;
    }
    Ok(())
}

/// Needs a name or a description.
pub(in crate::services::connect) fn name(ctx: &mut Ctx<'_>, input: Rename) -> Result<(), AwsError> {
    if input.name.is_none() && input.description.is_none() {
        return Err(errors::invalid_request("Name or Description is needed."));
    }
    let input = Metadata {
        instance_id: input.instance_id,
        contact_flow_id: input.contact_flow_id,
        name: input.name,
        description: input.description,
        contact_flow_state: None,
    };
    metadata(ctx, input)
}
