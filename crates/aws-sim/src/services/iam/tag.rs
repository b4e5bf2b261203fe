//! Tags of whatever IAM can tag.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{State, errors, page::Paging};
use crate::{context::Ctx, error::AwsError, world::Tags};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Tag {
    key: String,
    value: String,
}

/// What a request is about. Flatten it into an input.
#[derive(Debug, Deserialize)]
enum Tagged {
    #[serde(rename = "RoleName")]
    Role(String),
    #[serde(rename = "UserName")]
    User(String),
    #[serde(rename = "PolicyArn")]
    Policy(String),
    #[serde(rename = "InstanceProfileName")]
    InstanceProfile(String),
    #[serde(rename = "SAMLProviderArn")]
    SamlProvider(String),
    #[serde(rename = "OpenIDConnectProviderArn")]
    OidcProvider(String),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Add {
    #[serde(flatten)]
    tagged: Tagged,
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    #[serde(flatten)]
    tagged: Tagged,
    tag_keys: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct List {
    #[serde(flatten)]
    tagged: Tagged,
    #[serde(flatten)]
    page: Paging,
}

/// How many tags a thing may have.
const TAGS_MAX: usize = 50;

/// A key that is there gets another value.
pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    let tags = find(ctx.world.iam.at(ctx.account), &input.tagged)?;
    let mut all = tags.clone();
    all.extend(checked(input.tags)?);
    if all.len() > TAGS_MAX {
        return Err(errors::limit("TagsPerResource", TAGS_MAX as u64));
    }
    *tags = all;
    Ok(())
}

/// A key that is not there is passed over.
pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let tags = find(ctx.world.iam.at(ctx.account), &input.tagged)?;
    tags.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let tags = find(ctx.world.iam.at(ctx.account), &input.tagged)?.clone();
    let rows = tags.into_iter().map(|(key, value)| {
        let row = json!({ "Key": key, "Value": value });
        (key, row)
    });
    input.page.page(ctx, "Tags", rows.collect())
}

/// The tags of a new thing. A key twice is refused, whatever its case.
pub(super) fn checked(tags: Vec<Tag>) -> Result<Tags, AwsError> {
    let mut checked = Tags::new();
    for Tag { key, value } in tags {
        if super::naming::taken(checked.keys(), &key) {
            return Err(errors::invalid_input(
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            ));
        }
        checked.insert(key, value);
    }
    if checked.len() > TAGS_MAX {
        return Err(errors::limit("TagsPerResource", TAGS_MAX as u64));
    }
    Ok(checked)
}

/// Tags on the wire.
pub(super) fn shown(tags: &Tags) -> Vec<Value> {
    tags.iter()
        .map(|(key, value)| json!({ "Key": key, "Value": value }))
        .collect()
}

fn find<'s>(state: &'s mut State, tagged: &Tagged) -> Result<&'s mut Tags, AwsError> {
    Ok(match tagged {
        Tagged::Role(name) => &mut state.role_mut(name)?.tags,
        Tagged::User(name) => &mut state.user_mut(name)?.tags,
        Tagged::Policy(arn) => &mut state.policy_mut(arn)?.tags,
        Tagged::InstanceProfile(name) => &mut state.instance_profile_mut(name)?.tags,
        Tagged::SamlProvider(arn) => &mut state.saml_provider_mut(arn)?.tags,
        Tagged::OidcProvider(arn) => &mut state.oidc_provider_mut(arn)?.tags,
    })
}
