//! Names that people give to things.

text! {
    /// A display name as AWS takes it: 1 to 127 characters, none of them a control character.
    Name, "a name of 1 to 127 characters without control characters and outer blanks",
        Some(r"^[^\s\x00-\x1f\x7f]([^\x00-\x1f\x7f]{0,125}[^\s\x00-\x1f\x7f])?$"), is_label, as "bad-name";
    /// The key of an entry in a map of the spec; the text rule is that of [`Name`].
    Key, "a key of 1 to 127 characters without control characters and outer blanks",
        Some(r"^[^\s\x00-\x1f\x7f]([^\x00-\x1f\x7f]{0,125}[^\s\x00-\x1f\x7f])?$"), is_label, as "bad-name";
    /// The name of a security profile: 1 to 127 of letters, digits, blanks and `_@-`
    /// (facts/connect-api.md).
    SecurityProfileName, "a name of 1 to 127 letters, digits, blanks and _@-",
        Some("^[ a-zA-Z0-9_@-]{1,127}$"), is_profile_name, as "bad-security-profile-name";
}

fn is_profile_name(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b" _@-".contains(&byte);
    (1..=127).contains(&text.len()) && text.bytes().all(is_inner)
}

fn is_label(text: &str) -> bool {
    (1..=127).contains(&text.chars().count())
        && text.trim() == text
        && !text.chars().any(char::is_control)
}

impl From<Key> for Name {
    fn from(key: Key) -> Self {
        Self(key.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_1_to_127_characters_of_any_script() {
        assert!(Name::new("é".repeat(127)).is_ok());
        for bad in [
            String::new(),
            "x".repeat(128),
            "a\tb".into(),
            " a".into(),
            "a ".into(),
        ] {
            assert!(Name::new(bad.clone()).is_err(), "{bad:?}");
        }
    }
}
