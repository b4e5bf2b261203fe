//! A password inside somebody else's entry of Secrets Manager.

use connect_model::Secret;
use serde::Deserialize;

/// The form in which the console of Secrets Manager, its rotation functions and most tools keep
/// credentials: an object with a member of this name.
#[derive(Deserialize)]
struct Credentials {
    password: String,
}

/// The password that an entry holds: its member `password` if it is a JSON object that has one, else
/// the whole text.
pub(super) fn held_by(entry: Secret) -> Secret {
    match serde_json::from_str(entry.expose()) {
        Ok(Credentials { password }) => Secret::new(password),
        Err(_) => entry,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(entry: &str) -> String {
        held_by(Secret::new(entry)).expose().to_owned()
    }

    #[test]
    fn a_plain_text_is_the_password_and_of_an_object_its_member_is() {
        assert_eq!(held("Correct-Horse-7"), "Correct-Horse-7");
        let kept = r#"{"username":"ada","password":"Correct-Horse-7"}"#;
        assert_eq!(held(kept), "Correct-Horse-7");
    }

    #[test]
    fn what_only_looks_like_an_object_is_a_password_too() {
        for text in ["{", "{}", r#"{"secret":"a"}"#, "123456789", r#""quoted""#] {
            assert_eq!(held(text), text);
        }
    }
}
