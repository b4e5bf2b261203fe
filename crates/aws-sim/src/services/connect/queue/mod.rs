//! Queues of type STANDARD.
//!
//! Every user owns a queue of type AGENT besides. It has the id of its user and no name, and only
//! `ListQueues` shows it; all other operations answer that there is no such queue. That the ids are
//! equal, and what the other operations answer, are choices.

pub(super) mod caller;
pub(super) mod email;
pub(super) mod link;
pub(super) mod update;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::{caller::Caller, email::Outbound};
use super::{
    errors, hours, reading,
    reading::Query,
    state::{self, Instance},
    user::User,
    uses,
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    time::Time,
    world::{Tags, Thing},
};

/// What a queue has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Queue {
    pub(super) description: Option<String>,
    /// The id of its hours of operation.
    pub(super) hours: String,
    pub(super) caller: Caller,
    /// No limit, if there is none.
    pub(super) max_contacts: Option<u64>,
    /// `ENABLED` or `DISABLED`.
    pub(super) status: String,
    /// Ids of quick connects, and since when they are on the queue.
    pub(super) quick_connects: BTreeMap<String, Time>,
    pub(super) outbound_email: Outbound,
    /// Ids of e-mail addresses, and since when the queue has them.
    pub(super) emails: BTreeMap<String, Time>,
    /// When something let go of the queue last. Until reads show it, the queue counts as used: right
    /// after that AWS may still refuse the deletion.
    pub(super) released: Option<Time>,
    /// When a quick connect was put on the queue or taken off it. That this does not change the
    /// queue itself is a choice.
    pub(super) links_modified: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    name: String,
    description: Option<String>,
    hours_of_operation_id: String,
    #[serde(default)]
    outbound_caller_config: Caller,
    #[serde(default)]
    outbound_email_config: Outbound,
    max_contacts: Option<u64>,
    #[serde(default)]
    quick_connect_ids: Vec<String>,
    #[serde(default)]
    email_addresses_config: Vec<email::Config>,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    queue_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    instance_id: String,
    #[serde(default)]
    queue_types: Vec<String>,
    #[serde(flatten)]
    page: PageRequest,
}

const KIND: &str = "Queue";

/// A new queue is enabled.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.queues.named(&input.name).is_some() {
        return Err(errors::duplicate(KIND, &input.name));
    }
    let limit = ctx.quota("queues");
    if instance.queues.own() >= limit {
        return Err(errors::limit_exceeded("queues", limit));
    }
    let links = link::checked(instance, &input.quick_connect_ids)?;
    let emails = email::checked(instance, &input.email_addresses_config)?;
    let body = Queue {
        description: input.description,
        hours: hours::find(instance, &input.hours_of_operation_id)?
            .id
            .clone(),
        caller: input.outbound_caller_config.checked(ctx, instance)?,
        max_contacts: input.max_contacts,
        status: "ENABLED".to_owned(),
        outbound_email: input.outbound_email_config.checked(instance)?,
        quick_connects: links.into_iter().map(|id| (id, ctx.now)).collect(),
        emails: emails.into_iter().map(|id| (id, ctx.now)).collect(),
        released: None,
        links_modified: ctx.now,
    };
    let name = input.name.clone();
    let queue = state::new_thing(ctx, &input.instance_id, "queue", name, input.tags, body)?;
    let answer = json!({ "QueueId": queue.id, "QueueArn": queue.arn });
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance
        .queues
        .add(queue)
        .map_err(|_| errors::duplicate(KIND, &input.name))?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.queue_id;
    let queue = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    Ok(json!({ "Queue": shown(ctx, queue) }))
}

/// Queues of both types, unless asked for one: first all of type STANDARD, then all others.
pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let wanted = |kind: &str| {
        input.queue_types.is_empty() || input.queue_types.iter().any(|asked| asked == kind)
    };
    let seen = ctx.seen(&input.page);
    let (of, seen) = seen
        .as_deref()
        .and_then(|key| key.split_once(' '))
        .map_or(("standard", None), |(of, key)| (of, Some(key)));
    let (queues, users) = match of {
        "standard" => (Some(instance.queues.rows_after(seen)), None),
        _ => (None, seen),
    };
    let standard = queues.into_iter().flatten();
    let standard = standard
        .filter(|(_, queue)| wanted("STANDARD") && ctx.visible(queue.created))
        .map(|(key, queue)| (format!("standard {key}"), summary(ctx, queue)));
    let agents = instance.users.rows_after(users);
    let agents = agents
        .filter(|(_, user)| wanted("AGENT") && ctx.visible(user.created))
        .map(|(key, user)| (format!("user {key}"), agent_summary(ctx, instance, user)));
    let page = ctx.page(&input.page, standard.chain(agents))?;
    Ok(json!({ "QueueSummaryList": page.items, "NextToken": page.next_token }))
}

