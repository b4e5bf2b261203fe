//! Sessions: credentials that run out.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    ids::Ids,
    place::Account,
    services::iam::{Document, Purpose},
    time::Time,
    world::Tags,
};

/// What credentials were issued for.
#[derive(Debug, Serialize)]
pub(crate) struct Session {
    /// The account of the role or user.
    pub(crate) account: Account,
    /// `arn:aws:sts::…:assumed-role/ROLE/SESSION`, or the ARN of the user.
    pub(crate) arn: String,
    /// The ARN of the role itself, if a role was assumed.
    pub(crate) role: Option<String>,
    /// The name of the user who has a session of its own.
    pub(crate) user: Option<String>,
    /// `AROA…:SESSION`, or the id of the user.
    pub(crate) user_id: String,
    pub(crate) expires: Time,
    /// Documents that say the most that the session may do; all that the role may, if there are
    /// none.
    pub(crate) policies: Vec<String>,
    pub(crate) tags: Tags,
    /// The keys of the tags that go on to roles which the session assumes.
    pub(super) transitive: Vec<String>,
    pub(crate) source_identity: Option<String>,
}

/// What a session is to be. Flatten it into an input.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Wanted {
    duration_seconds: Option<u64>,
    policy: Option<String>,
    #[serde(default)]
    policy_arns: Vec<PolicyArn>,
}

#[derive(Debug, Deserialize)]
struct PolicyArn {
    arn: Option<String>,
}

const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const MIXED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// An hour.
const USUAL_SECONDS: u64 = 3_600;

/// Credentials of `session`, on the wire.
pub(super) fn issue(ctx: &mut Ctx<'_>, session: Session) -> Value {
    let key = format!("ASIA{}", ctx.ids.letters(UPPER, 16));
    let credentials = json!({
        "AccessKeyId": key,
        "SecretAccessKey": ctx.ids.letters(MIXED, 40),
        "SessionToken": ctx.ids.letters(MIXED, 200),
        "Expiration": session.expires,
    });
    let now = ctx.now;
    let sessions = &mut ctx.world.sts.sessions;
    sessions.retain(|_, session| session.expires + Duration::from_hours(24) > now);
    sessions.insert(key, session);
    credentials
}

/// The session `name` of the role with the ARN `role`.
pub(super) fn of_role(
    ctx: &Ctx<'_>,
    role: &str,
    name: &str,
    wanted: &Wanted,
) -> Result<Session, AwsError> {
    let (account, role_name) = parse(role)?;
    let state = ctx.world.iam.get(&account);
    let known = state.and_then(|state| state.role_identity(role));
    let seconds = wanted.duration_seconds.unwrap_or(USUAL_SECONDS);
    if known.is_some_and(|(_, most)| seconds > most) {
        return Err(AwsError::new(
            "ValidationError",
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        ));
    }
    // A role that was never made has an id all the same, which is the same for all its sessions.
    let made_up = || {
        let letters = Ids::of(ctx.settings.seed, &["role", role], 0).letters(UPPER, 17);
        format!("AROA{letters}")
    };
    let id = known.map_or_else(made_up, |(id, _)| id.to_owned());
    Ok(Session {
        arn: format!("arn:aws:sts::{account}:assumed-role/{role_name}/{name}"),
        user_id: format!("{id}:{name}"),
        role: Some(role.to_owned()),
        user: None,
        expires: ctx.now + Duration::from_secs(seconds),
        policies: policies(ctx, &account, wanted)?,
        account,
        tags: Tags::new(),
        transitive: Vec::new(),
        source_identity: None,
    })
}

/// `arn:aws:iam::111111111111:role/path/name` as account and name.
pub(super) fn parse(role: &str) -> Result<(Account, &str), AwsError> {
    let parts = || {
        let arn = Arn::parse(role)?;
        let name = arn.resource.strip_prefix("role/")?.rsplit('/').next()?;
        let is_role = (arn.service, arn.region) == ("iam", "") && !name.is_empty();
        Some((arn.owner()?, name)).filter(|_| is_role)
    };
    parts().ok_or_else(|| AwsError::new("ValidationError", format!("{role} is invalid")))
}

/// The documents of the session policies, which are of the account of the role.
fn policies(ctx: &Ctx<'_>, account: &Account, wanted: &Wanted) -> Result<Vec<String>, AwsError> {
    let malformed = |message: String| AwsError::new("MalformedPolicyDocument", message);
    let mut policies: Vec<_> = wanted.policy.iter().cloned().collect();
    for text in &policies {
        Document::checked(text, Purpose::Identity).map_err(malformed)?;
    }
    let nobody = crate::services::iam::State::default();
    let state = ctx.world.iam.get(account).unwrap_or(&nobody);
    for arn in wanted
        .policy_arns
        .iter()
        .filter_map(|policy| policy.arn.as_ref())
    {
        let text = state.policy_text(arn);
        policies.push(text.ok_or_else(|| {
            malformed(format!(
                "The policy {arn} does not exist or is not attachable."
            ))
        })?);
    }
    Ok(policies)
}

// === impl Wanted ===

impl Wanted {
    /// A session of the length given, or of an hour, without policies of its own.
    pub(super) fn seconds(&self) -> u64 {
        self.duration_seconds.unwrap_or(USUAL_SECONDS)
    }
}
