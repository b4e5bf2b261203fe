//! Aliases of a module.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{find, touch, version};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{
        flow_content::{
            alias::{Alias, Change},
            qualified,
        },
        state,
    },
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Create {
    instance_id: String,
    contact_flow_module_id: String,
    description: Option<String>,
    contact_flow_module_version: u64,
    alias_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Named {
    instance_id: String,
    contact_flow_module_id: String,
    alias_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    contact_flow_module_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Update {
    instance_id: String,
    contact_flow_module_id: String,
    alias_id: String,
    name: Option<String>,
    description: Option<String>,
    contact_flow_module_version: Option<u64>,
}

const KIND: &str = "Contact flow module alias";

pub(in crate::services::connect) fn create(
    ctx: &mut Ctx<'_>,
    input: Create,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, _) = qualified(&input.contact_flow_module_id);
    let module = find(instance, id)?;
    version::check_exists(&module.body, input.contact_flow_module_version)?;
    let aliases = &module.body.aliases;
    aliases.check_name(KIND, &input.alias_name, None)?;
    let arn = module.arn.clone();
    let (name, number) = (input.alias_name, input.contact_flow_module_version);
    let alias = Alias::new(ctx, name, input.description, number);
    let answer = json!({ "ContactFlowModuleArn": arn, "Id": alias.id });
    touch(ctx, &input.instance_id, id)?.body.aliases.add(alias);
    Ok(answer)
}

pub(in crate::services::connect) fn describe(
    ctx: &mut Ctx<'_>,
    input: Named,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let module = find(instance, qualified(&input.contact_flow_module_id).0)?;
    let alias = module.body.aliases.seen(ctx, KIND, &input.alias_id)?;
    let mut shown = alias.shown(ctx);
    shown["ContactFlowModuleId"] = json!(module.id);
    shown["ContactFlowModuleArn"] = json!(module.arn);
    Ok(json!({ "ContactFlowModuleAlias": shown }))
}

pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let module = find(instance, qualified(&input.contact_flow_module_id).0)?;
    let (aliases, member) = (&module.body.aliases, "ContactFlowModuleAliasSummaryList");
    aliases.page(ctx, &input.page, member, |alias| alias.summary(&module.arn))
}

/// What is left out stays as it is.
pub(in crate::services::connect) fn update(
    ctx: &mut Ctx<'_>,
    input: Update,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, _) = qualified(&input.contact_flow_module_id);
    let module = &find(instance, id)?.body;
    module.aliases.get(KIND, &input.alias_id)?;
    if let Some(number) = input.contact_flow_module_version {
        version::check_exists(module, number)?;
    }
    if let Some(name) = &input.name {
        let own_id = Some(input.alias_id.as_str());
        module.aliases.check_name(KIND, name, own_id)?;
    }
    let change = Change {
        name: input.name,
        description: input.description,
        version: input.contact_flow_module_version,
    };
    let now = ctx.now;
    let module = &mut touch(ctx, &input.instance_id, id)?.body;
    module.aliases.change(&input.alias_id, change, now);
    Ok(())
}

pub(in crate::services::connect) fn delete(
    ctx: &mut Ctx<'_>,
    input: Named,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, _) = qualified(&input.contact_flow_module_id);
    find(instance, id)?
        .body
        .aliases
        .get(KIND, &input.alias_id)?;
    let module = &mut touch(ctx, &input.instance_id, id)?.body;
    module.aliases.remove(&input.alias_id);
    Ok(())
}
