//! Flows: what contacts go through.
//!
//! A flow has a published content and a draft. An identifier alone means what is published, with
//! `:$SAVED` behind it the draft, and with `:` and a number or an alias a version.

pub(super) mod alias;
pub(super) mod built_in;
pub(super) mod search;
pub(super) mod update;
pub(super) mod version;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::version::Version;
use super::{
    errors,
    flow_content::{self, Stored, alias::Aliases, qualified},
    reading,
    state::{self, Instance},
    uses,
};
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    place::Region,
    settings::Deletions,
    world::{Tags, Thing, World},
};

/// What a flow has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Flow {
    /// `CONTACT_FLOW`, `CUSTOMER_QUEUE` and so on. It never changes.
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) description: Option<String>,
    /// `ACTIVE` or `ARCHIVED`.
    state: String,
    pub(super) content: Stored,
    /// By number.
    versions: BTreeMap<u64, Version>,
    /// The highest number that a version ever had.
    last_version: u64,
    aliases: Aliases,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    name: String,
    r#type: String,
    description: Option<String>,
    content: String,
    status: Option<String>,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    contact_flow_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    instance_id: String,
    #[serde(default)]
    contact_flow_types: Vec<String>,
    #[serde(flatten)]
    page: PageRequest,
}

const KIND: &str = "Contact flow";

/// Publishes the content unless it is only to be saved. Whether flows of two types may share a name
/// is not documented; here they may not.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    flow_content::check_length(&input.content)?;
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.flows.named(&input.name).is_some() {
        return Err(errors::duplicate(KIND, &input.name));
    }
    let limit = ctx.quota("flows");
    if instance.flows.own() >= limit {
        return Err(errors::limit_exceeded("flows", limit));
    }
    let sha256 = flow_content::sha256(&input.content);
    let content = if input.status.as_deref() == Some("SAVED") {
        Stored::saved(input.content)
    } else {
        check(ctx, instance, &input.r#type, &input.content)?;
        Stored::published(input.content)
    };
    let body = Flow::new(input.r#type, input.description, content);
    let (path, name) = ("contact-flow", input.name.clone());
    let flow = state::new_thing(ctx, &input.instance_id, path, name, input.tags, body)?;
    let answer = json!({
        "ContactFlowId": flow.id,
        "ContactFlowArn": flow.arn,
        "FlowContentSha256": sha256,
    });
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance
        .flows
        .add(flow)
        .map_err(|_| errors::duplicate(KIND, &input.name))?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, qualifier) = qualified(&input.contact_flow_id);
    let flow = find(instance, id)?;
    if !ctx.visible(flow.created) {
        return Err(errors::not_found(KIND, id));
    }
    let content = &flow.body.content;
    let shown = match qualifier {
        None | Some("$LATEST") => {
            let live = content.live().ok_or_else(|| not_published(id))?;
            shown(ctx, flow, live, content.status())
        }
        Some("$SAVED") => shown(ctx, flow, content.draft(), content.draft_status()),
        Some(other) => version::shown(ctx, flow, other)?,
    };
    Ok(json!({ "ContactFlow": shown }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let types = &input.contact_flow_types;
    let asked = |flow: &Thing<Flow>| types.is_empty() || types.contains(&flow.body.kind);
    let rows = ctx
        .rows(&input.page, &instance.flows)
        .filter(|(_, flow)| asked(flow));
    reading::list(ctx, &input.page, rows, "ContactFlowSummaryList", summary)
}

/// Built-in flows stay, but for samples that are inbound flows. A flow that a number, a queue or a
/// quick connect uses is guarded, although the operation does not list the error. One that other
/// flows lead to is not, or flows in a ring could never go. Both are choices.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let flow = find(instance, &input.contact_flow_id)?;
    if flow.built_in && !["CONTACT_FLOW", "CAMPAIGN"].contains(&flow.body.kind.as_str()) {
        return Err(errors::invalid_request("Default flows cannot be deleted."));
    }
    let user = uses::flow(ctx, instance, &flow.id);
    if let Some(user) = user.filter(|_| ctx.settings.deletions == Deletions::Guarded) {
        return Err(errors::in_use(KIND, &flow.arn, user));
    }
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance.flows.remove(&input.contact_flow_id);
    Ok(())
}

/// The flow with this id or ARN, which has nothing behind it.
pub(super) fn find<'i>(instance: &'i Instance, id: &str) -> Result<&'i Thing<Flow>, AwsError> {
    instance
        .flows
        .get(id)
        .ok_or_else(|| errors::not_found(KIND, id))
}

/// The same, to be changed now.
fn touch<'w>(
    ctx: &'w mut Ctx<'_>,
    instance_id: &str,
    id: &str,
) -> Result<&'w mut Thing<Flow>, AwsError> {
    let now = ctx.now;
    let flow = state::open_mut(ctx, instance_id)?
        .flows
        .get_mut(id)
        .ok_or_else(|| errors::not_found(KIND, id))?;
    flow.modified = now;
    Ok(flow)
}

/// Refuses content that cannot be published.
/// The type of the flow with this ARN.
pub(crate) fn flow_type<'w>(world: &'w World, arn: &str) -> Option<&'w str> {
    let parsed = Arn::parse(arn)?;
    let region = Region::new(parsed.region);
    let state = world.connect.get(&parsed.owner()?, &region)?;
    let (instance, flow) = parsed.resource.strip_prefix("instance/")?.split_once('/')?;
    let flow = flow.strip_prefix("contact-flow/")?;
    let flow = state.instances.get(instance)?.flows.get(flow)?;
    Some(&flow.body.kind)
}

fn check(ctx: &Ctx<'_>, instance: &Instance, kind: &str, content: &str) -> Result<(), AwsError> {
    let problems = flow_content::problems(ctx, instance, kind, content);
    if problems.is_empty() {
        return Ok(());
    }
    let error = AwsError::new("InvalidContactFlowException", "The flow is not valid.");
    Err(error.with("problems", flow_content::details(&problems)))
}

fn not_published(id: &str) -> AwsError {
    AwsError::new(
        "ContactFlowNotPublishedException",
        format!("Contact flow is not published: {id}"),
    )
}

fn summary(flow: &Thing<Flow>) -> Value {
    json!({
        "Id": flow.id,
        "Arn": flow.arn,
        "Name": flow.name,
        "ContactFlowType": flow.body.kind,
        "ContactFlowState": flow.body.state,
        "ContactFlowStatus": flow.body.content.status(),
    })
}

fn shown(ctx: &Ctx<'_>, flow: &Thing<Flow>, content: &str, status: &str) -> Value {
    json!({
        "Id": flow.id,
        "Arn": flow.arn,
        "Name": flow.name,
        "Type": flow.body.kind,
        "State": flow.body.state,
        "Status": status,
        "Description": flow.body.description,
        "Content": content,
        "FlowContentSha256": flow_content::sha256(content),
        "Tags": flow.tags,
        "LastModifiedTime": flow.modified,
        "LastModifiedRegion": ctx.region,
    })
}

// === impl Flow ===

impl Flow {
    fn new(kind: String, description: Option<String>, content: Stored) -> Self {
        Self {
            kind,
            description,
            state: "ACTIVE".to_owned(),
            content,
            versions: BTreeMap::new(),
            last_version: 0,
            aliases: Aliases::default(),
        }
    }
}
