//! Use cases of an integration association.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors, integration, reading,
    state::{self, Instance},
};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, world::Tags};

/// What a use case has besides what all things have; its name is made of association and type,
/// which together are unique.
#[derive(Debug, Clone, Serialize)]
pub(super) struct UseCase {
    /// The id of the association that it belongs to, and goes with.
    pub(super) association: String,
    kind: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    integration_association_id: String,
    use_case_type: String,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    instance_id: String,
    integration_association_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Delete {
    instance_id: String,
    integration_association_id: String,
    use_case_id: String,
}

const KIND: &str = "Use case";

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let association = integration::find(instance, &input.integration_association_id)?;
    let name = format!("{} {}", association.id, input.use_case_type);
    if instance.use_cases.named(&name).is_some() {
        return Err(errors::duplicate(KIND, &input.use_case_type));
    }
    let body = UseCase {
        association: association.id.clone(),
        kind: input.use_case_type,
    };
    let (id, path) = (&input.instance_id, "use-case");
    let made = state::new_thing(ctx, id, path, name.clone(), input.tags, body)?;
    let answer = json!({ "UseCaseId": made.id, "UseCaseArn": made.arn });
    let instance = state::open_mut(ctx, id)?;
    let added = instance.use_cases.add(made);
    added.map_err(|_| errors::duplicate(KIND, &name))?;
    Ok(answer)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let association = &integration::find(instance, &input.integration_association_id)?.id;
    let rows = ctx.rows(&input.page, &instance.use_cases);
    let rows = rows.filter(|(_, of)| of.body.association == *association);
    reading::list(ctx, &input.page, rows, "UseCaseSummaryList", |of| {
        json!({
            "UseCaseId": of.id,
            "UseCaseArn": of.arn,
            "UseCaseType": of.body.kind,
        })
    })
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<(), AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let association = &integration::find(instance, &input.integration_association_id)?.id;
    let found = instance.use_cases.get(&input.use_case_id);
    if found.is_none_or(|of| of.body.association != *association) {
        return Err(errors::not_found(KIND, &input.use_case_id));
    }
    instance.use_cases.remove(&input.use_case_id);
    Ok(())
}

/// Takes away what belonged to the association with this id.
pub(super) fn forget(instance: &mut Instance, association: &str) {
    let all = instance.use_cases.iter();
    let gone = all.filter(|of| of.body.association == association);
    for id in gone.map(|of| of.id.clone()).collect::<Vec<_>>() {
        instance.use_cases.remove(&id);
    }
}
