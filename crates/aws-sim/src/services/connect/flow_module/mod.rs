//! Flow modules: parts of flows that several flows share.
//!
//! A module has a published content and a draft, like a flow, and with each of them a contract for
//! those who call it. Nothing creates a module without publishing it.

pub(super) mod alias;
pub(super) mod contract;
pub(super) mod update;
pub(super) mod version;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::{contract::Contract, version::Version};
use super::{
    errors,
    flow_content::{self, MODULE, Stored, alias::Aliases, qualified},
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
    contract: Contract,
    external: Option<External>,
    /// By number.
    versions: BTreeMap<u64, Version>,
    /// The highest number that a version ever had.
    last_version: u64,
    aliases: Aliases,
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
        contract: Contract {
            live: input.settings.clone(),
            draft: input.settings,
        },
        external: input.external_invocation_configuration,
        versions: BTreeMap::new(),
        last_version: 0,
        aliases: Aliases::default(),
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
        Some("$SAVED") => {
            let settings = module.body.contract.draft.as_deref();
            shown(module, content.draft(), settings, content.draft_status())
        }
        Some(other) => version::shown(ctx, module, other)?,
    };
    Ok(json!({ "ContactFlowModule": shown }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let wanted = input.contact_flow_module_state.as_deref();
    let rows = ctx
        .rows(&input.page, &instance.flow_modules)
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
    let show = |module| flow_content::found(ctx, live(module));
    reading::search(ctx, &query.page, &instance.flow_modules, member, fits, show)
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

/// Refuses content that cannot be published, and settings that are no contract.
fn check(
    ctx: &Ctx<'_>,
    instance: &Instance,
    content: Option<&str>,
    settings: Option<&str>,
) -> Result<(), AwsError> {
    let mut problems = content.map_or_else(Vec::new, |content| {
        flow_content::problems(ctx, instance, MODULE, content)
    });
    if let Some(settings) = settings {
        contract::check(settings, &mut problems);
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
    let settings = module.body.contract.live.as_deref();
    shown(module, text, settings, content.status())
}

fn shown(module: &Thing<FlowModule>, content: &str, settings: Option<&str>, status: &str) -> Value {
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
        "Settings": settings,
        "ExternalInvocationConfiguration": module.body.external,
    })
}

// === impl FlowModule ===

impl FlowModule {
    /// The version that a number or an alias means.
    fn version(&self, qualifier: &str) -> Option<(u64, &Version)> {
        let number = qualifier.parse().ok();
        let number = number.or_else(|| self.aliases.version(qualifier))?;
        let version = self.versions.get(&number)?;
        Some((number, version))
    }

    /// The contract with those who call the module with this behind its identifier: none, if there
    /// is nothing to be called. A module without settings promises nothing.
    pub(super) fn called(&self, qualifier: Option<&str>) -> Option<&str> {
        let settings = match qualifier {
            None | Some("$LATEST") => &self.contract.live,
            Some(other) => &self.version(other)?.1.settings,
        };
        Some(settings.as_deref().unwrap_or("{}"))
    }
}
