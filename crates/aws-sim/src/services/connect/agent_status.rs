//! Agent statuses. None is ever deleted.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors, reading,
    reading::Query,
    state::{self, Instance},
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    world::{Tags, Thing},
};

/// What an agent status has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct AgentStatus {
    pub(super) description: Option<String>,
    /// `ROUTABLE`, `OFFLINE`, or `CUSTOM` for all that are made.
    pub(super) kind: String,
    /// `ENABLED` or `DISABLED`.
    pub(super) state: String,
    /// From one.
    pub(super) display_order: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    name: String,
    description: Option<String>,
    state: String,
    display_order: Option<u64>,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    agent_status_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    instance_id: String,
    #[serde(default)]
    agent_status_types: Vec<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    instance_id: String,
    agent_status_id: String,
    name: Option<String>,
    description: Option<String>,
    state: Option<String>,
    display_order: Option<u64>,
    #[serde(default)]
    reset_order_number: bool,
}

const KIND: &str = "Agent status";

/// Several statuses may have the same place in the order, which is a choice.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.agent_statuses.named(&input.name).is_some() {
        return Err(errors::duplicate(KIND, &input.name));
    }
    let limit = ctx.quota("agent-statuses");
    if instance.agent_statuses.own() >= limit {
        return Err(errors::limit_exceeded("agent statuses", limit));
    }
    let body = AgentStatus {
        description: input.description,
        kind: "CUSTOM".to_owned(),
        state: input.state,
        display_order: input.display_order,
    };
    let (name, path) = (input.name.clone(), "agent-state");
    let status = state::new_thing(ctx, &input.instance_id, path, name, input.tags, body)?;
    let answer = json!({ "AgentStatusId": status.id, "AgentStatusARN": status.arn });
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance
        .agent_statuses
        .add(status)
        .map_err(|_| errors::duplicate(KIND, &input.name))?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.agent_status_id;
    let status = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    Ok(json!({ "AgentStatus": shown(ctx, status) }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let types = &input.agent_status_types;
    let rows = ctx.rows(&input.page, &instance.agent_statuses);
    let rows = rows.filter(|(_, status)| types.is_empty() || types.contains(&status.body.kind));
    reading::list(ctx, &input.page, rows, "AgentStatusSummaryList", |status| {
        json!({
            "Id": status.id,
            "Arn": status.arn,
            "Name": status.name,
            "Type": status.body.kind,
            "LastModifiedTime": status.modified,
            "LastModifiedRegion": ctx.region,
        })
    })
}

pub(super) fn search(ctx: &mut Ctx<'_>, query: Query) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    let fits = |status: &Thing<AgentStatus>| {
        let order = status.body.display_order.map(|order| order.to_string());
        query.fits(&status.tags, &|name| match name {
            "displayorder" => order.as_deref(),
            name => field(status, name),
        })
    };
    let statuses = &instance.agent_statuses;
    reading::search(
        ctx,
        &query.page,
        statuses,
        "AgentStatuses",
        fits,
        |status| shown(ctx, status),
    )
}

/// What is left out stays as it is; an empty description goes, and so does the place in the order
/// when it is reset. That the built-in statuses cannot be disabled is a choice.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let status = find(instance, &input.agent_status_id)?;
    if status.built_in && input.state.as_deref() == Some("DISABLED") {
        return Err(errors::invalid_request(
            "Built-in agent statuses cannot be disabled.",
        ));
    }
    let id = status.id.clone();
    if let Some(name) = &input.name {
        instance
            .agent_statuses
            .rename(&id, name)
            .map_err(|_| errors::duplicate(KIND, name))?;
    }
    let Some(status) = instance.agent_statuses.get_mut(&id) else {
        return Ok(());
    };
    status.modified = now;
    if let Some(description) = input.description {
        status.body.description = Some(description).filter(|text| !text.is_empty());
    }
    if let Some(state) = input.state {
        status.body.state = state;
    }
    if input.reset_order_number {
        status.body.display_order = None;
    }
    if input.display_order.is_some() {
        status.body.display_order = input.display_order;
    }
    Ok(())
}

/// The status with this id or ARN.
pub(super) fn find<'i>(
    instance: &'i Instance,
    id: &str,
) -> Result<&'i Thing<AgentStatus>, AwsError> {
    instance
        .agent_statuses
        .get(id)
        .ok_or_else(|| errors::not_found(KIND, id))
}

fn field<'t>(status: &'t Thing<AgentStatus>, name: &str) -> Option<&'t str> {
    match name {
        "name" => Some(&status.name),
        "description" => status.body.description.as_deref(),
        "resourceid" => Some(&status.id),
        "state" => Some(&status.body.state),
        "type" => Some(&status.body.kind),
        _ => None,
    }
}

fn shown(ctx: &Ctx<'_>, status: &Thing<AgentStatus>) -> Value {
    json!({
        "AgentStatusId": status.id,
        "AgentStatusARN": status.arn,
        "Name": status.name,
        "Description": status.body.description,
        "Type": status.body.kind,
        "DisplayOrder": status.body.display_order,
        "State": status.body.state,
        "Tags": status.tags,
        "LastModifiedTime": status.modified,
        "LastModifiedRegion": ctx.region,
    })
}

// === impl AgentStatus ===

impl AgentStatus {
    /// Name and body of the statuses of a new instance, as others observed them.
    pub(super) fn built_in() -> [(&'static str, Self); 2] {
        let status = |kind: &str, display_order| Self {
            description: None,
            kind: kind.to_owned(),
            state: "ENABLED".to_owned(),
            display_order: Some(display_order),
        };
        [
            ("Available", status("ROUTABLE", 1)),
            ("Offline", status("OFFLINE", 2)),
        ]
    }
}
