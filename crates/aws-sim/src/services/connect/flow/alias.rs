//! Aliases of a flow: names that point to versions.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Flow, find, touch, version};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{errors, flow_content::qualified, state},
    time::Time,
};

/// One alias.
#[derive(Debug, Clone, Serialize)]
pub(in crate::services::connect) struct Alias {
    id: String,
    name: String,
    description: Option<String>,
    version: u64,
    created: Time,
    modified: Time,
}

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
    check_name(&flow.body, &input.alias_name, None)?;
    let arn = flow.arn.clone();
    let alias = Alias {
        id: ctx.ids.uuid(),
        name: input.alias_name,
        description: input.description,
        version: input.contact_flow_version,
        created: ctx.now,
        modified: ctx.now,
    };
    let answer = json!({ "ContactFlowArn": arn, "Id": alias.id });
    touch(ctx, &input.instance_id, id)?.body.aliases.push(alias);
    Ok(answer)
}

pub(in crate::services::connect) fn describe(
    ctx: &mut Ctx<'_>,
    input: Named,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let flow = find(instance, qualified(&input.contact_flow_id).0)?;
    let alias = get(&flow.body, &input.alias_id)?;
    if !ctx.visible(alias.created) {
        return Err(errors::not_found(KIND, &input.alias_id));
    }
    Ok(json!({ "ContactFlowAlias": {
        "ContactFlowId": flow.id,
        "ContactFlowArn": flow.arn,
        "AliasId": alias.id,
        "Version": alias.version,
        "Name": alias.name,
        "Description": alias.description,
        "LastModifiedTime": alias.modified,
        "LastModifiedRegion": ctx.region,
    }}))
}

pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let flow = find(instance, qualified(&input.contact_flow_id).0)?;
    let mut aliases: Vec<_> = flow.body.aliases.iter().collect();
    aliases.retain(|alias| ctx.visible(alias.created));
    aliases.sort_by(|one, other| one.name.cmp(&other.name));
    let rows = aliases.into_iter().map(|alias| {
        let summary = json!({
            "Arn": format!("{}:{}", flow.arn, alias.id),
            "AliasId": alias.id,
            "Version": alias.version,
            "AliasName": alias.name,
            "AliasDescription": alias.description,
            "LastModifiedTime": alias.modified,
            "LastModifiedRegion": ctx.region,
        });
        (alias.name.clone(), summary)
    });
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({ "ContactFlowAliasSummaryList": page.items, "NextToken": page.next_token }))
}

/// What is left out stays as it is.
pub(in crate::services::connect) fn update(
    ctx: &mut Ctx<'_>,
    input: Update,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, _) = qualified(&input.contact_flow_id);
    let flow = &find(instance, id)?.body;
    get(flow, &input.alias_id)?;
    if let Some(number) = input.contact_flow_version {
        version::check_exists(flow, number)?;
    }
    if let Some(name) = &input.name {
        check_name(flow, name, Some(&input.alias_id))?;
    }
    let now = ctx.now;
    let aliases = &mut touch(ctx, &input.instance_id, id)?.body.aliases;
    if let Some(alias) = aliases.iter_mut().find(|alias| alias.id == input.alias_id) {
        alias.modified = now;
        alias.name = input.name.unwrap_or_else(|| alias.name.clone());
        alias.description = input.description.or_else(|| alias.description.take());
        alias.version = input.contact_flow_version.unwrap_or(alias.version);
    }
    Ok(())
}

pub(in crate::services::connect) fn delete(
    ctx: &mut Ctx<'_>,
    input: Named,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, _) = qualified(&input.contact_flow_id);
    get(&find(instance, id)?.body, &input.alias_id)?;
    let aliases = &mut touch(ctx, &input.instance_id, id)?.body.aliases;
    aliases.retain(|alias| alias.id != input.alias_id);
    Ok(())
}

fn get<'f>(flow: &'f Flow, id: &str) -> Result<&'f Alias, AwsError> {
    let found = flow.aliases.iter().find(|alias| alias.id == id);
    found.ok_or_else(|| errors::not_found(KIND, id))
}

/// A name belongs to one alias of a flow.
fn check_name(flow: &Flow, name: &str, own_id: Option<&str>) -> Result<(), AwsError> {
    let taken = |alias: &Alias| alias.name == name && own_id != Some(alias.id.as_str());
    if flow.aliases.iter().any(taken) {
        return Err(errors::duplicate(KIND, name));
    }
    Ok(())
}

// === impl Alias ===

impl Alias {
    pub(super) fn points_to(&self, version: u64) -> bool {
        self.version == version
    }
}
