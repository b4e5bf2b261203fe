//! Words that tell of data which must not be kept in plain sight.

/// Words and phrases, in lower case, in single steps.
const WORDS: &[&[&str]] = &[
    &["pin"],
    &["ssn"],
    &["cvv"],
    &["cvc"],
    &["dob"],
    &["iban"],
    &["password"],
    &["passcode"],
    &["credit", "card"],
    &["creditcard"],
    &["debit", "card"],
    &["card", "number"],
    &["cardnumber"],
    &["security", "code"],
    &["social", "security"],
    &["date", "of", "birth"],
    &["birth", "date"],
    &["birthdate"],
];

/// Words that say the data is not there in the clear, or only that it is spoken of.
const HARMLESS: &[&str] = &[
    "encrypted",
    "encrypt",
    "token",
    "masked",
    "mask",
    "hash",
    "hashed",
    "type",
    "status",
    "valid",
    "verified",
    "attempts",
    "attempt",
    "count",
    "retries",
    "retry",
    "flag",
    "result",
    "last4",
];

/// The first sensitive word or phrase of a prompt.
pub(crate) fn in_prompt(text: &str) -> Option<String> {
    find(&words(text))
}

/// The sensitive word in the name of an attribute, unless the name says that it is harmless.
pub(crate) fn in_name(name: &str) -> Option<String> {
    let words = words(name);
    let harmless = words.iter().any(|word| HARMLESS.contains(&word.as_str()));
    if harmless { None } else { find(&words) }
}

fn find(words: &[String]) -> Option<String> {
    let found = WORDS.iter().find(|phrase| {
        let same = |window: &[String]| window.iter().zip(**phrase).all(|(a, b)| a == b);
        words.windows(phrase.len()).any(same)
    });
    found.map(|phrase| phrase.join(" "))
}

/// The words of prose, of `snake_case` and of `camelCase`, in lower case.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for character in text.chars() {
        let starts =
            !character.is_alphanumeric() || (character.is_uppercase() && before.is_lowercase());
        if starts && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if character.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(character.to_lowercase());
        }
        before = character;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{in_name, in_prompt};

    #[test]
    fn whole_words_count_and_parts_of_words_do_not() {
        let prompt = in_prompt("Please enter your PIN, then press pound.");
        assert_eq!(prompt.as_deref(), Some("pin"));
        assert!(in_prompt("Enter your credit-card number").is_some());
        assert!(in_prompt("We ship pineapples. Press one for gift cards.").is_none());
        assert!(in_name("customerPin").is_some() && in_name("card_number").is_some());
        assert!(in_name("SSN").is_some() && in_name("shippingPinned").is_none());
        assert!(in_name("EncryptedCreditCard").is_none() && in_name("pinAttempts").is_none());
    }
}
