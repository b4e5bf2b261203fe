//! Phone numbers.

text! {
    /// A phone number in E.164: `+`, then 2 to 15 digits, the first of them not 0.
    E164, "a phone number in E.164: + and up to 15 digits, such as +442071234567",
        Some(r"^\+[1-9][0-9]{1,14}$"), is_e164, as "bad-phone-number";
    /// The first digits of the numbers to choose from: `+`, then 1 to 15 digits.
    NumberPrefix, "a prefix: + and up to 15 digits, such as +4420", Some(r"^\+[1-9][0-9]{0,14}$"),
        is_prefix, as "bad-phone-number";
}

fn is_e164(text: &str) -> bool {
    is_prefix(text) && text.len() > 2
}

fn is_prefix(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (1..=15).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_begin_with_a_plus_and_a_country() {
        assert!(E164::new("+442071234567").is_ok());
        assert!(NumberPrefix::new("+4").is_ok());
        for bad in [
            "",
            "+",
            "442071234567",
            "+0442071234567",
            "+44 207",
            "+1234567890123456",
            "+4",
        ] {
            assert!(E164::new(bad).is_err(), "{bad}");
        }
    }
}
