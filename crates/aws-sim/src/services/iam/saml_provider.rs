//! SAML identity providers, through which people sign in to Connect.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    State, errors,
    tag::{self, Tag},
};
use crate::{context::Ctx, error::AwsError, time::Time, world::Tags};

#[derive(Debug, Serialize)]
pub(super) struct SamlProvider {
    arn: String,
    uuid: String,
    metadata: String,
    created: Time,
    valid_until: Time,
    encryption: Option<String>,
    pub(super) tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    name: String,
    #[serde(rename = "SAMLMetadataDocument")]
    metadata: String,
    assertion_encryption_mode: Option<String>,
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ByArn {
    #[serde(rename = "SAMLProviderArn")]
    arn: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    #[serde(rename = "SAMLProviderArn")]
    arn: String,
    #[serde(rename = "SAMLMetadataDocument")]
    metadata: Option<String>,
    assertion_encryption_mode: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct List {}

/// How long a provider is good whose metadata does not say it: a hundred years.
const LIFE: Duration = Duration::from_hours(100 * 365 * 24);

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let most = ctx.quota("iam-saml-providers");
    let arn = format!("arn:aws:iam::{}:saml-provider/{}", ctx.account, input.name);
    let state = ctx.world.iam.at(ctx.account);
    if state.saml_providers.contains_key(&arn) {
        return Err(errors::exists("SAMLProvider", &input.name));
    }
    check(&input.metadata)?;
    if state.saml_providers.len() as u64 >= most {
        return Err(errors::limit("SAMLProvidersPerAccount", most));
    }
    let provider = SamlProvider {
        tags: tag::checked(input.tags)?,
        uuid: ctx.ids.letters(super::naming::UPPER, 26),
        arn: arn.clone(),
        metadata: input.metadata,
        created: ctx.now,
        valid_until: ctx.now + LIFE,
        encryption: input.assertion_encryption_mode,
    };
    let answer = json!({ "SAMLProviderArn": arn, "Tags": tag::shown(&provider.tags) });
    state.saml_providers.insert(arn, provider);
    Ok(answer)
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: ByArn) -> Result<Value, AwsError> {
    let provider = ctx
        .world
        .iam
        .at(ctx.account)
        .saml_provider_mut(&input.arn)?;
    Ok(json!({
        "SAMLProviderUUID": provider.uuid,
        "SAMLMetadataDocument": provider.metadata,
        "CreateDate": provider.created,
        "ValidUntil": provider.valid_until,
        "AssertionEncryptionMode": provider.encryption,
        "Tags": tag::shown(&provider.tags),
    }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, _: List) -> Result<Value, AwsError> {
    let providers = ctx.world.iam.at(ctx.account).saml_providers.values();
    let list: Vec<_> = providers
        .map(|provider| {
            json!({
                "Arn": provider.arn,
                "ValidUntil": provider.valid_until,
                "CreateDate": provider.created,
            })
        })
        .collect();
    Ok(json!({ "SAMLProviderList": list }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<Value, AwsError> {
    let provider = ctx
        .world
        .iam
        .at(ctx.account)
        .saml_provider_mut(&input.arn)?;
    if let Some(metadata) = input.metadata {
        check(&metadata)?;
        provider.metadata = metadata;
    }
    provider.encryption = input
        .assertion_encryption_mode
        .or_else(|| provider.encryption.take());
    Ok(json!({ "SAMLProviderArn": input.arn }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: ByArn) -> Result<(), AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    state.saml_provider_mut(&input.arn)?;
    state.saml_providers.remove(&input.arn);
    Ok(())
}

/// Metadata is looked at no further than that it describes an identity provider.
fn check(metadata: &str) -> Result<(), AwsError> {
    if metadata.contains("EntityDescriptor") && metadata.trim_start().starts_with('<') {
        Ok(())
    } else {
        Err(errors::invalid_input("Could not parse metadata"))
    }
}

// === impl State ===

impl State {
    /// Whether there is such a provider.
    pub(crate) fn has_saml_provider(&self, arn: &str) -> bool {
        self.saml_providers.contains_key(arn)
    }

    pub(super) fn saml_provider_mut(&mut self, arn: &str) -> Result<&mut SamlProvider, AwsError> {
        let provider = self.saml_providers.get_mut(arn);
        provider.ok_or_else(|| errors::no_entity(format!("Manifest not found for arn {arn}")))
    }
}
