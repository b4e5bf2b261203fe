//! Aliases of a flow.

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
    contact_flow_id: String,
    description: Option<String>,
    contact_flow_version: u64,
    alias_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Named {
    instance_id: String,
    contact_flow_id: String,
    alias_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    contact_flow_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Update {
    instance_id: String,
    contact_flow_id: String,
    alias_id: String,
    name: Option<String>,
    description: Option<String>,
    contact_flow_version: Option<u64>,
}

const KIND: &str = "Contact flow alias";

pub(in crate::services::connect) fn create(
    ctx: &mut Ctx<'_>,
    input: Create,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, _) = qualified(&input.contact_flow_id);
    let flow = find(instance, id)?;
    version::check_exists(&flow.body, input.contact_flow_version)?;
    let aliases = &flow.body.aliases;
    aliases.check_name(KIND, &input.alias_name, None)?;
    let arn = flow.arn.clone();
    let (name, number) = (input.alias_name, input.contact_flow_version);
    let alias = Alias::new(ctx, name, input.description, number);
    let answer = json!({ "ContactFlowArn": arn, "Id": alias.id });
    touch(ctx, &input.instance_id, id)?.body.aliases.add(alias);
    Ok(answer)
}

pub(in crate::services::connect) fn describe(
    ctx: &mut Ctx<'_>,
    input: Named,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let flow = find(instance, qualified(&input.contact_flow_id).0)?;
    let alias = flow.body.aliases.seen(ctx, KIND, &input.alias_id)?;
    let mut shown = alias.shown(ctx);
    shown["ContactFlowId"] = json!(flow.id);
    shown["ContactFlowArn"] = json!(flow.arn);
    Ok(json!({ "ContactFlowAlias": shown }))
}

pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let flow = find(instance, qualified(&input.contact_flow_id).0)?;
    let (aliases, member) = (&flow.body.aliases, "ContactFlowAliasSummaryList");
    aliases.page(ctx, &input.page, member, |alias| {
        let mut shown = alias.summary(&flow.arn);
        shown["LastModifiedRegion"] = json!(ctx.region);
        shown
    })
}

/// What is left out stays as it is.
pub(in crate::services::connect) fn update(
    ctx: &mut Ctx<'_>,
    input: Update,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, _) = qualified(&input.contact_flow_id);
    let flow = &find(instance, id)?.body;
    flow.aliases.get(KIND, &input.alias_id)?;
    if let Some(number) = input.contact_flow_version {
        version::check_exists(flow, number)?;
    }
    if let Some(name) = &input.name {
        let own_id = Some(input.alias_id.as_str());
        flow.aliases.check_name(KIND, name, own_id)?;
    }
    let change = Change {
        name: input.name,
        description: input.description,
        version: input.contact_flow_version,
    };
    let now = ctx.now;
    let flow = &mut touch(ctx, &input.instance_id, id)?.body;
    flow.aliases.change(&input.alias_id, change, now);
    Ok(())
}

pub(in crate::services::connect) fn delete(
    ctx: &mut Ctx<'_>,
    input: Named,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, _) = qualified(&input.contact_flow_id);
    find(instance, id)?
        .body
        .aliases
        .get(KIND, &input.alias_id)?;
    let flow = &mut touch(ctx, &input.instance_id, id)?.body;
    flow.aliases.remove(&input.alias_id);
    Ok(())
}
