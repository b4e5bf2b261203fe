//! Quick connects: named destinations of transfers.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors, queue, reading,
    reading::Query,
    referred,
    state::{self, Instance},
    user,
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    world::{Tags, Thing},
};

/// What a quick connect has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct QuickConnect {
    pub(super) description: Option<String>,
    pub(super) config: Config,
}

/// Where a quick connect leads, as on the wire. Once it is checked, it has the one member that its
/// type needs, with ids in place of ARNs.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Config {
    quick_connect_type: String,
    user_config: Option<ToUser>,
    queue_config: Option<ToQueue>,
    phone_config: Option<ToPhone>,
    flow_config: Option<ToFlow>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ToUser {
    user_id: String,
    contact_flow_id: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ToQueue {
    queue_id: String,
    contact_flow_id: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ToPhone {
    phone_number: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ToFlow {
    contact_flow_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    name: String,
    description: Option<String>,
    quick_connect_config: Config,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    quick_connect_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    instance_id: String,
    #[serde(default)]
    quick_connect_types: Vec<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UpdateName {
    instance_id: String,
    quick_connect_id: String,
    name: Option<String>,
    description: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UpdateConfig {
    instance_id: String,
    quick_connect_id: String,
    quick_connect_config: Config,
}

const KIND: &str = "Quick connect";

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.quick_connects.named(&input.name).is_some() {
        return Err(errors::duplicate(KIND, &input.name));
    }
    let limit = ctx.quota("quick-connects");
    if instance.quick_connects.own() >= limit {
        return Err(errors::limit_exceeded("quick connects", limit));
    }
    let body = QuickConnect {
        description: input.description,
        config: input.quick_connect_config.checked(instance)?,
    };
    let (name, path) = (input.name.clone(), "transfer-destination");
    let quick_connect = state::new_thing(ctx, &input.instance_id, path, name, input.tags, body)?;
    let answer = json!({
        "QuickConnectId": quick_connect.id,
        "QuickConnectARN": quick_connect.arn,
    });
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance
        .quick_connects
        .add(quick_connect)
        .map_err(|_| errors::duplicate(KIND, &input.name))?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.quick_connect_id;
    let quick_connect = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    Ok(json!({ "QuickConnect": shown(ctx, quick_connect) }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let types = &input.quick_connect_types;
    let asked = |quick_connect: &Thing<QuickConnect>| {
        types.is_empty() || types.contains(&quick_connect.body.config.quick_connect_type)
    };
    let rows = ctx.rows(&input.page, &instance.quick_connects);
    reading::list(
        ctx,
        &input.page,
        rows.filter(|(_, quick_connect)| asked(quick_connect)),
        "QuickConnectSummaryList",
        |quick_connect| summary(ctx, quick_connect),
    )
}

pub(super) fn search(ctx: &mut Ctx<'_>, query: Query) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    reading::search(
        ctx,
        &query.page,
        &instance.quick_connects,
        "QuickConnects",
        |quick_connect| query.fits(&quick_connect.tags, &|name| field(quick_connect, name)),
        |quick_connect| shown(ctx, quick_connect),
    )
}

/// Needs a name or a description; an empty description goes. The operation does not list
/// `DuplicateResourceException`, so a name that is taken is an invalid request, which is a choice.
pub(super) fn update_name(ctx: &mut Ctx<'_>, input: UpdateName) -> Result<(), AwsError> {
    if input.name.is_none() && input.description.is_none() {
        return Err(errors::invalid_request("Name or Description is needed."));
    }
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.quick_connect_id)?.id.clone();
    if let Some(name) = &input.name {
        instance.quick_connects.rename(&id, name).map_err(|_| {
            errors::invalid_request(&format!("A quick connect has the name {name} already."))
        })?;
    }
    let quick_connect = touch(ctx, &input.instance_id, &id)?;
    if let Some(description) = input.description {
        quick_connect.body.description = Some(description).filter(|text| !text.is_empty());
    }
    Ok(())
}

/// The type may change.
pub(super) fn update_config(ctx: &mut Ctx<'_>, input: UpdateConfig) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input.quick_connect_id)?;
    let config = input.quick_connect_config.checked(instance)?;
    let quick_connect = touch(ctx, &input.instance_id, &input.quick_connect_id)?;
    let old = std::mem::replace(&mut quick_connect.body.config, config);
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    queue::release(instance, old.queue(), now);
    Ok(())
}

/// Takes it off the queues that it is on.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.quick_connect_id)?.id.clone();
    let removed = instance.quick_connects.remove(&id);
    let config = removed.as_ref().map(|of| &of.body.config);
    queue::release(instance, config.and_then(Config::queue), now);
    for queue in instance.queues.iter_mut() {
        if queue.body.quick_connects.remove(&id).is_some() {
            queue.body.links_modified = now;
        }
    }
    Ok(())
}

/// The quick connect with this id or ARN.
pub(super) fn find<'i>(
    instance: &'i Instance,
    id: &str,
) -> Result<&'i Thing<QuickConnect>, AwsError> {
    instance
        .quick_connects
        .get(id)
        .ok_or_else(|| errors::not_found(KIND, id))
}

/// A quick connect as lists have it.
pub(super) fn summary(ctx: &Ctx<'_>, quick_connect: &Thing<QuickConnect>) -> Value {
    json!({
        "Id": quick_connect.id,
        "Arn": quick_connect.arn,
        "Name": quick_connect.name,
        "QuickConnectType": quick_connect.body.config.quick_connect_type,
        "LastModifiedTime": quick_connect.modified,
        "LastModifiedRegion": ctx.region,
    })
}

/// The quick connect with this id or ARN, to be changed now.
fn touch<'w>(
    ctx: &'w mut Ctx<'_>,
    instance_id: &str,
    id: &str,
) -> Result<&'w mut Thing<QuickConnect>, AwsError> {
    let now = ctx.now;
    let quick_connect = state::open_mut(ctx, instance_id)?
        .quick_connects
        .get_mut(id)
        .ok_or_else(|| errors::not_found(KIND, id))?;
    quick_connect.modified = now;
    Ok(quick_connect)
}

