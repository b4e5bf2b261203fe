//! `OpenID` Connect providers, whose tokens pipelines sign in with.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    State, errors,
    tag::{self, Tag},
};
use crate::{context::Ctx, error::AwsError, time::Time, world::Tags};

#[derive(Debug, Serialize)]
pub(super) struct OidcProvider {
    /// Without `https://`.
    url: String,
    clients: Vec<String>,
    thumbprints: Vec<String>,
    created: Time,
    pub(super) tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    url: String,
    #[serde(default, rename = "ClientIDList")]
    clients: Vec<String>,
    #[serde(default)]
    thumbprint_list: Vec<String>,
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ByArn {
    #[serde(rename = "OpenIDConnectProviderArn")]
    arn: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Client {
    #[serde(rename = "OpenIDConnectProviderArn")]
    arn: String,
    #[serde(rename = "ClientID")]
    id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Thumbprints {
    #[serde(rename = "OpenIDConnectProviderArn")]
    arn: String,
    thumbprint_list: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct List {}

const HEX: &str = "0123456789abcdef";
/// Digits of a SHA-1 thumbprint.
const THUMBPRINT: usize = 40;

pub(super) fn create(ctx: &mut Ctx<'_>, mut input: Create) -> Result<Value, AwsError> {
    let most = ctx.quota("iam-oidc-providers");
    let Some(url) = input.url.strip_prefix("https://").map(str::to_owned) else {
        return Err(errors::validation("Invalid Open ID Connect Provider URL"));
    };
    let arn = format!("arn:aws:iam::{}:oidc-provider/{url}", ctx.account);
    let state = ctx.world.iam.at(ctx.account);
    if state.oidc_providers.contains_key(&arn) {
        return Err(AwsError::new(
            "EntityAlreadyExists",
            format!("Provider with url {} already exists.", input.url),
        ));
    }
    if state.oidc_providers.len() as u64 >= most {
        return Err(errors::limit("OpenIdConnectProvidersPerAccount", most));
    }
    if input.thumbprint_list.is_empty() {
        // AWS asks the provider for its certificate. Nobody is asked here.
        input.thumbprint_list.push(ctx.ids.letters(HEX, THUMBPRINT));
    }
    let provider = OidcProvider {
        tags: tag::checked(input.tags)?,
        url,
        clients: input.clients,
        thumbprints: input.thumbprint_list,
        created: ctx.now,
    };
    let answer = json!({ "OpenIDConnectProviderArn": arn, "Tags": tag::shown(&provider.tags) });
    state.oidc_providers.insert(arn, provider);
    Ok(answer)
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: ByArn) -> Result<Value, AwsError> {
    let provider = ctx
        .world
        .iam
        .at(ctx.account)
        .oidc_provider_mut(&input.arn)?;
    Ok(json!({
        "Url": provider.url,
        "ClientIDList": provider.clients,
        "ThumbprintList": provider.thumbprints,
        "CreateDate": provider.created,
        "Tags": tag::shown(&provider.tags),
    }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, _: List) -> Result<Value, AwsError> {
    let arns = ctx.world.iam.at(ctx.account).oidc_providers.keys();
    let list: Vec<_> = arns.map(|arn| json!({ "Arn": arn })).collect();
    Ok(json!({ "OpenIDConnectProviderList": list }))
}

/// To add a client again changes nothing.
pub(super) fn add_client(ctx: &mut Ctx<'_>, input: Client) -> Result<(), AwsError> {
    let provider = ctx
        .world
        .iam
        .at(ctx.account)
        .oidc_provider_mut(&input.arn)?;
    if !provider.clients.contains(&input.id) {
        provider.clients.push(input.id);
    }
    Ok(())
}

/// To remove a client that is not there changes nothing.
pub(super) fn remove_client(ctx: &mut Ctx<'_>, input: Client) -> Result<(), AwsError> {
    let provider = ctx
        .world
        .iam
        .at(ctx.account)
        .oidc_provider_mut(&input.arn)?;
    provider.clients.retain(|id| *id != input.id);
    Ok(())
}

pub(super) fn thumbprints(ctx: &mut Ctx<'_>, input: Thumbprints) -> Result<(), AwsError> {
    let provider = ctx
        .world
        .iam
        .at(ctx.account)
        .oidc_provider_mut(&input.arn)?;
    provider.thumbprints = input.thumbprint_list;
    Ok(())
}

/// To delete what is not there is no error (`DeleteOpenIDConnectProvider`, API reference).
pub(super) fn delete(ctx: &mut Ctx<'_>, input: ByArn) -> Result<(), AwsError> {
    ctx.world
        .iam
        .at(ctx.account)
        .oidc_providers
        .remove(&input.arn);
    Ok(())
}

// === impl State ===

impl State {
    /// The audiences that the provider at `url`, without `https://`, may have in its tokens.
    pub(crate) fn oidc_clients(&self, arn: &str) -> Option<&[String]> {
        self.oidc_providers
            .get(arn)
            .map(|provider| provider.clients.as_slice())
    }

    pub(super) fn oidc_provider_mut(&mut self, arn: &str) -> Result<&mut OidcProvider, AwsError> {
        let provider = self.oidc_providers.get_mut(arn);
        provider.ok_or_else(|| {
            errors::no_entity(format!("OpenIDConnect Provider not found for arn {arn}"))
        })
    }
}
