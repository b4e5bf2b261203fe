//! Roles for those whom an identity provider vouches for.
//!
//! Tokens and assertions are read and believed: their signatures are not checked, as no other
//! signature is. The provider has to exist in the account of the role, unless the role does not
//! exist either and anybody can assume it.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    session::{self, Session, Wanted},
    trust,
};
use crate::{
    context::Ctx,
    error::AwsError,
    place::Account,
    services::iam::{Context, Principal},
    time::Time,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct WithWebIdentity {
    role_arn: String,
    role_session_name: String,
    web_identity_token: String,
    #[serde(flatten)]
    wanted: Wanted,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct WithSaml {
    role_arn: String,
    principal_arn: String,
    #[serde(rename = "SAMLAssertion")]
    assertion: String,
    #[serde(flatten)]
    wanted: Wanted,
}

/// The claims of a token that count.
#[derive(Debug, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Value,
    exp: Option<u64>,
    azp: Option<String>,
}

pub(super) fn with_web_identity(
    ctx: &mut Ctx<'_>,
    input: WithWebIdentity,
) -> Result<Value, AwsError> {
    let claims = Claims::read(&input.web_identity_token)
        .ok_or_else(|| invalid("The token cannot be read as a JSON Web Token."))?;
    if claims
        .exp
        .is_some_and(|end| Time::from_micros(end * 1_000_000) <= ctx.now)
    {
        let message = "Token expired: current date/time must be before the expiration date/time";
        return Err(AwsError::new("ExpiredTokenException", message));
    }
    let (account, _) = session::parse(&input.role_arn)?;
    let url = claims
        .iss
        .trim_start_matches("https://")
        .trim_end_matches('/');
    let provider = format!("arn:aws:iam::{account}:oidc-provider/{url}");
    let audience = audience(ctx, &claims, &account, &provider, &input.role_arn)?;
    let context = Context::default()
        .with(
            &format!("{url}:aud"),
            claims.azp.as_ref().unwrap_or(&audience),
        )
        .with(&format!("{url}:sub"), &claims.sub)
        .with("aws:FederatedProvider", &provider)
        .with("aws:RequestedRegion", ctx.region.as_str())
        .with("sts:RoleSessionName", &input.role_session_name);
    let principal = Principal::Federated(&provider);
    let actions = ["sts:AssumeRoleWithWebIdentity"];
    trust::check(ctx, &input.role_arn, principal, &actions, &context)?;
    let session = session::of_role(
        ctx,
        &input.role_arn,
        &input.role_session_name,
        &input.wanted,
    )?;
    let mut answer = answer(ctx, session);
    answer["SubjectFromWebIdentityToken"] = json!(claims.sub);
    answer["Provider"] = json!(provider);
    answer["Audience"] = json!(audience);
    Ok(answer)
}

pub(super) fn with_saml(ctx: &mut Ctx<'_>, input: WithSaml) -> Result<Value, AwsError> {
    let assertion = STANDARD.decode(input.assertion.trim()).ok();
    let assertion = assertion.and_then(|bytes| String::from_utf8(bytes).ok());
    let assertion = assertion.ok_or_else(|| invalid("Invalid base64 SAMLResponse"))?;
    let (account, _) = session::parse(&input.role_arn)?;
    let state = ctx.world.iam.get(&account);
    let known = state.is_some_and(|state| state.has_saml_provider(&input.principal_arn));
    if !known && !trust::is_open(ctx, &input.role_arn)? {
        return Err(invalid(&format!(
            "No provider {} was found.",
            input.principal_arn
        )));
    }
    let roles = format!("{},{}", input.role_arn, input.principal_arn);
    let turned = format!("{},{}", input.principal_arn, input.role_arn);
    if !assertion.contains(&roles) && !assertion.contains(&turned) {
        return Err(invalid(
            "The assertion does not name the role and the provider.",
        ));
    }
    let issuer = element(&assertion, "Issuer").unwrap_or_default();
    let subject = element(&assertion, "NameID").unwrap_or_default();
    let name = attribute(&assertion, "RoleSessionName")
        .ok_or_else(|| invalid("RoleSessionName is required in AuthnResponse"))?;
    let audience = "https://signin.aws.amazon.com/saml";
    let context = Context::default()
        .with("SAML:aud", audience)
        .with("SAML:iss", &issuer)
        .with("SAML:sub", &subject)
        .with("aws:FederatedProvider", &input.principal_arn);
    let principal = Principal::Federated(&input.principal_arn);
    trust::check(
        ctx,
        &input.role_arn,
        principal,
        &["sts:AssumeRoleWithSAML"],
        &context,
    )?;
    let session = session::of_role(ctx, &input.role_arn, &name, &input.wanted)?;
    let mut answer = answer(ctx, session);
    answer["Subject"] = json!(subject);
    answer["SubjectType"] = json!("persistent");
    answer["Issuer"] = json!(issuer);
    answer["Audience"] = json!(audience);
    Ok(answer)
}

/// The audience of the token, if the provider may have it.
fn audience(
    ctx: &Ctx<'_>,
    claims: &Claims,
    account: &Account,
    provider: &str,
    role: &str,
) -> Result<String, AwsError> {
    let mut audience = claims.audience().into_iter();
    if trust::is_open(ctx, role)? {
        return audience
            .next()
            .ok_or_else(|| invalid("The token has no audience."));
    }
    let state = ctx.world.iam.get(account);
    let clients = state.and_then(|state| state.oidc_clients(provider));
    let clients = clients.ok_or_else(|| {
        let issuer = &claims.iss;
        invalid(&format!(
            "No OpenIDConnect provider found in your account for {issuer}"
        ))
    })?;
    audience
        .find(|audience| clients.contains(audience))
        .ok_or_else(|| invalid("Incorrect token audience"))
}

fn answer(ctx: &mut Ctx<'_>, session: Session) -> Value {
    let user = json!({ "AssumedRoleId": session.user_id, "Arn": session.arn });
    json!({ "AssumedRoleUser": user, "Credentials": session::issue(ctx, session) })
}

fn invalid(message: &str) -> AwsError {
    AwsError::new("InvalidIdentityToken", message)
}

/// The text of the first element `name`, whatever its prefix.
fn element(xml: &str, name: &str) -> Option<String> {
    let mut tags = xml.split('<').skip(1);
    let tag = tags.find(|tag| {
        let head = tag.split(['>', ' ', '/']).next().unwrap_or_default();
        head.rsplit(':').next() == Some(name) && !tag.starts_with('/')
    })?;
    tag.split_once('>').map(|(_, text)| text.trim().to_owned())
}

/// The first value of the attribute whose name ends in `name`.
fn attribute(xml: &str, name: &str) -> Option<String> {
    let (_, rest) = xml.split_once(&format!("/{name}\""))?;
    element(rest, "AttributeValue")
}

// === impl Claims ===

impl Claims {
    /// The claims in the middle of a JSON Web Token.
    fn read(token: &str) -> Option<Self> {
        let payload = token.split('.').nth(1)?.trim_end_matches('=');
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
    }

    fn audience(&self) -> Vec<String> {
        let one = self.aud.as_str().into_iter();
        let many = self
            .aud
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        one.chain(many).map(str::to_owned).collect()
    }
}
