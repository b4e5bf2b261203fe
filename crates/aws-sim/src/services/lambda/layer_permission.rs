//! Who else may fetch a version of a layer.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{layer, permission::principal};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Add {
    layer_name: String,
    version_number: u64,
    statement_id: String,
    action: String,
    principal: String,
    organization_id: Option<String>,
    revision_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Of {
    layer_name: String,
    version_number: u64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    layer_name: String,
    version_number: u64,
    statement_id: String,
    revision_id: Option<String>,
}

pub(super) fn add(ctx: &mut Ctx<'_>, input: Add) -> Result<Value, AwsError> {
    let revision = ctx.ids.uuid();
    let (version, arn) = layer::version(ctx, &input.layer_name, input.version_number)?;
    let mut statement = json!({
        "Sid": input.statement_id,
        "Effect": "Allow",
        "Principal": principal(&input.principal),
        "Action": input.action,
        "Resource": arn,
    });
    if let Some(organisation) = input.organization_id {
        statement["Condition"] = json!({ "StringEquals": { "aws:PrincipalOrgID": organisation } });
    }
    let known = input.revision_id.as_deref();
    let policy = &mut version.policy;
    let text = policy.add(input.statement_id, statement, known, revision)?;
    Ok(json!({ "Statement": text, "RevisionId": policy.revision() }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let (version, _) = layer::version(ctx, &input.layer_name, input.version_number)?;
    version.policy.shown()
}

pub(super) fn remove(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let revision = ctx.ids.uuid();
    let (version, _) = layer::version(ctx, &input.layer_name, input.version_number)?;
    let known = input.revision_id.as_deref();
    version.policy.remove(&input.statement_id, known, revision)
}
