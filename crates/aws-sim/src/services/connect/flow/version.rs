//! Versions of a flow: numbered, and never changed.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Flow, find, touch};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{
        errors,
        flow_content::{self, qualified},
        state,
    },
    time::Time,
    world::Thing,
};

/// One version.
#[derive(Debug, Clone, Serialize)]
pub(in crate::services::connect) struct Version {
    description: Option<String>,
    content: String,
    created: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Create {
    instance_id: String,
    contact_flow_id: String,
    description: Option<String>,
    flow_content_sha256: Option<String>,
    contact_flow_version: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    contact_flow_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Delete {
    instance_id: String,
    contact_flow_id: String,
    contact_flow_version: u64,
}

/// Takes what is published. Numbers count up; that a number that is asked for has to be higher than
/// all before is a choice.
pub(in crate::services::connect) fn create(
    ctx: &mut Ctx<'_>,
    input: Create,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, _) = qualified(&input.contact_flow_id);
    let flow = find(instance, id)?;
    let Some(content) = flow.body.content.live() else {
        return Err(errors::invalid_request("The flow was never published."));
    };
    let is_latest = |sha256: String| sha256 == flow_content::sha256(content);
    if !input.flow_content_sha256.is_none_or(is_latest) {
        return Err(errors::invalid_request(
            "FlowContentSha256 is not that of the published flow.",
        ));
    }
    let number = input
        .contact_flow_version
        .unwrap_or(flow.body.last_version + 1);
    if number <= flow.body.last_version {
        return Err(errors::invalid_request(&format!(
            "There has been a version {number} already."
        )));
    }
    let version = Version {
        description: input.description,
        content: content.to_owned(),
        created: ctx.now,
    };
    let answer = json!({ "ContactFlowArn": flow.arn, "Version": number });
    let flow = touch(ctx, &input.instance_id, id)?;
    flow.body.last_version = number;
    flow.body.versions.insert(number, version);
    Ok(answer)
}

/// The newest last, which is a choice.
pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let flow = find(instance, qualified(&input.contact_flow_id).0)?;
    let shown = flow
        .body
        .versions
        .iter()
        .filter(|(_, version)| ctx.visible(version.created));
    let rows = shown.map(|(number, version)| {
        let summary = json!({
            "Arn": format!("{}:{number}", flow.arn),
            "VersionDescription": version.description,
            "Version": number,
            "LastModifiedTime": version.created,
            "LastModifiedRegion": ctx.region,
        });
        (format!("{number:012}"), summary)
    });
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({ "ContactFlowVersionSummaryList": page.items, "NextToken": page.next_token }))
}

/// That a version stays while an alias points to it is a choice.
pub(in crate::services::connect) fn delete(
    ctx: &mut Ctx<'_>,
    input: Delete,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, _) = qualified(&input.contact_flow_id);
    let number = input.contact_flow_version;
    let flow = find(instance, id)?;
    check_exists(&flow.body, number)?;
    if flow.body.aliases.point_to(number) {
        return Err(errors::invalid_request("An alias points to the version."));
    }
    touch(ctx, &input.instance_id, id)?
        .body
        .versions
        .remove(&number);
    Ok(())
}

/// The flow as it was in the version that `qualifier` means: a number or an alias.
pub(super) fn shown(ctx: &Ctx<'_>, flow: &Thing<Flow>, qualifier: &str) -> Result<Value, AwsError> {
    let number = qualifier.parse().ok();
    let number = number.or_else(|| flow.body.aliases.version(qualifier));
    let known = number.and_then(|number: u64| {
        let version = flow.body.versions.get(&number)?;
        Some((number, version)).filter(|(_, version)| ctx.visible(version.created))
    });
    let (number, version) = known.ok_or_else(|| errors::not_found(KIND, qualifier))?;
    let mut shown = super::shown(ctx, flow, &version.content, "PUBLISHED");
    shown["Arn"] = json!(format!("{}:{number}", flow.arn));
    shown["Version"] = json!(number);
    shown["VersionDescription"] = json!(version.description);
    Ok(shown)
}

/// Refuses the number of a version that is not there.
pub(super) fn check_exists(flow: &Flow, number: u64) -> Result<(), AwsError> {
    if flow.versions.contains_key(&number) {
        return Ok(());
    }
    Err(errors::not_found(KIND, &number.to_string()))
}

const KIND: &str = "Contact flow version";
