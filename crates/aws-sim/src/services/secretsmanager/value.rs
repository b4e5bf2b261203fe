//! Values of secrets: each a version, of which labels tell the current one.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{CURRENT, Hidden, PREVIOUS, Secret, Version, any, errors, live, readable};
use crate::{context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    secret_id: String,
    version_id: Option<String>,
    version_stage: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    secret_id: String,
    client_request_token: Option<String>,
    secret_string: Option<String>,
    secret_binary: Option<String>,
    version_stages: Option<BTreeSet<String>>,
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let now = ctx.now;
    let secret = readable(ctx, &input.secret_id)?;
    if secret.deletion.is_some() {
        return Err(errors::marked_for_deletion());
    }
    let stage = input.version_stage.as_deref();
    let wanted = stage.or_else(|| input.version_id.is_none().then_some(CURRENT));
    let found = secret.versions.iter().find(|(id, version)| {
        input.version_id.as_ref().is_none_or(|wanted| wanted == *id)
            && wanted.is_none_or(|stage| version.stages.contains(stage))
    });
    let (id, version) = found.ok_or_else(|| match &input.version_id {
        Some(id) => errors::no_value(&format!("VersionId: {id}")),
        None => errors::no_value(&format!("staging label: {}", wanted.unwrap_or(CURRENT))),
    })?;
    let answer = json!({
        "ARN": secret.arn,
        "Name": secret.name,
        "VersionId": id,
        "SecretString": version.value.text,
        "SecretBinary": version.value.binary,
        "VersionStages": version.stages,
        "CreatedDate": version.created,
    });
    secret.accessed = Some(now);
    Ok(answer)
}

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    let value = Hidden::given(input.secret_string, input.secret_binary)?
        .ok_or_else(|| errors::invalid("You must provide either SecretString or SecretBinary."))?;
    live(ctx, &input.secret_id)?;
    let id = input.client_request_token.unwrap_or_else(|| ctx.ids.uuid());
    let stages = input
        .version_stages
        .unwrap_or_else(|| BTreeSet::from([CURRENT.to_owned()]));
    let now = ctx.now;
    let secret = any(ctx, &input.secret_id)?;
    secret.put(&id, value, stages, now)?;
    let stages = &secret.versions[&id].stages;
    Ok(json!({
        "ARN": secret.arn,
        "Name": secret.name,
        "VersionId": id,
        "VersionStages": stages,
    }))
}

// === impl Secret ===

impl Secret {
    /// Adds a version, or accepts that it is there already with the same value.
    pub(super) fn put(
        &mut self,
        id: &str,
        value: Hidden,
        stages: BTreeSet<String>,
        now: Time,
    ) -> Result<(), AwsError> {
        if let Some(version) = self.versions.get(id) {
            return if version.value == value {
                Ok(())
            } else {
                Err(errors::version_exists(id))
            };
        }
        if stages.contains(CURRENT) {
            self.retire_current();
        }
        for version in self.versions.values_mut() {
            version.stages.retain(|stage| !stages.contains(stage));
        }
        // A version without a label is deprecated, and AWS may delete it.
        self.versions
            .retain(|_, version| !version.stages.is_empty());
        self.versions.insert(
            id.to_owned(),
            Version {
                value,
                stages,
                created: now,
            },
        );
        self.changed = now;
        Ok(())
    }

    /// The current version becomes the previous one.
    fn retire_current(&mut self) {
        if !self
            .versions
            .values()
            .any(|version| version.stages.contains(CURRENT))
        {
            return;
        }
        for version in self.versions.values_mut() {
            version.stages.remove(PREVIOUS);
            if version.stages.remove(CURRENT) {
                version.stages.insert(PREVIOUS.to_owned());
            }
        }
    }
}
