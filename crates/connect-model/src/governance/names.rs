//! Names in the declaration of governance, as KMS, Budgets and SNS take them.

text! {
    /// The name of a key, a budget or a set of them: 1 to 64 small letters, digits and inner hyphens, the
    /// first a letter.
    GovernName, "a name of 1 to 64 small letters, digits and inner hyphens, the first a letter",
        Some("^[a-z]([a-z0-9-]{0,62}[a-z0-9])?$"), is_name, as "bad-govern-name";
    /// An amount of money: digits, and after a point two more at most.
    Amount, "an amount such as 1200 or 99.50",
        Some(r"^[0-9]{1,12}(\.[0-9]{1,2})?$"), is_amount, as "bad-amount";
    /// The id of a rule, or `*` for all of them.
    RuleId, "the id of a rule in small letters with hyphens, or *",
        Some(r"^(\*|[a-z][a-z0-9-]{1,63})$"), is_rule, as "bad-rule-id";
    /// The key of a tag, as all services take it.
    TagKey, "the key of a tag: 1 to 128 letters, digits, spaces and _.:/=+-@",
        Some(r"^[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$"), is_tag_key, as "bad-tag-key";
}

fn is_name(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=64).contains(&text.len())
        && text.bytes().all(is_inner)
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && !text.ends_with('-')
}

fn is_amount(text: &str) -> bool {
    let is_digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    match text.split_once('.') {
        Some((whole, part)) => is_digits(whole, 12) && is_digits(part, 2),
        None => is_digits(text, 12),
    }
}

fn is_rule(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text == "*"
        || ((2..=64).contains(&text.len())
            && text.bytes().all(is_inner)
            && text.starts_with(|first: char| first.is_ascii_lowercase()))
}

fn is_tag_key(text: &str) -> bool {
    let is_inner = |it: char| it.is_alphanumeric() || it == ' ' || "_.:/=+-@".contains(it);
    (1..=128).contains(&text.chars().count()) && text.chars().all(is_inner)
}
