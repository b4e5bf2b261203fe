//! Texts that only an instance has.

text! {
    /// The alias of an instance; it forms the access URL and is unique over all of AWS.
    Alias, "an alias: 1 to 45 letters, digits and inner hyphens, not starting with d-",
        Some("^(?!d-)[0-9a-zA-Z]+(-*[0-9a-zA-Z])*$"), is_alias, as "bad-alias";
    /// A directory of AWS Directory Service: `d-` and 10 hexadecimal digits.
    DirectoryId, "a directory id: d- and 10 hexadecimal digits",
        Some("^d-[0-9a-f]{10}$"), is_directory_id, as "bad-directory-id";
}

fn is_alias(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=45).contains(&text.len())
        && text.bytes().all(is_inner)
        && !text.starts_with("d-")
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn is_directory_id(text: &str) -> bool {
    text.strip_prefix("d-").is_some_and(|digits| {
        digits.len() == 10
            && digits
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_keep_the_rule_of_aws() {
        for good in ["a", "uk-contact-center", "a--b", "D2", &"x".repeat(45)] {
            assert!(Alias::new(good).is_ok(), "{good}");
        }
        for bad in ["", "d-x", "-a", "a-", "a_b", "a.b", &"x".repeat(46)] {
            assert!(Alias::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn directory_ids_have_ten_digits() {
        assert!(DirectoryId::new("d-0123456789").is_ok());
        assert!(DirectoryId::new("d-012345678").is_err());
        assert!(DirectoryId::new("d-012345678G").is_err());
    }
}
