//! What security profiles allow besides permissions: applications, flow modules and AI agents.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{KIND, Restrictions, find};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{reading, state},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    security_profile_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

pub(in crate::services::connect) fn applications(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    list(ctx, &input, "Applications", |of| of.applications.as_ref())
}

pub(in crate::services::connect) fn flow_modules(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let member = "AllowedFlowModules";
    list(ctx, &input, member, |of| of.allowed_flow_modules.as_ref())
}

pub(in crate::services::connect) fn ai_agents(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let member = "AllowedAIAgents";
    list(ctx, &input, member, |of| of.allowed_ai_agents.as_ref())
}

fn list(
    ctx: &Ctx<'_>,
    input: &List,
    member: &str,
    allowed: impl Fn(&Restrictions) -> Option<&Value>,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.security_profile_id;
    let profile = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    let all = allowed(&profile.body.restrictions).and_then(Value::as_array);
    let rows = all.into_iter().flatten().enumerate();
    let page = ctx.page(&input.page, rows.map(|(at, of)| (format!("{at:06}"), of)))?;
    Ok(json!({
        member: page.items,
        "NextToken": page.next_token,
        "LastModifiedTime": profile.modified,
        "LastModifiedRegion": ctx.region,
    }))
}
