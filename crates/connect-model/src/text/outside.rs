//! Names of what an instance stands on, as the other services of AWS take them.

text! {
    /// A site that may embed the contact control panel: a scheme, a host, and perhaps a port.
    Origin, "an origin such as https://crm.example.com",
        Some("^https?://[^/?#\\s]{1,119}$"), is_origin, as "bad-origin";
    /// A role or SAML provider of IAM: 1 to 64 letters, digits and `_.-`, which both of them take.
    IamName, "a name of 1 to 64 letters, digits and _.-",
        Some("^[a-zA-Z0-9_.-]{1,64}$"), is_iam_name, as "bad-iam-name";
}

/// AWS takes 267 characters. An origin is also the name of its entry, which has 127.
fn is_origin(text: &str) -> bool {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let is_part = |c: char| !c.is_whitespace() && !c.is_control() && !"/?#".contains(c);
    text.chars().count() <= 127
        && host.is_some_and(|host| !host.is_empty() && host.chars().all(is_part))
}

fn is_iam_name(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    (1..=64).contains(&text.len()) && text.bytes().all(is_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_a_scheme_and_a_host_and_no_path() {
        for good in ["https://crm.example.com", "http://localhost:8080"] {
            assert!(Origin::new(good).is_ok(), "{good}");
        }
        for bad in [
            "crm.example.com",
            "https://",
            "https://a/b",
            "ftp://a",
            "https://a b",
        ] {
            assert!(Origin::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn names_of_iam_have_no_blanks() {
        assert!(IamName::new("Harbour.Home_connect-1").is_ok());
        assert!(IamName::new("Harbour Home").is_err());
        assert!(IamName::new("x".repeat(65)).is_err());
    }
}
