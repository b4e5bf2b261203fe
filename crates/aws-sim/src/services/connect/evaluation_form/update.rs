//! Updates of an evaluation form, and which version is active.

use serde::Deserialize;
use serde_json::Value;

use super::{Design, EvaluationForm, Version, conflict, find, identified, taken};
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{errors, state},
    world::Thing,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Update {
    instance_id: String,
    evaluation_form_id: String,
    evaluation_form_version: u64,
    #[serde(default)]
    create_new_version: bool,
    #[serde(flatten)]
    design: Design,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Activate {
    instance_id: String,
    evaluation_form_id: String,
    evaluation_form_version: u64,
}

/// Changes a version that is not locked, or makes the next one.
pub(in crate::services::connect) fn update(
    ctx: &mut Ctx<'_>,
    input: Update,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let form = find(instance, &input.evaluation_form_id)?;
    let number = input.evaluation_form_version;
    let locked = form.body.version(number)?.locked;
    if locked && !input.create_new_version {
        return Err(conflict("The version is locked."));
    }
    let limit = ctx.quota("versions-per-evaluation-form");
    if input.create_new_version && form.body.versions.len() as u64 >= limit {
        return Err(errors::quota_exceeded(
            "versions per evaluation form",
            limit,
        ));
    }
    let (id, now) = (form.id.clone(), ctx.now);
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let title = &input.design.title;
    let renamed = instance.evaluation_forms.rename(&id, title);
    renamed.map_err(|_| taken(title))?;
    let form = touch(ctx, &input.instance_id, &id)?;
    let versions = &mut form.body.versions;
    let number = if input.create_new_version {
        let next = versions.last_key_value().map_or(1, |(last, _)| last + 1);
        versions.insert(next, Version::new(input.design, now));
        next
    } else {
        if let Some(version) = versions.get_mut(&number) {
            version.design = input.design;
            version.modified = now;
        }
        number
    };
    Ok(identified(form, number))
}

/// The version that was active until now is no longer.
pub(in crate::services::connect) fn activate(
    ctx: &mut Ctx<'_>,
    input: Activate,
) -> Result<Value, AwsError> {
    let number = input.evaluation_form_version;
    let instance = state::open(ctx, &input.instance_id)?;
    let form = find(instance, &input.evaluation_form_id)?;
    form.body.version(number)?;
    let now = ctx.now;
    let form = touch(ctx, &input.instance_id, &input.evaluation_form_id)?;
    form.body.active = Some(number);
    form.body.activated = Some(now);
    for (at, version) in &mut form.body.versions {
        let is_active = *at == number;
        version.status = if is_active { "ACTIVE" } else { "DRAFT" };
        version.locked |= is_active;
    }
    Ok(identified(form, number))
}

pub(in crate::services::connect) fn deactivate(
    ctx: &mut Ctx<'_>,
    input: Activate,
) -> Result<Value, AwsError> {
    let number = input.evaluation_form_version;
    let instance = state::open(ctx, &input.instance_id)?;
    let form = find(instance, &input.evaluation_form_id)?;
    form.body.version(number)?;
    if form.body.active != Some(number) {
        return Err(conflict("The version is not active."));
    }
    let form = touch(ctx, &input.instance_id, &input.evaluation_form_id)?;
    form.body.active = None;
    if let Some(version) = form.body.versions.get_mut(&number) {
        version.status = "DRAFT";
    }
    Ok(identified(form, number))
}

/// The form, to be changed now.
fn touch<'w>(
    ctx: &'w mut Ctx<'_>,
    instance_id: &str,
    id: &str,
) -> Result<&'w mut Thing<EvaluationForm>, AwsError> {
    let now = ctx.now;
    let instance = state::open_mut(ctx, instance_id)?;
    let form = instance.evaluation_forms.get_mut(id);
    let form = form.ok_or_else(|| errors::not_found(super::KIND, id))?;
    form.modified = now;
    Ok(form)
}
