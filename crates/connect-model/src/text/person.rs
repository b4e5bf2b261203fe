//! How people are named and reached.

text! {
    /// The login of a user: 1 to 64 of letters, digits and `_-.@\`.
    ///
    /// An `@` is taken only in a whole e-mail address (`a@b.com`). Without SAML AWS stops at 20
    /// characters, which is checked against the instance.
    Username, r"a username: 1 to 64 of letters, digits and _-.@\, with @ only as in a@b.com",
        Some(r"^(?=.{1,64}$)[a-zA-Z0-9_\-.\\]+(@[a-zA-Z0-9_\-]+(\.[a-zA-Z0-9_\-]+)+)?$"),
        is_username, as "bad-username";
    /// An e-mail address: `local@domain.tld`, at most 254 characters.
    Email, "an e-mail address such as ada@example.com",
        Some(r#"^[^\s@<>"(),:;]+@[a-zA-Z0-9\-]+(\.[a-zA-Z0-9\-]+)+$"#), is_email, as "bad-email";
}

fn is_username(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || br"_-.@\".contains(&byte);
    let is_whole_address = || {
        text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && !domain.contains(['@', '\\'])
                && domain.contains('.')
                && domain.split('.').all(|label| !label.is_empty())
        })
    };
    (1..=64).contains(&text.len())
        && text.bytes().all(is_allowed)
        && (!text.contains('@') || is_whole_address())
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let is_local = |c: char| !c.is_whitespace() && !c.is_control() && !"@<>\"(),:;".contains(c);
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 254
        && !local.is_empty()
        && local.chars().all(is_local)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_at_sign_stands_only_in_a_whole_address() {
        for good in [
            "ada",
            r"corp\ada",
            "a.b_c-d",
            "a@b.com",
            "ada@sub.example.com",
        ] {
            assert!(Username::new(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a@b",
            "@b.com",
            "a@b.",
            "a@b@c.com",
            "ada lovelace",
            "adä",
            &"x".repeat(65),
        ] {
            assert!(Username::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn e_mail_addresses_have_two_sides() {
        for good in ["ada@example.com", "a.b+c@sub.example.co.uk"] {
            assert!(Email::new(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "ada",
            "ada@example",
            "@example.com",
            "a b@example.com",
            ".a@b.com",
            "a@-b.com",
            "a@b..com",
        ] {
            assert!(Email::new(bad).is_err(), "{bad}");
        }
    }
}
