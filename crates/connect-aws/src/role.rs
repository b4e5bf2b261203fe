//! The credentials of a target's role.

use aws_credential_types::{
    Credentials,
    provider::{
        self, ProvideCredentials, error::CredentialsError, future::ProvideCredentials as Provided,
    },
};
use aws_sdk_sts as sts;
use aws_types::SdkConfig;
use connect_model::{Fault, Target};

use crate::{
    call::{Caller, Operation},
    fault,
};

const ASSUME_ROLE: Operation = Operation {
    service: "sts",
    name: "AssumeRole",
};
/// What STS takes as the name of a role session, besides letters and digits.
const NAME_MARKS: &str = "_=,.@-";
const NAME_CHARS_MAX: usize = 64;
const NAME_CHARS_MIN: usize = 2;

/// Gets the credentials of a role. That call is paced, counted and classed as any other; the SDK's
/// own provider would do none of it.
#[derive(Debug)]
pub(crate) struct Role {
    caller: Caller,
    sts: sts::Client,
    arn: String,
    external_id: Option<String>,
    session_name: String,
}

// === impl Role ===

impl Role {
    /// The role `arn` of `target`, to be assumed by means of the credentials in `base`.
    pub(crate) fn new(
        arn: &str,
        target: &Target,
        session: &str,
        caller: &Caller,
        base: &SdkConfig,
    ) -> Self {
        Self {
            caller: caller.clone(),
            sts: sts::Client::new(base),
            arn: arn.to_owned(),
            external_id: target.external_id.clone(),
            session_name: session_name(session),
        }
    }

    async fn assume(&self) -> provider::Result {
        let request = self
            .sts
            .assume_role()
            .role_arn(&self.arn)
            .role_session_name(&self.session_name)
            .set_external_id(self.external_id.clone());
        let answer = self.caller.send(ASSUME_ROLE, request.send()).await;
        answer
            .and_then(|answer| credentials(answer.credentials))
            .map_err(CredentialsError::provider_error)
    }
}

impl ProvideCredentials for Role {
    fn provide_credentials<'a>(&'a self) -> Provided<'a>
    where
        Self: 'a,
    {
        Provided::new(self.assume())
    }
}

fn credentials(answer: Option<sts::types::Credentials>) -> Result<Credentials, Fault> {
    let unreadable = |cause: &str| fault::unreadable(ASSUME_ROLE, cause);
    let given = answer.ok_or_else(|| unreadable("it has no credentials"))?;
    let expires = given.expiration.try_into();
    let expires = expires.map_err(|_| unreadable("the credentials expire at no time"))?;
    Ok(Credentials::new(
        given.access_key_id,
        given.secret_access_key,
        Some(given.session_token),
        Some(expires),
        "AssumeRole",
    ))
}

/// The name of a role session: what STS does not take becomes a hyphen.
fn session_name(name: &str) -> String {
    let is_taken = |c: char| c.is_ascii_alphanumeric() || NAME_MARKS.contains(c);
    let taken = name.chars().map(|c| if is_taken(c) { c } else { '-' });
    let taken: String = taken.take(NAME_CHARS_MAX).collect();
    format!("{taken:-<NAME_CHARS_MIN$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_has_a_name_that_sts_takes() {
        assert_eq!(session_name("job-0192f.7=@,_"), "job-0192f.7=@,_");
        assert_eq!(session_name("jobs/1 ü"), "jobs-1--");
        assert_eq!(session_name(&"x".repeat(99)), "x".repeat(64));
        assert_eq!(session_name(""), "--");
    }
}
