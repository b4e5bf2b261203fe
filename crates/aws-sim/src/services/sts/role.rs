//! Credentials of a role, perhaps in another account.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    session::{self, Wanted},
    trust,
};
use crate::{context::Ctx, error::AwsError, services::iam::Context, world::Tags};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Assume {
    role_arn: String,
    role_session_name: String,
    external_id: Option<String>,
    source_identity: Option<String>,
    #[serde(default)]
    tags: Vec<Tag>,
    #[serde(default)]
    transitive_tag_keys: Vec<String>,
    #[serde(flatten)]
    wanted: Wanted,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Tag {
    key: String,
    value: String,
}

/// Sessions of roles that other sessions assume last an hour at most.
const CHAINED_SECONDS: u64 = 3_600;

pub(super) fn assume(ctx: &mut Ctx<'_>, input: Assume) -> Result<Value, AwsError> {
    let mut session = session::of_role(
        ctx,
        &input.role_arn,
        &input.role_session_name,
        &input.wanted,
    )?;
    let mut actions = vec!["sts:AssumeRole"];
    actions.extend((!input.tags.is_empty()).then_some("sts:TagSession"));
    actions.extend(
        input
            .source_identity
            .is_some()
            .then_some("sts:SetSourceIdentity"),
    );
    let inherited = inherited(ctx);
    let principal = ctx.caller.as_principal();
    trust::check(ctx, &input.role_arn, principal, &actions, &input.facts(ctx))?;
    if ctx.caller.role.is_some() && input.wanted.seconds() > CHAINED_SECONDS {
        return Err(AwsError::new(
            "ValidationError",
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by \
             role chaining",
        ));
    }
    // What a session inherits cannot be replaced: the key is taken.
    session.transitive = inherited.keys().cloned().collect();
    session.transitive.extend(input.transitive_tag_keys);
    session.tags = input
        .tags
        .into_iter()
        .map(|tag| (tag.key, tag.value))
        .collect();
    session.tags.extend(inherited);
    let before = ctx.world.sts.session(&ctx.caller.key);
    session.source_identity = before
        .and_then(|session| session.source_identity.clone())
        .or(input.source_identity);
    let user = json!({ "AssumedRoleId": session.user_id, "Arn": session.arn });
    let source = session.source_identity.clone();
    Ok(json!({
        "Credentials": session::issue(ctx, session),
        "AssumedRoleUser": user,
        "SourceIdentity": source,
    }))
}

/// The tags that the calling session hands on.
fn inherited(ctx: &Ctx<'_>) -> Tags {
    let session = ctx.world.sts.session(&ctx.caller.key);
    let tags = session.into_iter().flat_map(|session| {
        let keys = session.transitive.iter();
        keys.filter_map(|key| session.tags.get_key_value(key))
    });
    tags.map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

// === impl Assume ===

impl Assume {
    /// What trust policies look at.
    fn facts(&self, ctx: &Ctx<'_>) -> Context {
        let mut context = Context::default()
            .with("aws:PrincipalArn", ctx.caller.principal())
            .with("aws:PrincipalAccount", ctx.caller.account.as_str())
            .with("aws:RequestedRegion", ctx.region.as_str())
            .with("aws:SecureTransport", "true")
            .with("aws:SourceIp", "127.0.0.1")
            .with("sts:RoleSessionName", &self.role_session_name);
        for (key, value) in [
            ("sts:ExternalId", &self.external_id),
            ("sts:SourceIdentity", &self.source_identity),
        ] {
            if let Some(value) = value {
                context = context.with(key, value);
            }
        }
        for tag in &self.tags {
            context = context.with(&format!("aws:RequestTag/{}", tag.key), &tag.value);
        }
        let session = ctx.world.sts.session(&ctx.caller.key);
        for (key, value) in session.into_iter().flat_map(|session| &session.tags) {
            context = context.with(&format!("aws:PrincipalTag/{key}"), value);
        }
        let keys = self.tags.iter().map(|tag| tag.key.clone()).collect();
        context.put("aws:TagKeys", keys);
        context.put("sts:TransitiveTagKeys", self.transitive_tag_keys.clone());
        context
    }
}
