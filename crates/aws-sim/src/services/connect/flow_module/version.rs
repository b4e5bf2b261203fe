//! Versions of a module: numbered, and never changed.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{FlowModule, find, touch};
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

/// One version: content and contract as they were.
#[derive(Debug, Clone, Serialize)]
pub(in crate::services::connect) struct Version {
    description: Option<String>,
    content: String,
    pub(super) settings: Option<String>,
    created: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Create {
    instance_id: String,
    contact_flow_module_id: String,
    description: Option<String>,
    flow_module_content_sha256: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    contact_flow_module_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Delete {
    instance_id: String,
    contact_flow_module_id: String,
    contact_flow_module_version: u64,
}

const KIND: &str = "Contact flow module version";

/// Takes what is published, under the next number.
pub(in crate::services::connect) fn create(
    ctx: &mut Ctx<'_>,
    input: Create,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, _) = qualified(&input.contact_flow_module_id);
    let module = find(instance, id)?;
    let Some(content) = module.body.content.live() else {
        return Err(errors::invalid_request("The module was never published."));
    };
    let is_latest = |sha256: String| sha256 == flow_content::sha256(content);
    if !input.flow_module_content_sha256.is_none_or(is_latest) {
        return Err(errors::invalid_request(
            "FlowModuleContentSha256 is not that of the published module.",
        ));
    }
    let version = Version {
        description: input.description,
        content: content.to_owned(),
        settings: module.body.contract.live.clone(),
        created: ctx.now,
    };
    let number = module.body.last_version + 1;
    let answer = json!({ "ContactFlowModuleArn": module.arn, "Version": number });
    let module = &mut touch(ctx, &input.instance_id, id)?.body;
    module.last_version = number;
    module.versions.insert(number, version);
    Ok(answer)
}

/// The newest last, which is a choice.
pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let module = find(instance, qualified(&input.contact_flow_module_id).0)?;
    let versions = module.body.versions.iter();
    let shown = versions.filter(|(_, version)| ctx.visible(version.created));
    let rows = shown.map(|(number, version)| {
        let summary = json!({
            "Arn": format!("{}:{number}", module.arn),
            "VersionDescription": version.description,
            "Version": number,
        });
        (format!("{number:012}"), summary)
    });
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({
        "ContactFlowModuleVersionSummaryList": page.items,
        "NextToken": page.next_token,
    }))
}

/// That a version stays while an alias points to it is a choice.
pub(in crate::services::connect) fn delete(
    ctx: &mut Ctx<'_>,
    input: Delete,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, _) = qualified(&input.contact_flow_module_id);
    let number = input.contact_flow_module_version;
    let module = &find(instance, id)?.body;
    check_exists(module, number)?;
    if module.aliases.point_to(number) {
        return Err(errors::invalid_request("An alias points to the version."));
    }
    let module = &mut touch(ctx, &input.instance_id, id)?.body;
    module.versions.remove(&number);
    Ok(())
}

/// The module as it was in the version that `qualifier` means: a number or an alias.
pub(super) fn shown(
    ctx: &Ctx<'_>,
    module: &Thing<FlowModule>,
    qualifier: &str,
) -> Result<Value, AwsError> {
    let known = module.body.version(qualifier);
    let (number, version) = known
        .filter(|(_, version)| ctx.visible(version.created))
        .ok_or_else(|| errors::not_found(KIND, qualifier))?;
    let settings = version.settings.as_deref();
    let mut shown = super::shown(module, &version.content, settings, "PUBLISHED");
    shown["Arn"] = json!(format!("{}:{number}", module.arn));
    shown["Version"] = json!(number);
    shown["VersionDescription"] = json!(version.description);
    Ok(shown)
}

/// Refuses the number of a version that is not there.
pub(super) fn check_exists(module: &FlowModule, number: u64) -> Result<(), AwsError> {
    if module.versions.contains_key(&number) {
        return Ok(());
    }
    Err(errors::not_found(KIND, &number.to_string()))
}
