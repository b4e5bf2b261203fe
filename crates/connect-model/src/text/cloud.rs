//! Names of functions and bots, as Lambda and Lex take them.

text! {
    /// A function, layer or alias of Lambda: 1 to 64 letters, digits, hyphens and underscores.
    FunctionName, "a name of 1 to 64 letters, digits, - and _",
        Some("^[a-zA-Z0-9_-]{1,64}$"), is_function_name, as "bad-function-name";
    /// A bot of Lex or an alias of one: 1 to 64 letters and digits, with single hyphens and
    /// underscores between and after them.
    BotName, "a name of 1 to 64 letters and digits, with single - and _ between",
        Some("^(?=.{1,64}$)([0-9a-zA-Z][_-]?)+$"), is_bot_name, as "bad-bot-name";
}

fn is_function_name(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    (1..=64).contains(&text.len()) && text.bytes().all(is_inner)
}

fn is_bot_name(text: &str) -> bool {
    let is_mark = |byte: &u8| b"-_".contains(byte);
    let pairs = text.as_bytes().windows(2);
    is_function_name(text)
        && !text.starts_with(['-', '_'])
        && !pairs.into_iter().any(|pair| pair.iter().all(is_mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bot_has_no_two_marks_in_a_row() {
        for good in ["orders", "Order-Bot_2", "a_"] {
            assert!(BotName::new(good).is_ok(), "{good}");
        }
        for bad in ["", "_a", "a--b", "a b"] {
            assert!(BotName::new(bad).is_err(), "{bad}");
        }
        assert!(FunctionName::new("_a--b").is_ok());
        assert!(FunctionName::new("x".repeat(65)).is_err());
    }
}
