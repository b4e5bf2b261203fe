//! Who a user is.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{errors, state::Instance},
};

/// `UserIdentityInfo`, as on the wire.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(in crate::services::connect) struct Identity {
    pub(in crate::services::connect) first_name: Option<String>,
    pub(in crate::services::connect) last_name: Option<String>,
    pub(in crate::services::connect) email: Option<String>,
    secondary_email: Option<String>,
    mobile: Option<String>,
}

/// How long a username may be without SAML and with it, as documented.
const CHARS_MAX: usize = 20;
const SAML_CHARS_MAX: usize = 64;

/// What only the documentation demands of a username, and is required when strict: AWS is known to
/// take longer ones.
pub(super) fn check_username(
    ctx: &Ctx<'_>,
    instance: &Instance,
    username: &str,
) -> Result<(), AwsError> {
    let saml = instance.identity == "SAML";
    let most = if saml { SAML_CHARS_MAX } else { CHARS_MAX };
    let is_inner = |letter: char| letter.is_ascii_alphanumeric() || "_-.@\\".contains(letter);
    if !ctx.settings.strict || username.len() <= most && username.chars().all(is_inner) {
        return Ok(());
    }
    Err(errors::invalid_parameter(&format!(
        "Username takes up to {most} of the characters a-z, A-Z, 0-9, _-.@ and \\."
    )))
}

/// A password goes with managed identities and with no others. 8 to 64 characters without blanks,
/// with a small letter, a capital and a digit.
pub(super) fn check_password(instance: &Instance, password: Option<&str>) -> Result<(), AwsError> {
    let managed = instance.identity == "CONNECT_MANAGED";
    let Some(password) = password else {
        let message = "Password is needed where Amazon Connect manages the users.";
        return if managed {
            Err(errors::invalid_parameter(message))
        } else {
            Ok(())
        };
    };
    if !managed {
        return Err(errors::invalid_parameter(
            "Password is for users that Amazon Connect manages.",
        ));
    }
    let has = |wanted: fn(&char) -> bool| password.chars().any(|letter| wanted(&letter));
    let sound = (8..=64).contains(&password.chars().count())
        && !has(|letter| letter.is_whitespace())
        && has(char::is_ascii_lowercase)
        && has(char::is_ascii_uppercase)
        && has(char::is_ascii_digit);
    if sound {
        Ok(())
    } else {
        Err(errors::invalid_parameter(
            "Password does not meet the policy of passwords.",
        ))
    }
}

// === impl Identity ===

impl Identity {
    /// What only the documentation demands, and is required when strict: names where AWS does not
    /// have them from a directory; an e-mail address where it manages the users, and none with
    /// SAML, on which the documentation contradicts itself.
    pub(super) fn check(&self, ctx: &Ctx<'_>, instance: &Instance) -> Result<(), AwsError> {
        if !ctx.settings.strict || instance.identity == "EXISTING_DIRECTORY" {
            return Ok(());
        }
        let given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
        if !given(&self.first_name) || !given(&self.last_name) {
            return Err(errors::invalid_parameter(
                "IdentityInfo needs FirstName and LastName.",
            ));
        }
        match (instance.identity.as_str(), given(&self.email)) {
            ("CONNECT_MANAGED", false) => {
                Err(errors::invalid_parameter("IdentityInfo needs Email."))
            }
            ("SAML", true) => Err(errors::invalid_parameter(
                "IdentityInfo has no Email with SAML.",
            )),
            _ => Ok(()),
        }
    }

    /// As it is described: not at all for a user who was made without it. What AWS shows then is not
    /// documented; an empty structure would be a change to clients that told none.
    pub(super) fn shown(&self) -> Value {
        json!(Some(self).filter(|identity| **identity != Self::default()))
    }

    /// The same as a search has it: the names alone.
    pub(super) fn searched(&self) -> Value {
        json!({ "FirstName": self.first_name, "LastName": self.last_name })
    }
}
