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
    /// Where a group stands in the hierarchy of users: its name after those above it, from the top.
    /// A `/` inside a name is written `%2F`, a `%` is written `%25`.
    GroupPath, "a path of 1 to 5 group names of up to 100 characters each, joined by /",
        Some(GROUP_PATH), super::group_path::is_path, as "bad-group-path";
    /// The name of a directory of agents, such as the HR system that keeps it: 1 to 63 lower-case letters,
    /// digits and inner hyphens. Users carry it in a tag.
    DirectoryName, "a directory name: 1 to 63 lower-case letters, digits and inner hyphens",
        Some("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"), is_directory_name;
}

/// Levels and lengths (facts/connect-api.md, 5). No name has outer blanks or control characters.
const GROUP_PATH: &str = r"^[^\s/\x00-\x1f\x7f]([^/\x00-\x1f\x7f]*[^\s/\x00-\x1f\x7f])?(/[^\s/\x00-\x1f\x7f]([^/\x00-\x1f\x7f]*[^\s/\x00-\x1f\x7f])?){0,4}$";

fn is_profile_name(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b" _@-".contains(&byte);
    (1..=127).contains(&text.len()) && text.bytes().all(is_inner)
}

fn is_directory_name(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&text.len())
        && text.bytes().all(is_inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
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

/// The one name that may be longer than AWS takes names: AWS knows the last part of it alone.
impl From<GroupPath> for Name {
    fn from(path: GroupPath) -> Self {
        Self(path.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_is_called_as_a_host_is() {
        for good in ["hr", "a", "hr-2"] {
            assert!(DirectoryName::new(good).is_ok(), "{good}");
        }
        for bad in ["", "HR", "-hr", "hr-", "h r", &"x".repeat(64)] {
            assert!(DirectoryName::new(bad).is_err(), "{bad}");
        }
    }

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