/// Agents' queues are not searched for, so the condition on the type always holds.
pub(super) fn search(ctx: &mut Ctx<'_>, query: Query) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    reading::search(
        ctx,
        &query.page,
        &instance.queues,
        "Queues",
        |queue| query.fits(&queue.tags, &|name| field(queue, name)),
        |queue| shown(ctx, queue),
    )
}

/// The built-in queue stays.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let queue = find(instance, &input.queue_id)?;
    if queue.built_in {
        return Err(errors::invalid_request(
            "The built-in queue cannot be deleted.",
        ));
    }
    if let Some(user) = uses::queue(instance, &queue.id) {
        return Err(errors::in_use(KIND, &queue.arn, user));
    }
    if queue.body.released.is_some_and(|at| !ctx.visible(at)) {
        let by = "what let go of it just now";
        return Err(errors::in_use(KIND, &queue.arn, by));
    }
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance.queues.remove(&input.queue_id);
    Ok(())
}

/// Notes that something lets go of these queues.
pub(super) fn release<'q>(
    instance: &mut Instance,
    queues: impl IntoIterator<Item = &'q str>,
    now: Time,
) {
    for id in queues {
        if let Some(queue) = instance.queues.get_mut(id) {
            queue.body.released = Some(now);
        }
    }
}

/// The queue with this id or ARN.
pub(super) fn find<'i>(instance: &'i Instance, id: &str) -> Result<&'i Thing<Queue>, AwsError> {
    instance
        .queues
        .get(id)
        .ok_or_else(|| errors::not_found(KIND, id))
}

/// The same, to be changed now.
fn touch<'w>(
    ctx: &'w mut Ctx<'_>,
    instance_id: &str,
    id: &str,
) -> Result<&'w mut Thing<Queue>, AwsError> {
    let now = ctx.now;
    let instance = state::open_mut(ctx, instance_id)?;
    let queue = instance
        .queues
        .get_mut(id)
        .ok_or_else(|| errors::not_found(KIND, id))?;
    queue.modified = now;
    Ok(queue)
}

fn field<'t>(queue: &'t Thing<Queue>, name: &str) -> Option<&'t str> {
    match name {
        "name" => Some(&queue.name),
        "description" => queue.body.description.as_deref(),
        "resourceid" => Some(&queue.id),
        _ => None,
    }
}

fn summary(ctx: &Ctx<'_>, queue: &Thing<Queue>) -> Value {
    json!({
        "Id": queue.id,
        "Arn": queue.arn,
        "Name": queue.name,
        "QueueType": "STANDARD",
        "LastModifiedTime": queue.modified,
        "LastModifiedRegion": ctx.region,
    })
}

fn agent_summary(ctx: &Ctx<'_>, instance: &Instance, user: &Thing<User>) -> Value {
    json!({
        "Id": user.id,
        "Arn": format!("{}/queue/agent/{}", instance.arn, user.id),
        "QueueType": "AGENT",
        "LastModifiedTime": user.created,
        "LastModifiedRegion": ctx.region,
    })
}

fn shown(ctx: &Ctx<'_>, queue: &Thing<Queue>) -> Value {
    json!({
        "QueueId": queue.id,
        "QueueArn": queue.arn,
        "Name": queue.name,
        "Description": queue.body.description,
        "OutboundCallerConfig": queue.body.caller.shown(),
        "OutboundEmailConfig": queue.body.outbound_email.shown(),
        "HoursOfOperationId": queue.body.hours,
        "MaxContacts": queue.body.max_contacts,
        "Status": queue.body.status,
        "Tags": queue.tags,
        "LastModifiedTime": queue.modified,
        "LastModifiedRegion": ctx.region,
    })
}

// === impl Queue ===

impl Queue {
    /// The queue of a new instance.
    pub(super) fn basic(hours: String, now: Time) -> Self {
        Self {
            description: Some("A simple, basic voice queue.".to_owned()),
            hours,
            caller: Caller::default(),
            max_contacts: None,
            status: "ENABLED".to_owned(),
            quick_connects: BTreeMap::new(),
            outbound_email: Outbound::default(),
            emails: BTreeMap::new(),
            released: None,
            links_modified: now,
        }
    }
}
