//! Flow modules: parts of flows that several flows share.
//!
//! A module has a published content and a draft, like a flow; nothing creates a module without
//! publishing it. Versions and aliases of modules are not simulated.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors,
    flow_content::{self, MODULE, Stored, qualified},
    reading::{self, Query},
    state::{self, Instance},
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    world::{Tags, Thing},
};

/// What a module has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FlowModule {
    description: Option<String>,
    /// `ACTIVE` or `ARCHIVED`.
    state: String,
    content: Stored,
    /// What goes in and comes out, as JSON text.
    settings: Option<String>,
    external: Option<External>,
}

/// `ExternalInvocationConfiguration`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct External {
    #[serde(default)]
    enabled: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    name: String,
    description: Option<String>,
    content: String,
    #[serde(default)]
    tags: Tags,
    settings: Option<String>,
    external_invocation_configuration: Option<External>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    contact_flow_module_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    instance_id: String,
    contact_flow_module_state: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UpdateContent {
    instance_id: String,
    contact_flow_module_id: String,
    content: Option<String>,
    settings: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UpdateMetadata {
    instance_id: String,
    contact_flow_module_id: String,
    name: Option<String>,
    description: Option<String>,
    state: Option<String>,
}

const KIND: &str = "Contact flow module";

/// Publishes the content.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.flow_modules.named(&input.name).is_some() {
        return Err(errors::duplicate(KIND, &input.name));
    }
    let limit = ctx.quota("flow-modules");
    if instance.flow_modules.own() >= limit {
        return Err(errors::limit_exceeded("flow modules", limit));
    }
    check(
        ctx,
        instance,
        Some(&input.content),
        input.settings.as_deref(),
    )?;
    let body = FlowModule {
        description: input.description,
        state: "ACTIVE".to_owned(),
        content: Stored::published(input.content),
        settings: input.settings,
        external: input.external_invocation_configuration,
    };
    let (path, name) = ("flow-module", input.name.clone());
    let module = state::new_thing(ctx, &input.instance_id, path, name, input.tags, body)?;
    let answer = json!({ "Id": module.id, "Arn": module.arn });
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance
        .flow_modules
        .add(module)
        .map_err(|_| errors::duplicate(KIND, &input.name))?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, qualifier) = qualified(&input.contact_flow_module_id);
    let module = find(instance, id)?;
    if !ctx.visible(module.created) {
        return Err(errors::not_found(KIND, id));
    }
    let content = &module.body.content;
    let shown = match qualifier {
        None | Some("$LATEST") => live(module),
        Some("$SAVED") => shown(module, content.draft(), content.draft_status()),
        Some(_) => return Err(errors::not_found(KIND, &input.contact_flow_module_id)),
    };
    Ok(json!({ "ContactFlowModule": shown }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let wanted = input.contact_flow_module_state.as_deref();
    let rows = instance
        .flow_modules
        .rows()
        .filter(|(_, module)| wanted.is_none_or(|state| module.body.state == state));
    let member = "ContactFlowModulesSummaryList";
    reading::list(ctx, &input.page, rows, member, |module| {
        json!({
            "Id": module.id,
            "Arn": module.arn,
            "Name": module.name,
            "State": module.body.state,
        })
    })
}

pub(super) fn search(ctx: &mut Ctx<'_>, query: Query) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    let fits = |module: &Thing<FlowModule>| {
        query.search_filter.passes(&module.tags)
            && query
                .search_criteria
                .fits(
                    &|name| field(module, name),
                    &|condition, wanted| match condition {
                        "StateCondition" => *wanted == *module.body.state,
                        _ => *wanted == *module.body.content.status(),
                    },
                )
    };
    let member = "ContactFlowModules";
    reading::search(ctx, &query.page, &instance.flow_modules, member, fits, live)
}