fn field<'t>(quick_connect: &'t Thing<QuickConnect>, name: &str) -> Option<&'t str> {
    match name {
        "name" => Some(&quick_connect.name),
        "description" => quick_connect.body.description.as_deref(),
        "resourceid" => Some(&quick_connect.id),
        _ => None,
    }
}

fn shown(ctx: &Ctx<'_>, quick_connect: &Thing<QuickConnect>) -> Value {
    json!({
        "QuickConnectId": quick_connect.id,
        "QuickConnectARN": quick_connect.arn,
        "Name": quick_connect.name,
        "Description": quick_connect.body.description,
        "QuickConnectConfig": quick_connect.body.config,
        "Tags": quick_connect.tags,
        "LastModifiedTime": quick_connect.modified,
        "LastModifiedRegion": ctx.region,
    })
}

// === impl Config ===

impl Config {
    /// The same, if it has the member of its type and no other, and if what it names is in the
    /// instance. A transfer flow has the type that the destination needs; which types a quick
    /// connect of type FLOW may lead to is not documented, so it may lead to any.
    fn checked(mut self, instance: &Instance) -> Result<Self, AwsError> {
        self.check_members()?;
        if let Some(to) = &mut self.user_config {
            to.user_id = user::find(instance, &to.user_id)?.id.clone();
            to.contact_flow_id =
                referred::flow(instance, &to.contact_flow_id, &["AGENT_TRANSFER"])?;
        }
        if let Some(to) = &mut self.queue_config {
            to.queue_id = queue::find(instance, &to.queue_id)?.id.clone();
            to.contact_flow_id =
                referred::flow(instance, &to.contact_flow_id, &["QUEUE_TRANSFER"])?;
        }
        if let Some(to) = &mut self.flow_config {
            to.contact_flow_id = referred::flow(instance, &to.contact_flow_id, &[])?;
        }
        Ok(self)
    }

    fn check_members(&self) -> Result<(), AwsError> {
        let needed = match self.quick_connect_type.as_str() {
            "USER" => "UserConfig",
            "QUEUE" => "QueueConfig",
            "PHONE_NUMBER" => "PhoneConfig",
            _ => "FlowConfig",
        };
        let members = [
            ("UserConfig", self.user_config.is_some()),
            ("QueueConfig", self.queue_config.is_some()),
            ("PhoneConfig", self.phone_config.is_some()),
            ("FlowConfig", self.flow_config.is_some()),
        ];
        if members
            .iter()
            .all(|(name, given)| *given == (*name == needed))
        {
            return Ok(());
        }
        Err(errors::invalid_parameter(&format!(
            "A quick connect of type {} has {needed} and no other configuration.",
            self.quick_connect_type
        )))
    }

    /// The id of the queue that it leads to.
    pub(super) fn queue(&self) -> Option<&str> {
        self.queue_config.as_ref().map(|to| to.queue_id.as_str())
    }

    /// The id of the flow that it leads to, or through.
    pub(super) fn flow(&self) -> Option<&str> {
        let user = self.user_config.as_ref().map(|to| &to.contact_flow_id);
        let queue = self.queue_config.as_ref().map(|to| &to.contact_flow_id);
        let flow = self.flow_config.as_ref().map(|to| &to.contact_flow_id);
        user.or(queue).or(flow).map(String::as_str)
    }
}
