//! Associations with other services and applications.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors,
    state::{self, Instance},
    use_case,
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    world::{Tags, Thing},
};

/// What an association has besides what all things have; its name is made of type and ARN, which
/// together are unique.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Integration {
    integration_type: String,
    integration_arn: String,
    source: Source,
}

/// The application behind the association, as on the wire.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Source {
    source_application_url: Option<String>,
    source_application_name: Option<String>,
    source_type: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    integration_type: String,
    integration_arn: String,
    #[serde(flatten)]
    source: Source,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    integration_association_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    instance_id: String,
    integration_type: Option<String>,
    integration_arn: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

const KIND: &str = "Integration association";

/// What the ARN names is not looked for. An external application needs its address, its name and
/// its type, as the API reference demands of `EVENT`.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    if !input.integration_arn.starts_with("arn:") {
        return Err(errors::invalid_request("IntegrationArn is not an ARN."));
    }
    if input.integration_type == "EVENT" && !input.source.is_whole() {
        return Err(errors::invalid_request(
            "An association of type EVENT needs the URL, name and type of its application.",
        ));
    }
    let name = format!("{} {}", input.integration_type, input.integration_arn);
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.integrations.named(&name).is_some() {
        return Err(errors::duplicate(KIND, &name));
    }
    let body = Integration {
        integration_type: input.integration_type,
        integration_arn: input.integration_arn,
        source: input.source,
    };
    let path = "integration-association";
    let made = state::new_thing(
        ctx,
        &input.instance_id,
        path,
        name.clone(),
        input.tags,
        body,
    )?;
    let answer = json!({
        "IntegrationAssociationId": made.id,
        "IntegrationAssociationArn": made.arn,
    });
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance
        .integrations
        .add(made)
        .map_err(|_| errors::duplicate(KIND, &name))?;
    Ok(answer)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (of_type, arn) = (&input.integration_type, &input.integration_arn);
    let asked = |made: &Thing<Integration>| {
        ctx.visible(made.created)
            && of_type
                .as_ref()
                .is_none_or(|of_type| *of_type == made.body.integration_type)
            && arn
                .as_ref()
                .is_none_or(|arn| *arn == made.body.integration_arn)
    };
    let rows = ctx.rows(&input.page, &instance.integrations);
    let rows = rows.filter(|(_, made)| asked(made)).map(|(key, made)| {
        let mut shown = json!(made.body.source);
        shown["IntegrationAssociationId"] = json!(made.id);
        shown["IntegrationAssociationArn"] = json!(made.arn);
        shown["InstanceId"] = json!(instance.id);
        shown["IntegrationType"] = json!(made.body.integration_type);
        shown["IntegrationArn"] = json!(made.body.integration_arn);
        shown["LastModifiedTime"] = json!(made.modified);
        shown["LastModifiedRegion"] = json!(ctx.region);
        (key, shown)
    });
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({
        "IntegrationAssociationSummaryList": page.items,
        "NextToken": page.next_token,
    }))
}

/// Its use cases go with it.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.integration_association_id)?
        .id
        .clone();
    use_case::forget(instance, &id);
    instance.integrations.remove(&id);
    Ok(())
}

/// The association with this id or ARN.
pub(super) fn find<'i>(
    instance: &'i Instance,
    id: &str,
) -> Result<&'i Thing<Integration>, AwsError> {
    let made = instance.integrations.get(id);
    made.ok_or_else(|| errors::not_found(KIND, id))
}

// === impl Source ===

impl Source {
    fn is_whole(&self) -> bool {
        self.source_application_url.is_some()
            && self.source_application_name.is_some()
            && self.source_type.is_some()
    }
}