/// Publishes, or with `:$SAVED` behind the identifier only saves. What is left out stays as it is.
pub(super) fn update_content(ctx: &mut Ctx<'_>, input: UpdateContent) -> Result<(), AwsError> {
    let (id, qualifier) = qualified(&input.contact_flow_module_id);
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, id)?;
    match qualifier {
        None => check(
            ctx,
            instance,
            input.content.as_deref(),
            input.settings.as_deref(),
        )?,
        Some("$SAVED") => {}
        Some(other) => {
            return Err(errors::invalid_request(&format!(
                "The content of {other} cannot be changed."
            )));
        }
    }
    let module = &mut touch(ctx, &input.instance_id, id)?.body;
    match input.content {
        Some(content) if qualifier.is_some() => module.content.save(content),
        Some(content) => module.content.publish(content),
        None => {}
    }
    if let Some(settings) = input.settings {
        module.settings = Some(settings);
    }
    Ok(())
}

/// What is left out stays as it is; an empty description goes.
pub(super) fn update_metadata(ctx: &mut Ctx<'_>, input: UpdateMetadata) -> Result<(), AwsError> {
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

/// That a module goes although flows call it is a choice.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    find(instance, &input.contact_flow_module_id)?;
    instance.flow_modules.remove(&input.contact_flow_module_id);
    Ok(())
}

/// The module with this id or ARN, which has nothing behind it.
fn find<'i>(instance: &'i Instance, id: &str) -> Result<&'i Thing<FlowModule>, AwsError> {
    instance
        .flow_modules
        .get(id)
        .ok_or_else(|| errors::not_found(KIND, id))
}

/// The same, to be changed now.
fn touch<'w>(
    ctx: &'w mut Ctx<'_>,
    instance_id: &str,
    id: &str,
) -> Result<&'w mut Thing<FlowModule>, AwsError> {
    let now = ctx.now;
    let module = state::open_mut(ctx, instance_id)?
        .flow_modules
        .get_mut(id)
        .ok_or_else(|| errors::not_found(KIND, id))?;
    module.modified = now;
    Ok(module)
}

/// Refuses content that cannot be published, and settings that are no JSON object.
fn check(
    ctx: &Ctx<'_>,
    instance: &Instance,
    content: Option<&str>,
    settings: Option<&str>,
) -> Result<(), AwsError> {
    let is_object =
        |text: &str| serde_json::from_str(text).is_ok_and(|json: Value| json.is_object());
    let mut problems = content.map_or_else(Vec::new, |content| {
        flow_content::problems(ctx, instance, MODULE, content)
    });
    if !settings.is_none_or(is_object) {
        problems.push("Settings is not a JSON object.".to_owned());
    }
    if problems.is_empty() {
        return Ok(());
    }
    let code = "InvalidContactFlowModuleException";
    let error = AwsError::new(code, "The flow module is not valid.");
    Err(error.with("Problems", flow_content::details(&problems)))
}

fn field<'t>(module: &'t Thing<FlowModule>, name: &str) -> Option<&'t str> {
    match name {
        "name" => Some(&module.name),
        "description" => module.body.description.as_deref(),
        "resourceid" => Some(&module.id),
        "state" => Some(&module.body.state),
        "status" => Some(module.body.content.status()),
        _ => None,
    }
}

/// A module as those meet it who call it.
fn live(module: &Thing<FlowModule>) -> Value {
    let content = &module.body.content;
    let text = content.live().unwrap_or_else(|| content.draft());
    shown(module, text, content.status())
}

fn shown(module: &Thing<FlowModule>, content: &str, status: &str) -> Value {
    json!({
        "Id": module.id,
        "Arn": module.arn,
        "Name": module.name,
        "Content": content,
        "Description": module.body.description,
        "State": module.body.state,
        "Status": status,
        "Tags": module.tags,
        "FlowModuleContentSha256": flow_content::sha256(content),
        "Settings": module.body.settings,
        "ExternalInvocationConfiguration": module.body.external,
    })
}
