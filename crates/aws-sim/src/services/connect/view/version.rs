//! Versions of a view: numbered, and never changed.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Content, KIND, View, find_own, kind, shown};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{errors, flow_content::qualified, state},
    time::Time,
    world::Thing,
};

/// One version.
#[derive(Debug, Clone, Serialize)]
pub(in crate::services::connect) struct Version {
    description: Option<String>,
    content: Content,
    created: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Create {
    instance_id: String,
    view_id: String,
    version_description: Option<String>,
    view_content_sha256: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    view_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Delete {
    instance_id: String,
    view_id: String,
    view_version: u64,
}

/// Takes what is published, under the next number. If the highest version has that content already,
/// it is answered and nothing is made.
pub(in crate::services::connect) fn create(
    ctx: &mut Ctx<'_>,
    input: Create,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, _) = qualified(&input.view_id);
    let view = find_own(instance, id)?;
    let Some(content) = view.body.published.clone() else {
        return Err(errors::invalid_request("The view was never published."));
    };
    let is_latest = |sha256: String| sha256 == content.sha256();
    if !input.view_content_sha256.is_none_or(is_latest) {
        return Err(errors::invalid_request(
            "ViewContentSha256 is not that of the published view.",
        ));
    }
    let last = view.body.versions.last_key_value();
    if let Some((number, _)) = last.filter(|(_, version)| version.content == content) {
        return Ok(json!({ "View": one(view, *number) }));
    }
    let number = view.body.last_version + 1;
    let version = Version {
        description: input.version_description,
        content,
        created: ctx.now,
    };
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let view = instance.views.get_mut(id);
    let view = view.ok_or_else(|| errors::not_found(KIND, id))?;
    view.body.last_version = number;
    view.body.versions.insert(number, version);
    Ok(json!({ "View": one(view, number) }))
}

/// The newest first.
pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let view = super::find(instance, qualified(&input.view_id).0)?;
    let versions = view.body.versions.iter().rev();
    let seen = versions.filter(|(_, version)| ctx.visible(version.created));
    let rows = seen.map(|(number, version)| {
        let summary = json!({
            "Id": view.id,
            "Arn": arn(view, *number),
            "Description": view.body.description,
            "Name": view.name,
            "Type": kind(view),
            "Version": number,
            "VersionDescription": version.description,
        });
        let key = u64::MAX - number;
        (format!("{key:020}"), summary)
    });
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({ "ViewVersionSummaryList": page.items, "NextToken": page.next_token }))
}

pub(in crate::services::connect) fn delete(
    ctx: &mut Ctx<'_>,
    input: Delete,
) -> Result<Value, AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let (id, _) = qualified(&input.view_id);
    let number = input.view_version;
    if !find_own(instance, id)?.body.versions.contains_key(&number) {
        return Err(errors::not_found("View version", &number.to_string()));
    }
    if let Some(view) = instance.views.get_mut(id) {
        view.body.versions.remove(&number);
    }
    Ok(json!({}))
}

/// The view as it was in the version with this number.
pub(super) fn at(ctx: &Ctx<'_>, view: &Thing<View>, number: &str) -> Result<Value, AwsError> {
    let known = number.parse().ok().filter(|number| {
        let version = view.body.versions.get(number);
        version.is_some_and(|version| ctx.visible(version.created))
    });
    let number = known.ok_or_else(|| errors::not_found("View version", number))?;
    Ok(one(view, number))
}

fn one(view: &Thing<View>, number: u64) -> Value {
    let version = &view.body.versions[&number];
    let mut shown = shown(view, &version.content, "PUBLISHED");
    shown["Arn"] = json!(arn(view, number));
    shown["Version"] = json!(number);
    shown["VersionDescription"] = json!(version.description);
    shown
}

/// The ARNs of AWS's own views name their version already.
fn arn(view: &Thing<View>, number: u64) -> String {
    if view.built_in {
        view.arn.clone()
    } else {
        format!("{}:{number}", view.arn)
    }
}

// === impl Version ===

impl Version {
    /// The only version of a view that AWS made.
    pub(super) fn first(content: Content, created: Time) -> Self {
        Self {
            description: None,
            content,
            created,
        }
    }
}
