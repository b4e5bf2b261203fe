//! Secrets themselves.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{CURRENT, Hidden, Secret, any, errors, live, readable, rotation::Rotation};
use crate::{
    context::Ctx,
    error::AwsError,
    services::tag::{Tag, shown},
    time::Time,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    name: String,
    client_request_token: Option<String>,
    description: Option<String>,
    kms_key_id: Option<String>,
    secret_string: Option<String>,
    secret_binary: Option<String>,
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Describe {
    secret_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    secret_id: String,
    client_request_token: Option<String>,
    description: Option<String>,
    kms_key_id: Option<String>,
    secret_string: Option<String>,
    secret_binary: Option<String>,
}

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A repeat with the same token and value is the same secret, not a second one.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let value = Hidden::given(input.secret_string, input.secret_binary)?;
    let version = input.client_request_token.unwrap_or_else(|| ctx.ids.uuid());
    if let Ok(secret) = any(ctx, &input.name) {
        return again(secret, &version, value.as_ref());
    }
    let suffix = ctx.ids.letters(LETTERS, 6);
    let mut secret = Secret {
        arn: ctx.arn("secretsmanager", &format!("secret:{}-{suffix}", input.name)),
        name: input.name,
        description: input.description,
        kms_key_id: input.kms_key_id,
        tags: input.tags.into_iter().map(Tag::pair).collect(),
        policy: None,
        created: ctx.now,
        changed: ctx.now,
        accessed: None,
        deletion: None,
        rotation: Rotation::default(),
        versions: BTreeMap::new(),
    };
    let put = secret.put_current(&version, value, ctx.now)?;
    let answer = created(&secret, put.then_some(&version));
    let state = ctx.world.secretsmanager.at(ctx.account, ctx.region);
    state.secrets.insert(secret.name.clone(), secret);
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Describe) -> Result<Value, AwsError> {
    let secret = readable(ctx, &input.secret_id)?;
    let stages: BTreeMap<_, _> = secret
        .versions
        .iter()
        .map(|(id, version)| (id, &version.stages))
        .collect();
    let mut answer = summary(secret);
    answer["VersionIdsToStages"] = json!(stages);
    Ok(answer)
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<Value, AwsError> {
    let value = Hidden::given(input.secret_string, input.secret_binary)?;
    live(ctx, &input.secret_id)?;
    let version = input.client_request_token.unwrap_or_else(|| ctx.ids.uuid());
    let now = ctx.now;
    let secret = any(ctx, &input.secret_id)?;
    let put = secret.put_current(&version, value, now)?;
    secret.changed = now;
    secret.description = input.description.or_else(|| secret.description.take());
    secret.kms_key_id = input.kms_key_id.or_else(|| secret.kms_key_id.take());
    Ok(created(secret, put.then_some(&version)))
}

/// What describe and list have in common.
pub(super) fn summary(secret: &Secret) -> Value {
    let mut summary = json!({
        "ARN": secret.arn,
        "Name": secret.name,
        "Description": secret.description,
        "KmsKeyId": secret.kms_key_id,
        "CreatedDate": secret.created,
        "LastChangedDate": secret.changed,
        "LastAccessedDate": secret.accessed.map(midnight),
        "DeletedDate": secret.deletion.as_ref().map(|deletion| deletion.asked),
        "Tags": shown(&secret.tags),
    });
    for (member, value) in secret.rotation.shown() {
        summary[member] = value;
    }
    summary
}

/// The day on which a value was read is kept, not the time.
fn midnight(time: Time) -> Time {
    Time::from_micros(time.day() * 86_400_000_000)
}

/// The answer to a second creation of a secret.
fn again(secret: &Secret, version: &String, value: Option<&Hidden>) -> Result<Value, AwsError> {
    if secret.deletion.is_some() {
        return Err(errors::name_scheduled());
    }
    match (secret.versions.get(version), value) {
        (Some(there), Some(value)) if there.value == *value => Ok(created(secret, Some(version))),
        _ => Err(errors::exists(&secret.name)),
    }
}

fn created(secret: &Secret, version: Option<&String>) -> Value {
    json!({ "ARN": secret.arn, "Name": secret.name, "VersionId": version })
}

// === impl Secret ===

impl Secret {
    /// Makes `value`, if there is one, the current version, and says whether there was one.
    fn put_current(
        &mut self,
        version: &str,
        value: Option<Hidden>,
        now: Time,
    ) -> Result<bool, AwsError> {
        let Some(value) = value else { return Ok(false) };
        self.put(version, value, BTreeSet::from([CURRENT.to_owned()]), now)?;
        Ok(true)
    }
}
