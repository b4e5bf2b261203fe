//! Roles that belong to services of AWS.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    accessed::Accessed,
    errors,
    held::Held,
    naming::ROLE,
    role::{self, Role, SERVICES, SESSION_SECONDS},
};
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    world::{Tags, World},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    #[serde(rename = "AWSServiceName")]
    service: String,
    description: Option<String>,
    custom_suffix: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Delete {
    role_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Deletion {
    deletion_task_id: String,
}

/// A service, the name of its role, the policy of the role, and whether there may be several.
struct Linked(&'static str, &'static str, Option<&'static str>, bool);

#[rustfmt::skip] // One line a service.
const SERVICES_WITH_ROLES: &[Linked] = &[
    Linked("connect.amazonaws.com", "AWSServiceRoleForAmazonConnect", Some("AmazonConnectServiceLinkedRolePolicy"), true),
    Linked("lexv2.amazonaws.com", "AWSServiceRoleForLexV2Bots", None, true),
    Linked("channels.lexv2.amazonaws.com", "AWSServiceRoleForLexV2Channels", None, true),
    Linked("profile.amazonaws.com", "AWSServiceRoleForProfile", None, true),
    Linked("lakeformation.amazonaws.com", "AWSServiceRoleForLakeFormationDataAccess", None, false),
    Linked("ram.amazonaws.com", "AWSServiceRoleForResourceAccessManager", None, false),
    Linked("cloudtrail.amazonaws.com", "AWSServiceRoleForCloudTrail", None, false),
    Linked("apidestinations.events.amazonaws.com", "AWSServiceRoleForAmazonEventBridgeApiDestinations", None, false),
    Linked("servicequotas.amazonaws.com", "AWSServiceRoleForServiceQuotas", None, false),
];

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    link(ctx, input)
}

/// Makes a role of `service` for the account that is called, and answers its ARN. Services do so for
/// callers who may make such roles.
pub(crate) fn make(ctx: &mut Ctx<'_>, service: &str, suffix: &str) -> Result<String, AwsError> {
    let made = link(
        ctx,
        Create {
            service: service.to_owned(),
            description: None,
            custom_suffix: Some(suffix.to_owned()),
        },
    )?;
    Ok(made["Role"]["Arn"].as_str().unwrap_or_default().to_owned())
}

/// Takes the role with this ARN away, as services do with roles that they no longer need.
pub(crate) fn withdraw(world: &mut World, arn: &str) {
    let parsed = Arn::parse(arn);
    let Some((account, name)) = parsed.and_then(|arn| Some((arn.owner()?, arn.resource))) else {
        return;
    };
    let name = name.rsplit('/').next().unwrap_or(name);
    world.iam.at(&account).roles.remove(name);
}

fn link(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let service = input.service;
    let linked = SERVICES_WITH_ROLES
        .iter()
        .find(|Linked(known, ..)| *known == service);
    let Some(Linked(_, role, policy, several)) = linked else {
        return Err(errors::invalid_input(format!(
            "{service} does not have a role that is linked to it."
        )));
    };
    let suffix = input.custom_suffix.as_deref();
    if suffix.is_some() && !several {
        return Err(errors::invalid_input(format!(
            "Custom suffix is not allowed for {service}"
        )));
    }
    let name = suffixed(role, suffix);
    if ctx.world.iam.at(ctx.account).roles.contains_key(&name) {
        return Err(errors::invalid_input(format!(
            "Service role name {name} has been taken in this account, please try a different \
             suffix."
        )));
    }
    role::room(ctx)?;
    let path = format!("{SERVICES}{service}/");
    let attached = policy.iter();
    let attached = attached.map(|policy| format!("arn:aws:iam::aws:policy{SERVICES}{policy}"));
    let role = Role {
        naming: ROLE.name(ctx.account, &mut ctx.ids, ctx.now, Some(path), name),
        description: input.description,
        trust: trust(&service),
        session_max: SESSION_SECONDS,
        tags: Tags::new(),
        held: Held {
            attached: attached.collect(),
            ..Held::default()
        },
        accessed: Accessed::default(),
    };
    Ok(role::add(ctx, role))
}

/// Whether the service still uses its role is not asked.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<Value, AwsError> {
    let task = ctx.ids.uuid();
    let state = ctx.world.iam.at(ctx.account);
    let role = state.role(&input.role_name)?;
    let path = role.naming.path.clone();
    if !path.starts_with(SERVICES) {
        return Err(errors::no_such("service-linked role", &input.role_name));
    }
    let task = format!("task{path}{}/{task}", input.role_name);
    state.roles.remove(&input.role_name);
    state.deletion_tasks.push(task.clone());
    Ok(json!({ "DeletionTaskId": task }))
}

pub(super) fn deletion(ctx: &mut Ctx<'_>, input: Deletion) -> Result<Value, AwsError> {
    let tasks = &ctx.world.iam.at(ctx.account).deletion_tasks;
    if tasks.contains(&input.deletion_task_id) {
        Ok(json!({ "Status": "SUCCEEDED" }))
    } else {
        Err(errors::no_entity(format!(
            "Deletion task {} cannot be found.",
            input.deletion_task_id
        )))
    }
}

/// The name of the role that a service has under this suffix.
pub(super) fn name(service: &str, suffix: Option<&str>) -> Option<String> {
    let mut linked = SERVICES_WITH_ROLES.iter();
    let Linked(_, role, ..) = linked.find(|Linked(known, ..)| *known == service)?;
    Some(suffixed(role, suffix))
}

fn suffixed(role: &str, suffix: Option<&str>) -> String {
    suffix.map_or_else(|| role.to_owned(), |suffix| format!("{role}_{suffix}"))
}

fn trust(service: &str) -> String {
    json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": service },
            "Action": "sts:AssumeRole",
        }],
    })
    .to_string()
}
