//! Task templates: what is asked of those who make a task.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors, flow, reading,
    state::{self, Instance},
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    world::{Tags, Thing},
};

/// What a template has besides what all things have. Members that are only kept are as on the wire.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TaskTemplate {
    description: Option<String>,
    /// `ACTIVE` or `INACTIVE`.
    status: String,
    parts: Parts,
}

/// What is left out of an update stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Parts {
    contact_flow_id: Option<String>,
    self_assign_flow_id: Option<String>,
    constraints: Option<Value>,
    defaults: Option<Value>,
    fields: Option<Vec<Value>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    name: String,
    description: Option<String>,
    status: Option<String>,
    #[serde(flatten)]
    parts: Parts,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    task_template_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    instance_id: String,
    status: Option<String>,
    name: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    instance_id: String,
    task_template_id: String,
    name: Option<String>,
    description: Option<String>,
    status: Option<String>,
    #[serde(flatten)]
    parts: Parts,
}

const KIND: &str = "Task template";

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    input.parts.check(ctx, instance)?;
    if instance.task_templates.named(&input.name).is_some() {
        return Err(taken());
    }
    let limit = ctx.quota("task-templates");
    if instance.task_templates.own() >= limit {
        return Err(errors::quota_exceeded("task templates", limit));
    }
    let body = TaskTemplate {
        description: input.description,
        status: input.status.unwrap_or_else(|| "ACTIVE".to_owned()),
        parts: input.parts,
    };
    let (id, path) = (&input.instance_id, "task-template");
    let template = state::new_thing(ctx, id, path, input.name, Tags::new(), body)?;
    let answer = json!({ "Id": template.id, "Arn": template.arn });
    let instance = state::open_mut(ctx, id)?;
    instance.task_templates.add(template).map_err(|_| taken())?;
    Ok(answer)
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.task_template_id;
    let template = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    let mut shown = shown(instance, template);
    shown["Tags"] = json!(template.tags);
    Ok(shown)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let asked = |template: &Thing<TaskTemplate>| {
        let status = input.status.as_ref();
        let name = input.name.as_ref();
        status.is_none_or(|status| *status == template.body.status)
            && name.is_none_or(|name| *name == template.name)
    };
    let rows = ctx.rows(&input.page, &instance.task_templates);
    let rows = rows.filter(|(_, template)| asked(template));
    reading::list(ctx, &input.page, rows, "TaskTemplates", |template| {
        json!({
            "Id": template.id,
            "Arn": template.arn,
            "Name": template.name,
            "Description": template.body.description,
            "Status": template.body.status,
            "LastModifiedTime": template.modified,
            "CreatedTime": template.created,
        })
    })
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let template = find(instance, &input.task_template_id)?;
    let id = template.id.clone();
    let mut body = template.body.clone();
    body.parts.update(input.parts);
    body.parts.check(ctx, instance)?;
    body.description = input.description.or(body.description);
    body.status = input.status.unwrap_or(body.status);
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if let Some(name) = &input.name {
        let renamed = instance.task_templates.rename(&id, name);
        renamed.map_err(|_| taken())?;
    }
    if let Some(template) = instance.task_templates.get_mut(&id) {
        template.body = body;
        template.modified = now;
    }
    Ok(shown(instance, find(instance, &id)?))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.task_template_id)?.id.clone();
    instance.task_templates.remove(&id);
    Ok(json!({}))
}

fn find<'i>(instance: &'i Instance, id: &str) -> Result<&'i Thing<TaskTemplate>, AwsError> {
    let template = instance.task_templates.get(id);
    template.ok_or_else(|| errors::not_found(KIND, id))
}

fn shown(instance: &Instance, template: &Thing<TaskTemplate>) -> Value {
    let mut shown = json!(template.body.parts);
    shown["InstanceId"] = json!(instance.id);
    shown["Id"] = json!(template.id);
    shown["Arn"] = json!(template.arn);
    shown["Name"] = json!(template.name);
    shown["Description"] = json!(template.body.description);
    shown["Status"] = json!(template.body.status);
    shown["LastModifiedTime"] = json!(template.modified);
    shown["CreatedTime"] = json!(template.created);
    shown
}

/// The operations list no error for a name that is taken, but a reason.
fn taken() -> AwsError {
    broken("Name", "RESOURCE_NAME_ALREADY_EXISTS")
}

fn broken(path: &str, reason: &str) -> AwsError {
    let message = format!("The property {path} is not valid: {reason}.");
    let property = json!({ "PropertyPath": path, "Reason": reason, "Message": message });
    AwsError::new("PropertyValidationException", message).with("PropertyList", [property])
}

// === impl Parts ===

impl Parts {
    /// Refuses a template by which no task could be made: it needs one field for the name, which is
    /// required, and a flow or a field that says where the task goes.
    fn check(&self, ctx: &Ctx<'_>, instance: &Instance) -> Result<(), AwsError> {
        let fields = self.fields.as_deref().unwrap_or_default();
        let limit = ctx.quota("fields-per-task-template");
        if fields.len() as u64 > limit {
            return Err(errors::quota_exceeded("fields per task template", limit));
        }
        let of_type = |wanted: &'static str| fields.iter().filter(move |of| of["Type"] == wanted);
        let mut names = of_type("NAME");
        let (Some(name), None) = (names.next(), names.next()) else {
            return Err(broken("Fields", "REQUIRED_PROPERTY_MISSING"));
        };
        let required = self.constraints.as_ref();
        let required = required.and_then(|of| of["RequiredFields"].as_array());
        if !required.is_some_and(|of| of.iter().any(|field| field["Id"] == name["Id"])) {
            let path = "Constraints.RequiredFields";
            return Err(broken(path, "REQUIRED_PROPERTY_MISSING"));
        }
        if self.contact_flow_id.is_none() && of_type("QUICK_CONNECT").next().is_none() {
            return Err(broken("ContactFlowId", "REQUIRED_PROPERTY_MISSING"));
        }
        for id in [&self.contact_flow_id, &self.self_assign_flow_id] {
            id.as_deref()
                .map(|id| flow::find(instance, id))
                .transpose()?;
        }
        Ok(())
    }

    fn update(&mut self, given: Self) {
        let old = std::mem::take(self);
        *self = Self {
            contact_flow_id: given.contact_flow_id.or(old.contact_flow_id),
            self_assign_flow_id: given.self_assign_flow_id.or(old.self_assign_flow_id),
            constraints: given.constraints.or(old.constraints),
            defaults: given.defaults.or(old.defaults),
            fields: given.fields.or(old.fields),
        };
    }
}
